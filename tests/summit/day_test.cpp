// What may become of a Session on the day, and what may not.
#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

const char* const kVerbs[] = {"set A 09:10",     "set-end A 10:10", "call A",      "start A 09:00", "pause A 09:20",
                              "suspend A 09:25", "resume A 09:40",  "end A 10:00", "cancel A",      "postpone A",
                              "reinstate A",     "push A 10:25",    "move A annex"};

struct Transition {
    const char* from;
    std::vector<std::string> before;
    // The status after each of kVerbs; “-” for a no.
    std::vector<std::string> after;
};

// clang-format off
const Transition kTransitions[] = {
    //                                          set          set-end      call      start      pause     suspend      resume     end      cancel       postpone     reinstate    push       move
    {"scheduled", {},                          {"SCHEDULED", "SCHEDULED", "CALLED", "RUNNING", "-",      "-",         "-",       "-",     "CANCELLED", "POSTPONED", "-",         "-",       "SCHEDULED"}},
    {"called",    {"call A"},                  {"CALLED",    "CALLED",    "CALLED", "RUNNING", "-",      "-",         "-",       "-",     "CANCELLED", "POSTPONED", "-",         "-",       "CALLED"}},
    {"running",   {"start A 09:00"},           {"-",         "RUNNING",   "-",      "RUNNING", "PAUSED", "SUSPENDED", "-",       "ENDED", "CANCELLED", "-",         "-",         "RUNNING", "RUNNING"}},
    {"paused",    {"start A 09:00", "pause A 09:20"}, {"-",  "PAUSED",    "-",      "-",       "-",      "SUSPENDED", "RUNNING", "ENDED", "CANCELLED", "-",         "-",         "PAUSED",  "PAUSED"}},
    {"suspended", {"start A 09:00", "suspend A 09:20"}, {"-", "SUSPENDED", "-",     "-",       "-",      "SUSPENDED", "RUNNING", "ENDED", "CANCELLED", "-",         "-",         "SUSPENDED", "SUSPENDED"}},
    {"ended",     {"start A 09:00", "end A 09:50"}, {"-",    "-",         "-",      "-",       "-",      "-",         "-",       "ENDED", "-",         "-",         "-",         "-",       "-"}},
    {"cancelled", {"cancel A"},                {"-",         "-",         "-",      "-",       "-",      "-",         "-",       "-",     "CANCELLED", "-",         "SCHEDULED", "-",       "-"}},
    {"postponed", {"postpone A"},              {"SCHEDULED", "-",         "-",      "-",       "-",      "-",         "-",       "-",     "CANCELLED", "POSTPONED", "SCHEDULED", "-",       "-"}},
};
// clang-format on

TEST(Day, EveryStatusMayBecomeWhatItMayAndNothingElse) {
    for (const Transition& transition : kTransitions)
        for (std::size_t i = 0; i < std::size(kVerbs); ++i) {
            SCOPED_TRACE(std::string(transition.from) + ", " + kVerbs[i]);
            Programme day("A hall 09:00-10:00; B annex 15:00-16:00");
            for (const std::string& words : transition.before) day.done(words);
            const Decided decided = day.happen(kVerbs[i]);
            if (const auto* no = std::get_if<v1::Refusal>(&decided)) {
                EXPECT_EQ(transition.after[i], "-") << no->message();
                EXPECT_EQ(no->code(), v1::REFUSAL_CODE_CONFLICT) << no->message();
                EXPECT_EQ(no->message().back(), '.');
            } else {
                EXPECT_EQ(day.status("A"), transition.after[i]);
            }
        }
}

TEST(Day, WhatIsCancelledWhileItRunsRunsAgainWhenReinstated) {
    Programme day("A hall 09:00-10:00");
    day.done("start A 09:05");
    day.done("cancel A");
    day.done("reinstate A");
    EXPECT_EQ(day.status("A"), "RUNNING");
    EXPECT_EQ(day.times("A"), "09:05-10:05");
}

TEST(Day, PartsGoWhereTheirWholeGoes) {
    Programme day(
        "W hall 09:00-12:00; P hall 09:00-10:00 in:W; Q annex 10:00-11:00 in:W; S hall 11:00-12:00 in:W hidden");
    day.done("move W tent");
    EXPECT_EQ(day.log.state().schedule().find(day.id("P"))->room, day.id("tent"));
    EXPECT_EQ(day.log.state().schedule().find(day.id("S"))->room, day.id("tent"));
    EXPECT_EQ(day.log.state().schedule().find(day.id("Q"))->room, day.id("annex")) << "it was held elsewhere";
    day.done("cancel Q");
    day.done("postpone W", {}, v1::ROLE_CO_CHAIR);
    EXPECT_EQ(day.status("P") + day.status("Q") + day.status("S"), "POSTPONEDCANCELLEDPOSTPONED");
    day.done("set W 09:30", {}, v1::ROLE_CO_CHAIR);
    EXPECT_EQ(day.status("P") + day.status("Q") + day.status("S"), "SCHEDULEDCANCELLEDSCHEDULED");
    EXPECT_EQ(day.times("P"), "09:30-10:30");
}

TEST(Day, ASessionWithoutARoomMayBeGivenOneAndTakenFromIt) {
    Programme day("A - 09:00-10:00; B hall 12:00-13:00");
    day.done("move A hall");
    EXPECT_EQ(day.log.state().schedule().find(day.id("A"))->room, day.id("hall"));
    v1::Command back = day.log.command();
    back.mutable_move_session()->set_id(day.id("A"));
    day.log.done(back);
    EXPECT_EQ(day.log.state().schedule().find(day.id("A"))->room, "");
}

TEST(Day, SillyTimesAreRefusedByName) {
    Programme day("A hall 09:00-10:00");
    day.done("start A 09:00");
    EXPECT_EQ(day.refused("end A 08:59").field(), "at_ms");
    EXPECT_EQ(day.refused("set-end A 08:59").field(), "at_ms");
    EXPECT_EQ(day.refused("set-end A 09:00+9").field(), "at_ms");
    EXPECT_EQ(day.refused("push A 10:00").code(), v1::REFUSAL_CODE_CONFLICT) << "it is expected to end then";
    day.done("pause A 09:30");
    EXPECT_EQ(day.refused("resume A 09:29").field(), "at_ms");
    v1::Command suspend = day.log.command();
    suspend.mutable_suspend_session()->set_id(day.id("A"));
    suspend.mutable_suspend_session()->set_resumes_at_ms(day.at("09:00"));
    EXPECT_EQ(day.log.refused(suspend).field(), "resumes_at_ms");
}

TEST(Day, WhatIsStillToComeHasNotHappened) {
    Programme day("A hall 09:00-10:00");
    const auto early = [&](const std::string& words) {
        v1::Command command = day.command(words);
        day.log.now_ms = day.at(split(words, ' ')[2]) - 5 * 60'000 - 1;
        EXPECT_EQ(day.log.refused(command).field(), "at_ms") << words;
    };
    early("start A 09:00");
    day.done("start A 09:00");
    early("end A 10:00");
    day.done("pause A 09:10");
    early("resume A 09:30");
}

TEST(Day, AStartIsCorrectedOnlyByATime) {
    Programme day("A hall 09:00-10:00");
    day.done("start A 09:05");
    v1::Command again = day.log.command();
    again.mutable_start_session()->set_id(day.id("A"));
    EXPECT_EQ(day.log.refused(again).code(), v1::REFUSAL_CODE_CONFLICT);
    day.done("start A 09:02");
    EXPECT_EQ(day.times("A"), "09:02-10:02");
}

TEST(Day, WhatIsSuspendedUntilATimeEndsSoMuchLater) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00");
    day.done("start A 09:00");
    day.done("suspend A 09:20 09:50");
    EXPECT_EQ(day.times("A"), "09:00-10:30");
    EXPECT_EQ(day.times("B"), "10:00-11:00") << "the room is free meanwhile";
    day.done("suspend A 09:30 10:00");
    EXPECT_EQ(day.times("A"), "09:00-10:40");
    day.done("resume A 09:40");
    EXPECT_EQ(day.times("A"), "09:00-10:20") << "40 minutes were left";
    EXPECT_EQ(day.times("B"), "10:20-11:20");
}

TEST(Day, AStartThatWasSaidAndMissedFollowsAgain) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00; D annex 10:00-11:00");
    day.done("start A 09:00");
    day.done("set B 10:10");
    day.done("set D 10:10");
    day.done("push A 10:10");
    EXPECT_EQ(day.times("B"), "10:10-11:10");
    day.done("push A 10:15");
    EXPECT_EQ(day.times("B"), "10:15-11:15") << "at 10:10 the room was in use";
    EXPECT_EQ(day.times("C"), "11:15-12:15");
    EXPECT_EQ(day.times("D"), "10:10-11:10") << "nothing is in its way";
}

TEST(Day, WhatReadersCannotSeeAndAWholeMissNobodysStart) {
    Programme day("A hall 09:00-10:00 hidden; B hall 10:00-11:00; W tent 09:00-10:00; P tent 09:30-10:00 in:W");
    day.done("start A 09:00");
    day.done("start W 09:00");
    day.done("set B 10:05", "the negotiations go elsewhere");
    day.done("set P 09:50");
    day.done("push A 10:15");
    day.done("push W 10:25");
    EXPECT_EQ(day.times("B"), "10:05-11:05");
    EXPECT_EQ(day.times("P"), "09:50-10:20");
}

TEST(Day, WhyItIsCalledOffIsKeptForStaff) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00");
    day.done("cancel A", "the minister cannot come");
    day.done("postpone B", "no quorum");
    const auto note = [&](const std::string& name) {
        return day.log.state().get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, day.id(name))->staff_note();
    };
    EXPECT_EQ(note("A"), "the minister cannot come");
    EXPECT_EQ(note("B"), "no quorum");
    v1::SessionProgress shown;
    shown.ParseFromString(
        day.log.state().find(v1::KIND_SESSION_PROGRESS, day.id("A"))->as_seen_by(v1::AUDIENCE_PUBLIC));
    EXPECT_EQ(shown.staff_note(), "");
    day.done("reinstate A");
    day.done("set B 10:30");
    EXPECT_EQ(note("A") + note("B"), "");
}

TEST(Day, WhoIsNotInThePlanCannotBeReplaced) {
    Programme day("A hall 09:00-10:00 with:ada; B hall 10:00-11:00 with:ben");
    v1::Command replace = day.command("replace A ada ben");
    replace.mutable_replace_speaker()->set_person(day.id("ben"));
    EXPECT_EQ(day.log.refused(replace).field(), "person");
    replace = day.command("replace A ada ben");
    replace.mutable_replace_speaker()->set_role(v1::SESSION_ROLE_CHAIR);
    EXPECT_EQ(day.log.refused(replace).field(), "person");
}

TEST(Day, AReplacementGoesWithWhoWasPlanned) {
    Programme day("A hall 09:00-10:00 with:ada; B hall 10:00-11:00 with:ben");
    day.done("replace A ada ben", "short notice");
    v1::Session plan = day.session("A");
    plan.clear_people();
    day.log.done(day.put("A", plan));
    EXPECT_TRUE(day.log.state().all(v1::KIND_REPLACEMENT).empty());
    EXPECT_TRUE(day.log.state().schedule().find(day.id("A"))->persons.empty());
}

TEST(Day, ANewPlanForWhatOverrunsSaysAnewWhenItEnds) {
    Programme day("A hall 09:00-10:00; B hall 12:00-13:00");
    day.done("start A 09:00");
    day.done("push A 10:05");
    day.done("replan A 09:00-11:00");
    EXPECT_EQ(day.times("A"), "09:00-11:00");
}

}  // namespace
}  // namespace dais::summit
