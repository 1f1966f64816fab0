// What a Dais counts about itself, as its /metrics tells.
#pragma once

#include <string>
#include <string_view>

#include "tests/bench/fanout/rival.h"

namespace dais::fanout {

// Empty if it does not answer. Blocks.
std::string scrape(const Rival& server);
// The sum over its labels, or over those that have this one, as in reason="slow"; 0 if there is none. Pure.
double series(std::string_view text, std::string_view name, std::string_view label = "");

}  // namespace dais::fanout
