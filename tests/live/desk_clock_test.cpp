// What the desk's clock does by itself, to the minute, in a time that passes when the test says so; and whose time that
// is (decision D11).
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <optional>
#include <set>
#include <thread>

#include "server/summit/limits.h"
#include "tests/live/desk_at_work.h"
#include "tests/live/time_of_a_test.h"
#include "tests/storage/faulty_vfs.h"
#include "tests/storage/sample.h"

namespace dais::live {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kNineMs = 1'726'135'200'000;
constexpr std::int64_t kHalfPastMs = kNineMs + 30 * kMinuteMs;

v1::Command command(const std::string& id) {
    v1::Command made;
    made.set_log("test");
    made.set_id(id);
    made.set_basis(1'000'000);
    return made;
}

// A desk with one session from nine to half past, which has begun.
class DeskClock : public testing::Test {
protected:
    void begin() {
        open();
        v1::Command summit = command("summit");
        summit.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
        ASSERT_TRUE(desk->ask(summit).has_done());
        v1::Command put = command("session");
        v1::Session& planned = *put.mutable_put_session()->mutable_session();
        planned.add_title()->set_text("Opening");
        planned.mutable_planned()->set_starts_at_ms(kNineMs);
        planned.mutable_planned()->set_ends_at_ms(kHalfPastMs);
        session = desk->ask(put).done().id();
        v1::Command start = command("start");
        start.mutable_start_session()->set_id(session);
        ASSERT_TRUE(desk->ask(start).has_done());
    }
    void open(const std::function<void(Desk&)>& before_it_runs = {}) {
        desk.emplace(directory.path(), options, before_it_runs, time.real());
    }

    v1::SessionProgress progress() {
        return *desk->view().view->get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, session);
    }
    // Waits for what must come; a test that fails here does not end by itself.
    void until_expected_to_end_at(std::int64_t at_ms) {
        while (progress().projected_end_ms() != at_ms) std::this_thread::yield();
    }
    // Gives the clock more than time enough to do what it must not.
    void nothing_but_strangers() {
        for (int i = 0; i < 200; ++i) {
            v1::Command end = command("a stranger's");
            end.mutable_end_session()->set_id(session);
            ASSERT_TRUE(desk->ask(end, v1::ROLE_DELEGATE).has_refusal());
        }
    }
    std::vector<storage::StoredChange> by_the_clock() {
        std::vector<storage::StoredChange> pushed;
        storage::Options reading;
        reading.create = false;
        reading.read_only = true;
        storage::Database(directory.path(), reading).changes("test", 0, [&](const storage::StoredChange& stored) {
            if (stored.change.actor().role() == v1::ROLE_SERVER) pushed.push_back(stored);
            return true;
        });
        return pushed;
    }

    tests::TempDirectory directory;
    tests::FaultyVfs vfs;
    storage::Options options;
    TimeOfATest time{kNineMs};
    std::optional<DeskAtWork> desk;
    std::string session;
};

TEST_F(DeskClock, PushesAnOverrunOnWhenItsEndHasPassedAndNotBefore) {
    begin();
    time.passes(30 * kMinuteMs - 1);
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    EXPECT_TRUE(by_the_clock().empty());
    time.passes(1);
    until_expected_to_end_at(kHalfPastMs + 5 * kMinuteMs);
    time.passes(5 * kMinuteMs);
    until_expected_to_end_at(kHalfPastMs + 10 * kMinuteMs);
    v1::Command end = command("end");
    end.mutable_end_session()->set_id(session);
    ASSERT_TRUE(desk->ask(end).has_done());
    time.passes(60 * kMinuteMs);
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    const auto pushed = by_the_clock();
    ASSERT_EQ(pushed.size(), 2u);
    EXPECT_EQ(pushed[0].change.at_ms(), kHalfPastMs);
    EXPECT_EQ(pushed[1].change.at_ms(), kHalfPastMs + 5 * kMinuteMs);
}

TEST_F(DeskClock, WhatWasMissedIsCaughtUpAtTheStart) {
    begin();
    desk.reset();
    time.passes(47 * kMinuteMs);
    open();
    until_expected_to_end_at(kHalfPastMs + 20 * kMinuteMs);
    const auto pushed = by_the_clock();
    ASSERT_EQ(pushed.size(), 1u) << "to the first step that is still to come";
    EXPECT_EQ(pushed[0].change.at_ms(), kNineMs + 47 * kMinuteMs) << "when it was decided";
}

TEST_F(DeskClock, IsNotBelievedAfterTheWallsWasSetUntilAnOrganiserSaysSomething) {
    begin();
    time.is_set_by(30 * kMinuteMs);
    while (desk->counts().clock_doubted == 0) std::this_thread::yield();
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    EXPECT_TRUE(by_the_clock().empty());
    v1::Command tell = command("tell");
    tell.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text("We are here");
    ASSERT_TRUE(desk->ask(tell).has_done());
    until_expected_to_end_at(kHalfPastMs + 5 * kMinuteMs);
    EXPECT_EQ(desk->counts().clock_doubted, 0u);
}

TEST_F(DeskClock, OfAPlayedLogDoesNotCareWhatTheWallShows) {
    begin();
    desk.reset();
    open([](Desk& played) { played.play("test", kNineMs, 60'000); });
    time.is_set_by(-86'400'000);
    EXPECT_EQ(desk->desk().clocks().now_ms("test"), kNineMs);
    time.passes(30'000);
    until_expected_to_end_at(kHalfPastMs + 5 * kMinuteMs);
    EXPECT_EQ(by_the_clock().at(0).change.at_ms(), kHalfPastMs);
}

// As the demo's day: an hour of it passes while its programme is put, and it begins at its beginning all the same.
TEST_F(DeskClock, OfAPlayedLogBeginsAnewOnceWhatIsPlayedIsThere) {
    const auto play = [](Desk& at) { at.play("test", kNineMs, 60 * kRealTime); };
    open(play);
    v1::Command summit = command("summit");
    summit.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
    ASSERT_TRUE(desk->ask(summit).has_done());
    time.passes(kMinuteMs);
    EXPECT_EQ(desk->desk().clocks().now_ms("test"), kNineMs + 60 * kMinuteMs);
    desk->desk().play_anew("test", kNineMs, 60 * kRealTime);
    EXPECT_EQ(desk->desk().clocks().now_ms("test"), kNineMs);
    summit.set_id("again");
    ASSERT_TRUE(desk->ask(summit).has_done());
    time.passes(kMinuteMs);
    desk->desk().play_anew("test", kNineMs - kMinuteMs, 60 * kRealTime);
    EXPECT_EQ(desk->desk().clocks().now_ms("test"), kNineMs) << "not before its last Change";
}

TEST_F(DeskClock, TriesAgainWhatTheDiskRefusedAndDoesItOnce) {
    options.vfs = vfs.name();
    begin();
    vfs.fail_at(tests::FaultyVfs::kWrite, 1, SQLITE_FULL, tests::FaultyVfs::Manner::half_done, true);
    time.passes(30 * kMinuteMs);
    while (desk->counts().unavailable < 3) std::this_thread::yield();
    EXPECT_TRUE(by_the_clock().empty());
    vfs.heal();
    until_expected_to_end_at(kHalfPastMs + 5 * kMinuteMs);
    EXPECT_EQ(by_the_clock().size(), 1u);
}

TEST_F(DeskClock, PushesAgainWhatSomebodyTookBackAndOnlyOnce) {
    begin();
    time.passes(30 * kMinuteMs);
    until_expected_to_end_at(kHalfPastMs + 5 * kMinuteMs);
    v1::Command undo = command("undo");
    undo.mutable_undo()->set_position(desk->view().view->head(v1::AUDIENCE_STAFF).position);
    ASSERT_TRUE(desk->ask(undo).has_done());
    while (by_the_clock().size() < 2) std::this_thread::yield();
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    EXPECT_EQ(by_the_clock().size(), 2u);
}

TEST_F(DeskClock, StopsPushingWhenNobodyCanSitThereAnyMore) {
    begin();
    time.passes(30 * kMinuteMs);
    for (std::int64_t over_ms = summit::kOverrunStepMs; over_ms <= summit::kOverrunMsMax;
         over_ms += summit::kOverrunStepMs) {
        until_expected_to_end_at(kHalfPastMs + over_ms);
        time.passes(summit::kOverrunStepMs);
    }
    time.passes(24 * 60 * kMinuteMs);
    ASSERT_NO_FATAL_FAILURE(nothing_but_strangers());
    const auto pushed = by_the_clock();
    EXPECT_EQ(pushed.size(), static_cast<std::size_t>(summit::kOverrunMsMax / summit::kOverrunStepMs));
    std::set<std::string> ids;
    for (const storage::StoredChange& one : pushed) EXPECT_TRUE(ids.insert(one.command_id).second);
}

TEST(LogClocks, RunAtTheirRateWhateverTheWallShows) {
    TimeOfATest time(5'000'000);
    LogClocks clocks(time.real());
    clocks.set("played", kNineMs, 60'000);
    time.passes(1'500);
    time.is_set_by(7'000);
    EXPECT_EQ(clocks.now_ms("played"), kNineMs + 90'000);
    EXPECT_EQ(clocks.now_ms("another"), 5'008'500);
    for (const std::int64_t wait_ms : {1, 59, 60, 61, 12'345}) {
        const std::int64_t at_ms = clocks.now_ms("played") + wait_ms;
        time.passes(clocks.until("played", at_ms).count());
        EXPECT_GE(clocks.now_ms("played"), at_ms) << "whoever waits finds that it has passed";
    }
}

// Whoever asks again, and then undoes what was done, means that and not what others did since.
TEST(Desk, WhoAsksAgainIsToldWhereItHappenedThen) {
    tests::TempDirectory directory;
    v1::Command summit = command("summit");
    summit.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
    v1::Command one = command("one");
    one.mutable_put_track()->mutable_track()->add_name()->set_text("One");
    v1::Command other = command("other");
    other.mutable_put_track()->mutable_track()->add_name()->set_text("Other");
    std::uint64_t then = 0;
    {
        DeskAtWork desk(directory.path(), {});
        ASSERT_TRUE(desk.ask(summit).has_done());
        then = desk.ask(one).done().position();
        ASSERT_GT(desk.ask(other).done().position(), then);
        EXPECT_EQ(desk.ask(one).done().position(), then);
    }
    DeskAtWork desk(directory.path(), {});
    EXPECT_EQ(desk.ask(one).done().position(), then) << "after a restart";
}

// Somebody else holds the database for a while.
class Holding {
public:
    explicit Holding(const std::string& path) {
        EXPECT_EQ(sqlite3_open(path.c_str(), &file_), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(file_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    }
    ~Holding() { sqlite3_close(file_); }
    Holding(const Holding&) = delete;
    Holding& operator=(const Holding&) = delete;

private:
    sqlite3* file_ = nullptr;
};

// What waits for the disk may never have happened, and holds up no preview.
TEST(DeskPreview, SeesWhatIsDurableAndWaitsForNoDisk) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {});
    v1::Command summit = command("summit");
    summit.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
    ASSERT_TRUE(desk.ask(summit).has_done());
    v1::Command track = command("track");
    track.mutable_put_track()->mutable_track()->add_name()->set_text("Track");
    v1::Command undo = command("undo");
    undo.set_preview(true);
    undo.mutable_undo()->set_position(2);
    v1::Command room = command("room");
    room.set_preview(true);
    room.mutable_put_room()->mutable_room()->add_name()->set_text("Room");
    std::future<v1::Reply> stored;
    {
        const Holding holding(directory.path());
        stored = desk.submit(track);
        EXPECT_EQ(desk.ask(undo).refusal().code(), v1::REFUSAL_CODE_NOT_FOUND) << "no such position yet";
        EXPECT_TRUE(desk.ask(room).has_preview());
    }
    ASSERT_TRUE(stored.get().has_done());
    EXPECT_TRUE(desk.ask(undo).has_preview());
}

}  // namespace
}  // namespace dais::live
