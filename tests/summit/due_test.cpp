#include "server/summit/due.h"

#include "server/summit/limits.h"
#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

// Gives what is due, as the desk's clock does; what it was about, empty if nothing is due.
std::string give(Programme& day) {
    auto due = next_due(day.log.state(), 0);
    if (!due) return "";
    due->command.set_id(day.log.command().id());
    day.log.now_ms = due->at_ms;
    const std::string session = due->command.push_overrun().id();
    day.log.done(due->command, v1::ROLE_SERVER);
    return day.name(session);
}

TEST(Due, NothingIsDueBeforeAnythingRuns) {
    Programme day("A hall 09:00-10:00");
    EXPECT_FALSE(next_due(day.log.state(), 0));
    day.done("call A");
    EXPECT_FALSE(next_due(day.log.state(), 0));
    day.done("start A 09:00");
    ASSERT_TRUE(next_due(day.log.state(), 0));
    EXPECT_EQ(next_due(day.log.state(), 0)->at_ms, day.at("10:00"));
    day.done("suspend A 09:30");
    EXPECT_FALSE(next_due(day.log.state(), 0));
    day.done("resume A 09:40");
    EXPECT_EQ(next_due(day.log.state(), 0)->at_ms, day.at("10:10"));
    day.done("end A 10:00");
    EXPECT_FALSE(next_due(day.log.state(), 0));
}

TEST(Due, AnOverrunIsPushedOnByStepsAndNotForEver) {
    for (const char* start : {"09:00", "08:50", "09:07"}) {
        SCOPED_TRACE(start);
        Programme day("A hall 09:00-10:00; B hall 10:00-11:00");
        day.done(std::string("start A ") + start);
        const std::int64_t began_ms = day.at(start);
        int pushes = 0;
        std::int64_t at_ms = 0;
        while (pushes < 1'000) {
            const auto due = next_due(day.log.state(), 0);
            if (!due) break;
            EXPECT_GT(due->at_ms, at_ms) << "each is later than the last";
            at_ms = due->at_ms;
            give(day);
            ++pushes;
        }
        EXPECT_EQ(pushes, kOverrunMsMax / kOverrunStepMs);
        EXPECT_EQ(day.log.state().schedule().find(day.id("A"))->end_ms(), began_ms + 3'600'000 + kOverrunMsMax);
    }
}

TEST(Due, TwoAtOnceComeInTheOrderOfThePlan) {
    Programme day("B annex 09:30-10:00; A hall 09:00-10:00");
    day.done("start B 09:30");
    day.done("start A 09:00");
    EXPECT_EQ(give(day), "A");
    EXPECT_EQ(give(day), "B");
}

TEST(Due, ARoomThatNobodyOperatesIsLeftAlone) {
    Programme day("room yard unoperated; A yard 09:00-10:00");
    day.done("start A 09:00");
    EXPECT_FALSE(next_due(day.log.state(), 0));
}

TEST(Due, WhatWasMissedComesInOrderHoweverLate) {
    Programme day("A hall 09:00-10:00; B annex 09:00-10:02");
    day.done("start A 09:00");
    day.done("start B 09:00");
    std::string order;
    for (int i = 0; i < 4; ++i) order += give(day);
    EXPECT_EQ(order, "ABAB");
    EXPECT_EQ(day.times("A"), "09:00-≥10:10");
    EXPECT_EQ(day.times("B"), "09:00-≥10:12");
}

TEST(Due, NobodyButTheServerPushes) {
    Programme day("A hall 09:00-10:00");
    day.done("start A 09:00");
    v1::Command push = next_due(day.log.state(), 0)->command;
    push.set_id("mine");
    EXPECT_EQ(day.log.refused(push).code(), v1::REFUSAL_CODE_FORBIDDEN);
}

TEST(Due, WhatWasMissedIsCaughtUpAtOnceAndWhatIsLongOverIsLeftAlone) {
    Programme day("A hall 09:00-10:00");
    day.done("start A 09:00");
    const auto late = next_due(day.log.state(), day.at("10:12"));
    ASSERT_TRUE(late);
    EXPECT_EQ(late->at_ms, day.at("10:00"));
    EXPECT_EQ(late->command.push_overrun().at_ms(), day.at("10:15"));
    EXPECT_FALSE(next_due(day.log.state(), day.at("14:00"))) << "nobody sits there any more";
}

}  // namespace
}  // namespace dais::summit
