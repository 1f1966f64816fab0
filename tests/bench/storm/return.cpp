#include "tests/bench/storm/return.h"

namespace dais::storm {

void Return::saw(double seconds, std::uint64_t equal) { seen_.push_back({seconds, equal}); }

std::optional<double> Return::since(double share) const {
    std::optional<double> from;
    for (const auto& [seconds, equal] : seen_) {
        if (static_cast<double>(equal) < share * static_cast<double>(screens_)) {
            from.reset();
        } else if (!from) {
            from = seconds;
        }
    }
    return from;
}

}  // namespace dais::storm
