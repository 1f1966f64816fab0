// Clashes: two things of the programme that do not go together. Pure.
//
// A command answers for the clashes that it makes, not for those that were there: what it makes is what its sessions,
// and those in rooms and with interpreters that it changes, clash with afterwards and did not before. A hard one
// refuses, a soft one wants a reason; what has happened is never refused for a clash.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "dais/v1/clash.pb.h"
#include "server/summit/change_builder.h"

namespace dais::summit {

// The same clash seen from either side has one key.
using ClashKey = std::tuple<int, std::string, std::string, std::string>;
using Clashes = std::map<ClashKey, v1::Clash>;

// What a Change in the making clashes with that was no clash before.
Clashes new_clashes(const ChangeBuilder& builder);

// What a Session that has only just been planned may lack yet: told, but no reason is asked for.
bool only_told(const v1::Clash& clash, const ChangeBuilder& builder);

// Whether an audience sees, or saw, anything of what clashes. Nobody is told of, or refused for, the rest.
bool may_know(const v1::Clash& clash, const ChangeBuilder& builder, v1::Audience audience);

// All of a state, for a list of what is still to be solved.
Clashes all_clashes(const State& state);

// As an audience may know of it: what is hidden from it has no name.
v1::Clash clash_for(const v1::Clash& clash, const ChangeBuilder& builder, v1::Audience audience);

// Whether a verb tells what has happened already, or what others have decided, as an import does.
bool is_fact(v1::Command::VerbCase verb);

// Under which an accepted clash is kept.
std::string override_id(const v1::Clash& clash);

// Notes that somebody has accepted a soft clash, and why.
void put_override(ChangeBuilder& builder, const v1::Clash& clash, const std::string& reason);

}  // namespace dais::summit
