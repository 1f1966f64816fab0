// What would come of a command, as its author would see it. Pure.
#pragma once

#include "server/summit/commands.h"

namespace dais::summit {

// Of a Decision on this state that was not applied.
v1::Preview preview_of(const State& state, const Decision& decision, const Context& context);

}  // namespace dais::summit
