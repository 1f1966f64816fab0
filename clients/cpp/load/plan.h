// What a load is to be: how many screens, how they come, and how some of them behave.
//
// Pure, except for what it asks of this machine. Errors are std::invalid_argument with the remedy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dais::load {

// Screens that behave alike.
struct Group {
    std::uint32_t screens = 0;
    // How much is read in a second, once up to date; 0: nothing at all. Absent: whatever comes. With it, the socket
    // takes in as little as the system allows.
    std::optional<std::uint32_t> read_bytes_per_s;
    // So much of the group is cut off in a minute, and comes back within seconds.
    double drops_per_minute = 0;
    // Every so often each asks for a sign of life; 0: never.
    std::uint32_t ping_ms = 0;
};

struct Plan {
    std::vector<Group> groups;
    std::uint32_t ramp_ms = 0;          // the screens come evenly over this time
    std::uint32_t under_way_max = 256;  // connections that one process makes at the same time
    // Addresses of this machine that the screens come from; none: 127.0.0.x to a loopback server, else the system's.
    std::vector<std::string> from;
    // For tests: so few files per process. 0: as many as the system allows.
    std::uint32_t files_max = 0;

    std::uint32_t screens() const;
};

// Hard limit of open files of a process, raised to for this one and those forked from it.
std::uint32_t raise_files();

// How many processes it takes.
std::uint32_t processes_for(const Plan& plan, std::uint32_t files);

// Throws if this machine cannot carry it; loopback: the server is here too.
void check(const Plan& plan, std::uint32_t files, bool loopback);

// Which group each screen is of, spread evenly over all of them.
std::vector<std::uint8_t> spread(const Plan& plan);

}  // namespace dais::load
