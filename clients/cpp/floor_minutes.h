// The minutes of a session: who said what to the chair, when and for how long, and what was decided. Pure.
#pragma once

#include <string>

#include "clients/cpp/floor_view.h"

namespace dais::client {

// One Markdown text that needs nothing beside it. Reasons that are for staff alone are not in it: minutes are handed
// on.
std::string floor_minutes(const FloorView& view, const Reading& reading);

}  // namespace dais::client
