// Real time as a test has it: it passes when the test says so.
#pragma once

#include <atomic>

#include "server/live/log_clock.h"

namespace dais::live {

class TimeOfATest {
public:
    explicit TimeOfATest(std::int64_t wall_ms) : wall_ms_(wall_ms) {}

    RealTime real() {
        return {[this] { return wall_ms_.load(); }, [this] { return steady_ms_.load(); }};
    }
    void passes(std::int64_t ms) {
        steady_ms_ += ms;
        wall_ms_ += ms;
    }
    // Somebody sets the wall clock.
    void is_set_by(std::int64_t ms) { wall_ms_ += ms; }

private:
    std::atomic<std::int64_t> wall_ms_;
    std::atomic<std::int64_t> steady_ms_{1'000};
};

}  // namespace dais::live
