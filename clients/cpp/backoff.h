// How long to wait before the next attempt: exponential with full jitter, so that ten thousand screens that lost the
// same server do not come back at the same moment.
//
// Pure: the dice are given. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace dais::client {

struct BackoffLimits {
    // The longest wait after the first failure; it doubles with each further one, up to the cap.
    std::chrono::milliseconds first{250};
    std::chrono::milliseconds cap{15'000};
};

// Uniform in [0, 1).
using Dice = std::function<double()>;

// Dice of its own, seeded from the system.
Dice real_dice();

class Backoff {
public:
    explicit Backoff(BackoffLimits limits = {}, Dice dice = real_dice());

    // After a failure: somewhere between nothing and the present limit.
    std::chrono::milliseconds after_failure();

    // After a Goodbye: not before what it says, then spread a little; nothing if it says not to come back.
    std::optional<std::chrono::milliseconds> after_goodbye(std::uint32_t retry_after_ms);

    // All is well: the next failure is the first one again.
    void succeeded() { limit_ = limits_.first; }

private:
    std::chrono::milliseconds some_of(std::chrono::milliseconds most);

    BackoffLimits limits_;
    Dice dice_;
    std::chrono::milliseconds limit_;
};

}  // namespace dais::client
