// Every cell of the table of rights that is about accounts, as the accounts themselves see it: what a role may ask for
// is done, what it may with its own is done there and refused elsewhere, and all else is refused and leaves no trace.
#include "server/access/secrets.h"
#include "server/access/totp.h"
#include "tests/access/household.h"

namespace dais::access {
namespace {

using summit::Right;
using Verb = v1::AccountCommand::VerbCase;

constexpr const char* kLog = "sal";
constexpr const char* kElsewhere = "elsewhere";

// What somebody asks, with what was found out about their password.
struct Example {
    v1::AccountCommand command;
    Proof proof{};
};

// Everybody who may ask.
class Cast : public Household {
public:
    Cast() { boss = owner(); }

    // Somebody who stands in the table as this role, on the log and nowhere else.
    Asker somebody(v1::Role role);
    // Such a command by somebody about what is theirs, once what must be true before has been said.
    Example of_their_own(Verb verb, const Asker& asker);
    // The same about what is not; nothing: the verb is about its author, whoever it is.
    std::optional<Example> of_others(Verb verb);
    // All that is on disk, as text; without what is an account's.
    std::string everything(const std::string& without = "nobody");

    Asker boss;  // who owns it all

private:
    Asker account(v1::Role role) { return invited(boss, next(), grant(role)); }
    std::string next() { return "guest" + std::to_string(++guests_); }
    std::string id_made_by_boss(v1::AccountCommand command) {
        command.set_log(kLog);
        return done(command, boss).id();
    }
    std::string grant_id(const Asker& asker) { return accounts->myself(asker.identity).account().grants(0).id(); }
    std::string invitation(v1::Role role);
    std::string code_on_a_screen() { return std::get<v1::Pairing>(accounts->begin_pairing("192.0.2.7")).code(); }
    std::string key_of(const Asker& asker);
    std::string login_of(const Asker& asker) {
        const Asker again = came(accounts->sign_in(id_of(asker), "", {{}, "192.0.2.7", "Phone"}));
        return again.identity.credential.substr(6);
    }
    void begin_factor(const Asker& asker) {
        v1::AccountCommand begin;
        begin.mutable_begin_second_factor();
        done(begin, asker);
    }
    std::string factor_of(const Asker& asker);
    // Of what others have: a guest of the press, and an owner of the log.
    void fill_about(Verb verb, const Asker& guest, v1::Role role, Example& example);

    int guests_ = 0;
};

Asker Cast::somebody(v1::Role role) {
    switch (role) {
        case v1::ROLE_OWNER: return boss;
        case v1::ROLE_CO_CHAIR: {
            v1::Grant person;
            person.set_log(kLog);
            person.set_person("p1");
            const Asker chair = invited(boss, next(), person);
            access->set_offices(kLog, {{{"p1", "e1"}}, INT64_MAX});
            return chair;
        }
        case v1::ROLE_SCREEN: {
            const auto pairing = std::get<v1::Pairing>(accounts->begin_pairing("192.0.2.7"));
            v1::AccountCommand pair;
            pair.mutable_pair_screen()->set_name("Hall A");
            pair.mutable_pair_screen()->set_code(pairing.code());
            id_made_by_boss(pair);
            v1::CollectPairing collect;
            collect.set_secret(pairing.secret());
            return {access->find(std::get<0>(accounts->collect(collect)).second).value(), "192.0.2.3", ""};
        }
        case v1::ROLE_EDGE:
        case v1::ROLE_SERVER: {
            storage::Key key;
            key.name = "abcdef";
            key.hash = secret_hash("secret");
            key.role = role;
            storage::Accounts(*database).write([&] { storage::Accounts(*database).put_key(key); });
            accounts->read();
            return {access->find("secret").value(), "192.0.2.4", ""};
        }
        case v1::ROLE_UNSPECIFIED: return invited(boss, next(), grant(v1::ROLE_PRESS, kElsewhere), kElsewhere);
        default: return account(role);
    }
}

std::string Cast::invitation(v1::Role role) {
    v1::AccountCommand invite;
    invite.mutable_make_invitation()->set_name("Somebody");
    *invite.mutable_make_invitation()->add_grants() = grant(role);
    return id_made_by_boss(invite);
}

std::string Cast::key_of(const Asker& asker) {
    v1::AccountCommand make;
    make.set_log(role(asker) == v1::ROLE_UNSPECIFIED ? kElsewhere : kLog);
    make.mutable_make_key()->set_label("The lights");
    make.mutable_make_key()->add_scopes(v1::SCOPE_READ);
    return done(make, asker).id();
}

std::string Cast::factor_of(const Asker& asker) {
    for (const storage::Account& account : storage::Accounts(*database).accounts())
        if (account.id == id_of(asker)) return account.second_factor;
    return {};
}

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wswitch"
Example Cast::of_their_own(Verb verb, const Asker& asker) {
    Example example;
    v1::AccountCommand& c = example.command;
    c.set_log(kLog);
    const bool signed_in = asker.identity.login.starts_with("account:");
    switch (verb) {
        case Verb::kMakeInvitation:
        case Verb::kWithdrawInvitation:
        case Verb::kPutGrant:
        case Verb::kRemoveGrant:
        case Verb::kMakeRecovery:
        case Verb::kCloseAccount:
            // Whoever is less than they are is theirs to speak for.
            fill_about(verb, account(v1::ROLE_PRESS), v1::ROLE_PRESS, example);
            break;
        case Verb::kPairScreen:
            c.mutable_pair_screen()->set_name("Hall B");
            c.mutable_pair_screen()->set_code(code_on_a_screen());
            break;
        case Verb::kEndLogin: c.mutable_end_login()->set_id(signed_in ? login_of(asker) : "x"); break;
        case Verb::kMakeKey:
            c.mutable_make_key()->set_label("The lights");
            c.mutable_make_key()->add_scopes(v1::SCOPE_READ);
            break;
        case Verb::kRevokeKey: c.mutable_revoke_key()->set_name(signed_in ? key_of(asker) : "x"); break;
        case Verb::kReadAccounts: c.mutable_read_accounts(); break;
        case Verb::kReadAudit: c.mutable_read_audit(); break;
        case Verb::kChangePassword:
            c.mutable_change_password();
            example.proof = {true, "another hash"};
            break;
        case Verb::kBeginSecondFactor: c.mutable_begin_second_factor(); break;
        case Verb::kConfirmSecondFactor:
            if (signed_in) begin_factor(asker);
            c.mutable_confirm_second_factor()->set_code(signed_in ? totp_code(factor_of(asker), now_ms / 30'000)
                                                                  : "000000");
            break;
        case Verb::kRemoveSecondFactor:
            if (signed_in) begin_factor(asker);
            c.mutable_remove_second_factor();
            example.proof.password_is_right = true;
            break;
        case Verb::kMakePhoneLink: c.mutable_make_phone_link(); break;
        case Verb::kRenameAccount: c.mutable_rename_account()->set_name("Another name"); break;
        case Verb::VERB_NOT_SET: break;
    }
    return example;
}

std::optional<Example> Cast::of_others(Verb verb) {
    Example example;
    example.command.set_log(kLog);
    switch (verb) {
        case Verb::kMakeInvitation:
        case Verb::kWithdrawInvitation:
        case Verb::kPutGrant:
        case Verb::kRemoveGrant:
        case Verb::kMakeRecovery:
        case Verb::kCloseAccount: fill_about(verb, account(v1::ROLE_OWNER), v1::ROLE_OWNER, example); return example;
        case Verb::kEndLogin:
            example.command.mutable_end_login()->set_id(login_of(account(v1::ROLE_PRESS)));
            return example;
        case Verb::kRevokeKey:
            example.command.mutable_revoke_key()->set_name(key_of(account(v1::ROLE_PRESS)));
            return example;
        case Verb::kPairScreen:
        case Verb::kReadAccounts:
        case Verb::kReadAudit:
        case Verb::kMakeKey:
        case Verb::kChangePassword:
        case Verb::kBeginSecondFactor:
        case Verb::kConfirmSecondFactor:
        case Verb::kRemoveSecondFactor:
        case Verb::kMakePhoneLink:
        case Verb::kRenameAccount:
        case Verb::VERB_NOT_SET: break;
    }
    return std::nullopt;
}
#pragma GCC diagnostic pop

void Cast::fill_about(Verb verb, const Asker& guest, v1::Role role, Example& example) {
    v1::AccountCommand& c = example.command;
    if (verb == Verb::kMakeInvitation) {
        c.mutable_make_invitation()->set_name("Somebody");
        *c.mutable_make_invitation()->add_grants() = grant(role);
    } else if (verb == Verb::kWithdrawInvitation) {
        c.mutable_withdraw_invitation()->set_id(invitation(role));
    } else if (verb == Verb::kPutGrant) {
        c.mutable_put_grant()->set_account(id_of(guest));
        *c.mutable_put_grant()->mutable_grant() = grant(role);
    } else if (verb == Verb::kRemoveGrant) {
        c.mutable_remove_grant()->set_id(grant_id(guest));
    } else if (verb == Verb::kMakeRecovery) {
        c.mutable_make_recovery()->set_account(id_of(guest));
    } else {
        c.mutable_close_account()->set_account(id_of(guest));
    }
}

std::string Cast::everything(const std::string& without) {
    storage::Accounts disk(*database);
    std::string text;
    const auto add = [&](const std::string& whose, const std::vector<std::string>& parts) {
        if (whose == without) return;
        for (const std::string& part : parts) text += part + "|";
        text += "\n";
    };
    const auto all = [](const std::vector<v1::Grant>& grants) {
        std::string said;
        for (const v1::Grant& grant : grants) said += grant.ShortDebugString() + ";";
        return said;
    };
    for (const storage::Account& one : disk.accounts())
        add(one.id, {one.id, one.name, one.password, one.second_factor, one.second_factor_confirmed ? "in force" : "",
                     one.closed ? "closed" : "", all(one.grants)});
    for (const storage::Login& login : disk.logins())
        add(login.account, {login.id, login.hash, login.account, all(login.grants)});
    for (const storage::Link& link : disk.links())
        add(link.account, {link.id, link.hash, link.account, all(link.grants)});
    for (const storage::Key& key : database->keys())
        add(key.account, {key.name, key.hash, key.account, key.revoked ? "revoked" : ""});
    return text;
}

// A row of the table; its cells are looked at one by one.
class EveryCell : public testing::TestWithParam<Verb> {
protected:
    // What comes of it; 0: it is done.
    static v1::RefusalCode answer(Cast& cast, const Example& example, const Asker& asker) {
        const std::string before = cast.everything();
        const std::string others = cast.everything(cast.id_of(asker));
        const v1::AccountReply reply = cast.ask(example.command, asker, example.proof);
        const bool reads = GetParam() == Verb::kReadAccounts || GetParam() == Verb::kReadAudit;
        EXPECT_EQ(cast.everything() == before, reply.has_refusal() || reads)
            << "a refusal leaves no trace, all else does";
        // What even an owner may with their own alone is about whoever asks, and nobody else.
        if (summit::right(v1::ROLE_OWNER, GetParam()) == Right::own) {
            EXPECT_EQ(cast.everything(cast.id_of(asker)), others);
        }
        return reply.refusal().code();
    }
    static std::string name() {
        return v1::AccountCommand::descriptor()->FindFieldByNumber(GetParam())->message_type()->name();
    }
};

TEST_P(EveryCell, IsAsTheTableSays) {
    for (const v1::Role role : summit::kRoles) {
        SCOPED_TRACE(summit::role_name(role));
        const Right right = summit::right(role, GetParam());
        Cast cast;
        const Asker asker = cast.somebody(role);
        // Nobody is the server but itself: whatever the file says, they are nobody, and no account.
        const bool is_nobody = role == v1::ROLE_SERVER;
        ASSERT_EQ(cast.role(asker), is_nobody ? v1::ROLE_UNSPECIFIED : role);
        if (const auto others = cast.of_others(GetParam())) {
            const v1::RefusalCode no = answer(cast, *others, asker);
            EXPECT_EQ(no == 0, right == Right::yes) << v1::RefusalCode_Name(no);
            EXPECT_TRUE(no == 0 || no == v1::REFUSAL_CODE_FORBIDDEN ||
                        (no == v1::REFUSAL_CODE_NOT_FOUND && (right == Right::own || is_nobody)))
                << v1::RefusalCode_Name(no);
        }
        const Example own = cast.of_their_own(GetParam(), asker);
        ASSERT_EQ(own.command.verb_case(), GetParam()) << "an example of " << name() << " is missing";
        const v1::RefusalCode no = answer(cast, own, asker);
        EXPECT_EQ(no == 0, right != Right::no) << v1::RefusalCode_Name(no);
        EXPECT_TRUE(no == 0 || no == v1::REFUSAL_CODE_FORBIDDEN || is_nobody) << v1::RefusalCode_Name(no);
    }
}

// A role on one log is nothing on another, but for those that count everywhere.
TEST_P(EveryCell, IsNobodysElsewhere) {
    const bool may = summit::right(v1::ROLE_UNSPECIFIED, GetParam()) != Right::no;
    for (const v1::Role role : summit::kRoles) {
        SCOPED_TRACE(summit::role_name(role));
        Cast cast;
        const Asker asker = cast.somebody(role);
        if (cast.role(asker, kElsewhere) != v1::ROLE_UNSPECIFIED || !asker.identity.login.starts_with("account:"))
            continue;
        Example own = cast.of_their_own(GetParam(), asker);
        own.command.set_log(kElsewhere);
        const v1::RefusalCode no = answer(cast, own, asker);
        EXPECT_EQ(no, may ? v1::REFUSAL_CODE_UNSPECIFIED : v1::REFUSAL_CODE_FORBIDDEN) << v1::RefusalCode_Name(no);
    }
}

TEST_P(EveryCell, IsForNoKeyThatIsForSomethingElseAndForNoStranger) {
    Cast cast;
    const Example own = cast.of_their_own(GetParam(), cast.boss);
    v1::AccountCommand make;
    make.set_log(kLog);
    make.mutable_make_key()->set_label("The lights");
    for (const v1::Scope scope : {v1::SCOPE_READ, v1::SCOPE_DAY, v1::SCOPE_PROGRAMME, v1::SCOPE_ANNOUNCEMENTS})
        make.mutable_make_key()->add_scopes(scope);
    const std::string secret = cast.done(make, cast.boss).secret();
    const Asker key{cast.access->find(secret).value(), "192.0.2.9", ""};
    ASSERT_EQ(cast.role(key), v1::ROLE_OWNER);
    const std::string before = cast.everything();
    EXPECT_EQ(cast.refused(own.command, key, own.proof), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(cast.refused(own.command, {{}, "192.0.2.10", ""}, own.proof), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(cast.everything(), before);
}

std::vector<Verb> all_verbs() {
    std::vector<Verb> all;
    const auto* verbs = v1::AccountCommand::descriptor()->FindOneofByName("verb");
    for (int i = 0; i < verbs->field_count(); ++i) all.push_back(static_cast<Verb>(verbs->field(i)->number()));
    return all;
}

std::string name_of_verb(const testing::TestParamInfo<Verb>& info) {
    return v1::AccountCommand::descriptor()->FindFieldByNumber(info.param)->message_type()->name();
}

INSTANTIATE_TEST_SUITE_P(AccountRights, EveryCell, testing::ValuesIn(all_verbs()), name_of_verb);

}  // namespace
}  // namespace dais::access
