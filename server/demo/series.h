// The series that the demo summit belongs to: Dublin 2022 with its declaration and who endorses it, Sal 2024, and the
// next host; as far as it is publicly known, the rest is a sample and says so. In a log of its own.
//
// Promises: the same Commands for the same State, with ids that never change; what is there already stays. Pure.
#pragma once

#include <vector>

#include "dais/v1/live.pb.h"
#include "server/summit/state.h"

namespace dais::demo {

inline constexpr char kSeriesLog[] = "global-diaspora-summit";

// What comes next in a log that holds this State, which names what was made before; empty: it is all there.
std::vector<v1::Command> series_commands(const summit::State& state);

}  // namespace dais::demo
