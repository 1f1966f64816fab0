#include "server/access/access.h"

#include <algorithm>
#include <mutex>
#include <set>

#include "server/access/secrets.h"
#include "server/access/ticket.h"

namespace dais::access {
namespace {

// Whether a ticket of the one says what the other is. Another name is nothing.
bool is_another(const Holder& before, const Holder& after) {
    return before.closed != after.closed ||
           !std::equal(before.grants.begin(), before.grants.end(), after.grants.begin(), after.grants.end(),
                       [](const v1::Grant& one, const v1::Grant& other) {
                           return one.SerializeAsString() == other.SerializeAsString();
                       });
}

}  // namespace

const Credential* Access::good(std::string_view id) const {
    const auto found = credentials_.find(id);
    if (found == credentials_.end()) return nullptr;
    const Credential& credential = found->second;
    if (credential.until_ms != 0 && credential.until_ms <= now_ms_()) return nullptr;
    const auto holder = holders_.find(credential.login);
    return holder == holders_.end() || holder->second.closed ? nullptr : &credential;
}

std::optional<Identity> Access::credential(std::string_view id) const {
    const std::shared_lock lock(mutex_);
    const Credential* credential = good(id);
    if (credential == nullptr) return std::nullopt;
    const auto& grants = holders_.at(credential->login).grants;
    const bool edge = std::any_of(grants.begin(), grants.end(), [&](const v1::Grant& grant) {
        return grant.role() == v1::ROLE_EDGE && grant.log().empty() &&
               (grant.until_ms() == 0 || grant.until_ms() > now_ms_());
    });
    return Identity{credential->login, std::string(id), edge};
}

std::optional<Identity> Access::find(std::string_view secret) const {
    if (secret.empty()) return std::nullopt;
    const std::string hash = secret_hash(secret);
    std::string id;
    {
        const std::shared_lock lock(mutex_);
        const auto found = by_hash_.find(hash);
        if (found == by_hash_.end()) return std::nullopt;
        id = found->second;
    }
    return credential(id);
}

Granted Access::granted(const Identity& identity, const std::string& log) const {
    const std::shared_lock lock(mutex_);
    const Credential* credential = good(identity.credential);
    if (credential == nullptr || (!credential->log.empty() && credential->log != log)) return {};
    return {holders_.at(credential->login).grants, credential->scopes, true};
}

summit::Standing Access::standing_of(const Credential& credential, const std::string& log) const {
    if (!credential.log.empty() && credential.log != log) return {};
    static const summit::Offices none;
    const auto found = offices_.find(log);
    return summit::standing(holders_.at(credential.login).grants, credential.scopes, log,
                            found == offices_.end() ? none : found->second, now_ms_());
}

summit::Standing Access::standing(const Identity& identity, const std::string& log) const {
    const std::shared_lock lock(mutex_);
    const Credential* credential = good(identity.credential);
    return credential == nullptr ? summit::Standing() : standing_of(*credential, log);
}

v1::Audience Access::audience(const Identity& identity, const std::string& log) const {
    return identity.anybody() ? summit::audience_of(standing(identity, log).role()) : v1::AUDIENCE_PUBLIC;
}

std::string Access::name_of(const v1::Actor& actor) const {
    const std::shared_lock lock(mutex_);
    const auto found = holders_.find(actor.login());
    return found == holders_.end() ? actor.name() : found->second.name;
}

v1::Actor Access::actor(const Identity& identity, const summit::Standing& standing, v1::Role role) const {
    v1::Actor actor;
    actor.set_login(identity.login);
    actor.set_role(role == v1::ROLE_UNSPECIFIED ? standing.role() : role);
    return actor;
}

v1::Ticket Access::ticket(const Identity& identity, std::int64_t for_ms) const {
    v1::Ticket ticket;
    const std::shared_lock lock(mutex_);
    const Credential* credential = good(identity.credential);
    if (credential == nullptr) return ticket;
    const Holder& holder = holders_.at(credential->login);
    const std::int64_t now = now_ms_();
    std::int64_t until = now + std::min(for_ms, kTicketMsMax);
    if (credential->until_ms != 0) until = std::min(until, credential->until_ms);
    std::set<std::string> logs = {""};
    for (const v1::Grant& grant : holder.grants) logs.insert(grant.log());
    for (const std::string& log : logs) {
        const summit::Standing standing = standing_of(*credential, log);
        if (standing.held.empty()) continue;
        v1::Standing& told = *ticket.add_standings();
        told.set_log(log);
        told.set_audience(summit::audience_of(standing.role()));
        for (const auto& held : standing.held) told.add_roles(held.role);
    }
    // What ends sooner ends the ticket.
    for (const v1::Grant& grant : holder.grants)
        if (grant.until_ms() > now) until = std::min(until, grant.until_ms());
    ticket.set_login(credential->login);
    ticket.set_name(holder.name);
    ticket.set_made_at_ms(now);
    ticket.set_until_ms(until);
    ticket.set_credential(identity.credential);
    return ticket;
}

// Tickets live for minutes: of who changed earlier none is left.
void Access::make_void(const std::string& login) {
    const std::int64_t now = now_ms_();
    void_[login] = now;
    std::erase_if(void_, [&](const auto& each) { return each.second < now - kTicketMsMax; });
}

void Access::put_holder(const std::string& login, Holder holder) {
    const std::unique_lock lock(mutex_);
    const auto held = holders_.find(login);
    if (held != holders_.end() && is_another(held->second, holder)) make_void(login);
    holders_[login] = std::move(holder);
}

void Access::remove_holder(const std::string& login) {
    const std::unique_lock lock(mutex_);
    make_void(login);
    holders_.erase(login);
    for (auto each = credentials_.begin(); each != credentials_.end();) {
        if (each->second.login != login) {
            ++each;
            continue;
        }
        by_hash_.erase(each->second.hash);
        each = credentials_.erase(each);
    }
}

void Access::put_credential(const std::string& id, Credential credential) {
    const std::unique_lock lock(mutex_);
    by_hash_[credential.hash] = id;
    credentials_[id] = std::move(credential);
}

void Access::remove_credential(const std::string& id) {
    const std::unique_lock lock(mutex_);
    const auto found = credentials_.find(id);
    if (found == credentials_.end()) return;
    make_void(found->second.login);
    by_hash_.erase(found->second.hash);
    credentials_.erase(found);
}

void Access::replace(Holders holders, Credentials credentials) {
    const std::unique_lock lock(mutex_);
    for (const auto& [login, held] : holders_) {
        const auto now = holders.find(login);
        if (now == holders.end() || is_another(held, now->second)) make_void(login);
    }
    for (const auto& [id, held] : credentials_)
        if (!credentials.contains(id)) make_void(held.login);
    holders_ = std::move(holders);
    credentials_ = std::move(credentials);
    by_hash_.clear();
    for (const auto& [id, credential] : credentials_) by_hash_[credential.hash] = id;
}

bool Access::set_offices(const std::string& log, summit::Offices offices) {
    const std::unique_lock lock(mutex_);
    summit::Offices& held = offices_[log];
    const bool news = held.chairs != offices.chairs;
    if (news) {
        for (const auto& [login, holder] : holders_)
            for (const v1::Grant& grant : holder.grants)
                if (grant.log() == log &&
                    held.chairs.contains(grant.person()) != offices.chairs.contains(grant.person()))
                    make_void(login);
    }
    held = std::move(offices);
    return news;
}

v1::VoidTickets Access::void_tickets() const {
    const std::shared_lock lock(mutex_);
    v1::VoidTickets tickets;
    for (const auto& [login, made_until_ms] : void_) {
        v1::VoidTickets::Of& of = *tickets.add_logins();
        of.set_login(login);
        of.set_made_until_ms(made_until_ms);
    }
    return tickets;
}

bool Access::is_void(const v1::Ticket& ticket) const {
    const std::shared_lock lock(mutex_);
    const auto found = void_.find(ticket.login());
    return (found != void_.end() && ticket.made_at_ms() <= found->second) || good(ticket.credential()) == nullptr;
}

std::int64_t Access::next_end_ms(std::int64_t after_ms) const {
    const std::shared_lock lock(mutex_);
    std::int64_t next = INT64_MAX;
    const auto note = [&](std::int64_t at_ms) {
        if (at_ms != 0 && at_ms > after_ms) next = std::min(next, at_ms);
    };
    for (const auto& [id, credential] : credentials_) note(credential.until_ms);
    for (const auto& [login, holder] : holders_)
        for (const v1::Grant& grant : holder.grants) note(grant.until_ms());
    return next;
}

}  // namespace dais::access
