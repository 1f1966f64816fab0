// Passwords, codes, tickets, seals and waits, each by itself.
#include <gtest/gtest.h>

#include "server/access/access.h"
#include "server/access/limits.h"
#include "server/access/password.h"
#include "server/access/secrets.h"
#include "server/access/throttle.h"
#include "server/access/ticket.h"
#include "server/access/totp.h"

namespace dais::access {
namespace {

constexpr std::int64_t kNow = 1'726'128'000'000;

TEST(Password, IsKnownByItsHashAndByNothingElse) {
    const std::string hash = password_hash("correct horse battery staple");
    EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
    EXPECT_EQ(hash.find("correct"), std::string::npos);
    EXPECT_TRUE(is_password(hash, "correct horse battery staple"));
    EXPECT_FALSE(is_password(hash, "correct horse battery stapl"));
    EXPECT_FALSE(is_password("", "nobody signs in by this")) << "who has none has none";
    EXPECT_NE(hash, password_hash("correct horse battery staple")) << "salted";
}

TEST(Password, IsRefusedIfItIsShortOrTriedFirst) {
    for (const char* weak :
         {"", "short", "123456789", "1234567890", "Password123!", "aaaaaaaaaaaaaaa", "qwertyuiop99", "ana.lima rules"})
        EXPECT_TRUE(refuse_password(weak, "Ana.Lima@example.org")) << weak;
    for (const char* good : {"correct horse battery", "Ünïcödé-wörds", "ten chars!"})
        EXPECT_FALSE(refuse_password(good, "ana.lima@example.org")) << good;
    EXPECT_TRUE(refuse_password("ééééééééé", "x")) << "nine characters, whatever their bytes";
    EXPECT_TRUE(refuse_password(std::string(2'000, 'a') + "b", "x"));
}

// RFC 6238, appendix B, its last six digits.
TEST(Totp, GivesTheCodesOfTheRfc) {
    const std::string secret = "12345678901234567890";
    const std::pair<std::int64_t, const char*> table[] = {{59, "287082"},
                                                          {1'111'111'109, "081804"},
                                                          {1'111'111'111, "050471"},
                                                          {1'234'567'890, "005924"},
                                                          {2'000'000'000, "279037"},
                                                          {20'000'000'000, "353130"}};
    for (const auto& [seconds, code] : table) EXPECT_EQ(totp_code(secret, seconds / 30), code) << seconds;
}

TEST(Totp, ACodeIsGoodOnceAndForAboutAMinute) {
    const std::string secret = random_bytes(kTotpSecretBytes);
    const std::int64_t step = kNow / 30'000;
    for (const std::int64_t off : {-1, 0, 1})
        EXPECT_EQ(totp_step(secret, totp_code(secret, step + off), kNow, 0), step + off);
    for (const std::int64_t off : {-3, -2, 2, 3})
        EXPECT_FALSE(totp_step(secret, totp_code(secret, step + off), kNow, 0));
    EXPECT_FALSE(totp_step(secret, totp_code(secret, step), kNow, step)) << "used";
    EXPECT_FALSE(totp_step(secret, totp_code(secret, step - 1), kNow, step)) << "older than one that was used";
    EXPECT_FALSE(totp_step(secret, "12345", kNow, 0));
    EXPECT_FALSE(totp_step(secret, "", kNow, 0));
}

v1::Ticket ticket() {
    v1::Ticket made;
    made.set_login("account:abc");
    made.set_made_at_ms(kNow);
    made.set_until_ms(kNow + kTicketMsMax);
    made.add_standings()->set_audience(v1::AUDIENCE_BUREAU);
    return made;
}

TEST(Tickets, SayWhatTheyWereMadeForAndNothingElse) {
    const TicketMint mint(random_bytes(kTicketSeedBytes));
    const std::string text = mint.make(ticket());
    EXPECT_TRUE(looks_like_ticket(text));
    EXPECT_FALSE(looks_like_ticket("dais_abcdef_0123456789"));
    const auto read = read_ticket(text, mint.public_key(), kNow + 1);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->SerializeAsString(), ticket().SerializeAsString());
    EXPECT_FALSE(read_ticket(text, TicketMint(random_bytes(kTicketSeedBytes)).public_key(), kNow + 1)) << "another's";
    EXPECT_FALSE(read_ticket(text, mint.public_key(), kNow + kTicketMsMax)) << "its time is over";
    EXPECT_FALSE(read_ticket(text, mint.public_key(), kNow - 120'000)) << "of a time to come";
    EXPECT_FALSE(read_ticket(text, "", kNow + 1));
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string other = text;
        other[i] = other[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(read_ticket(other, mint.public_key(), kNow + 1)) << i;
        EXPECT_FALSE(read_ticket(text.substr(0, i), mint.public_key(), kNow + 1)) << i;
    }
    v1::Ticket endless = ticket();
    endless.set_until_ms(kNow + 2 * kTicketMsMax);
    EXPECT_FALSE(read_ticket(mint.make(endless), mint.public_key(), kNow + 1));
    endless.set_made_at_ms(INT64_MIN);
    endless.set_until_ms(INT64_MAX);
    EXPECT_FALSE(read_ticket(mint.make(endless), mint.public_key(), kNow + 1)) << "nor one from all time";
}

// Whoever has as many grants as there may be has tickets, too.
TEST(Tickets, AreReadWhateverTheirHolderWasGranted) {
    Access access([] { return kNow; });
    Holder holder{std::string(Limits().name_bytes_max, 'n'), {}, false};
    for (std::size_t i = 0; i < Limits().grants_of_account_max; ++i) {
        v1::Grant& grant = holder.grants.emplace_back();
        grant.set_role(v1::ROLE_HEAD_OF_DELEGATION);
        grant.set_log(std::to_string(100 + i) + std::string(60, '-'));
    }
    access.put_holder("account:abcdefgh", holder);
    access.put_credential("login:abcdefgh", {"account:abcdefgh", secret_hash("secret"), {}, 0, 0});
    const TicketMint mint(random_bytes(kTicketSeedBytes));
    const std::string text = mint.make(access.ticket(access.credential("login:abcdefgh").value(), kTicketMsMax));
    const auto read = read_ticket(text, mint.public_key(), kNow);
    ASSERT_TRUE(read) << text.size() << " bytes";
    EXPECT_EQ(read->standings_size(), 100);
}

TEST(Seals, OpenForTheirKeyAlone) {
    const std::string key = random_bytes(32);
    const std::string sealed = seal("abc:1", key);
    EXPECT_EQ(unseal(sealed, key), "abc:1");
    EXPECT_FALSE(unseal(sealed, random_bytes(32)));
    EXPECT_FALSE(unseal("", key));
    EXPECT_FALSE(unseal("YWJjOjE.", key));
    EXPECT_EQ(from_base64url(base64url(key)), key);
    EXPECT_FALSE(from_base64url("a b"));
    EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
}

TEST(Throttle, SlowsGuessesDownTwiceAsMuchEachTime) {
    Throttle throttle({3, 1'000, 8'000, 3'600'000, 100});
    std::int64_t now = kNow;
    for (int i = 0; i < 4; ++i) EXPECT_EQ(throttle.enter("ana", now), 0) << i;
    for (const std::int64_t wait : {1'000, 2'000, 4'000, 8'000, 8'000}) {
        EXPECT_EQ(throttle.enter("ana", now), wait);
        EXPECT_EQ(throttle.enter("ana", now + wait - 1), 1) << "being turned away does not lengthen the wait";
        EXPECT_EQ(throttle.enter("ben", now), 0) << "nobody else waits";
        throttle.succeeded("ben");
        now += wait;
        EXPECT_EQ(throttle.enter("ana", now), 0);
    }
    throttle.succeeded("ana");
    EXPECT_EQ(throttle.enter("ana", now), 0) << "and is forgotten";
}

// A thousand at once are let in no more than a thousand one after the other.
TEST(Throttle, ManyAtOnceAreNoWayAround) {
    Throttle throttle({5, 1'000, 900'000, 3'600'000, 100});
    int let_in = 0;
    for (int i = 0; i < 10'000; ++i) let_in += throttle.enter("owner", kNow + i) == 0;
    EXPECT_LE(let_in, 5 + 1 + 4) << "in ten seconds";
}

TEST(Throttle, RemembersNoMoreNamesThanItMay) {
    Throttle throttle({0, 1'000, 1'000, 3'600'000, 10});
    for (int i = 0; i < 1'000; ++i) throttle.enter("name" + std::to_string(i), kNow + i);
    EXPECT_EQ(throttle.wait_ms("name0", kNow), 0) << "forgotten";
    EXPECT_GT(throttle.wait_ms("name999", kNow + 999), 0);
}

}  // namespace
}  // namespace dais::access
