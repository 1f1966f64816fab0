// How screens came back: how many of them were at which time, and from that when half, 99 of 100 and all were. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace dais::storm {

class Return {
public:
    explicit Return(std::uint64_t screens) : screens_(screens) {}

    // Times only grow; how many may shrink again.
    void saw(double seconds, std::uint64_t equal);
    // From when on so large a share was there and stayed; nothing if it is not.
    std::optional<double> since(double share) const;
    bool all() const { return !seen_.empty() && seen_.back().equal >= screens_; }
    std::uint64_t equal() const { return seen_.empty() ? 0 : seen_.back().equal; }

private:
    struct Seen {
        double seconds;
        std::uint64_t equal;
    };
    std::uint64_t screens_;
    std::vector<Seen> seen_;
};

}  // namespace dais::storm
