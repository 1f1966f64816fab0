// How attempts to sign in are counted.
#include "server/web/guesses.h"

#include <gtest/gtest.h>

#include <optional>

namespace dais::web {
namespace {

class Guessing : public testing::Test {
protected:
    Guessing() {
        limits.guesses_of_account = 3;
        limits.guesses_of_account_anywhere = 10;
        limits.guesses_of_address = 20;
        guesses.emplace(limits);
    }
    bool let_in(const Attempt& attempt) { return guesses->enter(attempt) == 0; }
    // How many are looked at.
    int guess(const Attempt& attempt, int times) {
        int looked_at = 0;
        for (int i = 0; i < times; ++i) looked_at += let_in(attempt) ? 1 : 0;
        return looked_at;
    }

    access::Limits limits;
    std::optional<Guesses> guesses;
};

const Attempt kStranger = attempt_at("amina", "1", "", "192.0.2.1");

TEST_F(Guessing, AFewFailuresAreFreeAndThenOneWaits) {
    EXPECT_EQ(guess(kStranger, 100), 4);
    EXPECT_TRUE(let_in(attempt_at("amina", "1", "", "192.0.2.2"))) << "from elsewhere";
    EXPECT_TRUE(let_in(attempt_at("bela", "2", "", "192.0.2.1"))) << "somebody else of the same place";
}

TEST_F(Guessing, WhoeverSucceedsIsForgotten) {
    guess(kStranger, 3);
    guesses->succeeded(kStranger);
    EXPECT_EQ(guess(kStranger, 100), 4);
}

// Whoever knows the password and says it again between any two guesses at the second factor gains nothing by it.
TEST_F(Guessing, APasswordThatIsRightForgivesNoCodeThatWasWrong) {
    int codes = 0;
    for (int i = 0; i < 100; ++i) {
        if (let_in(kStranger)) guesses->half_way(kStranger);
        codes += let_in(kStranger) ? 1 : 0;
    }
    EXPECT_EQ(codes, 4);
}

TEST_F(Guessing, HalfASignInIsNoFailure) {
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(let_in(kStranger)) << i;
        guesses->half_way(kStranger);
    }
}

TEST_F(Guessing, WhereSomebodyHasSignedInBeforeOthersGuessesDoNotCount) {
    guess(kStranger, 100);
    const Attempt known = attempt_at("amina", "1", "1:device", "192.0.2.1");
    EXPECT_EQ(guess(known, 100), 4);
    EXPECT_FALSE(let_in(attempt_at("amina", "1", "2:device", "192.0.2.1"))) << "a device of another account";
    EXPECT_FALSE(let_in(attempt_at("amina", "", ":device", "192.0.2.1"))) << "of no account";
}

TEST_F(Guessing, ANetworkIsOnePlaceHoweverManyAddressesItHas) {
    int looked_at = 0;
    for (int i = 0; i < 100; ++i)
        looked_at += let_in(attempt_at("amina", "1", "", "2001:db8:0:1::" + std::to_string(i + 1))) ? 1 : 0;
    EXPECT_EQ(looked_at, 4);
    EXPECT_TRUE(let_in(attempt_at("amina", "1", "", "2001:db8:0:2::1")));
}

TEST_F(Guessing, FromManyPlacesAtOneAccountAndFromOnePlaceAtManyAccounts) {
    int looked_at = 0;
    for (int i = 0; i < 100; ++i)
        looked_at += let_in(attempt_at("amina", "1", "", "192.0.2." + std::to_string(i))) ? 1 : 0;
    EXPECT_EQ(looked_at, 11);
    looked_at = 0;
    for (int i = 0; i < 100; ++i)
        looked_at += let_in(attempt_at("name " + std::to_string(i), "", "", "198.51.100.1")) ? 1 : 0;
    EXPECT_EQ(looked_at, 21);
}

TEST_F(Guessing, LinksAndOnesOwnPasswordAreCountedByThemselves) {
    EXPECT_EQ(guess(attempt_at_link("192.0.2.1"), 100), 4);
    EXPECT_EQ(guess(attempt_at_own_password("account:1"), 100), 4);
    EXPECT_TRUE(let_in(attempt_at_own_password("account:2")));
}

}  // namespace
}  // namespace dais::web
