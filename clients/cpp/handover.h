// What the next host of a series is handed: one Markdown file that needs nothing beside it. Pure.
#pragma once

#include <cstdint>
#include <string>

#include "clients/cpp/languages.h"
#include "clients/cpp/time.h"
#include "server/summit/records.h"

namespace dais::client {

// Of what is held of a series' log, as of now: editions, bodies and who holds their seats today, declarations with the
// counts of their rolls, open commitments by due date, and what is still missing.
std::string handover(const summit::Records& records, std::int64_t now_ms, const LocalTime& time,
                     const Languages& languages);

}  // namespace dais::client
