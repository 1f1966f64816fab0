// Who asks: a role alone, confined to nothing, or a login to which it was granted for a Person or a Party.
#pragma once

#include <string>

#include "dais/v1/grant.pb.h"
#include "server/summit/standing.h"

namespace dais::model {

inline constexpr const char* kLog = "test";

struct Who {
    v1::Role role = v1::ROLE_UNSPECIFIED;
    std::string person;  // a chair's role comes of this Person's Seats, for their terms
    std::string party;

    bool has_login() const { return !person.empty() || !party.empty(); }
    std::string login() const;
    // Of who has a login.
    v1::Grant grant() const;
    // What they are on the log at a moment.
    summit::Standing standing(const summit::State& state, std::int64_t now_ms) const;
    v1::Audience audience(const summit::State& state, std::int64_t now_ms) const;
};

}  // namespace dais::model
