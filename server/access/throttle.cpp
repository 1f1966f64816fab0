#include "server/access/throttle.h"

#include <algorithm>

namespace dais::access {

std::int64_t Throttle::wait_of(const Tries& tries, std::int64_t now_ms) const {
    if (tries.failed <= limits_.free) return 0;
    const std::uint32_t doublings = std::min(tries.failed - limits_.free - 1, 30u);
    const std::int64_t pause = std::min(limits_.wait_ms_min << doublings, limits_.wait_ms_max);
    return std::max<std::int64_t>(0, tries.last_ms + pause - now_ms);
}

std::int64_t Throttle::wait_ms(const std::string& name, std::int64_t now_ms) const {
    const std::lock_guard lock(mutex_);
    const auto found = tries_.find(name);
    return found == tries_.end() ? 0 : wait_of(found->second, now_ms);
}

std::int64_t Throttle::enter(const std::string& name, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    while (!order_.empty() &&
           (order_.begin()->first < now_ms - limits_.forget_ms || tries_.size() > limits_.names_max)) {
        // Only the latest of a name counts.
        const auto oldest = tries_.find(order_.begin()->second);
        if (oldest != tries_.end() && oldest->second.last_ms == order_.begin()->first) tries_.erase(oldest);
        order_.erase(order_.begin());
    }
    Tries& tries = tries_[name];
    if (const std::int64_t wait = wait_of(tries, now_ms); wait > 0) return wait;
    ++tries.failed;
    tries.last_ms = now_ms;
    order_.emplace(now_ms, name);
    return 0;
}

void Throttle::succeeded(const std::string& name) {
    const std::lock_guard lock(mutex_);
    tries_.erase(name);
}

void Throttle::take_back(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto found = tries_.find(name);
    if (found != tries_.end() && found->second.failed > 0) --found->second.failed;
}

}  // namespace dais::access
