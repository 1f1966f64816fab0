// One server, or several, under one load: connect so many screens, send so many messages with so many in flight, and
// look at the clock, the processor and the memory.
//
// Blocks; forks if the screens take more files than one process may open. A run that lost a message, or took too long,
// says so and has no figures.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/fanout/rival.h"

namespace dais::fanout {

struct Case {
    std::string name;
    std::string title;
    std::uint32_t screens = 0;
    std::uint32_t window = 1;    // messages in flight
    std::uint32_t messages = 0;  // that are measured
    std::uint32_t warm = 0;      // that go before
    double seconds_max = 40;     // then the rest is left out
    // Processes that share the screens; of Dais so many edges, and an origin that serves none of them.
    std::uint32_t servers = 1;
};

// The line of one run: what was asked for, and figures or "lost".
boost::json::object run_once(const Case& of, RivalKind kind, const std::vector<std::string>& options);

}  // namespace dais::fanout
