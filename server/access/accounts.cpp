#include "server/access/accounts.h"

#include <sodium.h>

#include <algorithm>

#include "server/access/answering.h"
#include "server/access/secrets.h"
#include "server/access/totp.h"
#include "server/summit/change_builder.h"

namespace dais::access {
namespace {

constexpr std::string_view kDemoDomain = "@demo";

std::string login_of(const storage::Account& account) { return "account:" + account.id; }

Holder holder_of(const storage::Account& account) { return {account.name, account.grants, account.closed}; }

// The only no of a sign-in: it tells nobody whether there is such an account.
v1::Refusal wrong() {
    return *summit::refuse(v1::REFUSAL_CODE_FORBIDDEN,
                           "The name, the password or the code is wrong. An organiser can send you a new link.");
}

v1::Refusal no_link() {
    return *summit::refuse(v1::REFUSAL_CODE_NOT_FOUND,
                           "This link was used already, or its time is over. Ask whoever sent it for another.",
                           "secret");
}

// Of a key that belongs to no account.
std::vector<v1::Grant> grants_of(const storage::Key& key) {
    v1::Grant grant;
    grant.set_log(key.log);
    grant.set_role(key.role == v1::ROLE_CO_CHAIR ? v1::ROLE_UNSPECIFIED : key.role);
    grant.set_person(key.person);
    return {grant};
}

}  // namespace

std::string folded_name(std::string_view name) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!name.empty() && is_blank(name.front())) name.remove_prefix(1);
    while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
    std::string folded(name);
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 'a' - 'A');
    return folded;
}

Accounts::Accounts(storage::Database& database, Access& access, const Limits& limits,
                   std::function<std::int64_t()> now_ms, std::function<void()> changed)
    : disk_(database),
      database_(database),
      access_(access),
      limits_(limits),
      now_ms_(std::move(now_ms)),
      changed_(std::move(changed)) {
    mint_ = std::make_unique<TicketMint>(disk_.secret("tickets", [] { return random_bytes(kTicketSeedBytes); }));
    device_key_ = disk_.secret("devices", [] { return random_bytes(32); });
}

void Accounts::read() {
    Access::Holders holders;
    Access::Credentials credentials;
    accounts_.clear();
    logins_.clear();
    links_.clear();
    keys_.clear();
    for (storage::Account& account : disk_.accounts()) {
        holders[login_of(account)] = holder_of(account);
        accounts_[account.id] = std::move(account);
    }
    for (storage::Login& login : disk_.logins()) {
        const bool screen = login.kind == storage::LoginKind::screen;
        const std::string holder = screen ? "screen:" + login.id : "account:" + login.account;
        if (screen) holders[holder] = {login.name, login.grants, false};
        credentials["login:" + login.id] = {holder, login.hash, {}, 0, login.until_ms};
        logins_[login.id] = std::move(login);
    }
    for (storage::Link& link : disk_.links()) links_[link.id] = std::move(link);
    for (storage::Key& key : database_.keys()) {
        const std::string login = key.account.empty() ? "key:" + key.name : "account:" + key.account;
        if (!key.revoked) {
            if (key.account.empty()) holders[login] = {key.actor_name, grants_of(key), false};
            credentials["key:" + key.name] = {login, key.hash, key.log, key.scopes, key.until_ms};
        }
        keys_[key.name] = std::move(key);
    }
    access_.replace(std::move(holders), std::move(credentials));
    changed_();
}

std::string Accounts::set_up() {
    if (!accounts_.empty()) return {};
    // That of an earlier start is worth nothing any more: whoever sees this one is here now.
    std::vector<std::string> old;
    for (const auto& [id, link] : links_)
        if (link.kind == v1::LINK_KIND_SET_UP) old.push_back(id);
    disk_.write([&] {
        for (const std::string& id : old) disk_.remove_link(id);
    });
    for (const std::string& id : old) links_.erase(id);
    storage::Link link;
    link.kind = v1::LINK_KIND_SET_UP;
    link.made_by = "server";
    link.until_ms = now_ms_() + limits_.set_up_hours * kHourMs;
    v1::Grant grant;
    grant.set_role(v1::ROLE_OWNER);
    link.grants.push_back(grant);
    return add_link(std::move(link));
}

void Accounts::put_demo(const std::string& sign_in_name, const std::string& name, const std::string& password_hash,
                        std::vector<v1::Grant> grants) {
    storage::Account account;
    for (const auto& [id, held] : accounts_)
        if (held.sign_in_name == sign_in_name) return;
    account.id = random_digits(8);
    account.sign_in_name = sign_in_name;
    account.name = name;
    account.password = password_hash;
    account.made_at_ms = now_ms_();
    for (v1::Grant& grant : grants) grant.set_id(random_digits(8));
    account.grants = std::move(grants);
    disk_.write([&] {
        disk_.put(account);
        for (const v1::Grant& grant : account.grants) disk_.put_grant(account.id, grant);
    });
    tell_access(account);
    accounts_[account.id] = std::move(account);
}

// --- Signing in

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
            v1::Refusal no = wrong();
            no.set_field("code");  // the password was right: whoever knows it may know what else is wanted
            return no;
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
    const std::string secret = random_digits(32);
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

Result<SignedIn> Accounts::use(const v1::UseLink& ask, const std::string& new_hash, const Asker& asker) {
    const std::string hash = secret_hash(ask.secret());
    const auto found = std::find_if(links_.begin(), links_.end(), [&](const auto& each) {
        return each.second.hash == hash && each.second.until_ms > now_ms_();
    });
    if (found == links_.end()) return no_link();
    const storage::Link link = found->second;
    storage::Account account;
    if (link.kind == v1::LINK_KIND_PHONE || link.kind == v1::LINK_KIND_RECOVERY) {
        const storage::Account* held = find_account(link.account);
        if (held == nullptr || held->closed) return no_link();
        account = *held;
    } else {
        if (link.kind == v1::LINK_KIND_SET_UP && !accounts_.empty()) return no_link();
        account.id = random_digits(8);
        account.sign_in_name = folded_name(ask.sign_in_name());
        account.name = ask.name();
        account.made_at_ms = now_ms_();
        if (!is_name(account.sign_in_name, limits_.name_bytes_max) || account.sign_in_name.ends_with(kDemoDomain))
            return *summit::refuse(v1::REFUSAL_CODE_INVALID,
                                   "Choose another name to sign in by, as an address of e-mail.", "sign_in_name");
        if (!is_name(account.name, limits_.name_bytes_max))
            return *summit::refuse(v1::REFUSAL_CODE_INVALID, "Write your name, as others shall read it.", "name");
        if (accounts_.size() >= limits_.accounts_max)
            return *summit::refuse(v1::REFUSAL_CODE_CONFLICT, "This server has no room for another account.");
        for (const auto& [id, other] : accounts_)
            if (other.sign_in_name == account.sign_in_name)
                return *summit::refuse(v1::REFUSAL_CODE_CONFLICT,
                                       "Somebody signs in by this name already. Choose another, or ask for a recovery "
                                       "link if it was you.",
                                       "sign_in_name");
        account.grants = link.grants;
        for (v1::Grant& grant : account.grants) grant.set_id(random_digits(8));
    }
    if (link.kind != v1::LINK_KIND_PHONE) {
        if (new_hash.empty()) return *summit::refuse(v1::REFUSAL_CODE_INVALID, "Choose a password.", "password");
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

// --- Screens

Result<v1::Pairing> Accounts::begin_pairing() {
    std::erase_if(pairings_, [&](const auto& each) { return each.second.until_ms <= now_ms_(); });
    if (pairings_.size() >= limits_.pairings_max)
        return *summit::refuse(v1::REFUSAL_CODE_CONFLICT, "Too many screens ask for a code. Come again in a moment.");
    v1::Pairing pairing;
    const std::string digits = random_digits(8);
    pairing.set_code(digits.substr(0, 4) + "-" + digits.substr(4));
    pairing.set_secret(random_digits(32));
    pairing.set_until_ms(now_ms_() + limits_.pairing_s * 1'000LL);
    pairings_[secret_hash(pairing.secret())] = {digits, pairing.until_ms(), {}, {}, {}};
    return pairing;
}

Result<std::pair<v1::Paired, std::string>> Accounts::collect(const v1::CollectPairing& ask) {
    const auto found = pairings_.find(secret_hash(ask.secret()));
    if (found == pairings_.end() || found->second.until_ms <= now_ms_())
        return *summit::refuse(v1::REFUSAL_CODE_NOT_FOUND, "This code's time is over. Show another.", "secret");
    v1::Paired paired;
    if (found->second.cookie.empty()) return std::pair(paired, std::string());
    paired.set_done(true);
    paired.set_log(found->second.log);
    paired.set_name(found->second.name);
    std::string cookie = std::move(found->second.cookie);
    pairings_.erase(found);
    return std::pair(paired, std::move(cookie));
}

// --- Tickets

v1::TicketMade Accounts::ticket(const Identity& identity) const {
    v1::TicketMade made;
    const v1::Ticket ticket = access_.ticket(identity, limits_.ticket_s * 1'000LL);
    if (ticket.login().empty()) return made;
    made.set_ticket(mint_->make(ticket));
    made.set_until_ms(ticket.until_ms());
    return made;
}

// --- What they share

storage::Account* Accounts::find_account(const std::string& id) {
    const auto found = accounts_.find(id);
    return found == accounts_.end() ? nullptr : &found->second;
}

const storage::Account* Accounts::account_of(const Identity& identity) const {
    if (!identity.login.starts_with("account:")) return nullptr;
    const auto found = accounts_.find(identity.login.substr(8));
    return found == accounts_.end() ? nullptr : &found->second;
}

storage::Account* Accounts::account_of(const Identity& identity) {
    return identity.login.starts_with("account:") ? find_account(identity.login.substr(8)) : nullptr;
}

void Accounts::tell_access(const storage::Account& account) {
    access_.put_holder(login_of(account), holder_of(account));
}

void Accounts::note(const Asker& asker, const std::string& what, const std::string& about, const std::string& log) {
    disk_.note({now_ms_(), asker.identity.login, what, about, log, asker.address});
}

void Accounts::erase_person(const std::string& log, const std::string& person) {
    const auto acts = [&](const v1::Grant& grant) { return grant.log() == log && grant.person() == person; };
    std::vector<std::string> accounts, keys;
    for (const auto& [id, account] : accounts_)
        if (std::any_of(account.grants.begin(), account.grants.end(), acts) && !is_last_owner(account))
            accounts.push_back(id);
    for (const auto& [name, key] : keys_)
        if (key.account.empty() && key.log == log && key.person == person) keys.push_back(name);
    if (accounts.empty() && keys.empty()) return;
    disk_.write([&] {
        for (const std::string& id : accounts) {
            disk_.remove_account(id);
            disk_.note({now_ms_(), "server", "erased an account", id, log, {}});
        }
        for (const std::string& name : keys) disk_.remove_key(name);
    });
    read();
}

void Accounts::forget_what_is_old() {
    const std::int64_t now = now_ms_();
    std::vector<std::string> links, logins;
    for (const auto& [id, link] : links_)
        if (link.until_ms <= now) links.push_back(id);
    for (const auto& [id, login] : logins_)
        if (login.until_ms <= now) logins.push_back(id);
    disk_.write([&] {
        for (const std::string& id : links) disk_.remove_link(id);
        for (const std::string& id : logins) disk_.remove_login(id);
    });
    for (const std::string& id : links) links_.erase(id);
    for (const std::string& id : logins) {
        logins_.erase(id);
        access_.remove_credential("login:" + id);
    }
    disk_.forget_audit_before(now - limits_.audit_days * kDayMs);
}

}  // namespace dais::access
