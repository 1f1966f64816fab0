// What an account does with itself: its password, second factor, phone and name.
#include <algorithm>

#include "server/access/accounts.h"
#include "server/access/answering.h"
#include "server/access/secrets.h"
#include "server/access/totp.h"

namespace dais::access {

Accounts::Answer Accounts::change_password(const Proof& proof, const Asker& asker) {
    storage::Account* account = account_of(asker.identity);
    if (account == nullptr) return not_found("account");
    if (!proof.password_is_right) return no(v1::REFUSAL_CODE_FORBIDDEN, "The old password is wrong.", "old_password");
    if (proof.new_hash.empty()) return no(v1::REFUSAL_CODE_INVALID, "Choose a password.", "new_password");
    storage::Account changed = *account;
    changed.password = proof.new_hash;
    // Whoever else was in by the old one is out.
    std::vector<std::string> out;
    for (const auto& [id, login] : logins_)
        if (login.account == account->id && asker.identity.credential != "login:" + id) out.push_back(id);
    disk_.write([&] {
        disk_.put(changed);
        for (const std::string& id : out) disk_.remove_login(id);
        note(asker, "changed the password", account->id, {});
    });
    for (const std::string& id : out) {
        logins_.erase(id);
        access_.remove_credential("login:" + id);
    }
    *account = std::move(changed);
    changed_();
    return do_nothing();
}

Accounts::Answer Accounts::begin_second_factor(const Asker& asker) {
    storage::Account* account = account_of(asker.identity);
    if (account == nullptr) return not_found("account");
    if (account->second_factor_confirmed)
        return no(v1::REFUSAL_CODE_CONFLICT, "There is a second factor already. Remove it first.");
    storage::Account changed = *account;
    changed.second_factor = random_bytes(kTotpSecretBytes);
    disk_.write([&] { disk_.put(changed); });
    *account = std::move(changed);
    v1::AccountDone done;
    done.set_secret(base32(account->second_factor));
    return done;
}

Accounts::Answer Accounts::confirm_second_factor(const std::string& code, const Asker& asker) {
    storage::Account* account = account_of(asker.identity);
    if (account == nullptr || account->second_factor.empty()) return not_found("second factor", "code");
    if (account->second_factor_confirmed) return no(v1::REFUSAL_CODE_CONFLICT, "It is in force already.");
    const auto step = totp_step(account->second_factor, code, now_ms_(), account->second_factor_step);
    if (!step)
        return no(v1::REFUSAL_CODE_INVALID, "This is not what the app should show now. Is its clock right?", "code");
    storage::Account changed = *account;
    changed.second_factor_confirmed = true;
    changed.second_factor_step = *step;
    disk_.write([&] {
        disk_.put(changed);
        note(asker, "put a second factor in force", account->id, {});
    });
    *account = std::move(changed);
    return do_nothing();
}

Accounts::Answer Accounts::remove_second_factor(const Proof& proof, const Asker& asker) {
    storage::Account* account = account_of(asker.identity);
    if (account == nullptr) return not_found("account");
    if (!proof.password_is_right) return no(v1::REFUSAL_CODE_FORBIDDEN, "The password is wrong.", "password");
    storage::Account changed = *account;
    changed.second_factor.clear();
    changed.second_factor_confirmed = false;
    disk_.write([&] {
        disk_.put(changed);
        note(asker, "removed the second factor", account->id, {});
    });
    *account = std::move(changed);
    return do_nothing();
}

Accounts::Answer Accounts::make_phone_link(const Asker& asker) {
    const storage::Account* account = account_of(asker.identity);
    if (account == nullptr || !asker.identity.credential.starts_with("login:"))
        return no(v1::REFUSAL_CODE_FORBIDDEN, "A phone is signed in by somebody who has signed in with a password.");
    storage::Link link;
    link.kind = v1::LINK_KIND_PHONE;
    link.account = account->id;
    link.made_by = asker.identity.login;
    link.until_ms = now_ms_() + limits_.phone_link_s * 1'000LL;
    v1::AccountDone done;
    done.set_until_ms(link.until_ms);
    done.set_secret(add_link(std::move(link)));
    return done;
}

Accounts::Answer Accounts::rename(const std::string& name, const Asker& asker) {
    storage::Account* account = account_of(asker.identity);
    if (account == nullptr) return not_found("account");
    if (!is_name(name, limits_.name_bytes_max))
        return no(v1::REFUSAL_CODE_INVALID, "Write your name, as others shall read it.", "name");
    storage::Account changed = *account;
    changed.name = name;
    disk_.write([&] {
        disk_.put(changed);
        note(asker, "changed their name", account->id, {});
    });
    *account = std::move(changed);
    tell_access(*account);
    return do_nothing();
}

}  // namespace dais::access
