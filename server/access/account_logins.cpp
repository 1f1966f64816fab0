// Screens, logins and keys: what an account or a place is signed in by.
#include <algorithm>

#include "server/access/accounts.h"
#include "server/access/answering.h"
#include "server/access/secrets.h"
#include "server/summit/identifier.h"

namespace dais::access {
namespace {

// Of none in particular, or of one that the log names: whether there is one is for the log to say, and may change.
bool is_screen(const std::string& id) {
    return id.empty() || (is_name(id, kIdBytesMax) && summit::kind_of_id(id) == v1::KIND_SCREEN);
}

}  // namespace

Accounts::Answer Accounts::pair_screen(const v1::PairScreen& ask, const std::string& log, const Asker& asker) {
    if (log.empty()) return no(v1::REFUSAL_CODE_INVALID, "Say which log the screen shall show.", "log");
    if (!is_name(ask.name(), limits_.name_bytes_max))
        return no(v1::REFUSAL_CODE_INVALID, "Give the screen a name, as in “Hall A, left”.", "name");
    if (!is_screen(ask.screen()))
        return no(v1::REFUSAL_CODE_INVALID, "Name one of the log's screens by its id, or none.", "screen");
    std::string code;
    for (const char c : ask.code())
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            code += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto found = std::find_if(pairings_.begin(), pairings_.end(), [&](const auto& each) {
        return each.second.code == code && each.second.until_ms > now_ms_() && each.second.cookie.empty();
    });
    if (found == pairings_.end()) return not_found("code on a screen", "code");
    storage::Login login;
    const std::string cookie = random_digits(32);
    login.id = random_digits(8);
    login.hash = secret_hash(cookie);
    login.kind = storage::LoginKind::screen;
    login.name = ask.name();
    login.made_at_ms = login.seen_at_ms = now_ms_();
    login.until_ms = now_ms_() + limits_.screen_days * kDayMs;
    v1::Grant& grant = login.grants.emplace_back();
    grant.set_log(log);
    grant.set_role(v1::ROLE_SCREEN);
    grant.set_screen(ask.screen());
    disk_.write([&] {
        disk_.put(login);
        note(asker, "paired a screen", login.id, log);
    });
    access_.put_holder("screen:" + login.id, {login.name, login.grants, false});
    access_.put_credential("login:" + login.id, {"screen:" + login.id, login.hash, {}, 0, login.until_ms});
    found->second.cookie = cookie;
    found->second.log = log;
    found->second.name = login.name;
    found->second.screen = ask.screen();
    v1::AccountDone done;
    done.set_id(login.id);
    logins_[login.id] = std::move(login);
    return done;
}

Accounts::Answer Accounts::end_login(const std::string& id, const std::string& log, const Asker& asker) {
    const auto found = logins_.find(id);
    if (found == logins_.end()) return not_found("login");
    const storage::Login login = found->second;
    const storage::Account* self = account_of(asker.identity);
    const bool own = self != nullptr && login.account == self->id;
    const bool may_all =
        summit::right(access_.standing(asker.identity, log), v1::AccountCommand::kEndLogin) == summit::Right::yes;
    const bool screen_here = login.kind == storage::LoginKind::screen && !login.grants.empty() &&
                             (log.empty() || login.grants.front().log() == log);
    const storage::Account* account = find_account(login.account);
    const bool others = account != nullptr && !refuse_power_over(*account, log, asker);
    if (!own && !(may_all && (screen_here || others))) return not_found("login");
    disk_.write([&] {
        disk_.remove_login(id);
        note(asker, "ended a login", id, log);
    });
    logins_.erase(id);
    access_.remove_credential("login:" + id);
    if (login.kind == storage::LoginKind::screen) access_.remove_holder("screen:" + id);
    changed_();
    return do_nothing();
}

Accounts::Answer Accounts::make_key(const v1::MakeKey& ask, const std::string& log, const Asker& asker) {
    const storage::Account* account = account_of(asker.identity);
    if (account == nullptr || asker.identity.credential.starts_with("key:"))
        return no(v1::REFUSAL_CODE_FORBIDDEN, "A key is made by somebody who has signed in with a password.");
    if (!is_name(ask.label(), limits_.name_bytes_max))
        return no(v1::REFUSAL_CODE_INVALID, "Say what the key is for.", "label");
    const auto own = std::count_if(keys_.begin(), keys_.end(), [&](const auto& each) {
        return each.second.account == account->id && !each.second.revoked;
    });
    if (own >= static_cast<std::ptrdiff_t>(limits_.keys_of_account_max))
        return no(v1::REFUSAL_CODE_CONFLICT, "You have too many keys. Revoke some.");
    storage::Key key;
    for (const int scope : ask.scopes()) {
        if (!v1::Scope_IsValid(scope) || scope == v1::SCOPE_UNSPECIFIED)
            return no(v1::REFUSAL_CODE_INVALID, "There is no such scope.", "scopes");
        key.scopes |= 1u << static_cast<unsigned>(scope);
    }
    if (key.scopes == 0) return no(v1::REFUSAL_CODE_INVALID, "Say what the key may be used for.", "scopes");
    const std::int64_t now = now_ms_();
    key.until_ms = ask.until_ms() != 0 ? ask.until_ms() : now + limits_.key_days * kDayMs;
    if (key.until_ms <= now || key.until_ms > now + limits_.key_days_max * kDayMs)
        return no(v1::REFUSAL_CODE_INVALID,
                  "A key ends after " + std::to_string(limits_.key_days_max) + " days at the latest.", "until_ms");
    key.name = random_digits(6);
    const std::string secret = "dais_" + key.name + "_" + random_digits(32);
    key.hash = secret_hash(secret);
    key.actor_name = ask.label();
    key.account = account->id;
    key.log = log;
    key.made_at_ms = now;
    disk_.write([&] {
        disk_.put_key(key);
        note(asker, "made a key", key.name, log);
    });
    access_.put_credential("key:" + key.name, {asker.identity.login, key.hash, key.log, key.scopes, key.until_ms});
    v1::AccountDone done;
    done.set_id(key.name);
    done.set_secret(secret);
    done.set_until_ms(key.until_ms);
    keys_[key.name] = std::move(key);
    return done;
}

Accounts::Answer Accounts::revoke_key(const std::string& name, const std::string& log, const Asker& asker) {
    const auto found = keys_.find(name);
    if (found == keys_.end() || found->second.revoked) return not_found("key", "name");
    const storage::Account* self = account_of(asker.identity);
    const storage::Account* account = find_account(found->second.account);
    const bool own = self != nullptr && account == self;
    const bool may_all =
        summit::right(access_.standing(asker.identity, log), v1::AccountCommand::kRevokeKey) == summit::Right::yes;
    const bool of_server = found->second.account.empty() && access_.standing(asker.identity).role() == v1::ROLE_OWNER;
    if (!own && !of_server && !(may_all && account != nullptr && !refuse_power_over(*account, log, asker)))
        return not_found("key", "name");
    disk_.write([&] {
        disk_.revoke_key(name);
        note(asker, "revoked a key", name, log);
    });
    found->second.revoked = true;
    access_.remove_credential("key:" + name);
    if (found->second.account.empty()) access_.remove_holder("key:" + name);
    changed_();
    return do_nothing();
}

}  // namespace dais::access
