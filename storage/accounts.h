// Accounts, their grants, who is signed in, one-time links and the audit: beside the logs, and part of no chain.
//
// Promises: what write() does is on disk in whole or not at all when it returns. Secrets come in as hashes. It decides
// nothing. Same thread as its Database.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dais/v1/account.pb.h"
#include "storage/database.h"

namespace dais::storage {

struct Account {
    std::string id;
    std::string sign_in_name;  // unique, folded
    std::string name;
    std::string password;       // as libsodium writes an Argon2id hash; empty: nobody signs in by one
    std::string second_factor;  // TOTP's secret; empty: none
    bool second_factor_confirmed = false;
    std::int64_t second_factor_step = 0;  // the last that was used: none is used twice
    bool closed = false;
    std::int64_t made_at_ms = 0;
    std::int64_t seen_at_ms = 0;
    std::vector<v1::Grant> grants;  // written one by one
};

enum class LoginKind { browser = 1, phone = 2, screen = 3 };

// A browser, phone or screen that is signed in.
struct Login {
    std::string id;
    std::string hash;  // of its cookie
    LoginKind kind = LoginKind::browser;
    std::string account;  // empty: a screen
    std::string name;
    std::string address;
    std::vector<v1::Grant> grants;  // of a screen
    std::int64_t made_at_ms = 0;
    std::int64_t seen_at_ms = 0;
    std::int64_t until_ms = 0;
};

struct Link {
    std::string id;
    std::string hash;
    v1::LinkKind kind = v1::LINK_KIND_UNSPECIFIED;
    std::string account;  // whom it is for, if there is one
    std::string name;
    std::vector<v1::Grant> grants;  // of an invitation
    std::string made_by;            // a login
    std::int64_t made_at_ms = 0;
    std::int64_t until_ms = 0;
};

struct AuditEntry {
    std::int64_t at_ms = 0;
    std::string login;
    std::string what;
    std::string about;
    std::string log;
    std::string address;
};

class Accounts {
public:
    explicit Accounts(Database& database) : database_(database) {}

    // One transaction. What is put, removed or noted is so within one.
    void write(const std::function<void()>& changes);

    std::vector<Account> accounts();
    void put(const Account& account);
    // With its grants, logins, links and keys.
    void remove_account(const std::string& id);
    void put_grant(const std::string& account, const v1::Grant& grant);
    void remove_grant(const std::string& id);

    std::vector<Login> logins();
    void put(const Login& login);
    void remove_login(const std::string& id);

    std::vector<Link> links();
    void put(const Link& link);
    void remove_link(const std::string& id);

    void put_key(const Key& key);
    void revoke_key(const std::string& name);
    void remove_key(const std::string& name);

    void note(const AuditEntry& entry);
    // The latest first; before_ms 0: up to now. Of one log, or of all and the server itself.
    std::vector<AuditEntry> audit(const std::optional<std::string>& log, std::int64_t before_ms, std::size_t at_most);
    // How many are gone.
    std::int64_t forget_audit_before(std::int64_t at_ms);

    // A secret of the server's own, made the first time that it is asked for.
    std::string secret(const std::string& name, const std::function<std::string()>& make);

private:
    Database& database_;
};

}  // namespace dais::storage
