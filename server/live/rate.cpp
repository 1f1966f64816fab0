#include "server/live/rate.h"

#include <algorithm>

namespace dais::live {

// A name is a moment: that at which nothing of what it took is missing any more. One more puts it off by its share of a
// second, and it may lie half a second ahead (the generic cell rate algorithm, ITU-T I.371).
std::chrono::milliseconds Rate::take(const std::string& name, Clock::time_point now) {
    using std::chrono::duration_cast;
    if (per_second_ == 0) return std::chrono::milliseconds(0);
    if (full_at_.size() >= kNamesMax) std::erase_if(full_at_, [&](const auto& each) { return each.second <= now; });
    const auto one = duration_cast<Clock::duration>(std::chrono::seconds(1)) / per_second_;
    const auto ahead = std::max<Clock::duration>(one, std::chrono::milliseconds(500));
    Clock::time_point& full_at = full_at_[name];
    full_at = std::max(full_at, now);
    if (full_at - now > ahead)
        return duration_cast<std::chrono::milliseconds>(full_at - now - ahead) + std::chrono::milliseconds(1);
    full_at += one;
    return std::chrono::milliseconds(0);
}

}  // namespace dais::live
