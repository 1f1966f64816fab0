// The accounts of a demonstration: one for each role, all with the same password, told by the README. They sign in
// where --demo or --play is given, and nowhere else.
#pragma once

#include "server/access/accounts.h"

namespace dais {

inline constexpr char kDemoPassword[] = "dais-demo";

// Before anybody asks; those that are there stay as they are.
void put_demo_accounts(access::Accounts& accounts, const std::string& log);

}  // namespace dais
