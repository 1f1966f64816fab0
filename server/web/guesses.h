// Attempts to sign in, counted so that guessing is slow and keeps nobody out of their own account.
//
// From a browser where somebody has signed in to an account before, attempts at that account are counted by themselves.
// Others are counted by the name and the network that they come from, and less strictly by each of both alone: a whole
// venue may stand behind one address, and whoever guesses from many places slows others down for moments only.
// Any thread.
#pragma once

#include <cstdint>
#include <string>

#include "server/access/limits.h"
#include "server/access/throttle.h"

namespace dais::web {

// The names by which one attempt is counted; empty ones do not count.
struct Attempt {
    std::string device, name_here, name, network;
};

// device: what a browser shows of where somebody has signed in before, "ACCOUNT:…"; of another account it is nothing.
Attempt attempt_at(const std::string& sign_in_name, const std::string& account, const std::string& device,
                   const std::string& address);
// At whatever a link opens.
Attempt attempt_at_link(const std::string& address);
// At the password of whoever is signed in already.
Attempt attempt_at_own_password(const std::string& login);

class Guesses {
public:
    explicit Guesses(const access::Limits& limits);

    // 0: go on, and it counts as failed until it is said otherwise. Otherwise how long to wait, in ms.
    std::int64_t enter(const Attempt& attempt);
    void succeeded(const Attempt& attempt);
    // Right so far, and more is wanted: neither a failure nor what makes earlier ones forgotten.
    void half_way(const Attempt& attempt);

private:
    access::Throttle by_device_, by_name_here_, by_name_, by_network_;
};

}  // namespace dais::web
