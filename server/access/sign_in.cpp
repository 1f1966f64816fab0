// Signing in and out, and links that are good once: set-up, invitation, recovery, phone.
#include <algorithm>

#include "server/access/accounts.h"
#include "server/access/answering.h"
#include "server/access/secrets.h"
#include "server/access/totp.h"

namespace dais::access {
namespace {

constexpr std::string_view kDemoDomain = "@demo";

// The only no of a sign-in: it tells nobody whether there is such an account.
v1::Refusal wrong() {
    return no(v1::REFUSAL_CODE_FORBIDDEN,
              "The name, the password or the code is wrong. An organiser can send you a new link.");
}

v1::Refusal no_link() {
    return no(v1::REFUSAL_CODE_NOT_FOUND,
              "This link was used already, or its time is over. Ask whoever sent it for another.", "secret");
}

}  // namespace

Accounts::Wanted Accounts::wanted(const std::string& sign_in_name) const {
    const std::string name = folded_name(sign_in_name);
    if (!demo_ && name.ends_with(kDemoDomain)) return {};
    for (const auto& [id, account] : accounts_)
        if (account.sign_in_name == name && !account.closed)
            return {id, account.password, account.second_factor_confirmed};
    return {};
}

Accounts::Wanted Accounts::wanted_of(const Identity& identity) const {
    const storage::Account* account = account_of(identity);
    return account == nullptr ? Wanted{} : Wanted{account->id, account->password, account->second_factor_confirmed};
}

Result<SignedIn> Accounts::sign_in(const std::string& id, const std::string& code, const Asker& asker) {
    storage::Account* account = find_account(id);
    if (account == nullptr || account->closed) return wrong();
    if (account->second_factor_confirmed) {
        const auto step = totp_step(account->second_factor, code, now_ms_(), account->second_factor_step);
        if (!step) {
            note_failed(id, asker);
            v1::Refusal refusal = wrong();
            refusal.set_field("code");  // the password was right: whoever knows it may know what else is wanted
            return refusal;
        }
        account->second_factor_step = *step;
    }
    return let_in(*account, storage::LoginKind::browser, asker);
}

SignedIn Accounts::let_in(const storage::Account& account, storage::LoginKind kind, const Asker& asker) {
    storage::Account seen = account;
    seen.seen_at_ms = now_ms_();
    storage::Login login;
    SignedIn in;
    in.cookie = random_digits(32);
    in.account = account.id;
    login.id = random_digits(8);
    login.hash = secret_hash(in.cookie);
    login.kind = kind;
    login.account = account.id;
    login.name = asker.agent.substr(0, limits_.name_bytes_max);
    login.address = asker.address;
    login.made_at_ms = login.seen_at_ms = now_ms_();
    in.until_ms = login.until_ms = now_ms_() + limits_.login_days * kDayMs;
    // The oldest goes where there are too many.
    std::vector<const storage::Login*> others;
    for (const auto& [other, held] : logins_)
        if (held.account == account.id) others.push_back(&held);
    std::string oldest;
    if (others.size() >= limits_.logins_of_account_max)
        oldest = (*std::min_element(others.begin(), others.end(), [](const auto* one, const auto* other) {
                     return one->made_at_ms < other->made_at_ms;
                 }))->id;
    disk_.write([&] {
        if (!oldest.empty()) disk_.remove_login(oldest);
        disk_.put(seen);
        disk_.put(login);
        disk_.note({now_ms_(), login_of(account), "signed in", login.id, {}, asker.address});
    });
    if (!oldest.empty()) {
        access_.remove_credential("login:" + oldest);
        logins_.erase(oldest);
    }
    accounts_[seen.id] = seen;
    access_.put_credential("login:" + login.id, {login_of(account), login.hash, {}, 0, login.until_ms});
    logins_[login.id] = std::move(login);
    return in;
}

void Accounts::note_failed(const std::string& account, const Asker& asker) {
    disk_.write([&] {
        disk_.note({now_ms_(), account.empty() ? "" : "account:" + account, "sign-in failed", "", {}, asker.address});
    });
}

void Accounts::sign_out(const Asker& asker) {
    const std::string credential = asker.identity.credential;
    if (!credential.starts_with("login:")) return;
    const std::string id = credential.substr(6);
    disk_.write([&] {
        disk_.remove_login(id);
        disk_.note({now_ms_(), asker.identity.login, "signed out", id, {}, asker.address});
    });
    logins_.erase(id);
    access_.remove_credential(credential);
    if (asker.identity.login.starts_with("screen:")) access_.remove_holder(asker.identity.login);
    changed_();
}

// --- Links

std::string Accounts::add_link(storage::Link link) {
    std::string secret = random_digits(32);
    link.id = random_digits(8);
    link.hash = secret_hash(secret);
    link.made_at_ms = now_ms_();
    disk_.write([&] { disk_.put(link); });
    links_[link.id] = std::move(link);
    return secret;
}

Result<v1::Link> Accounts::look_at(const v1::LookAtLink& ask) const {
    const std::string hash = secret_hash(ask.secret());
    for (const auto& [id, link] : links_) {
        if (link.hash != hash || link.until_ms <= now_ms_()) continue;
        v1::Link told;
        told.set_kind(link.kind);
        told.set_name(link.name);
        told.set_until_ms(link.until_ms);
        if (const auto account = accounts_.find(link.account); account != accounts_.end()) {
            told.set_name(account->second.name);
            told.set_sign_in_name(account->second.sign_in_name);
        }
        return told;
    }
    return no_link();
}

Result<storage::Account> Accounts::opened_by(const storage::Link& link, const v1::UseLink& ask) const {
    if (link.kind == v1::LINK_KIND_PHONE || link.kind == v1::LINK_KIND_RECOVERY) {
        const auto held = accounts_.find(link.account);
        if (held == accounts_.end() || held->second.closed) return no_link();
        return held->second;
    }
    if (link.kind == v1::LINK_KIND_SET_UP && !accounts_.empty()) return no_link();
    storage::Account account;
    account.id = random_digits(8);
    account.sign_in_name = folded_name(ask.sign_in_name());
    account.name = ask.name();
    account.made_at_ms = now_ms_();
    if (!is_name(account.sign_in_name, limits_.name_bytes_max) || account.sign_in_name.ends_with(kDemoDomain))
        return no(v1::REFUSAL_CODE_INVALID, "Choose another name to sign in by, as an address of e-mail.",
                  "sign_in_name");
    if (!is_name(account.name, limits_.name_bytes_max))
        return no(v1::REFUSAL_CODE_INVALID, "Write your name, as others shall read it.", "name");
    if (accounts_.size() >= limits_.accounts_max)
        return no(v1::REFUSAL_CODE_CONFLICT, "This server has no room for another account.");
    for (const auto& [id, other] : accounts_)
        if (other.sign_in_name == account.sign_in_name)
            return no(v1::REFUSAL_CODE_CONFLICT,
                      "Somebody signs in by this name already. Choose another, or ask for a recovery link if it was "
                      "you.",
                      "sign_in_name");
    account.grants = link.grants;
    for (v1::Grant& grant : account.grants) grant.set_id(random_digits(8));
    return account;
}

Result<SignedIn> Accounts::use(const v1::UseLink& ask, const std::string& new_hash, const Asker& asker) {
    const std::string hash = secret_hash(ask.secret());
    const auto found = std::find_if(links_.begin(), links_.end(), [&](const auto& each) {
        return each.second.hash == hash && each.second.until_ms > now_ms_();
    });
    if (found == links_.end()) return no_link();
    const storage::Link link = found->second;
    Result<storage::Account> opened = opened_by(link, ask);
    if (const auto* refusal = std::get_if<v1::Refusal>(&opened)) return *refusal;
    storage::Account account = std::get<storage::Account>(std::move(opened));
    if (link.kind != v1::LINK_KIND_PHONE) {
        if (new_hash.empty()) return no(v1::REFUSAL_CODE_INVALID, "Choose a password.", "password");
        account.password = new_hash;
    }
    if (link.kind == v1::LINK_KIND_RECOVERY) {
        account.second_factor.clear();
        account.second_factor_confirmed = false;
    }
    // Whoever was in by the old password is out.
    std::vector<std::string> out;
    if (link.kind == v1::LINK_KIND_RECOVERY)
        for (const auto& [id, login] : logins_)
            if (login.account == account.id) out.push_back(id);
    static const std::map<v1::LinkKind, std::string> kWhat = {{v1::LINK_KIND_SET_UP, "set the server up"},
                                                              {v1::LINK_KIND_INVITATION, "took an invitation"},
                                                              {v1::LINK_KIND_RECOVERY, "recovered the account"},
                                                              {v1::LINK_KIND_PHONE, "signed a phone in"}};
    disk_.write([&] {
        disk_.remove_link(link.id);
        disk_.put(account);
        for (const v1::Grant& grant : account.grants) disk_.put_grant(account.id, grant);
        for (const std::string& id : out) disk_.remove_login(id);
        disk_.note({now_ms_(), login_of(account), kWhat.at(link.kind), link.made_by, {}, asker.address});
    });
    links_.erase(link.id);
    for (const std::string& id : out) {
        logins_.erase(id);
        access_.remove_credential("login:" + id);
    }
    accounts_[account.id] = account;
    tell_access(account);
    if (!out.empty()) changed_();
    const bool phone = link.kind == v1::LINK_KIND_PHONE;
    return let_in(account, phone ? storage::LoginKind::phone : storage::LoginKind::browser, asker);
}

}  // namespace dais::access
