// So many a second and no more, of each of many names: for commands of one login, and to one log.
//
// Half a second's worth may come at once. Names that were not heard of for a while are forgotten. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace dais::live {

class Rate {
public:
    using Clock = std::chrono::steady_clock;

    // per_second 0: as many as they like.
    explicit Rate(const std::uint32_t& per_second) : per_second_(per_second) {}

    // How long to wait; 0: go on, and it is counted.
    std::chrono::milliseconds take(const std::string& name, Clock::time_point now);

private:
    static constexpr std::size_t kNamesMax = 10'000;

    const std::uint32_t& per_second_;
    std::unordered_map<std::string, Clock::time_point> full_at_;  // when what was taken has come again
};

}  // namespace dais::live
