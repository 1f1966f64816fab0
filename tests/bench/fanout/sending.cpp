#include "tests/bench/fanout/sending.h"

#include <stdexcept>

namespace dais::fanout {
namespace {

constexpr double kStuckS = 8;

}  // namespace

double seconds_since(std::uint64_t ns) { return static_cast<double>(load::monotonic_ns() - ns) / 1e9; }

void Sending::rest(double seconds) {
    for (const auto begun = load::monotonic_ns(); seconds_since(begun) < seconds;) {
        poll_();
        field_.drain();
    }
}

bool Sending::up_to(std::uint32_t end, std::uint32_t window, double seconds_max) {
    if (end > load::kChangesTimedMax) throw std::logic_error("more messages than are timed apart in one run");
    const auto begun = load::monotonic_ns();
    auto moved = begun;
    while (done_ < end) {
        if (sent_ < end && sent_ - done_ < window) {
            if (seconds_since(begun) > seconds_max && sent_ > done_) end = sent_;
            if (sent_ < end) start_one();
            continue;
        }
        poll_();
        field_.drain();
        const auto before = done_;
        while (done_ < sent_ && load::get(measures_.stamped_change(done_)->arrivals) >= screens_) ++done_;
        if (done_ != before) moved = load::monotonic_ns();
        if (seconds_since(moved) > kStuckS) return false;
    }
    return true;
}

}  // namespace dais::fanout
