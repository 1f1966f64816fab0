// What the desk does by itself, at a time of the log's clock; and what it only thinks through.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/live/desk_at_work.h"
#include "tests/storage/sample.h"

namespace dais::live {
namespace {

constexpr std::int64_t kNineMs = 1'726'131'600'000;  // 2024-09-12T09:00Z
constexpr std::int64_t kMinuteMs = 60'000;

v1::Command command(const std::string& id) {
    v1::Command made;
    made.set_log("test");
    made.set_id(id);
    made.set_basis(1'000);
    return made;
}

v1::Command put_session(const std::string& id, std::int64_t start_ms, std::int64_t minutes) {
    v1::Command made = command(id);
    v1::Session& session = *made.mutable_put_session()->mutable_session();
    session.add_title()->set_text(id);
    session.mutable_planned()->set_starts_at_ms(start_ms);
    session.mutable_planned()->set_ends_at_ms(start_ms + minutes * kMinuteMs);
    return made;
}

v1::Command start(const std::string& id, const std::string& session) {
    v1::Command made = command(id);
    made.mutable_start_session()->set_id(session);
    return made;
}

std::string begin(DeskAtWork& desk, std::int64_t minutes) {
    v1::Command summit = command("summit");
    summit.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
    EXPECT_TRUE(desk.ask(summit).has_done());
    return desk.ask(put_session("plenary", kNineMs, minutes)).done().id();
}

// The session's progress once it satisfies the condition; as it is after half a minute otherwise.
template <class Condition>
v1::SessionProgress wait_for(DeskAtWork& desk, const std::string& session, Condition condition) {
    v1::SessionProgress progress;
    for (int i = 0; i < 3'000; ++i) {
        const auto held = desk.view().view->get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, session);
        progress = held.value_or(v1::SessionProgress());
        if (condition(progress)) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return progress;
}

void play_from_nine(Desk& desk) { desk.play("test", kNineMs, 2'000'000); }  // an hour in less than two seconds

TEST(DeskDue, AnOverrunIsPushedOnByStepsOfTheLogsClock) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {}, play_from_nine);
    const std::string session = begin(desk, 30);
    ASSERT_TRUE(desk.ask(start("start", session)).has_done());
    const auto progress = wait_for(desk, session, [](const v1::SessionProgress& now) { return now.end_is_least(); });
    EXPECT_TRUE(progress.end_is_least());
    const std::int64_t over_ms = progress.projected_end_ms() - progress.actual_start_ms() - 30 * kMinuteMs;
    EXPECT_GT(over_ms, 0);
    EXPECT_EQ(over_ms % (5 * kMinuteMs), 0);
    const summit::Record& record = *desk.view().view->find(v1::KIND_SESSION_PROGRESS, session);
    EXPECT_EQ(record.touch->actor.login(), "server");
    EXPECT_EQ(record.touch->actor.role(), v1::ROLE_SERVER);
}

TEST(DeskDue, WhatEndedInTimeIsNotPushed) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {}, play_from_nine);
    const std::string session = begin(desk, 6'000);
    ASSERT_TRUE(desk.ask(start("start", session)).has_done());
    v1::Command end = command("end");
    end.mutable_end_session()->set_id(session);
    ASSERT_TRUE(desk.ask(end).has_done());
    const std::uint64_t seq = desk.view().view->seq();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_EQ(desk.view().view->seq(), seq);
}

TEST(DeskDue, WhatWasDueWhileTheServerWasDownFiresAtItsStart) {
    tests::TempDirectory directory;
    std::string session;
    {
        DeskAtWork desk(directory.path(), {}, [](Desk& played) { played.play("test", kNineMs, 1'000); });
        session = begin(desk, 30);
        ASSERT_TRUE(desk.ask(start("start", session)).has_done());
    }
    DeskAtWork desk(directory.path(), {}, [](Desk& played) { played.play("test", kNineMs + 42 * kMinuteMs, 1'000); });
    const auto progress = wait_for(desk, session, [](const v1::SessionProgress& now) {
        return now.projected_end_ms() >= kNineMs + 45 * kMinuteMs;
    });
    EXPECT_EQ((progress.projected_end_ms() - progress.actual_start_ms()) / kMinuteMs, 45);
}

TEST(DeskDue, APlayedLogGoesOnFromItsLastChange) {
    tests::TempDirectory directory;
    {
        DeskAtWork desk(directory.path(), {},
                        [](Desk& played) { played.play("test", kNineMs + 60 * kMinuteMs, 1'000); });
        begin(desk, 30);
    }
    DeskAtWork desk(directory.path(), {}, [](Desk& played) {
        played.play("test", kNineMs, 60'000);
        EXPECT_GE(played.clocks().now_ms("test"), kNineMs + 60 * kMinuteMs);
        EXPECT_EQ(played.clocks().now("test").rate_permille(), 60'000u);
        EXPECT_EQ(played.clocks().now("another").rate_permille(), 1'000u);
    });
}

TEST(DeskPreview, TellsWhatWouldComeOfItAndDoesNothing) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {}, play_from_nine);
    const std::string session = begin(desk, 6'000);
    const std::uint64_t seq = desk.view().view->seq();
    v1::Command move = command("later");
    move.mutable_set_projected_start()->set_id(session);
    move.mutable_set_projected_start()->set_at_ms(kNineMs + 10 * kMinuteMs);
    move.set_preview(true);
    const v1::Reply seen = desk.ask(move);
    ASSERT_TRUE(seen.has_preview()) << seen.ShortDebugString();
    EXPECT_EQ(seen.command_id(), "later");
    ASSERT_EQ(seen.preview().sessions_size(), 1);
    EXPECT_EQ(seen.preview().sessions(0), session);
    EXPECT_EQ(desk.view().view->seq(), seq);
    // Its id is not used up.
    move.set_preview(false);
    EXPECT_TRUE(desk.ask(move).has_done());
}

TEST(DeskPreview, OfAnUndoAndOfALogThatIsNotThereYet) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {}, play_from_nine);
    v1::Command summit = command("summit");
    summit.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
    summit.set_preview(true);
    EXPECT_TRUE(desk.ask(summit).has_preview());
    EXPECT_EQ(desk.view().view, nullptr);
    const std::string session = begin(desk, 6'000);
    v1::Command undo = command("undo");
    undo.mutable_undo()->set_position(2);
    undo.set_preview(true);
    const v1::Reply seen = desk.ask(undo);
    ASSERT_TRUE(seen.has_preview()) << seen.ShortDebugString();
    EXPECT_FALSE(seen.preview().entries(0).has_put());
    EXPECT_NE(desk.view().view->find(v1::KIND_SESSION, session), nullptr);
}

TEST(DeskPreview, IsRefusedLikeTheCommandItself) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {}, play_from_nine);
    begin(desk, 6'000);
    v1::Command move = command("move");
    move.mutable_move_session()->set_id("s0000");
    move.set_preview(true);
    EXPECT_EQ(desk.ask(move).refusal().code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST(LogClocks, WaitAsLongAsTheirRateSays) {
    LogClocks clocks;
    clocks.set("played", kNineMs, 60'000);
    const std::int64_t wait_ms = clocks.until("played", kNineMs + 60 * kMinuteMs).count();
    EXPECT_LE(wait_ms, 60'000);
    EXPECT_GT(wait_ms, 50'000);
    EXPECT_EQ(clocks.until("played", kNineMs - 1).count(), 0);
}

TEST(ClockWatch, NoticesAStepAndNotADrift) {
    ClockWatch watch;
    EXPECT_FALSE(watch.stepped(kNineMs, 5'000)) << "there is nothing to compare with yet";
    EXPECT_FALSE(watch.stepped(kNineMs + 4'050, 9'000));
    EXPECT_TRUE(watch.stepped(kNineMs + 8'000 + 61'000, 13'000)) << "put on";
    EXPECT_FALSE(watch.stepped(kNineMs + 12'000 + 61'000, 17'000)) << "told once";
    EXPECT_TRUE(watch.stepped(kNineMs + 16'000 - 61'000, 21'000)) << "put back";
}

}  // namespace
}  // namespace dais::live
