// Who is invited, granted what, recovered, closed. Own is whatever one's own role covers: nobody lifts themselves.
#include <algorithm>

#include "server/access/accounts.h"
#include "server/access/answering.h"
#include "server/access/secrets.h"

namespace dais::access {
namespace {

constexpr int kConfinedToMax = 200;  // tracks, rooms or sessions of one grant

summit::No check_grant(const v1::Grant& grant) {
    const auto invalid = [](const std::string& message, const std::string& field) {
        return summit::refuse(v1::REFUSAL_CODE_INVALID, message, "grant." + field);
    };
    if (grant.role() == v1::ROLE_CO_CHAIR)
        return invalid("Who is co-chair is said by the seats: name the person, and put them on a seat.", "role");
    if (grant.role() == v1::ROLE_SERVER || !v1::Role_IsValid(grant.role()))
        return invalid("This role is not to be had.", "role");
    if (grant.role() == v1::ROLE_UNSPECIFIED && grant.person().empty())
        return invalid("Say which role, or which person of the programme it is.", "role");
    if (grant.role() == v1::ROLE_EDGE && !grant.log().empty()) return invalid("An edge repeats every log.", "log");
    if (!grant.person().empty() && grant.log().empty()) return invalid("A person is one of a log: say which.", "log");
    if (grant.role() == v1::ROLE_TRACK_ORGANISER && grant.tracks().empty())
        return invalid("Of which tracks?", "tracks");
    if (grant.role() == v1::ROLE_MODERATOR && grant.rooms().empty() && grant.sessions().empty())
        return invalid("Of which rooms or sessions?", "rooms");
    if ((grant.role() == v1::ROLE_DELEGATE || grant.role() == v1::ROLE_HEAD_OF_DELEGATION) && grant.party().empty() &&
        grant.person().empty())
        return invalid("A delegate acts for a party: say which, or who it is.", "party");
    if (grant.log().size() > kIdBytesMax || grant.person().size() > kIdBytesMax || grant.party().size() > kIdBytesMax)
        return invalid("This is no id.", "person");
    if (!grant.screen().empty()) return invalid("A screen is told which it is when it is paired.", "screen");
    for (const auto* list : {&grant.tracks(), &grant.rooms(), &grant.sessions()}) {
        if (list->size() > kConfinedToMax) return invalid("These are too many.", "rooms");
        for (const std::string& id : *list)
            if (id.empty() || id.size() > kIdBytesMax) return invalid("This is no id.", "rooms");
    }
    return std::nullopt;
}

}  // namespace

// Who asks has a role on the log; on the server, one that counts everywhere. What they give is less than they are.
summit::No Accounts::refuse_grants(const google::protobuf::RepeatedPtrField<v1::Grant>& grants, const std::string& log,
                                   const Asker& asker) const {
    const v1::Role role = access_.standing(asker.identity, log).role();
    if (grants.size() > static_cast<int>(limits_.grants_of_account_max))
        return summit::refuse(v1::REFUSAL_CODE_INVALID, "These are too many grants.", "grants");
    for (const v1::Grant& grant : grants) {
        if (auto refused = check_grant(grant)) return refused;
        if (!log.empty() && grant.log() != log)
            return summit::refuse(v1::REFUSAL_CODE_FORBIDDEN,
                                  "You grant roles on “" + log + "” here, and nowhere else.", "grant.log");
        if (!summit::covers(role, grant.role()) ||
            (!grant.person().empty() && !summit::covers(role, v1::ROLE_CO_CHAIR)) ||
            (grant.role() == v1::ROLE_EDGE && role != v1::ROLE_OWNER))
            return summit::refuse(v1::REFUSAL_CODE_FORBIDDEN, "Nobody grants more than they may do themselves.",
                                  "grant.role");
    }
    return std::nullopt;
}

summit::No Accounts::refuse_power_over(const storage::Account& account, const std::string& log,
                                       const Asker& asker) const {
    const v1::Role everywhere = access_.standing(asker.identity).role();
    const v1::Role here = access_.standing(asker.identity, log).role();
    for (const v1::Grant& grant : account.grants) {
        const v1::Role role = grant.log() == log ? here : everywhere;
        if (!summit::covers(role, grant.role()) || role == v1::ROLE_UNSPECIFIED)
            return summit::refuse(
                v1::REFUSAL_CODE_FORBIDDEN,
                "This account has roles that are not yours to speak for. Ask an owner of the server.");
    }
    return std::nullopt;
}

bool Accounts::is_last_owner(const storage::Account& account) const {
    const auto owns = [](const storage::Account& one) {
        return !one.closed && std::any_of(one.grants.begin(), one.grants.end(), [](const v1::Grant& grant) {
            return grant.role() == v1::ROLE_OWNER && grant.log().empty() && grant.until_ms() == 0;
        });
    };
    return owns(account) && std::none_of(accounts_.begin(), accounts_.end(), [&](const auto& each) {
               return each.first != account.id && owns(each.second);
           });
}

Accounts::Answer Accounts::make_invitation(const v1::MakeInvitation& ask, const std::string& log, const Asker& asker) {
    if (!is_name(ask.name(), limits_.name_bytes_max))
        return no(v1::REFUSAL_CODE_INVALID, "Say whom you invite.", "name");
    if (ask.grants().empty()) return no(v1::REFUSAL_CODE_INVALID, "Say what they shall be.", "grants");
    if (auto refused = refuse_grants(ask.grants(), log, asker)) return *refused;
    if (links_.size() >= limits_.links_max)
        return no(v1::REFUSAL_CODE_CONFLICT, "Too many links wait for somebody. Withdraw some.");
    storage::Link link;
    link.kind = v1::LINK_KIND_INVITATION;
    link.name = ask.name();
    link.made_by = asker.identity.login;
    link.until_ms = now_ms_() + limits_.invitation_hours * kHourMs;
    link.grants.assign(ask.grants().begin(), ask.grants().end());
    v1::AccountDone done;
    done.set_until_ms(link.until_ms);
    done.set_secret(add_link(std::move(link)));
    const std::string hash = secret_hash(done.secret());
    for (const auto& [id, held] : links_)
        if (held.hash == hash) done.set_id(id);
    disk_.write([&] { note(asker, "invited", done.id(), log); });
    return done;
}

Accounts::Answer Accounts::withdraw_invitation(const std::string& id, const std::string& log, const Asker& asker) {
    const auto found = links_.find(id);
    if (found == links_.end() || found->second.kind != v1::LINK_KIND_INVITATION) return not_found("invitation");
    google::protobuf::RepeatedPtrField<v1::Grant> grants(found->second.grants.begin(), found->second.grants.end());
    if (refuse_grants(grants, log, asker)) return not_found("invitation");
    disk_.write([&] {
        disk_.remove_link(id);
        note(asker, "withdrew an invitation", id, log);
    });
    links_.erase(found);
    return do_nothing();
}

Accounts::Answer Accounts::put_grant(v1::PutGrant ask, const std::string& log, const Asker& asker) {
    storage::Account* account = find_account(ask.account());
    if (account == nullptr) return not_found("account", "account");
    v1::Grant& grant = *ask.mutable_grant();
    google::protobuf::RepeatedPtrField<v1::Grant> wished;
    *wished.Add() = grant;
    const auto held = std::find_if(account->grants.begin(), account->grants.end(),
                                   [&](const v1::Grant& each) { return each.id() == grant.id(); });
    const bool there = !grant.id().empty();
    if (there && held == account->grants.end()) return not_found("grant", "grant.id");
    if (there) *wished.Add() = *held;  // what is replaced must be theirs to give, too
    const Identity& self = asker.identity;
    const bool own = summit::right(access_.standing(self, log), v1::AccountCommand::kPutGrant) == summit::Right::own;
    if (own && account_of(self) == account)
        return no(v1::REFUSAL_CODE_FORBIDDEN, "Nobody grants something to themselves.", "account");
    if (auto refused = refuse_grants(wished, log, asker)) return *refused;
    if (!there && account->grants.size() >= limits_.grants_of_account_max)
        return no(v1::REFUSAL_CODE_CONFLICT, "The account has too many grants.", "grant");
    storage::Account changed = *account;
    if (there) {
        changed.grants[static_cast<std::size_t>(held - account->grants.begin())] = grant;
    } else {
        grant.set_id(random_digits(8));
        changed.grants.push_back(grant);
    }
    if (is_last_owner(*account) && !is_last_owner(changed))
        return no(v1::REFUSAL_CODE_CONFLICT, "This is the server's last owner. Name another first.", "grant");
    disk_.write([&] {
        disk_.put_grant(account->id, grant);
        note(asker, "granted " + summit::role_name(grant.role()), account->id, grant.log());
    });
    *account = std::move(changed);
    tell_access(*account);
    changed_();
    v1::AccountDone done;
    done.set_id(grant.id());
    return done;
}

Accounts::Answer Accounts::remove_grant(const std::string& id, const std::string& log, const Asker& asker) {
    for (auto& [name, account] : accounts_) {
        const auto held = std::find_if(account.grants.begin(), account.grants.end(),
                                       [&](const v1::Grant& each) { return each.id() == id; });
        if (held == account.grants.end()) continue;
        google::protobuf::RepeatedPtrField<v1::Grant> grants;
        *grants.Add() = *held;
        if (auto refused = refuse_grants(grants, log, asker)) return *refused;
        storage::Account changed = account;
        changed.grants.erase(changed.grants.begin() + (held - account.grants.begin()));
        if (is_last_owner(account) && !is_last_owner(changed))
            return no(v1::REFUSAL_CODE_CONFLICT, "This is the server's last owner. Name another first.", "id");
        const v1::Grant gone = *held;
        disk_.write([&] {
            disk_.remove_grant(id);
            note(asker, "took away " + summit::role_name(gone.role()), account.id, gone.log());
        });
        account = std::move(changed);
        tell_access(account);
        changed_();
        return do_nothing();
    }
    return not_found("grant");
}

Accounts::Answer Accounts::make_recovery(const std::string& id, const std::string& log, const Asker& asker) {
    const storage::Account* account = find_account(id);
    if (account == nullptr) return not_found("account", "account");
    if (auto refused = refuse_power_over(*account, log, asker)) return *refused;
    if (links_.size() >= limits_.links_max)
        return no(v1::REFUSAL_CODE_CONFLICT, "Too many links wait for somebody. Withdraw some.");
    storage::Link link;
    link.kind = v1::LINK_KIND_RECOVERY;
    link.account = id;
    link.made_by = asker.identity.login;
    link.until_ms = now_ms_() + limits_.recovery_hours * kHourMs;
    v1::AccountDone done;
    done.set_until_ms(link.until_ms);
    done.set_secret(add_link(std::move(link)));
    disk_.write([&] { note(asker, "made a recovery link", id, log); });
    return done;
}

Accounts::Answer Accounts::close_account(const std::string& id, const std::string& log, const Asker& asker) {
    storage::Account* account = find_account(id);
    if (account == nullptr) return not_found("account", "account");
    if (auto refused = refuse_power_over(*account, log, asker)) return *refused;
    if (is_last_owner(*account))
        return no(v1::REFUSAL_CODE_CONFLICT, "This is the server's last owner. Name another first.", "account");
    storage::Account changed = *account;
    changed.closed = true;
    disk_.write([&] {
        disk_.put(changed);
        note(asker, "closed an account", id, log);
    });
    *account = std::move(changed);
    tell_access(*account);
    changed_();
    return do_nothing();
}

}  // namespace dais::access
