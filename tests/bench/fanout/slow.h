// Dais with readers that do not read: what it costs the others, what one of them costs, and what becomes of them.
//
// In turns all read and one in ten does not; who does not takes nothing until its socket is full, and reads all of it
// at the end of the turn. The clock is that of the others alone, in either case, and what the server grows by while all
// read is no reader's. At last they read no more, until the server gives them up.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace dais::fanout {

inline constexpr const char* kSlowCase = "slow";

struct SlowCase {
    std::uint32_t screens = 19'000;
    int rounds = 5;
    std::uint32_t messages = 20;  // measured in each turn, one in flight
    std::uint32_t filling = 250;  // before them, that fill a socket, sixteen in flight
};

// A line of each round, with "round" and figures, or one with "lost". Blocks.
std::vector<boost::json::object> run_slow(const SlowCase& of, const std::vector<std::string>& options);

}  // namespace dais::fanout
