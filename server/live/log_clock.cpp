#include "server/live/log_clock.h"

#include <time.h>

#include <algorithm>
#include <cstdlib>

#include "server/live/rim.h"

namespace dais::live {
namespace {

// A machine that slept was not set: std::chrono's steady clock would leave its sleep out.
std::int64_t since_the_machine_started_ms() {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec * std::int64_t{1'000} + now.tv_nsec / 1'000'000;
}

}  // namespace

RealTime real_time() { return {wall_clock_ms, since_the_machine_started_ms}; }

void LogClocks::set(const std::string& log, std::int64_t at_ms, std::uint32_t rate_permille) {
    played_[log] = {real_.steady_ms(), at_ms, std::clamp(rate_permille, 1U, kRatePermilleMax)};
}

v1::Clock LogClocks::now(const std::string& log) const {
    v1::Clock clock;
    clock.set_at_ms(real_.wall_ms());
    clock.set_rate_permille(kRealTime);
    const auto found = played_.find(log);
    if (found == played_.end()) return clock;
    const Played& played = found->second;
    clock.set_at_ms(played.at_ms + (real_.steady_ms() - played.since_ms) * played.rate_permille / kRealTime);
    clock.set_rate_permille(played.rate_permille);
    return clock;
}

std::chrono::milliseconds LogClocks::until(const std::string& log, std::int64_t at_ms) const {
    const v1::Clock clock = now(log);
    if (at_ms <= clock.at_ms()) return std::chrono::milliseconds(0);
    // Rounded up: whoever waits this long finds that it has passed.
    const std::int64_t rate = clock.rate_permille();
    return std::chrono::milliseconds(((at_ms - clock.at_ms()) * kRealTime + rate - 1) / rate);
}

bool ClockWatch::stepped(std::int64_t wall_ms, std::int64_t steady_ms) {
    constexpr std::int64_t kStepMs = 60'000;
    const std::int64_t ahead_ms = wall_ms - steady_ms;
    const bool stepped = asked_ && std::abs(ahead_ms - ahead_ms_) > kStepMs;
    // A clock that is slowly put right is followed; a step is remembered until it was told.
    ahead_ms_ = ahead_ms;
    asked_ = true;
    return stepped;
}

}  // namespace dais::live
