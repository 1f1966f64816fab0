// Accounts and what is asked of them: who signs in, who is invited, who is granted what. What it decides is on disk,
// and noted in the audit, before it is answered; then Access knows it.
//
// All of it runs on the storage thread, but for what says otherwise. Passwords are worked out elsewhere (password.h):
// here come hashes and verdicts.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "dais/v1/account.pb.h"
#include "server/access/access.h"
#include "server/access/limits.h"
#include "server/access/ticket.h"
#include "storage/accounts.h"

namespace dais::access {

// Who asks, and from where.
struct Asker {
    Identity identity;
    std::string address;
    std::string agent;  // as their browser calls itself
};

// What was found out about the passwords in a command.
struct Proof {
    bool password_is_right = false;
    std::string new_hash;
};

// Somebody who is in now: the secret of the cookie.
struct SignedIn {
    std::string cookie;
    std::string account;
    std::int64_t until_ms = 0;
};

template <class Value>
using Result = std::variant<Value, v1::Refusal>;

class Accounts {
public:
    // changed: somebody may have lost or won something; on the storage thread.
    Accounts(storage::Database& database, Access& access, const Limits& limits, std::function<std::int64_t()> now_ms,
             std::function<void()> changed);

    // Reads everything; before anybody asks, and again when another process has written to the file.
    void read();
    // The secret of the link by which the first account is made; empty if there are accounts already.
    std::string set_up();
    // An account that a demonstration has: it signs in only where there is one.
    void put_demo(const std::string& sign_in_name, const std::string& name, const std::string& password_hash,
                  std::vector<v1::Grant> grants);
    void set_demo(bool demo) { demo_ = demo; }

    // --- Signing in. What is said of a name that nobody has is what is said of a wrong password.

    // The password's hash, and whether a code is wanted besides; empty for nobody.
    struct Wanted {
        std::string account;
        std::string hash;
        bool code = false;
    };
    Wanted wanted(const std::string& sign_in_name) const;
    Wanted wanted_of(const Identity& identity) const;
    // Once the password is known to be right.
    Result<SignedIn> sign_in(const std::string& account, const std::string& code, const Asker& asker);
    void note_failed(const std::string& account, const Asker& asker);
    void sign_out(const Asker& asker);

    Result<v1::Link> look_at(const v1::LookAtLink& ask) const;
    Result<SignedIn> use(const v1::UseLink& ask, const std::string& new_hash, const Asker& asker);

    v1::AccountReply ask(const v1::AccountCommand& command, const Proof& proof, const Asker& asker);
    v1::Myself myself(const Identity& identity) const;

    // --- Screens

    // network: where the screen is, as its address is counted.
    Result<v1::Pairing> begin_pairing(const std::string& network);
    // The cookie once somebody has typed the code; empty as long as nobody has.
    Result<std::pair<v1::Paired, std::string>> collect(const v1::CollectPairing& ask);

    // --- Tickets. Any thread.

    const TicketMint& mint() const { return *mint_; }
    v1::TicketMade ticket(const Identity& identity) const;
    // What devices are known by.
    const std::string& device_key() const { return device_key_; }

    // Accounts and keys by which a Person of a log acts are gone with them, but for a server's last owner.
    void erase_person(const std::string& log, const std::string& person);
    // Once a day or so.
    void forget_what_is_old();

private:
    struct Waiting {  // a screen that shows a code
        std::string code;
        std::string network;  // where the screen is
        std::int64_t until_ms = 0;
        std::string cookie;  // once somebody has typed it
        std::string log;
        std::string name;
        std::string screen;
    };
    using Answer = Result<v1::AccountDone>;

    v1::AccountDone do_nothing() const { return {}; }
    Answer answer(const v1::AccountCommand& command, const Proof& proof, const Asker& asker);
    Answer make_invitation(const v1::MakeInvitation& ask, const std::string& log, const Asker& asker);
    Answer withdraw_invitation(const std::string& id, const std::string& log, const Asker& asker);
    Answer put_grant(v1::PutGrant ask, const std::string& log, const Asker& asker);
    Answer remove_grant(const std::string& id, const std::string& log, const Asker& asker);
    Answer make_recovery(const std::string& account, const std::string& log, const Asker& asker);
    Answer close_account(const std::string& account, const std::string& log, const Asker& asker);
    Answer pair_screen(const v1::PairScreen& ask, const std::string& log, const Asker& asker);
    Answer end_login(const std::string& id, const std::string& log, const Asker& asker);
    Answer make_key(const v1::MakeKey& ask, const std::string& log, const Asker& asker);
    Answer revoke_key(const std::string& name, const std::string& log, const Asker& asker);
    Answer read_accounts(const std::string& log, const Asker& asker) const;
    Answer read_audit(const v1::ReadAudit& ask, const std::string& log, const Asker& asker);
    Answer change_password(const Proof& proof, const Asker& asker);
    Answer begin_second_factor(const Asker& asker);
    Answer confirm_second_factor(const std::string& code, const Asker& asker);
    Answer remove_second_factor(const Proof& proof, const Asker& asker);
    Answer make_phone_link(const Asker& asker);
    Answer rename(const std::string& name, const Asker& asker);

    summit::No refuse_grants(const google::protobuf::RepeatedPtrField<v1::Grant>& grants, const std::string& log,
                             const Asker& asker) const;
    // A no unless the asker's role covers all that the account is, wherever it is.
    summit::No refuse_power_over(const storage::Account& account, const std::string& log, const Asker& asker) const;
    bool is_last_owner(const storage::Account& account) const;

    storage::Account* account_of(const Identity& identity);
    const storage::Account* account_of(const Identity& identity) const;
    storage::Account* find_account(const std::string& id);
    // The account that a link is for, or a new one as it is wished for.
    Result<storage::Account> opened_by(const storage::Link& link, const v1::UseLink& ask) const;
    SignedIn let_in(const storage::Account& account, storage::LoginKind kind, const Asker& asker);
    std::string add_link(storage::Link link);
    void tell_access(const storage::Account& account);
    void note(const Asker& asker, const std::string& what, const std::string& about, const std::string& log);

    storage::Accounts disk_;
    storage::Database& database_;
    Access& access_;
    const Limits& limits_;
    std::function<std::int64_t()> now_ms_;
    std::function<void()> changed_;
    std::unique_ptr<TicketMint> mint_;
    std::string device_key_;
    bool demo_ = false;
    std::map<std::string, storage::Account> accounts_;
    std::map<std::string, storage::Login> logins_;
    std::map<std::string, storage::Link> links_;
    std::map<std::string, storage::Key> keys_;
    std::map<std::string, Waiting> pairings_;  // by the hash of the screen's secret
};

// A sign-in name as it is compared: without blanks at its ends, in lower case where that is ASCII.
std::string folded_name(std::string_view name);

}  // namespace dais::access
