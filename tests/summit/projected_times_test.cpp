// Worked examples of how a programme slips: what was planned, what happened, what is expected then. Anyone who runs a
// summit should be able to check a row with a pencil. Sessions that a row does not name stay as planned.
//
// The words are those of programme.h. In the last column “clash” names a rule and the sessions that it is about.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "server/summit/settle.h"
#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

struct Example {
    const char* name;
    const char* plan;
    const char* happened;
    const char* expected;
    Clocks clocks = Clocks::kSteady;
};

void PrintTo(const Example& example, std::ostream* out) { *out << example.name; }

// clang-format off
const Example kExamples[] = {
    // One room, one morning.
    {"ALateStartMovesWhatFollows",
     "A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00",
     "set A 09:20",
     "A 09:20-10:20; B 10:20-11:20; C 11:20-12:20"},
    {"SlackAbsorbs",
     "A hall 09:00-10:00; B hall 10:15-11:00; C hall 11:30-12:00",
     "set A 09:20",
     "A 09:20-10:20; B 10:20-11:05"},
    {"ABreakGivesUpToHalfOfItself",
     "A hall 09:00-10:00; B hall 10:00-10:30 break; C hall 10:30-11:30",
     "set A 09:10",
     "A 09:10-10:10; B 10:10-10:30"},
    {"ABreakGivesNoMoreThanHalf",
     "A hall 09:00-10:00; B hall 10:00-10:30 break; C hall 10:30-11:30",
     "set A 09:25",
     "A 09:25-10:25; B 10:25-10:40; C 10:40-11:40"},
    {"WhatMayBeShortenedIs",
     "A hall 09:00-10:00; B hall 10:00-11:00 shortest:45; C hall 11:00-12:00",
     "set A 09:20",
     "A 09:20-10:20; B 10:20-11:05; C 11:05-12:05"},
    {"AGapIsUsedUpDownToTheTurnover",
     "room hall turnover:10; A hall 09:00-10:00; B hall 10:30-11:00; C hall 11:05-12:00",
     "set A 09:30",
     "A 09:30-10:30; B 10:40-11:10; C 11:15-12:10"},
    {"AnEarlyEndStartsNothingEarly",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "start A 09:00; end A 09:40",
     "A 09:00-09:40"},
    {"AnEarlyStartEndsEarly",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "start A 08:50",
     "A 08:50-09:50"},
    {"ASetEndMovesWhatFollows",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "start A 09:00; set-end A 10:30",
     "A 09:00-10:30; B 10:30-11:30"},
    {"TheRealStartCorrectsTheExpectedOne",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "set A 09:30; start A 09:05",
     "A 09:05-10:05; B 10:05-11:05"},
    {"ANewStartThatSomebodySetHoldsAgainstTheRipple",
     "A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00",
     "set B 10:40; set A 09:20",
     "A 09:20-10:20; B 10:40-11:40; C 11:40-12:40"},
    {"BackAtThePlanIsTheEndOfIt",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "set A 09:20; set A 09:00",
     ""},
    {"UndoOfANewStartPutsEverythingBack",
     "A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00",
     "set A 09:20; undo",
     ""},

    // Overruns, by the clock's steps of five minutes.
    {"AnOverrunPushesByStepsAndSaysAtLeast",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "start A 09:00; push A 10:05; push A 10:10",
     "A 09:00-≥10:10; B 10:10-11:10"},
    {"AnOverrunOfWhatBeganEarlyPassesItsPlannedEnd",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "start A 08:50; push A 09:55; push A 10:00; push A 10:05",
     "A 08:50-≥10:05; B 10:05-11:05"},
    {"TheEndThatIsToldReplacesAtLeast",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "start A 09:00; push A 10:05; push A 10:10; end A 10:07",
     "A 09:00-10:07; B 10:07-11:07"},
    {"WhoSaysTheEndSpeaksForTheClockToo",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "start A 09:00; push A 10:05; set-end A 10:20",
     "A 09:00-10:20; B 10:20-11:20"},

    // What holds its start.
    {"AHeadOfStateIsNotKeptWaiting",
     "A hall 09:00-10:00; B hall 10:00-10:30; K hall 10:30-11:00 anchor; C hall 11:00-12:00",
     "set A 09:20",
     "A 09:20-10:20; B 10:20-10:50; clash ANCHOR B K"},
    {"AnInterpretersShiftBeginsWhenItBegins",
     "A hall 09:00-10:00; I hall 10:00-11:00 anchor:interpreters",
     "set A 09:05",
     "A 09:05-10:05; clash ANCHOR A I"},
    {"ABroadcastGoesOutOnTime",
     "A hall 09:00-10:00; V hall 10:15-11:00 anchor:broadcast; C hall 11:00-12:00",
     "start A 09:00; set-end A 10:20",
     "A 09:00-10:20; clash ANCHOR A V"},
    {"SlackBeforeAnAnchorIsNoClash",
     "A hall 09:00-10:00; K hall 10:30-11:00 anchor",
     "set A 09:30",
     "A 09:30-10:30"},
    {"AnAnchorMovesWhenSomebodySaysSo",
     "K hall 10:00-11:00 anchor; C hall 11:00-12:00",
     "set K 10:15",
     "K 10:15-11:15; C 11:15-12:15"},

    // People who must be elsewhere next.
    {"APersonTakesTheDelayAlongOverThreeRooms",
     "A hall 09:00-10:00 with:ada; B annex 10:00-11:00 with:ada; C annex 11:00-12:00 with:ben; D tent 12:00-13:00 with:ben; "
     "E tent 10:00-11:00; F yard 10:00-13:00",
     "set A 09:30",
     "A 09:30-10:30; B 10:30-11:30; C 11:30-12:30; D 12:30-13:30"},
    {"WhoIsReplacedHoldsUpNobody",
     "A hall 09:00-10:00 with:ada; B annex 10:00-11:00 with:ada",
     "replace B ada ben; set A 09:30",
     "A 09:30-10:30"},
    {"WhoStandsInHoldsUpWhatTheyComeTo",
     "A hall 09:00-10:00 with:ben; B annex 10:00-11:00 with:ada",
     "set A 09:30; replace B ada ben",
     "A 09:30-10:30; B 10:30-11:30"},
    {"WhoNeverComesHoldsUpNobody",
     "A hall 09:00-10:00 with:ada; B annex 10:00-11:00 with:ada",
     "set A 09:30; replace A ada nobody",
     "A 09:30-10:30"},
    {"WhoPresidesMustHaveComeFromTheirRoom",
     "A hall 09:00-10:00 with:ada; B annex 10:00-11:00",
     "preside B ada; set A 09:30",
     "A 09:30-10:30; B 10:30-11:30"},

    // Interruptions, cancellations, new starts.
    {"APauseIsAddedToTheEnd",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "start A 09:00; pause A 09:20; resume A 09:35",
     "A 09:00-10:15; B 10:15-11:15"},
    {"ASuspendedSessionLeavesItsRoom",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "start A 09:00; set-end A 10:30; suspend A 09:40",
     "A 09:00-10:30"},
    {"AfterASuspensionWhatWasLeftIsLeft",
     "A hall 09:00-10:00; B hall 14:00-15:00",
     "start A 09:00; suspend A 09:20; resume A 13:30",
     "A 09:00-14:10; B 14:10-15:10"},
    {"WhatFollowsACancelledSessionReturns",
     "A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00",
     "start A 09:00; set-end A 10:30; cancel B",
     "A 09:00-10:30"},
    {"ACancelledSessionInTheMiddleMakesSlack",
     "A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00; D hall 12:00-13:00",
     "set A 10:30; cancel B",
     "A 10:30-11:30; C 11:30-12:30; D 12:30-13:30"},
    {"ReinstatedItIsPushedLikeAnyOther",
     "A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00",
     "set A 09:30; cancel B; reinstate B",
     "A 09:30-10:30; B 10:30-11:30; C 11:30-12:30"},
    {"APostponedSessionHoldsUpNobody",
     "A hall 09:00-10:00; B hall 10:00-11:00",
     "set A 09:30; postpone A",
     ""},
    {"ANewStartInTheAfternoonHasLostItsTurn",
     "A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00; D hall 15:30-16:30",
     "postpone A; set A 15:00",
     "A 15:00-16:00; D 16:00-17:00"},
    {"AnHourLateItHasNot",
     "A hall 09:00-09:10; B hall 09:10-09:30",
     "set A 10:00",
     "A 10:00-10:10; B 10:10-10:30"},

    // A whole and its parts.
    {"ALateWholeTakesItsPartsAlong",
     "W hall 09:00-11:00; P hall 09:00-09:30 in:W; Q hall 09:30-10:00 in:W; R hall 10:30-11:00 in:W; N hall 11:00-12:00",
     "set W 09:20",
     "W 09:20-11:20; P 09:20-09:50; Q 09:50-10:20; N 11:20-12:20"},
    {"AnOverrunningPartIsAbsorbedWithinItsWhole",
     "W hall 09:00-11:00; P hall 09:00-09:30 in:W; Q hall 09:30-10:00 in:W; N hall 11:00-12:00",
     "start W 09:00; start P 09:00; push P 09:35",
     "W 09:00-11:00; P 09:00-≥09:35; Q 09:35-10:05"},
    {"AWholeEndsNoEarlierThanItsParts",
     "W hall 09:00-10:00; P hall 09:00-09:30 in:W; Q hall 09:30-10:00 in:W; N hall 10:00-11:00",
     "start W 09:00; start P 09:00; set-end P 09:50",
     "W 09:00-10:20; P 09:00-09:50; Q 09:50-10:20; N 10:20-11:20"},
    {"AWholeReturnsWhenItsPartCatchesUp",
     "W hall 09:00-10:00; P hall 09:00-09:30 in:W; Q hall 09:30-10:00 in:W; N hall 10:00-11:00",
     "start W 09:00; start P 09:00; set-end P 09:50; end P 09:35",
     "W 09:00-10:05; P 09:00-09:35; Q 09:35-10:05; N 10:05-11:05"},
    {"PartsWithoutARoomFollowOneAnother",
     "W hall 09:00-10:00; P - 09:00-09:30 in:W; Q - 09:30-10:00 in:W",
     "set W 09:10",
     "W 09:10-10:10; P 09:10-09:40; Q 09:40-10:10"},
    {"AnEarlyWholeTakesItsPartsAlong",
     "W hall 09:00-10:00; P hall 09:00-09:30 in:W; Q hall 09:30-10:00 in:W",
     "start W 08:50",
     "W 08:50-09:50; P 08:50-09:20; Q 09:20-09:50"},
    {"AnOverrunningPartOfAnEarlyWholeIsNotRunInto",
     "W hall 09:00-10:00; P hall 09:00-09:30 in:W; Q hall 09:30-10:00 in:W",
     "start W 08:50; start P 08:50; set-end P 09:25",
     "W 08:50-09:55; P 08:50-09:25; Q 09:25-09:55"},
    {"ACancelledWholeHasNoParts",
     "W hall 09:00-10:00; P hall 09:00-09:30 in:W with:ada; N annex 09:30-10:00 with:ada",
     "set W 09:20; cancel W",
     ""},

    // Nights, clocks, moments.
    {"PastMidnight",
     "A hall 22:00-23:30; B hall 23:30-00:30+1; C hall 00:30+1-01:30+1; D hall 09:00+1-10:00+1",
     "set A 22:45",
     "A 22:45-00:15+1; B 00:15+1-01:15+1; C 01:15+1-02:15+1"},
    {"AnotherDayDoesNotMove",
     "A hall 17:00-18:00; B hall 09:00+1-10:00+1; C hall 09:00+2-10:00+2",
     "start A 17:30; push A 18:35",
     "A 17:30-≥18:35"},
    {"ClocksGoForwardAndAnHourIsAnHour",
     "A hall 01:30-03:30; B hall 03:30-04:30",
     "set A 01:45",
     "A 01:45-03:45; B 03:45-04:45", Clocks::kForward},
    {"ClocksGoBackAndAnHourIsAnHour",
     "A hall 01:30-02:30; B hall 02:30-02:30'; C hall 02:30'-03:30",
     "set A 01:45",
     "A 01:45-02:45; B 02:45-02:45'; C 02:45'-03:45", Clocks::kBack},
    {"MomentsTakeNoTimeHoweverManyThereAre",
     "A hall 09:00-10:00; M hall 10:00-10:00; N hall 10:00-10:00; B hall 10:00-11:00",
     "set A 09:20",
     "A 09:20-10:20; M 10:20-10:20; N 10:20-10:20; B 10:20-11:20"},
    {"AMomentDelaysNothingByItself",
     "M hall 10:00-10:00; B hall 10:00-11:00",
     "set M 10:10",
     "M 10:10-10:10; B 10:10-11:10"},

    // Rooms.
    {"WhatWasPlannedAtOnceDoesNotPush",
     "A hall 09:00-10:00; B hall 09:30-10:30; C hall 10:00-11:00",
     "set A 09:15",
     "A 09:15-10:15; C 10:15-11:15"},
    {"ARoomThatNobodyOperatesFollowsThePlan",
     "room yard unoperated; A yard 09:00-10:00 with:ada; B yard 10:00-11:00; C yard 11:00-12:00",
     "set A 09:30",
     "A 09:30-10:30"},
    {"WhoComesFromAnUnoperatedRoomMayBeLateElsewhere",
     "room yard unoperated; A yard 09:00-10:00 with:ada; B hall 10:00-11:00 with:ada",
     "set A 09:30",
     "A 09:30-10:30; B 10:30-11:30"},
    {"MovedAwayItHoldsUpNobodyHere",
     "A hall 09:00-10:00; B hall 10:00-11:00; C annex 10:00-11:00",
     "set A 09:30; move A annex",
     "A 09:30-10:30; C 10:30-11:30"},
    {"MovedInItIsHeldUp",
     "A hall 09:00-10:00; B annex 10:00-11:00",
     "set A 09:30; move B hall",
     "A 09:30-10:30; B 10:30-11:30"},
    {"MovedBackEverythingIsAsItWas",
     "A hall 09:00-10:00; B annex 10:00-11:00",
     "set A 09:30; move B hall; move B annex",
     "A 09:30-10:30"},
    {"WhatIsHiddenMovesNothingPublic",
     "H hall 09:00-10:00 hidden with:ada; A hall 10:00-11:00; B annex 10:00-11:00 with:ada; J hall 11:00-12:00 hidden",
     "set H 09:30; set A 10:15",
     "H 09:30-10:30; A 10:15-11:15; J 11:15-12:15"},
    {"AHiddenPartDoesNotLengthenAPublicWhole",
     "W hall 09:00-10:00; P hall 09:00-10:00 in:W hidden",
     "start W 09:00; start P 09:00; set-end P 10:30",
     "W 09:00-10:00; P 09:00-10:30"},
};
// clang-format on

std::string clash_words(const Programme& day, const v1::Clash& clash) {
    std::vector<std::string> names = {day.name(clash.session())};
    if (!clash.other().empty()) names.push_back(day.name(clash.other()));
    std::sort(names.begin(), names.end());
    std::string words = "clash " + v1::ClashKind_Name(clash.kind()).substr(11);
    for (const std::string& name : names) words += " " + name;
    return words;
}

class ProjectedTimes : public ::testing::TestWithParam<Example> {};

TEST_P(ProjectedTimes, AreAsWorkedOutByHand) {
    const Example& example = GetParam();
    Programme day(example.plan, example.clocks);
    std::map<std::string, std::string> expected;
    std::vector<std::string> clashes;
    for (const std::string& name : day.sessions()) expected[name] = day.times(name);
    for (const std::string& one : split(example.expected, ';')) {
        const std::vector<std::string> words = split(one, ' ');
        if (words[0] == "clash") {
            clashes.push_back(one.substr(one.find("clash")));
        } else {
            expected.at(words[0]) = words[1];
        }
    }
    std::vector<std::string> anchors;
    for (const std::string& one : split(example.happened, ';')) {
        const Decision decision = day.done(one, "so it is");
        for (const v1::Clash& clash : decision.clashes)
            if (clash.kind() == v1::CLASH_KIND_ANCHOR) anchors.push_back(clash_words(day, clash));
    }
    for (const std::string& name : day.sessions()) EXPECT_EQ(day.times(name), expected[name]) << name;
    EXPECT_EQ(anchors, clashes);
}

INSTANTIATE_TEST_SUITE_P(Table, ProjectedTimes, ::testing::ValuesIn(kExamples),
                         [](const auto& row) { return std::string(row.param.name); });

// Rooms, people, parts, breaks and anchors by chance; the same for the same seed.
std::string random_plan(std::mt19937& random, std::vector<std::string>& names) {
    const auto one_of = [&](std::vector<std::string> words) { return words[random() % words.size()]; };
    std::string plan = "room hall turnover:5; room yard unoperated";
    for (int i = 0; i < 14; ++i) {
        const std::string name = "S" + std::to_string(i);
        const auto start = 8 * 60 + random() % 100 * 5;
        const auto end = start + random() % 14 * 5;
        char times[32];
        std::snprintf(times, sizeof(times), "%02d:%02d-%02d:%02d", static_cast<int>(start / 60),
                      static_cast<int>(start % 60), static_cast<int>(end / 60), static_cast<int>(end % 60));
        plan += "; " + name + " " + one_of({"hall", "hall", "annex", "tent", "yard", "-"}) + " " + times + " " +
                one_of({"", "", "", "break", "anchor", "shortest:10"}) + " " +
                one_of({"", "with:ada", "with:ben", "with:eva"});
        if (!names.empty() && random() % 4 == 0) plan += " in:" + names[random() % names.size()];
        names.push_back(name);
    }
    return plan;
}

TEST(Ripple, TheOrderInWhichFactsAreSaidDoesNotMatter) {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        std::vector<std::string> names;
        const std::string plan = random_plan(random, names);
        std::shuffle(names.begin(), names.end(), random);
        // No start at the very minute of the plan: that means “as planned”, whatever is before it.
        std::vector<std::string> facts;
        for (std::size_t i = 0; i < 5; ++i) {
            const std::string at = std::string(random() % 2 == 0 ? "09" : "11") + ":" + std::to_string(11 + i * 2);
            facts.push_back((random() % 2 == 0 ? "set " : "start ") + names[i] + " " + at);
        }
        // One that has no parts, which would be cancelled with it.
        for (std::size_t i = 5; i < names.size(); ++i)
            if ((plan + " ").find("in:" + names[i] + " ") == std::string::npos &&
                plan.find("in:" + names[i] + ";") == std::string::npos) {
                facts.push_back("cancel " + names[i]);
                break;
            }
        std::vector<std::string> first;
        for (int order = 0; order < 4; ++order) {
            Programme day(plan);
            for (const std::string& fact : facts) day.done(fact, "so it is");
            std::vector<std::string> times;
            for (const std::string& name : day.sessions()) times.push_back(name + " " + day.times(name));
            if (order == 0) first = times;
            EXPECT_EQ(times, first);
            std::shuffle(facts.begin(), facts.end(), random);
        }
    }
}

TEST(Ripple, WhatChangesNothingSaysNothing) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00");
    day.done("set A 09:20");
    EXPECT_TRUE(day.done("set A 09:20").entries.empty());
    day.done("start A 09:25");
    EXPECT_TRUE(day.done("start A 09:25").entries.empty());
    EXPECT_TRUE(day.done("set-end A 10:25").entries.size() == 1u) << "said now, where it followed before";
    EXPECT_TRUE(day.done("set-end A 10:25").entries.empty());
}

TEST(Ripple, TheSameCommandOnTheSameStateIsTheSameChange) {
    Programme one("A hall 09:00-10:00 with:ada; B hall 10:00-11:00; C annex 10:00-11:00 with:ada");
    Programme two("A hall 09:00-10:00 with:ada; B hall 10:00-11:00; C annex 10:00-11:00 with:ada");
    const Decision here = one.done("set A 09:20");
    const Decision there = two.done("set A 09:20");
    ASSERT_EQ(here.entries.size(), there.entries.size());
    ASSERT_EQ(here.entries.size(), 3u);
    for (std::size_t i = 0; i < here.entries.size(); ++i)
        EXPECT_EQ(here.entries[i].SerializeAsString(), there.entries[i].SerializeAsString());
}

TEST(Ripple, ARoomsRulesChangeWhatIsExpectedInIt) {
    Programme day("A hall 09:00-10:00; B hall 10:20-11:00");
    day.done("set A 09:20");
    EXPECT_EQ(day.times("B"), "10:20-11:00");
    day.plan("room hall turnover:15");
    EXPECT_EQ(day.times("B"), "10:35-11:15");
    day.plan("room hall unoperated");
    EXPECT_EQ(day.times("B"), "10:20-11:00");
}

// A part planned outside its whole, which waits for what waits for the part: it would never come to rest.
TEST(Ripple, APartOutsideItsWholeDoesNotChaseItsOwnTail) {
    Programme day("W hall 12:00-13:00; P hall 10:30-11:00 in:W; Y hall 11:00-12:00");
    day.done("set P 10:50");
    EXPECT_EQ(day.times("Y"), "11:20-12:20");
    EXPECT_EQ(day.times("W"), "12:20-13:20");
    EXPECT_EQ(day.times("P"), "10:50-11:20");
}

}  // namespace
}  // namespace dais::summit
