// What a load came to: for people as a table, for programs as JSON.
//
// Pure; reads what was counted.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>

#include "clients/cpp/load/measures.h"
#include "clients/cpp/load/rehearsal.h"

namespace dais::load {

// Medians over changes, in milliseconds: how long until the first screen had it, half of them, 99 of 100, the last one.
struct Timing {
    std::uint64_t changes = 0;
    double first_ms = 0, p50_ms = 0, p99_ms = 0, last_ms = 0, worst_last_ms = 0;
};
// Of changes from … to, as numbered by whoever sent them.
Timing stamped_timing(const Measures& measures, std::uint64_t from, std::uint64_t to);
// Of all others, from the first screen that had each.
Timing spread_timing(const Measures& measures);

// Every screen that should be is equal, and nobody was shown anything else on the way.
bool all_is_well(const Told& told, const Measures& measures);

std::string report_text(const Told& told, const Measures& measures);
boost::json::object report_json(const Told& told, const Measures& measures);

// "2,000 screens in 1 process, which may open 20,000 files each".
std::string first_line(const Told& told);
// "00:12  2,000 screens here, 1,998 equal at position 57, 1,234 changes/s delivered".
std::string progress_line(const Told& told, const Measures& measures);

}  // namespace dais::load
