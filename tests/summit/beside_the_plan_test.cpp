// What was said beside a plan, once the plan is another.
#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

v1::SessionProgress progress(const Programme& day, const std::string& name) {
    return day.log.state()
        .get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, day.id(name))
        .value_or(v1::SessionProgress());
}

TEST(BesideThePlan, AMoveIsForgottenOnceThePlanSaysTheSame) {
    Programme day("A hall 09:00-10:00; B tent 12:00-13:00");
    day.done("move A tent");
    v1::Session plan = day.session("A");
    plan.set_room(day.id("tent"));
    day.log.done(day.put("A", plan));
    EXPECT_EQ(progress(day, "A").room(), "");
    plan.set_room(day.id("hall"));
    day.log.done(day.put("A", plan));
    EXPECT_EQ(day.log.state().schedule().find(day.id("A"))->room, day.id("hall")) << "it goes where it is planned";
}

TEST(BesideThePlan, AnUndoneMoveOfThePlanBringsTheOtherBack) {
    Programme day("A hall 09:00-10:00; B tent 12:00-13:00");
    day.done("move A tent");
    v1::Session plan = day.session("A");
    plan.set_room(day.id("tent"));
    day.log.done(day.put("A", plan));
    day.done("undo");
    EXPECT_EQ(progress(day, "A").room(), day.id("tent"));
}

// An undo takes from the plan whom somebody replaces by now.
TEST(BesideThePlan, NobodyTakesThePartOfWhoIsNotPlanned) {
    Programme day("A hall 09:00-10:00; B tent 12:00-13:00 with:ada");
    v1::Session plan = day.session("A");
    *plan.mutable_people() = day.session("B").people();
    day.log.done(day.put("A", plan));
    v1::Command undo = day.command("undo");
    day.done("replace A ada ben");
    ASSERT_EQ(day.log.state().all(v1::KIND_REPLACEMENT).size(), 1u);
    undo.set_id("late");
    day.log.done(undo);
    EXPECT_EQ(day.log.state().all(v1::KIND_REPLACEMENT).size(), 0u);
}

TEST(BesideThePlan, AnOverrunIsForgottenWhoeverMovesThePlan) {
    Programme day("A hall 09:00-10:00");
    day.done("start A 09:00");
    const v1::Session shorter = day.session("A");
    day.done("replan A 09:00-12:00");
    day.log.done(day.put("A", shorter));
    v1::Command undo = day.command("undo");
    day.done("push A 10:05");
    EXPECT_EQ(day.times("A"), "09:00-≥10:05");
    undo.set_id("late");
    day.log.done(undo);
    EXPECT_EQ(day.times("A"), "09:00-12:00");
    day.done("undo");
    EXPECT_EQ(day.times("A"), "09:00-≥10:05") << "as it was";
}

// An undo brings back what was said, beside a plan that has become another since.
TEST(BesideThePlan, WhatFollowsIsNotSaidOnceThePlanSaysTheSame) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00");
    day.done("set A 09:20");
    EXPECT_TRUE(progress(day, "B").has_projected_start_ms());
    day.done("replan B 10:20-11:20");
    EXPECT_EQ(day.times("B"), "10:20-11:20");
    EXPECT_FALSE(progress(day, "B").has_projected_start_ms());
    EXPECT_FALSE(progress(day, "B").has_projected_end_ms());
    day.done("set A 09:00");
    EXPECT_EQ(day.times("B"), "10:20-11:20");
}

TEST(BesideThePlan, WhatComesBackIsHeldAgainstThePlanOfNow) {
    Programme day("A hall 09:00-10:00 with:ada; B tent 12:00-13:00");
    day.done("move A tent");
    day.done("move A hall");
    v1::Command undo = day.command("undo");
    v1::Session plan = day.session("A");
    plan.set_room(day.id("tent"));
    day.log.done(day.put("A", plan));
    undo.set_id("late");
    day.log.done(undo);
    EXPECT_EQ(progress(day, "A").room(), "") << "it is planned there";

    day.done("replace A ada ben");
    day.done("replace A ada ada");
    undo = day.command("undo");
    plan.clear_people();
    day.log.done(day.put("A", plan));
    undo.set_id("later");
    EXPECT_EQ(day.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT) << "Ada is not planned any more";
}

}  // namespace
}  // namespace dais::summit
