// What a fuzz target asks of the code under it.
#pragma once

#include <stdexcept>

namespace dais::fuzz {

// Thrown, it ends a fuzzer with the input kept, and the replay of the seeds with the seed's name.
inline void must(bool holds, const char* what) {
    if (!holds) throw std::logic_error(what);
}

}  // namespace dais::fuzz
