// A session's floor as whoever presides reads it, and as a program does. Pure.
#pragma once

#include <boost/json/value.hpp>
#include <string>

#include "clients/cpp/floor_view.h"

namespace dais::client {

// Several lines for a terminal, without control characters: how the list stands and by which rules, who has the floor
// and how long still, who waits and until when, who has spoken, how long each Party has, what was proposed.
std::string floor_table(const FloorView& view, const Reading& reading);

// {"id","title","status","now_ms","list","speaking","waiting","spoken","absent","parties","proposals","record"}.
// Each request has "id", "who", "person", "kind" and "record"; one that has begun "turn", "spoken_ms" and "left_ms"
// (null: not limited); one that waits "expected_at_ms" and "seconds" (0: not limited, null: a budget is used up).
boost::json::value floor_json(const FloorView& view, const Reading& reading);

}  // namespace dais::client
