// What happens by itself at a time: a Command that the desk's clock gives, so that it is a Change like any other.
#pragma once

#include <optional>

#include "dais/v1/live.pb.h"
#include "server/summit/state.h"

namespace dais::summit {

// A Command without log and id, to be given at an instant of the log's clock.
struct Due {
    std::int64_t at_ms = 0;
    v1::Command command;
};

// What is due next, however long ago; nothing if nothing ever happens by itself. Of those due at once an embargo comes
// before the end of a silence, that before an overrun, and overruns come in the order of the plan. An overrun is pushed
// on by steps, beyond now_ms if that is later, until nobody can be expected to sit there any more (limits.h): a session
// of which nobody has said for hours that it ended is left alone. An embargo is lifted however late: what readers were
// promised is not left with the press; and what nobody objected to in time is adopted. Pure.
std::optional<Due> next_due(const State& state, std::int64_t now_ms);

}  // namespace dais::summit
