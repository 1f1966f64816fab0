// What a programme still clashes with, as JSON for its organisers. Pure; made on a worker thread.
#pragma once

#include <string>

#include "server/live/desk.h"

namespace dais::web {

// {"log", "position", "clashes": [dais.v1.Clash with "accepted": the Override's reason, or null]}, the hard ones first.
std::string json_clashes(const live::LogView& log);

}  // namespace dais::web
