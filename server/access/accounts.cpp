#include "server/access/accounts.h"

#include <sodium.h>

#include <algorithm>

#include "server/access/answering.h"
#include "server/access/secrets.h"
#include "server/summit/change_builder.h"

namespace dais::access {
namespace {

Holder holder_of(const storage::Account& account) { return {account.name, account.grants, account.closed}; }

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

// --- Screens

Result<v1::Pairing> Accounts::begin_pairing(const std::string& network) {
    std::erase_if(pairings_, [&](const auto& each) { return each.second.until_ms <= now_ms_(); });
    // Nobody's codes may take the room of all others'.
    std::size_t of_network = 0;
    auto oldest = pairings_.end();
    for (auto each = pairings_.begin(); each != pairings_.end(); ++each) {
        if (each->second.network != network) continue;
        ++of_network;
        if (oldest == pairings_.end() || each->second.until_ms < oldest->second.until_ms) oldest = each;
    }
    if (of_network >= limits_.pairings_of_address_max) pairings_.erase(oldest);
    if (pairings_.size() >= limits_.pairings_max)
        return *summit::refuse(v1::REFUSAL_CODE_CONFLICT, "Too many screens ask for a code. Come again in a moment.");
    v1::Pairing pairing;
    const std::string digits = random_digits(8);
    pairing.set_code(digits.substr(0, 4) + "-" + digits.substr(4));
    pairing.set_secret(random_digits(32));
    pairing.set_until_ms(now_ms_() + limits_.pairing_s * 1'000LL);
    pairings_[secret_hash(pairing.secret())] = {digits, network, pairing.until_ms(), {}, {}, {}, {}};
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
    paired.set_screen(found->second.screen);
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
