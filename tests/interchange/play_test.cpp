// The played day, without a clock: every step is done when its time has come.
#include "server/demo/play.h"
#include "server/demo/screens.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "server/demo/demo.h"
#include "server/summit/commands.h"
#include "server/summit/due.h"
#include "server/summit/recent.h"
#include "server/summit/rights.h"

namespace dais::demo {
namespace {

// The demo's log, as a desk would keep it.
class Day {
public:
    Day() {
        v1::Actor organiser;
        organiser.set_role(v1::ROLE_ORGANISER);
        for (const v1::Command& command : demo_commands()) say(command, organiser, kPlayBeginsMs);
        for (const v1::Command& command : screen_commands(state)) say(command, organiser, kPlayBeginsMs);
    }

    // What the clock does before an instant.
    void pass_until(std::int64_t at_ms) {
        v1::Actor clock;
        clock.set_role(v1::ROLE_SERVER);
        for (auto due = summit::next_due(state, 0); due && due->at_ms <= at_ms; due = summit::next_due(state, 0)) {
            due->command.set_id("due");
            ASSERT_TRUE(say(due->command, clock, due->at_ms));
            ++pushed;
        }
    }

    bool say(const v1::Command& command, const v1::Actor& actor, std::int64_t now_ms) {
        summit::Context context;
        context.log = kLog;
        context.secret = std::string(32, 's');
        context.actor = actor;
        context.audience = summit::audience_of(actor.role());
        context.now_ms = now_ms;
        context.basis = command.basis();
        context.recent = &recent;
        const summit::Decided decided = summit::decide(state, command, context);
        if (const auto* no = std::get_if<v1::Refusal>(&decided)) {
            ADD_FAILURE() << command.id() << ": " << no->ShortDebugString();
            return false;
        }
        decision = std::get<summit::Decision>(decided);
        v1::Change change;
        change.set_seq(state.seq() + 1);
        change.set_at_ms(now_ms);
        *change.mutable_actor() = actor;
        for (const v1::Entry& entry : decision.entries) *change.add_entries() = entry;
        summit::RecentChange before = summit::RecentChanges::look(change, state);
        state.apply(change, "12345678");
        recent.add(std::move(before), state);
        return true;
    }

    void play(const PlayStep& step) {
        pass_until(step.at_ms);
        ASSERT_TRUE(say(resolve(state, step, outcomes), play_actor(step), step.at_ms)) << step.name;
        outcomes[step.name] = {decision.made, state.head(summit::audience_of(step.role)).position};
    }

    const summit::Slot& slot(const std::string& external_id) {
        PlayStep step;
        step.command.mutable_start_session()->set_id("@s:" + external_id);
        return *state.schedule().find(resolve(state, step, outcomes).start_session().id());
    }

    summit::State state;
    summit::RecentChanges recent;
    summit::Decision decision;
    PlayOutcomes outcomes;
    int pushed = 0;
};

TEST(Play, EveryStepIsDoneWhenItsTimeHasCome) {
    Day day;
    for (const PlayStep& step : play_steps()) ASSERT_NO_FATAL_FAILURE(day.play(step));
    EXPECT_GT(day.pushed, 3) << "the clock pushes what runs over";
    EXPECT_TRUE(day.state.schedule().on().empty()) << "nothing is left running";
}

TEST(Play, StepsComeInTheOrderOfTimeAndHaveNamesOfTheirOwn) {
    const std::vector<PlayStep> steps = play_steps();
    EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end(),
                               [](const PlayStep& one, const PlayStep& other) { return one.at_ms < other.at_ms; }));
    std::set<std::string> names;
    for (const PlayStep& step : steps) EXPECT_TRUE(names.insert(step.name).second) << step.name;
}

TEST(Play, TheDayTellsWhatADayIsLike) {
    Day day;
    constexpr std::int64_t kMinuteMs = 60'000;
    for (const PlayStep& step : play_steps()) {
        ASSERT_NO_FATAL_FAILURE(day.play(step));
        if (step.name == "opening-longer") {
            EXPECT_EQ(day.slot("address").start_ms() - day.slot("address").planned_start_ms, 15 * kMinuteMs);
            EXPECT_EQ(day.slot("panel-gender").start_ms(), day.slot("panel-gender").planned_start_ms)
                << "the coffee break absorbs it";
        }
        if (step.name == "climate-longer") {
            EXPECT_EQ(day.slot("panel-health").start_ms() - day.slot("panel-health").planned_start_ms, 30 * kMinuteMs);
            EXPECT_EQ(day.slot("visit").start_ms(), day.slot("visit").planned_start_ms) << "it is held in place";
            EXPECT_TRUE(std::any_of(day.decision.clashes.begin(), day.decision.clashes.end(),
                                    [](const auto& clash) { return clash.kind() == v1::CLASH_KIND_ANCHOR; }));
        }
        if (step.name == "cancel" || step.name == "uncancel") {
            EXPECT_EQ(day.slot("press-12").gone(), step.name == "cancel");
        }
        if (step.name == "publish") {
            ASSERT_EQ(day.decision.notes.size(), 2u) << "what was done live stands, and is listed";
            EXPECT_EQ(day.slot("side-remittances").planned_start_ms, 1'726'153'800'000);
            EXPECT_EQ(day.slot("workshop-mentors").planned_start_ms, 1'726'154'100'000);
            EXPECT_EQ(day.slot("workshop-mentors").start_ms(), 1'726'154'400'000);
        }
    }
}

}  // namespace
}  // namespace dais::demo
