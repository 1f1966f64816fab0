// What time it is in each log, as the server that is followed told it last (decision D11). Thread-safe.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "dais/v1/live.pb.h"
#include "server/live/rim.h"

namespace dais::edge {

class Clocks {
    using Steady = std::chrono::steady_clock;

public:
    void set(const std::string& log, const v1::Clock& clock) {
        const std::lock_guard lock(mutex_);
        told_[log] = {clock, Steady::now()};
    }

    // The wall's time for a log of which none was told.
    v1::Clock now(const std::string& log) const {
        v1::Clock clock;
        clock.set_at_ms(live::wall_clock_ms());
        clock.set_rate_permille(1'000);
        const std::lock_guard lock(mutex_);
        const auto found = told_.find(log);
        if (found == told_.end()) return clock;
        const auto& [told, at] = found->second;
        const std::int64_t passed_ms =
            std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - at).count();
        clock.set_at_ms(told.at_ms() + passed_ms * told.rate_permille() / 1'000);
        clock.set_rate_permille(told.rate_permille());
        return clock;
    }

private:
    struct Told {
        v1::Clock clock;
        Steady::time_point at;
    };
    mutable std::mutex mutex_;
    std::map<std::string, Told> told_;
};

}  // namespace dais::edge
