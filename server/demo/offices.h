// Who is what at the demo summit: the committee that Georgia co-chairs, and the accounts that a demonstration has, one
// for each role. Promises: the same for the same State, which holds what demo_commands() made. Pure.
#pragma once

#include <string>
#include <vector>

#include "dais/v1/grant.pb.h"
#include "dais/v1/live.pb.h"
#include "server/summit/state.h"

namespace dais::demo {

struct Account {
    std::string sign_in_name;  // ends with "@demo"
    std::string name;
    v1::Grant grant;
};

// Their ids never change, as those of demo_commands(). Empty if the committee or who sits on it is gone.
std::vector<v1::Command> seat_commands(const summit::State& state);

// Whose Person, Party or Room is gone has the role alone.
std::vector<Account> accounts(const summit::State& state);

}  // namespace dais::demo
