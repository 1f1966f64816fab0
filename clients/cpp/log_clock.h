// A log's own time, as the server last told it: a played day may run at another rate than the wall's (decision D11).
//
// Pure: the caller says what the steady clock shows. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>

#include "dais/v1/live.pb.h"

namespace dais::client {

class LogClock {
public:
    using Steady = std::chrono::steady_clock::time_point;

    void set(const v1::Clock& clock, Steady received) {
        at_ms_ = clock.at_ms();
        rate_permille_ = clock.rate_permille();
        received_ = received;
        known_ = true;
    }

    // False until the server has told the time.
    bool known() const { return known_; }

    // UTC milliseconds by the log's clock.
    std::int64_t now_ms(Steady now) const {
        const auto passed_ms = std::chrono::duration_cast<std::chrono::milliseconds>(now - received_).count();
        return at_ms_ + passed_ms * rate_permille_ / 1000;
    }

private:
    std::int64_t at_ms_ = 0;
    std::int64_t rate_permille_ = 1000;
    Steady received_{};
    bool known_ = false;
};

}  // namespace dais::client
