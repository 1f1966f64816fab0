// Guesses, slowed down: after a few failures each further one has to wait, twice as long each time up to a limit.
//
// An attempt counts as failed from the moment that it is let in, so that many at once are no way around; whoever then
// succeeds is forgotten. Being turned away does not lengthen the wait: who keeps to it gets in. Names are whatever is
// guessed at or guessed from. Bounded: of too many names, those that waited longest ago are forgotten. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

namespace dais::access {

struct ThrottleLimits {
    std::uint32_t free = 5;            // failures without a wait
    std::int64_t wait_ms_min = 1'000;  // after the first that is not free
    std::int64_t wait_ms_max = 15 * 60'000;
    std::int64_t forget_ms = 60 * 60'000;  // after so long without an attempt
    std::size_t names_max = 100'000;
};

class Throttle {
public:
    explicit Throttle(ThrottleLimits limits) : limits_(limits) {}

    // 0: go on, and it counts as failed. Otherwise how long to wait, in ms.
    std::int64_t enter(const std::string& name, std::int64_t now_ms);
    // How long to wait, without an attempt.
    std::int64_t wait_ms(const std::string& name, std::int64_t now_ms) const;
    void succeeded(const std::string& name);
    // It was no attempt after all.
    void take_back(const std::string& name);

private:
    struct Tries {
        std::uint32_t failed = 0;
        std::int64_t last_ms = 0;
    };
    std::int64_t wait_of(const Tries& tries, std::int64_t now_ms) const;

    const ThrottleLimits limits_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Tries> tries_;
    std::multimap<std::int64_t, std::string> order_;  // by last_ms
};

}  // namespace dais::access
