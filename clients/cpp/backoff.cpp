#include "clients/cpp/backoff.h"

#include <algorithm>
#include <random>
#include <utility>

namespace dais::client {

Dice real_dice() {
    return [engine = std::mt19937_64(std::random_device{}())]() mutable {
        return std::uniform_real_distribution<double>()(engine);
    };
}

Backoff::Backoff(BackoffLimits limits, Dice dice) : limits_(limits), dice_(std::move(dice)), limit_(limits.first) {}

std::chrono::milliseconds Backoff::some_of(std::chrono::milliseconds most) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(dice_() * static_cast<double>(most.count())));
}

std::chrono::milliseconds Backoff::after_failure() {
    const auto wait = some_of(limit_);
    limit_ = std::min(limit_ * 2, limits_.cap);
    return wait;
}

std::optional<std::chrono::milliseconds> Backoff::after_goodbye(std::uint32_t retry_after_ms) {
    if (retry_after_ms == 0) return std::nullopt;
    return std::chrono::milliseconds(retry_after_ms) + some_of(limits_.first);
}

}  // namespace dais::client
