// Randomness that is the same on every machine: the engine is the standard's, and nothing else of it is used.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace dais::model {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    // From 0, less than n.
    std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : engine_() % n; }
    // Both may come.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
    }
    bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }
    template <class T>
    const T& pick(const std::vector<T>& some) {
        return some[below(some.size())];
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace dais::model
