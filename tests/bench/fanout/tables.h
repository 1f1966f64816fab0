// The results as Markdown, for people. Pure.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/fanout/measure.h"
#include "tests/bench/fanout/results.h"

namespace dais::fanout {

// there: the servers that were built; the others' rows say that they are not.
std::string tables(const std::vector<Case>& cases, const Results& results, const std::vector<std::string>& there);

}  // namespace dais::fanout
