// Who stands behind a secret, and what they are on a log: the table that everybody asks who lets somebody in.
//
// A login is an account, a key or a screen; a credential is what it shows: a browser's cookie, a key, a ticket. What a
// login is on a log follows from its grants, from the Seats of that log, which the desk tells, and from the clock.
// Thread-safe, and asked only when somebody comes, asks for something, or when something changed; what it says holds
// for the moment.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dais/v1/change.pb.h"
#include "dais/v1/grant.pb.h"
#include "server/summit/standing.h"

namespace dais::access {

// A proven identity, and by what it was proven. Empty: nobody.
struct Identity {
    std::string login;       // "account:…", "key:…", "screen:…"
    std::string credential;  // "login:…" of a cookie, "key:…"
    bool edge = false;       // it reads as every audience

    bool anybody() const { return !login.empty(); }
};

// Whoever signs in, by login.
struct Holder {
    std::string name;
    std::vector<v1::Grant> grants;
    bool closed = false;
};

// What a login shows.
struct Credential {
    std::string login;
    std::string hash;           // of the secret
    std::string log;            // where it may be used; empty: everywhere
    std::uint32_t scopes = 0;   // bits 1 << v1::Scope; 0: all
    std::int64_t until_ms = 0;  // 0: it does not end by itself
};

// What a credential is good for, as the desk asks it.
struct Granted {
    std::vector<v1::Grant> grants;
    std::uint32_t scopes = 0;
    bool here = false;  // it is good, and may be used on the log
};

class Access {
public:
    // now_ms: the wall clock.
    explicit Access(std::function<std::int64_t()> now_ms) : now_ms_(std::move(now_ms)) {}

    // Of a key or a cookie.
    std::optional<Identity> find(std::string_view secret) const;
    // Of a credential that is good still.
    std::optional<Identity> credential(std::string_view id) const;

    Granted granted(const Identity& identity, const std::string& log) const;
    summit::Standing standing(const Identity& identity, const std::string& log) const;
    // On a log that need not be there: what it is wherever nothing else is said.
    summit::Standing standing(const Identity& identity) const { return standing(identity, {}); }
    v1::Audience audience(const Identity& identity, const std::string& log) const;

    // What a login is called today; what was given if it is not known any more.
    std::string name_of(const v1::Actor& actor) const;
    // Who asks for something, by the role by which they may.
    v1::Actor actor(const Identity& identity, const summit::Standing& standing, v1::Role role) const;

    // What somebody's ticket says of them: wherever they are something.
    v1::Ticket ticket(const Identity& identity, std::int64_t for_ms) const;

    // --- Told by whoever changes it

    void put_holder(const std::string& login, Holder holder);
    void remove_holder(const std::string& login);
    void put_credential(const std::string& id, Credential credential);
    void remove_credential(const std::string& id);
    // Everything anew, by login and by id.
    using Holders = std::unordered_map<std::string, Holder>;
    using Credentials = std::map<std::string, Credential, std::less<>>;
    void replace(Holders holders, Credentials credentials);
    // Who chairs in a log. Whether that is news.
    bool set_offices(const std::string& log, summit::Offices offices);

    // Tickets that are worth nothing any more, although their time is not over: of whoever is more or less by now.
    v1::VoidTickets void_tickets() const;
    bool is_void(const v1::Ticket& ticket) const;

    // The next moment after one at which something ends by itself; INT64_MAX: never.
    std::int64_t next_end_ms(std::int64_t after_ms) const;

private:
    const Credential* good(std::string_view id) const;
    summit::Standing standing_of(const Credential& credential, const std::string& log) const;
    void make_void(const std::string& login);

    std::function<std::int64_t()> now_ms_;
    mutable std::shared_mutex mutex_;
    Holders holders_;
    Credentials credentials_;
    std::map<std::string, std::string, std::less<>> by_hash_;  // hash to credential
    std::map<std::string, summit::Offices> offices_;           // by log
    std::map<std::string, std::int64_t> void_;                 // login to when the last worthless ticket was made
};

}  // namespace dais::access
