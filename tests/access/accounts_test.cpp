// Who may sign in and what accounts may ask of each other, on a real file.
#include "server/access/accounts.h"

#include "server/access/password.h"
#include "server/access/secrets.h"
#include "server/access/totp.h"
#include "tests/access/household.h"

namespace dais::access {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

class House : public testing::Test, protected Household {};

TEST_F(House, TheFirstWhoComesByTheSetUpLinkOwnsItAndNobodyElseDoes) {
    const std::string link = accounts->set_up();
    const std::string later = accounts->set_up();
    v1::LookAtLink look;
    look.set_secret(link);
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(accounts->look_at(look))) << "the last start's link counts";
    const Asker first = takes(later, "owner");
    EXPECT_EQ(role(first, ""), v1::ROLE_OWNER);
    EXPECT_EQ(role(first, "any"), v1::ROLE_OWNER);
    EXPECT_EQ(accounts->set_up(), "");
    v1::UseLink again;
    again.set_secret(later);
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(accounts->use(again, hash, {})));
}

TEST_F(House, WhatWasDecidedIsThereAfterARestart) {
    const Asker boss = owner();
    const Asker organiser = invited(boss, "organiser", grant(v1::ROLE_ORGANISER));
    open();
    EXPECT_EQ(role(boss, ""), v1::ROLE_OWNER);
    EXPECT_EQ(role(organiser), v1::ROLE_ORGANISER);
    EXPECT_EQ(role(organiser, "elsewhere"), v1::ROLE_UNSPECIFIED);
    EXPECT_TRUE(access->credential(organiser.identity.credential)) << "still signed in";
}

TEST_F(House, SignsInByNamePasswordAndCode) {
    const Asker boss = owner();
    EXPECT_EQ(accounts->wanted("nobody@example.org").account, "");
    const auto wanted = accounts->wanted("  OWNER@example.org ");
    ASSERT_EQ(wanted.account, id_of(boss));
    EXPECT_TRUE(is_password(wanted.hash, "correct horse battery"));
    EXPECT_FALSE(wanted.code);

    v1::AccountCommand begin;
    begin.mutable_begin_second_factor();
    done(begin, boss);
    EXPECT_FALSE(accounts->wanted("owner@example.org").code) << "not before it is confirmed";
    const std::string secret = storage::Accounts(*database).accounts().front().second_factor;
    v1::AccountCommand confirm;
    confirm.mutable_confirm_second_factor()->set_code("000000");
    EXPECT_EQ(refused(confirm, boss), v1::REFUSAL_CODE_INVALID);
    confirm.mutable_confirm_second_factor()->set_code(totp_code(secret, now_ms / 30'000));
    done(confirm, boss);
    EXPECT_TRUE(accounts->wanted("owner@example.org").code);
    const auto with = [&](const std::string& code) { return accounts->sign_in(id_of(boss), code, {}); };
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(with("")));
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(with(totp_code(secret, now_ms / 30'000)))) << "used already";
    now_ms += 60'000;
    const std::string code = totp_code(secret, now_ms / 30'000);
    EXPECT_TRUE(std::holds_alternative<SignedIn>(with(code)));
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(with(code))) << "once";
    v1::AccountCommand remove;
    remove.mutable_remove_second_factor();
    EXPECT_EQ(refused(remove, boss), v1::REFUSAL_CODE_FORBIDDEN) << "with the password alone";
    done(remove, boss, {true, {}});
    EXPECT_FALSE(accounts->wanted("owner@example.org").code);
}

TEST_F(House, AnInvitationIsGoodOnceAndForItsTime) {
    const Asker boss = owner();
    v1::AccountCommand invite;
    invite.set_log("sal");
    invite.mutable_make_invitation()->set_name("Ana");
    *invite.mutable_make_invitation()->add_grants() = grant(v1::ROLE_PRESS);
    const std::string secret = done(invite, boss).secret();
    const Asker ana = takes(secret, "ana");
    EXPECT_EQ(role(ana), v1::ROLE_PRESS);
    v1::UseLink again;
    again.set_secret(secret);
    again.set_name("eve");
    again.set_sign_in_name("eve@example.org");
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(accounts->use(again, hash, {})));
    const v1::AccountDone late = done(invite, boss);
    now_ms += limits.invitation_hours * kHourMs;
    again.set_secret(late.secret());
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(accounts->use(again, hash, {})));
    const v1::AccountDone withdrawn = done(invite, boss);
    v1::AccountCommand withdraw;
    withdraw.set_log("sal");
    withdraw.mutable_withdraw_invitation()->set_id(withdrawn.id());
    done(withdraw, boss);
    again.set_secret(withdrawn.secret());
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(accounts->use(again, hash, {})));
}

TEST_F(House, NobodyGrantsMoreThanTheyAreNorToThemselves) {
    const Asker boss = owner();
    const Asker organiser = invited(boss, "organiser", grant(v1::ROLE_ORGANISER));
    const Asker press = invited(organiser, "press", grant(v1::ROLE_PRESS));
    const auto put = [&](const Asker& asker, const Asker& whom, v1::Grant what, const std::string& log = "sal") {
        v1::AccountCommand command;
        command.set_log(log);
        command.mutable_put_grant()->set_account(id_of(whom));
        *command.mutable_put_grant()->mutable_grant() = std::move(what);
        return ask(command, asker).refusal().code();
    };
    EXPECT_EQ(put(press, press, grant(v1::ROLE_ORGANISER)), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(put(organiser, organiser, grant(v1::ROLE_OWNER)), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(put(organiser, organiser, grant(v1::ROLE_PRESS)), v1::REFUSAL_CODE_FORBIDDEN) << "not even less";
    EXPECT_EQ(put(organiser, press, grant(v1::ROLE_OWNER)), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(put(organiser, press, grant(v1::ROLE_PRESS, "other")), v1::REFUSAL_CODE_FORBIDDEN) << "another log";
    EXPECT_EQ(put(organiser, press, grant(v1::ROLE_PRESS, "")), v1::REFUSAL_CODE_FORBIDDEN) << "every log";
    EXPECT_EQ(put(organiser, press, grant(v1::ROLE_PRESS, "other"), "other"), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(put(organiser, press, grant(v1::ROLE_CO_CHAIR)), v1::REFUSAL_CODE_INVALID) << "a seat says so";
    EXPECT_EQ(put(organiser, press, grant(v1::ROLE_SERVER)), v1::REFUSAL_CODE_INVALID);
    EXPECT_EQ(put(organiser, press, grant(v1::ROLE_EDGE, "")), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(put(organiser, press, grant(v1::ROLE_MODERATOR)), v1::REFUSAL_CODE_UNSPECIFIED);
    EXPECT_EQ(role(press), v1::ROLE_MODERATOR);
    // An organiser does not touch what an owner is.
    v1::AccountCommand remove;
    remove.set_log("sal");
    remove.mutable_remove_grant()->set_id(accounts->myself(boss.identity).account().grants(0).id());
    EXPECT_EQ(refused(remove, organiser), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(refused(remove, boss), v1::REFUSAL_CODE_FORBIDDEN) << "on a log, what counts everywhere is not taken";
    remove.clear_log();
    EXPECT_EQ(refused(remove, boss), v1::REFUSAL_CODE_CONFLICT) << "the last owner stays";
}

TEST_F(House, NobodyRecoversOrClosesAnAccountThatIsMoreThanThey) {
    const Asker boss = owner();
    const Asker organiser = invited(boss, "organiser", grant(v1::ROLE_ORGANISER));
    const Asker abroad = invited(boss, "abroad", grant(v1::ROLE_ORGANISER, "other"), "other");
    const Asker press = invited(organiser, "press", grant(v1::ROLE_PRESS));
    v1::AccountCommand recover;
    recover.set_log("sal");
    recover.mutable_make_recovery()->set_account(id_of(boss));
    EXPECT_EQ(refused(recover, organiser), v1::REFUSAL_CODE_FORBIDDEN);
    recover.mutable_make_recovery()->set_account(id_of(abroad));
    EXPECT_EQ(refused(recover, organiser), v1::REFUSAL_CODE_FORBIDDEN);
    EXPECT_EQ(refused(recover, press), v1::REFUSAL_CODE_FORBIDDEN);
    recover.mutable_make_recovery()->set_account(id_of(press));
    const std::string secret = done(recover, organiser).secret();
    v1::UseLink use;
    use.set_secret(secret);
    const Asker again = came(accounts->use(use, password_hash("another good password"), {{}, "192.0.2.2", "Phone"}));
    EXPECT_EQ(again.identity.login, press.identity.login);
    EXPECT_FALSE(access->credential(press.identity.credential)) << "whoever was in is out";
    v1::AccountCommand close;
    close.mutable_close_account()->set_account(id_of(boss));
    EXPECT_EQ(refused(close, boss), v1::REFUSAL_CODE_CONFLICT) << "the last owner stays";
    close.mutable_close_account()->set_account(id_of(press));
    EXPECT_EQ(refused(close, organiser), v1::REFUSAL_CODE_FORBIDDEN);
    done(close, boss);
    EXPECT_FALSE(access->credential(again.identity.credential));
    EXPECT_EQ(accounts->wanted("press@example.org").account, "");
}

TEST_F(House, AKeyDoesLessThanItsMakerAndEndsWithThem) {
    const Asker boss = owner();
    const Asker organiser = invited(boss, "organiser", grant(v1::ROLE_ORGANISER));
    v1::AccountCommand make;
    make.set_log("sal");
    make.mutable_make_key()->set_label("The lights");
    EXPECT_EQ(refused(make, organiser), v1::REFUSAL_CODE_INVALID) << "without scopes";
    v1::AccountCommand for_ever = make;
    for_ever.mutable_make_key()->add_scopes(v1::SCOPE_READ);
    for_ever.mutable_make_key()->set_until_ms(now_ms + 10'000 * 24 * kHourMs);
    EXPECT_EQ(refused(for_ever, organiser), v1::REFUSAL_CODE_INVALID) << "no key is for ever";
    make.mutable_make_key()->add_scopes(v1::SCOPE_READ);
    make.mutable_make_key()->add_scopes(v1::SCOPE_DAY);
    const v1::AccountDone made = done(make, organiser);
    EXPECT_TRUE(made.secret().starts_with("dais_"));
    for (const storage::Key& key : database->keys()) EXPECT_EQ(key.hash, secret_hash(made.secret()));
    const Asker key{access->find(made.secret()).value(), "192.0.2.9", ""};
    EXPECT_EQ(role(key), v1::ROLE_ORGANISER);
    EXPECT_EQ(role(key, "other"), v1::ROLE_UNSPECIFIED);
    const summit::Standing standing = access->standing(key.identity, "sal");
    EXPECT_EQ(summit::right(standing, v1::Command::kStartSession), summit::Right::yes);
    EXPECT_EQ(summit::right(standing, v1::Command::kPutSession), summit::Right::no);
    EXPECT_EQ(refused(make, key), v1::REFUSAL_CODE_FORBIDDEN) << "a key makes no keys";
    now_ms = made.until_ms();
    EXPECT_FALSE(access->find(made.secret())) << "its time is over";
    now_ms -= kHourMs;
    EXPECT_TRUE(access->find(made.secret()));
    v1::AccountCommand revoke;
    revoke.mutable_revoke_key()->set_name(made.id());
    done(revoke, organiser);
    EXPECT_FALSE(access->find(made.secret()));
}

TEST_F(House, AScreenIsPairedByTheCodeThatItShows) {
    const Asker boss = owner();
    const auto pairing = std::get<v1::Pairing>(accounts->begin_pairing("192.0.2.7"));
    v1::CollectPairing collect;
    collect.set_secret(pairing.secret());
    EXPECT_FALSE(std::get<0>(accounts->collect(collect)).first.done());
    v1::AccountCommand pair;
    pair.set_log("sal");
    pair.mutable_pair_screen()->set_name("Hall A");
    pair.mutable_pair_screen()->set_code("0000-0000");
    EXPECT_EQ(refused(pair, boss), v1::REFUSAL_CODE_NOT_FOUND);
    std::string typed = pairing.code();
    for (char& c : typed) c = c == '-' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    pair.mutable_pair_screen()->set_code(typed);
    const std::string screen = done(pair, boss).id();
    const auto [paired, cookie] = std::get<0>(accounts->collect(collect));
    EXPECT_TRUE(paired.done());
    EXPECT_EQ(paired.log(), "sal");
    const Asker hall{access->find(cookie).value(), "192.0.2.3", ""};
    EXPECT_EQ(role(hall), v1::ROLE_SCREEN);
    EXPECT_EQ(access->audience(hall.identity, "sal"), v1::AUDIENCE_PUBLIC);
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(accounts->collect(collect))) << "once";
    v1::AccountCommand end;
    end.set_log("sal");
    end.mutable_end_login()->set_id(screen);
    done(end, boss);
    EXPECT_FALSE(access->find(cookie));
}

TEST_F(House, AScreenIsToldWhichOfTheLogsItIs) {
    const Asker boss = owner();
    const auto pairing = std::get<v1::Pairing>(accounts->begin_pairing("192.0.2.7"));
    v1::AccountCommand pair;
    pair.set_log("sal");
    pair.mutable_pair_screen()->set_name("Hall A");
    pair.mutable_pair_screen()->set_code(pairing.code());
    for (const std::string& wrong :
         {std::string("r0001"), std::string("Hall A"), std::string("w\n"), "w" + std::string(64, '0')}) {
        pair.mutable_pair_screen()->set_screen(wrong);
        const v1::Refusal refusal = ask(pair, boss).refusal();
        EXPECT_EQ(refusal.code(), v1::REFUSAL_CODE_INVALID) << wrong;
        EXPECT_EQ(refusal.field(), "screen");
    }
    pair.mutable_pair_screen()->set_screen("w7k3f");
    const std::string login = done(pair, boss).id();
    v1::CollectPairing collect;
    collect.set_secret(pairing.secret());
    const auto [paired, cookie] = std::get<0>(accounts->collect(collect));
    EXPECT_EQ(paired.screen(), "w7k3f");
    open();  // it is so after a restart
    const v1::Myself hall = accounts->myself(access->find(cookie).value());
    EXPECT_EQ(hall.account().name(), "Hall A");
    ASSERT_EQ(hall.account().grants_size(), 1);
    EXPECT_EQ(hall.account().grants(0).log(), "sal");
    EXPECT_EQ(hall.account().grants(0).role(), v1::ROLE_SCREEN);
    EXPECT_EQ(hall.account().grants(0).screen(), "w7k3f");
    v1::AccountCommand read;
    read.set_log("sal");
    read.mutable_read_accounts();
    const v1::AccountDone told = done(read, boss);
    ASSERT_EQ(told.screens_size(), 1);
    EXPECT_EQ(told.screens(0).id(), login);
    EXPECT_EQ(told.screens(0).screen(), "w7k3f");
    // Nobody becomes a screen by being granted something.
    v1::AccountCommand put;
    put.set_log("sal");
    put.mutable_put_grant()->set_account(id_of(boss));
    *put.mutable_put_grant()->mutable_grant() = grant(v1::ROLE_PRESS);
    put.mutable_put_grant()->mutable_grant()->set_screen("w7k3f");
    EXPECT_EQ(ask(put, boss).refusal().field(), "grant.screen");
}

TEST_F(House, CodesOfOneNetworkLeaveRoomForOthers) {
    const auto first = std::get<v1::Pairing>(accounts->begin_pairing("192.0.2.7"));
    for (std::size_t i = 0; i < 2 * limits.pairings_max; ++i) {
        ++now_ms;
        ASSERT_TRUE(std::holds_alternative<v1::Pairing>(accounts->begin_pairing("198.51.100.1")));
    }
    v1::CollectPairing collect;
    collect.set_secret(first.secret());
    EXPECT_TRUE((std::holds_alternative<std::pair<v1::Paired, std::string>>(accounts->collect(collect))));
}

TEST_F(House, APhoneIsSignedInByWhoIsSignedIn) {
    const Asker boss = owner();
    v1::AccountCommand link;
    link.mutable_make_phone_link();
    const v1::AccountDone made = done(link, boss);
    v1::UseLink use;
    use.set_secret(made.secret());
    const Asker phone = came(accounts->use(use, "", {{}, "192.0.2.4", "Phone"}));
    EXPECT_EQ(phone.identity.login, boss.identity.login);
    EXPECT_NE(phone.identity.credential, boss.identity.credential);
    v1::AccountCommand end;
    end.mutable_end_login()->set_id(phone.identity.credential.substr(6));
    done(end, boss);
    EXPECT_FALSE(access->credential(phone.identity.credential));
    const v1::AccountDone late = done(link, boss);
    now_ms += limits.phone_link_s * 1'000;
    use.set_secret(late.secret());
    EXPECT_TRUE(std::holds_alternative<v1::Refusal>(accounts->use(use, "", {})));
}

// Who loses something holds no ticket any more, whatever time it has left.
TEST_F(House, ATicketIsWorthNothingOnceItsHolderHasLostSomething) {
    const Asker boss = owner();
    const Asker organiser = invited(boss, "organiser", grant(v1::ROLE_ORGANISER));
    const auto shown = [&](const v1::TicketMade& made) {
        return *read_ticket(made.ticket(), accounts->mint().public_key(), now_ms);
    };
    const v1::Ticket mine = shown(accounts->ticket(boss.identity));
    const v1::Ticket theirs = shown(accounts->ticket(organiser.identity));
    ASSERT_EQ(theirs.standings_size(), 1);
    EXPECT_EQ(theirs.standings(0).log(), "sal");
    EXPECT_EQ(theirs.standings(0).audience(), v1::AUDIENCE_STAFF);
    EXPECT_FALSE(access->is_void(theirs));
    now_ms += 1'000;
    v1::AccountCommand demote;
    demote.mutable_remove_grant()->set_id(accounts->myself(organiser.identity).account().grants(0).id());
    done(demote, boss);
    EXPECT_TRUE(access->is_void(theirs));
    EXPECT_FALSE(access->is_void(mine));
    ASSERT_EQ(access->void_tickets().logins_size(), 1);
    EXPECT_EQ(access->void_tickets().logins(0).login(), organiser.identity.login);
    now_ms += 1'000;
    EXPECT_FALSE(access->is_void(shown(accounts->ticket(organiser.identity)))) << "another one says what they are now";
    EXPECT_TRUE(shown(accounts->ticket(organiser.identity)).standings().empty());
}

TEST_F(House, TheAuditSaysWhoDidWhatFromWhereAndForgetsInTime) {
    const Asker boss = owner();
    invited(boss, "ana", grant(v1::ROLE_PRESS));
    v1::AccountCommand read;
    read.mutable_read_audit();
    std::vector<std::string> what;
    const v1::AccountDone told = done(read, boss);
    for (const v1::AuditLine& line : told.audit()) {
        what.push_back(line.what());
        EXPECT_EQ(line.address(), "192.0.2.1");
    }
    EXPECT_EQ(what, (std::vector<std::string>{"signed in", "took an invitation", "invited", "signed in",
                                              "set the server up"}));
    now_ms += (limits.audit_days + 1) * 24 * kHourMs;
    accounts->forget_what_is_old();
    EXPECT_TRUE(storage::Accounts(*database).audit(std::nullopt, 0, 100).empty());
}

TEST_F(House, ADemoAccountSignsInWhereThereIsADemo) {
    accounts->put_demo("owner@demo", "Owner", hash, {grant(v1::ROLE_OWNER, "")});
    EXPECT_EQ(accounts->wanted("owner@demo").account, "");
    accounts->set_demo(true);
    EXPECT_NE(accounts->wanted("owner@demo").account, "");
}

}  // namespace
}  // namespace dais::access
