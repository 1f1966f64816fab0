// A log's state as JSON, for those who do not speak the live protocol. Pure; made on a worker thread.
#pragma once

#include <string>

#include "server/live/desk.h"
#include "server/web/json_string.h"

namespace dais::web {

// {"log", "audience", "position", "chain", "digest", "summit", "rooms", "tracks", "parties", "persons", "sessions",
// "replacements", "documents", "booths", "interpretation_teams", "shifts", "announcements"}: each list holds the
// records that the audience may see, with their ids; a session also has "progress", "text" and what follows from them:
// "starts_at", "ends_at" (ISO 8601, UTC) and "room_now".
std::string json_snapshot(const live::LogView& log, v1::Audience audience);

// Milliseconds since 1970 as 2024-09-12T10:30:00Z.
std::string iso_utc(std::int64_t ms);

}  // namespace dais::web
