// What may be asked of accounts. Rights are those of the table (rights.h); what they mean with accounts is in the files
// beside this one.
#include <algorithm>

#include "server/access/accounts.h"
#include "server/access/answering.h"

namespace dais::access {
namespace {

v1::Account told(const storage::Account& account, const std::string& log) {
    v1::Account made;
    made.set_id(account.id);
    made.set_name(account.name);
    made.set_sign_in_name(account.sign_in_name);
    made.set_closed(account.closed);
    made.set_second_factor(account.second_factor_confirmed);
    made.set_seen_at_ms(account.seen_at_ms);
    for (const v1::Grant& grant : account.grants)
        if (log.empty() || grant.log().empty() || grant.log() == log) *made.add_grants() = grant;
    return made;
}

v1::Key told(const storage::Key& key) {
    v1::Key made;
    made.set_name(key.name);
    made.set_label(key.actor_name);
    made.set_until_ms(key.until_ms);
    made.set_revoked(key.revoked);
    for (int scope = v1::Scope_MIN + 1; scope <= v1::Scope_MAX; ++scope)
        if ((key.scopes >> scope & 1) != 0) made.add_scopes(static_cast<v1::Scope>(scope));
    return made;
}

}  // namespace

v1::AccountReply Accounts::ask(const v1::AccountCommand& command, const Proof& proof, const Asker& asker) {
    v1::AccountReply reply;
    const summit::Standing standing = access_.standing(asker.identity, command.log());
    if (!asker.identity.anybody()) {
        *reply.mutable_refusal() = no(v1::REFUSAL_CODE_FORBIDDEN, "Sign in first.");
    } else if (auto refused = summit::refuse_role(standing, command.verb_case())) {
        *reply.mutable_refusal() = *std::move(refused);
    } else {
        Answer answered = answer(command, proof, asker);
        if (auto* refusal = std::get_if<v1::Refusal>(&answered)) {
            *reply.mutable_refusal() = std::move(*refusal);
        } else {
            *reply.mutable_done() = std::move(std::get<v1::AccountDone>(answered));
        }
    }
    return reply;
}

Accounts::Answer Accounts::answer(const v1::AccountCommand& c, const Proof& proof, const Asker& asker) {
    switch (c.verb_case()) {
        case v1::AccountCommand::kMakeInvitation: return make_invitation(c.make_invitation(), c.log(), asker);
        case v1::AccountCommand::kWithdrawInvitation:
            return withdraw_invitation(c.withdraw_invitation().id(), c.log(), asker);
        case v1::AccountCommand::kPutGrant: return put_grant(c.put_grant(), c.log(), asker);
        case v1::AccountCommand::kRemoveGrant: return remove_grant(c.remove_grant().id(), c.log(), asker);
        case v1::AccountCommand::kMakeRecovery: return make_recovery(c.make_recovery().account(), c.log(), asker);
        case v1::AccountCommand::kCloseAccount: return close_account(c.close_account().account(), c.log(), asker);
        case v1::AccountCommand::kPairScreen: return pair_screen(c.pair_screen(), c.log(), asker);
        case v1::AccountCommand::kEndLogin: return end_login(c.end_login().id(), c.log(), asker);
        case v1::AccountCommand::kMakeKey: return make_key(c.make_key(), c.log(), asker);
        case v1::AccountCommand::kRevokeKey: return revoke_key(c.revoke_key().name(), c.log(), asker);
        case v1::AccountCommand::kReadAccounts: return read_accounts(c.log(), asker);
        case v1::AccountCommand::kReadAudit: return read_audit(c.read_audit(), c.log(), asker);
        case v1::AccountCommand::kChangePassword: return change_password(proof, asker);
        case v1::AccountCommand::kBeginSecondFactor: return begin_second_factor(asker);
        case v1::AccountCommand::kConfirmSecondFactor:
            return confirm_second_factor(c.confirm_second_factor().code(), asker);
        case v1::AccountCommand::kRemoveSecondFactor: return remove_second_factor(proof, asker);
        case v1::AccountCommand::kMakePhoneLink: return make_phone_link(asker);
        case v1::AccountCommand::kRenameAccount: return rename(c.rename_account().name(), asker);
        case v1::AccountCommand::VERB_NOT_SET: break;
    }
    return no(v1::REFUSAL_CODE_INVALID, "The command has no verb that this server knows.", "verb");
}

// --- Reading

Accounts::Answer Accounts::read_accounts(const std::string& log, const Asker&) const {
    v1::AccountDone done;
    const auto concerns = [&](const std::vector<v1::Grant>& grants) {
        return log.empty() || std::any_of(grants.begin(), grants.end(), [&](const v1::Grant& grant) {
                   return grant.log().empty() || grant.log() == log;
               });
    };
    for (const auto& [id, account] : accounts_)
        if (concerns(account.grants)) *done.add_accounts() = told(account, log);
    for (const auto& [id, link] : links_) {
        if (link.kind != v1::LINK_KIND_INVITATION || link.until_ms <= now_ms_() || !concerns(link.grants)) continue;
        v1::Invitation& made = *done.add_invitations();
        made.set_id(id);
        made.set_name(link.name);
        v1::Actor by;
        by.set_login(link.made_by);
        made.set_made_by(access_.name_of(by));
        made.set_until_ms(link.until_ms);
        for (const v1::Grant& grant : link.grants) *made.add_grants() = grant;
    }
    for (const auto& [id, login] : logins_) {
        if (login.kind != storage::LoginKind::screen || login.grants.empty()) continue;
        if (!log.empty() && login.grants.front().log() != log) continue;
        v1::ScreenLogin& made = *done.add_screens();
        made.set_id(id);
        made.set_name(login.name);
        made.set_log(login.grants.front().log());
        made.set_made_at_ms(login.made_at_ms);
        made.set_screen(login.grants.front().screen());
    }
    return done;
}

Accounts::Answer Accounts::read_audit(const v1::ReadAudit& ask, const std::string& log, const Asker&) {
    v1::AccountDone done;
    const auto of = log.empty() ? std::nullopt : std::optional(log);
    for (const storage::AuditEntry& entry : disk_.audit(of, ask.before_ms(), limits_.audit_page)) {
        v1::AuditLine& line = *done.add_audit();
        line.set_at_ms(entry.at_ms);
        line.set_login(entry.login);
        v1::Actor by;
        by.set_login(entry.login);
        line.set_name(access_.name_of(by));
        line.set_what(entry.what);
        line.set_about(entry.about);
        line.set_log(entry.log);
        line.set_address(entry.address);
    }
    return done;
}

v1::Myself Accounts::myself(const Identity& identity) const {
    v1::Myself me;
    const storage::Account* account = account_of(identity);
    const v1::Ticket ticket = access_.ticket(identity, 1'000);
    *me.mutable_standings() = ticket.standings();
    me.mutable_account()->set_name(ticket.name());
    if (account == nullptr) {
        // A screen learns which one it is; keys are told what they are by their standings.
        const auto login = logins_.find(identity.login.starts_with("screen:") ? identity.login.substr(7) : "");
        if (login != logins_.end())
            me.mutable_account()->mutable_grants()->Assign(login->second.grants.begin(), login->second.grants.end());
        return me;
    }
    *me.mutable_account() = told(*account, {});
    for (const auto& [id, login] : logins_) {
        if (login.account != account->id) continue;
        v1::MyLogin& made = *me.add_logins();
        made.set_id(id);
        made.set_name(login.name);
        made.set_address(login.address);
        made.set_made_at_ms(login.made_at_ms);
        made.set_seen_at_ms(login.seen_at_ms);
        made.set_this_one(identity.credential == "login:" + id);
    }
    for (const auto& [name, key] : keys_)
        if (key.account == account->id && !key.revoked) *me.add_keys() = told(key);
    return me;
}

}  // namespace dais::access
