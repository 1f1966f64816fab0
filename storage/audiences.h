// Audiences as a number and back: bit 1 << v1::Audience (ARCHITECTURE.md, Encodings).
#pragma once

#include <cstdint>

#include "storage/database.h"

namespace dais::storage {

inline std::uint32_t mask_of(const google::protobuf::RepeatedField<int>& audiences) {
    std::uint32_t mask = 0;
    for (int audience : audiences) {
        if (audience < 0 || audience > 31) throw Fault("an entry's audience " + std::to_string(audience) + " is none");
        mask |= std::uint32_t{1} << audience;
    }
    return mask;
}

inline void put_audiences(std::uint32_t mask, v1::Entry* entry) {
    for (int audience = 0; audience < 32; ++audience) {
        if (mask & (std::uint32_t{1} << audience)) entry->add_audiences(static_cast<v1::Audience>(audience));
    }
}

}  // namespace dais::storage
