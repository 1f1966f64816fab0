// What time it is in each log (decision D11): the wall clock, or, in a log that is played, a clock of its own that runs
// at another rate.
//
// A clock of its own counts real time that nobody sets: putting the wall clock on or back does not move it. Clocks are
// set before any thread but the first runs; from then on any thread may read them.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "dais/v1/live.pb.h"

namespace dais::live {

inline constexpr std::uint32_t kRealTime = 1'000;  // per mille
inline constexpr std::uint32_t kRatePermilleMax = 10'000'000;

// What reality shows, from any thread. A seam: tests neither wait nor set a clock of the machine.
struct RealTime {
    std::function<std::int64_t()> wall_ms;
    // Since the machine started, its sleep included.
    std::function<std::int64_t()> steady_ms;
};
RealTime real_time();

class LogClocks {
public:
    explicit LogClocks(RealTime real = real_time()) : real_(std::move(real)) {}

    // From now on it is at_ms in this log, and rate_permille / 1000 of its seconds pass in one of ours.
    void set(const std::string& log, std::int64_t at_ms, std::uint32_t rate_permille);

    v1::Clock now(const std::string& log) const;
    std::int64_t now_ms(const std::string& log) const { return now(log).at_ms(); }
    // How long from now until a log's time, in our time; 0 if it has passed.
    std::chrono::milliseconds until(const std::string& log, std::int64_t at_ms) const;
    bool goes_by_the_wall(const std::string& log) const { return !played_.contains(log); }
    const RealTime& real() const { return real_; }

private:
    struct Played {
        std::int64_t since_ms = 0;  // steady
        std::int64_t at_ms = 0;     // what it was in the log then
        std::uint32_t rate_permille = kRealTime;
    };
    RealTime real_;
    std::map<std::string, Played> played_;
};

// Notices a wall clock that was put on or back: what was due by it is not to be trusted.
class ClockWatch {
public:
    // Whether it has stepped by more than a minute against the steady clock since it was asked last.
    bool stepped(std::int64_t wall_ms, std::int64_t steady_ms);

private:
    std::int64_t ahead_ms_ = 0;
    bool asked_ = false;
};

}  // namespace dais::live
