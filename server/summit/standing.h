// What a login is on one log: the roles it was granted, what each is confined to, and what the Seats of the Person
// behind it add. A Seat gives its role for its term and no longer. Pure; the clock and the grants come from the rim.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dais/v1/grant.pb.h"
#include "server/summit/change_builder.h"
#include "server/summit/rights.h"

namespace dais::summit {

// Who chairs a Body of the log at a moment: Person to Seat.
struct Offices {
    std::map<std::string, std::string> chairs;
    std::int64_t until_ms = 0;  // a term begins or ends then: look again; INT64_MAX: none does

    bool operator==(const Offices&) const = default;
};
Offices offices(const State& state, std::int64_t now_ms);

// now_ms: the server's clock. Grants on other logs and those that have ended count for nothing. scopes: of a key, as
// bits 1 << v1::Scope; 0: whatever the roles allow.
Standing standing(const std::vector<v1::Grant>& grants, std::uint32_t scopes, const std::string& log,
                  const Offices& offices, std::int64_t now_ms);
// Of somebody who has one role and is confined to nothing: the server itself.
Standing standing_as(v1::Role role);

// The role by which a verb is asked for: the first that may, else the first that may with its own; else the first.
template <class Verb>
v1::Role role_for(const Standing& standing, Verb verb) {
    Right best = Right::no;
    v1::Role role = standing.role();
    for (const Standing::Held& held : standing.held) {
        const Right here = right(held.role, verb);
        if (here > best) role = held.role;
        best = std::max(best, here);
    }
    return role;
}
template <class Verb>
Right right(const Standing& standing, Verb verb) {
    if (standing.scopes != 0 && (standing.scopes >> scope_of(verb) & 1) == 0) return Right::no;
    return right(role_for(standing, verb), verb);
}

// The no for somebody who may not ask for this at all.
No refuse_role(const Standing& standing, v1::Command::VerbCase verb);
No refuse_role(const Standing& standing, v1::AccountCommand::VerbCase verb);

// The no for somebody who is confined to their own, of a record that is another's: before anything is said of it.
No refuse_of_others(const ChangeBuilder& builder, v1::Command::VerbCase verb, v1::Kind kind, const std::string& id);

// What a verb has written is another's than the actor's own, before or after.
No refuse_beyond_own(const ChangeBuilder& builder, v1::Command::VerbCase verb);

}  // namespace dais::summit
