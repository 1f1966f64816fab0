// The demo summit on a server: its programme, who sits where, and an account for each role, all with the same password,
// told by the README. The accounts sign in where --demo or --play is given, and nowhere else.
#pragma once

#include "server/access/accounts.h"
#include "server/live/desk.h"

namespace dais {

inline constexpr char kDemoPassword[] = "dais-demo";

// As any organiser would: what is there already stays as it is. Returns once it is all there, so that nobody meets a
// summit that is half there, or after half a minute. The desk runs; from another thread.
void put_demo(live::Desk& desk, access::Accounts& accounts);

}  // namespace dais
