// Every limit on who signs in, in one place. Set by flag, environment or file under the same names.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dais::access {

struct Limits {
    std::uint32_t login_days = 30;    // a browser or phone stays signed in
    std::uint32_t screen_days = 400;  // a paired screen does
    std::uint32_t device_days = 400;  // a browser from which somebody signed in is known to have done so
    std::uint32_t invitation_hours = 14 * 24;
    std::uint32_t recovery_hours = 24;
    std::uint32_t set_up_hours = 24;
    std::uint32_t phone_link_s = 120;
    std::uint32_t pairing_s = 600;  // a code on a screen
    std::uint32_t ticket_s = 600;   // at most ten minutes
    std::uint32_t key_days = 90;    // of a key whose maker says nothing
    std::uint32_t key_days_max = 400;
    std::uint32_t audit_days = 400;  // then it is forgotten
    std::size_t accounts_max = 20'000;
    std::size_t grants_of_account_max = 100;
    std::size_t logins_of_account_max = 50;  // the oldest goes
    std::size_t keys_of_account_max = 50;
    std::size_t links_max = 20'000;             // invitations and the like that nobody used yet
    std::size_t pairings_max = 1'000;           // codes on screens that nobody typed yet
    std::size_t pairings_of_address_max = 100;  // of them, from one address or IPv6 /64: the oldest goes
    std::size_t passwords_waiting_max = 64;     // sign-ins whose password waits to be looked at; more come again
    std::size_t name_bytes_max = 200;
    std::size_t audit_page = 200;

    // Failures without a wait, and the longest wait (throttle.h)
    std::uint32_t guesses_of_account = 5;            // from one address
    std::uint32_t guesses_of_account_anywhere = 50;  // from all that are not known
    std::uint32_t guesses_of_address = 100;          // a whole venue may stand behind it
    std::uint32_t guess_wait_s_max = 900;
    std::uint32_t guess_anywhere_wait_s_max = 30;  // nobody is kept out of their account for long
};

}  // namespace dais::access
