// The results as a picture (SVG): for each case a bar per server, a dot per round. Pure.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/fanout/measure.h"
#include "tests/bench/fanout/results.h"

namespace dais::fanout {

std::string chart(const std::vector<Case>& cases, const Results& results);

}  // namespace dais::fanout
