// The big screens of the demo: beside the stage, above it, at the doors and in the foyer. All of them are samples.
#pragma once

#include <vector>

#include "dais/v1/live.pb.h"
#include "server/summit/state.h"

namespace dais::demo {

// What puts them, once the programme is there.
std::vector<v1::Command> screen_commands(const summit::State& state);

}  // namespace dais::demo
