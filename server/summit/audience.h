// Audiences as a set of bits, as stored: bit 1 << v1::Audience.
#pragma once

#include <array>
#include <cstdint>

#include "dais/v1/change.pb.h"

namespace dais::summit {

using AudienceSet = std::uint32_t;

inline constexpr std::array kAudiences = {v1::AUDIENCE_PUBLIC,      v1::AUDIENCE_DELEGATE, v1::AUDIENCE_PRESS,
                                          v1::AUDIENCE_INTERPRETER, v1::AUDIENCE_BUREAU,   v1::AUDIENCE_STAFF};

constexpr AudienceSet bit(v1::Audience audience) { return AudienceSet{1} << static_cast<unsigned>(audience); }

// Where an audience stands in kAudiences and in arrays beside it.
constexpr std::size_t index_of(v1::Audience audience) { return static_cast<std::size_t>(audience) - 1; }

inline constexpr AudienceSet kStaffOnly = bit(v1::AUDIENCE_STAFF);
inline constexpr AudienceSet kEverybody = kStaffOnly | bit(v1::AUDIENCE_PUBLIC) | bit(v1::AUDIENCE_DELEGATE) |
                                          bit(v1::AUDIENCE_PRESS) | bit(v1::AUDIENCE_INTERPRETER) |
                                          bit(v1::AUDIENCE_BUREAU);

// As a set; staff are always in it. Numbers that are no audience are nobody: a later one must not be taken for another.
inline AudienceSet audience_set(const google::protobuf::RepeatedField<int>& audiences) {
    AudienceSet set = kStaffOnly;
    for (const int audience : audiences)
        if (v1::Audience_IsValid(audience)) set |= bit(static_cast<v1::Audience>(audience)) & kEverybody;
    return set;
}

}  // namespace dais::summit
