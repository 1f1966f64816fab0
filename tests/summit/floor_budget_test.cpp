// How long each may speak, as tables: by the rules, by what is left of a budget, by what who presides says, and by what
// others yield.
#include <gmock/gmock.h>

#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

struct Example {
    const char* name;
    const char* rules;
    const char* said;  // in a session that runs
    const char* told;  // seconds
};

void expect_told(const Example& example) {
    SCOPED_TRACE(example.name);
    Hearing all(example.rules);
    all.live("session start");
    all.live(example.said);
    EXPECT_EQ(all.told(), example.told);
}

constexpr const char* kAllLengths = "statement:180 group:300 point:60 replies:2 reply:120 later:60";

constexpr Example kByKind[] = {
    {"each kind has its length", kAllLengths, "ask GE; ask ML/g group:African; point IE/p; reply KE/1; reply KE/2",
     "waiting IE/p 60, GE 180, ML/g 300, KE/1 120, KE/2 60"},
    {"a group without a length of its own is as others", "statement:180", "ask ML/g group:African", "waiting ML/g 180"},
    {"a joint statement is as others", kAllLengths, "ask GE with:IE,ML", "waiting GE 180"},
    {"nothing is limited that the rules do not limit", "replies:2", "ask GE; point IE/p; reply KE/r",
     "waiting IE/p, GE, KE/r"},
    {"a later reply without a length of its own is as the first", "replies:2 reply:120", "reply KE/1; reply KE/2",
     "waiting KE/1 120, KE/2 120"},
    {"the first reply of each party", kAllLengths, "reply KE/1; reply GE/1; reply KE/2",
     "waiting KE/1 120, GE/1 120, KE/2 60"},
    {"a reply that was withdrawn is none", kAllLengths, "reply KE/1; withdraw KE/1; reply KE/2",
     "waiting KE/2 120; absent KE/1 withdrawn"},
    {"a reply that was skipped is one", kAllLengths, "reply KE/1; skip KE/1; reply KE/2",
     "waiting KE/2 60; absent KE/1 skipped"},
    {"who presides gives more when they ask", kAllLengths, "chair: ask GE allot:600", "waiting GE 600"},
    {"and later", kAllLengths, "ask GE; allot GE 600", "waiting GE 600"},
    {"or less", kAllLengths, "ask GE; allot GE 30", "waiting GE 30"},
    {"also to a group, a reply, a point of order", kAllLengths,
     "ask ML/g group:African; point IE/p; reply KE/r; allot ML/g 400; allot IE/p 20; allot KE/r 90",
     "waiting IE/p 20, ML/g 400, KE/r 90"},
    {"not nothing, not for ever", kAllLengths, "ask GE; !allot GE 0; !allot GE -1; !allot GE 14401; allot GE 14400",
     "waiting GE 14400"},
    {"not by a party", kAllLengths, "ask GE; !head-GE: allot GE 600", "waiting GE 180"},
    {"new rules are for those who wait", kAllLengths, "ask GE; ask IE; start GE; floor statement:60; later 10",
     "GE speaks 10 of 180; waiting IE 60"},
    {"new rules are not for whom more was given", kAllLengths, "ask GE allot:600; floor statement:60",
     "waiting GE 600"},
};

TEST(FloorLengths, AreAsTheRulesSay) {
    for (const Example& example : kByKind) expect_told(example);
}

constexpr Example kBudgets[] = {
    {"what is left of it", "statement:180 budget:300", "ask GE; start GE; later 180; end GE; ask GE/2",
     "waiting GE/2 120; spoken GE 180 of 180"},
    {"nothing is left", "statement:180 budget:300",
     "ask GE; start GE; later 180; end GE; ask GE/2; start GE/2; later 120; end GE/2; ask GE/3; !start GE/3",
     "waiting GE/3 -; spoken GE 180 of 180, GE/2 120 of 120"},
    {"who is short has more later", "statement:180 budget:300", "ask GE; start GE; later 30; end GE; ask GE/2",
     "waiting GE/2 180; spoken GE 30 of 180"},
    {"who is long has less later", "statement:180 budget:300", "ask GE; start GE; later 290; end GE; ask GE/2",
     "waiting GE/2 10; spoken GE 290 of 180"},
    {"who was much too long has none", "statement:180 budget:300",
     "ask GE; start GE; later 500; end GE; ask GE/2; !start GE/2", "waiting GE/2 -; spoken GE 500 of 180"},
    {"it counts while they speak", "statement:180 budget:200", "ask GE; start GE; later 100; ask GE/2",
     "GE speaks 100 of 180; waiting GE/2 100"},
    {"not while the clock stands", "statement:180 budget:200",
     "ask GE; start GE; later 100; pause GE; later 1000; ask GE/2", "GE stands 100 of 180; waiting GE/2 100"},
    {"begun by mistake, nothing is used", "statement:180 budget:180", "ask GE; start GE; later 100; cancel GE",
     "waiting GE 180"},
    {"without other limits it is the limit", "budget:300", "ask GE; start GE; later 100; end GE; ask GE/2",
     "waiting GE/2 200; spoken GE 100 of 300"},
    {"each party has its own", "statement:180 budget:180", "ask GE; start GE; later 180; end GE; ask IE",
     "waiting IE 180; spoken GE 180 of 180"},
    {"without a budget nothing is used up", "statement:180",
     "ask GE; start GE; later 180; end GE; ask GE/2; start GE/2; later 180; end GE/2; ask GE/3",
     "waiting GE/3 180; spoken GE 180 of 180, GE/2 180 of 180"},
    {"a person who speaks for nobody has none", "statement:180 budget:180",
     "ask ada; start ada; later 180; end ada; ask ada/2", "waiting ada/2 180; spoken ada 180 of 180"},

    {"of a joint statement each has its share", "statement:180 budget:200",
     "ask GE with:IE; start GE; later 120; end GE; ask GE/2; ask IE", "waiting GE/2 140, IE 140; spoken GE 120 of 180"},
    {"three have a third each", "statement:300 budget:200",
     "ask GE with:IE,ML; start GE; later 300; end GE; ask GE/2; ask IE; ask ML",
     "waiting GE/2 100, IE 100, ML 100; spoken GE 300 of 300"},
    {"together they have more", "budget:200", "ask GE with:IE", "waiting GE 400"},
    {"as much as whoever has the least can share", "statement:180 budget:200",
     "ask IE; start IE; later 180; end IE; ask GE with:IE", "waiting GE 40; spoken IE 180 of 180"},
    {"nothing where one of them has none left", "statement:180 budget:180",
     "ask IE; start IE; later 180; end IE; ask GE with:IE; !start GE", "waiting GE -; spoken IE 180 of 180"},

    {"statements of groups are at nobody's expense", "statement:180 group:300 budget:180",
     "ask ML/g group:African; start ML/g; later 300; end ML/g; ask ML", "waiting ML 180; spoken ML/g 300 of 300"},
    {"nor do they need any budget", "statement:180 group:300 budget:180",
     "ask ML; start ML; later 180; end ML; ask ML/g group:African; start ML/g; later 10; ask ML/2; !start ML/2",
     "ML/g speaks 10 of 300; waiting ML/2 -; spoken ML 180 of 180"},
    {"replies and points of order are at nobody's expense", "statement:180 budget:180 replies:1 reply:60 point:30",
     "reply GE/r; start GE/r; later 60; end GE/r; point GE/p; start GE/p; later 30; end GE/p; ask GE",
     "waiting GE 180; spoken GE/r 60 of 60, GE/p 30 of 30"},
    {"nor do they need any", "statement:180 budget:180 replies:1 reply:60 point:30",
     "ask GE; start GE; later 180; end GE; point GE/p; reply GE/r; start GE/p; end GE/p; start GE/r",
     "GE/r speaks 0 of 60; spoken GE 180 of 180, GE/p 0 of 30"},

    {"who presides may give more", "statement:180 budget:180",
     "ask GE; start GE; later 180; end GE; ask GE/2; !start GE/2; allot GE/2 60; start GE/2; later 10",
     "GE/2 speaks 10 of 60; spoken GE 180 of 180"},
    {"and at once", "statement:180 budget:180",
     "ask GE; start GE; later 180; end GE; chair: ask GE/2 allot:90; start GE/2",
     "GE/2 speaks 0 of 90; spoken GE 180 of 180"},
    {"or change the rules", "statement:180 budget:180",
     "ask GE; start GE; later 180; end GE; ask GE/2; floor budget:240; start GE/2",
     "GE/2 speaks 0 of 60; spoken GE 180 of 180"},

    {"extended while they speak", "statement:180 budget:180", "ask GE; start GE; later 170; allot GE 240; later 30",
     "GE speaks 200 of 240"},
    {"extended to the same length once more", "statement:180",
     "ask GE; start GE; later 170; allot GE 240; =allot GE 240", "GE speaks 170 of 240"},
    {"extended after the time is over", "statement:180", "ask GE; start GE; later 200; allot GE 240; later 10",
     "GE speaks 210 of 240"},
    {"shortened below what was spoken", "statement:180", "ask GE; start GE; later 100; allot GE 60",
     "GE speaks 100 of 60"},
    {"limited after all", "", "ask GE; start GE; later 100; allot GE 120", "GE speaks 100 of 120"},
    {"extended while the clock stands", "statement:180", "ask GE; start GE; later 100; pause GE; allot GE 240",
     "GE stands 100 of 240"},
    {"not after they have spoken", "statement:180", "ask GE; start GE; later 100; end GE; !allot GE 240",
     "spoken GE 100 of 180"},
    {"what was given to one turn is not given to the next", "statement:180",
     "ask GE; start GE; allot GE 240; end GE; ask GE/2", "waiting GE/2 180; spoken GE 0 of 240"},
};

TEST(FloorBudgets, AreUsedUpAsWorkedOutByHand) {
    for (const Example& example : kBudgets) expect_told(example);
}

constexpr Example kYielded[] = {
    {"to another", "statement:180", "ask GE; ask IE; start GE; later 60; yield GE IE",
     "waiting IE 300; spoken GE 60 of 180"},
    {"to nobody", "statement:180", "ask GE; ask IE; start GE; later 60; yield GE",
     "waiting IE 180; spoken GE 60 of 180"},
    {"by two to the same", "statement:180",
     "ask GE; ask IE; ask ML; start GE; later 60; yield GE ML; start IE; later 100; yield IE ML",
     "waiting ML 380; spoken GE 60 of 180, IE 100 of 180"},
    {"further on", "statement:180",
     "ask GE; ask IE; ask ML; start GE; later 60; yield GE IE; start IE; later 100; yield IE ML",
     "waiting ML 380; spoken GE 60 of 180, IE 100 of 300"},
    {"to one who has little left", "statement:180 budget:180",
     "ask IE; start IE; later 150; end IE; ask IE/2; ask GE; start GE; later 60; yield GE IE/2",
     "waiting IE/2 150; spoken IE 150 of 180, GE 60 of 180"},
    {"to one who has nothing left", "statement:180 budget:180",
     "ask IE; start IE; later 180; end IE; ask IE/2; ask GE; start GE; later 60; yield GE IE/2; start IE/2",
     "IE/2 speaks 0 of 120; spoken IE 180 of 180, GE 60 of 180"},
    {"while the clock stands", "statement:180", "ask GE; ask IE; start GE; later 60; pause GE; later 600; yield GE IE",
     "waiting IE 300; spoken GE 60 of 180"},
    {"of what was extended", "statement:180", "ask GE; ask IE; start GE; later 60; allot GE 240; yield GE IE",
     "waiting IE 360; spoken GE 60 of 240"},
    {"to a reply", "statement:180 replies:1 reply:120", "ask GE; reply IE/r; start GE; later 60; yield GE IE/r",
     "waiting IE/r 240; spoken GE 60 of 180"},
    {"no more than four hours", "statement:14400", "ask GE; ask IE; start GE; later 60; yield GE IE",
     "waiting IE 14400; spoken GE 60 of 14400"},
    {"nothing is left", "statement:180", "ask GE; ask IE; start GE; later 180; !yield GE IE; yield GE",
     "waiting IE 180; spoken GE 180 of 180"},
    {"less than nothing is left", "statement:180", "ask GE; ask IE; start GE; later 300; !yield GE IE",
     "GE speaks 300 of 180; waiting IE 180"},
    {"of time that is not limited", "", "ask GE; ask IE; start GE; later 60; !yield GE IE", "GE speaks 60; waiting IE"},
    {"to one whose time is not limited", "replies:1 reply:120",
     "reply GE/r; ask IE; start GE/r; later 60; !yield GE/r IE; yield GE/r", "waiting IE; spoken GE/r 60 of 120"},
    {"not to oneself", "statement:180", "ask GE; start GE; later 60; !yield GE GE", "GE speaks 60 of 180"},
    {"not to one who has spoken", "statement:180", "ask GE; ask IE; start IE; end IE; start GE; later 60; !yield GE IE",
     "GE speaks 60 of 180; spoken IE 0 of 180"},
    {"not to one who is not there", "statement:180",
     "ask GE; ask IE; ask ML; skip IE; withdraw ML; start GE; !yield GE IE; !yield GE ML",
     "GE speaks 0 of 180; absent IE skipped, ML withdrawn"},
    {"not to a point of order", "statement:180 point:60", "ask GE; point IE/p; start GE; !yield GE IE/p",
     "GE speaks 0 of 180; waiting IE/p 60"},
    {"not by one who does not speak", "statement:180", "ask GE; ask IE; !yield GE IE; !yield GE",
     "waiting GE 180, IE 180"},
};

TEST(FloorBudgets, AreYieldedAsWorkedOutByHand) {
    for (const Example& example : kYielded) expect_told(example);
}

// Who presides is told whose time it is that is over, and what can be done.
TEST(FloorBudgets, SayWhoseTimeIsUsedUp) {
    Hearing all("statement:180 budget:180");
    all.live("session start; ask IE; start IE; later 180; end IE; ask IE/2; !start IE/2");
    EXPECT_THAT(all.no.message(), HasSubstr("“IE”"));
    EXPECT_THAT(all.no.message(), HasSubstr("Allot it some"));
    all.live("ask GE with:IE; !start GE");
    EXPECT_THAT(all.no.message(), HasSubstr("“IE”")) << "of those who speak together it has none left";
    EXPECT_THAT(all.no.message(), testing::Not(HasSubstr("“GE”"))) << "which has all of it";
}

}  // namespace
}  // namespace dais::summit
