#include "clients/cpp/follower.h"

#include <gtest/gtest.h>

#include "tests/clients/scripted_log.h"

namespace dais::client {
namespace {

// A follower that holds a log of three records.
class Following : public ::testing::Test {
protected:
    void SetUp() override {
        log.change(
            {put(v1::KIND_ROOM, "r1", "one"), put(v1::KIND_ROOM, "r2", "two"), put(v1::KIND_SESSION, "s1", "three")});
        take_snapshot();
        ASSERT_TRUE(follower.complete());
    }

    void take_snapshot() {
        ASSERT_EQ(follower.take(log.welcome()), Taken::snapshot_comes);
        for (const auto& part : log.snapshot(2)) last = follower.take(part);
        ASSERT_EQ(last, Taken::snapshot_complete);
    }

    void expect_equal() {
        EXPECT_EQ(follower.position(), log.position);
        EXPECT_EQ(follower.chain(), log.chain());
        EXPECT_EQ(follower.records().dump(), log.records.dump());
    }

    ScriptedLog log;
    Follower follower;
    Taken last = Taken::not_mine;
};

TEST_F(Following, LearnsTheNameOfTheOnlyLog) { EXPECT_EQ(follower.log(), "summit"); }

TEST_F(Following, FoldsWhatContinues) {
    EXPECT_EQ(follower.take(log.change({put(v1::KIND_ROOM, "r1", "new"), removed(v1::KIND_ROOM, "r2")})),
              Taken::folded);
    EXPECT_EQ(follower.take(log.change({put(v1::KIND_ROOM, "r3", "more")})), Taken::folded);
    expect_equal();
    EXPECT_EQ(follower.changes(), 2u);
    EXPECT_EQ(follower.frames(), 5u);  // Welcome, two parts, two Changes
}

// A server may send a snapshot that it has at hand, and what happened since.
TEST_F(Following, AnOldSnapshotIsNotCurrentUntilWhatHappenedSinceIsThere) {
    const auto old = log.snapshot();
    const auto since = log.change({put(v1::KIND_ROOM, "r3", "since")});
    Follower late;
    late.take(log.welcome());
    EXPECT_FALSE(late.current());
    EXPECT_EQ(late.take(old[0]), Taken::snapshot_complete);
    EXPECT_TRUE(late.complete());
    EXPECT_FALSE(late.current());
    EXPECT_EQ(late.take(since), Taken::folded);
    EXPECT_TRUE(late.current());
}

TEST_F(Following, AResumeIsNotCurrentUntilWhatWasMissedIsThere) {
    const auto missed = log.change({put(v1::KIND_ROOM, "r3", "missed")});
    EXPECT_EQ(follower.take(log.welcome(true)), Taken::welcomed);
    EXPECT_FALSE(follower.current());
    EXPECT_EQ(follower.take(missed), Taken::folded);
    EXPECT_TRUE(follower.current());
}

TEST_F(Following, FoldsSeveralChangesOfOneMessage) {
    auto message = log.change({put(v1::KIND_ROOM, "r1", "first")});
    const auto second = log.change({put(v1::KIND_ROOM, "r1", "second")});
    *message.mutable_changes()->add_changes() = second.changes().changes(0);
    message.mutable_changes()->set_position(second.changes().position());
    message.mutable_changes()->set_chain(second.changes().chain());
    message.mutable_changes()->set_digest(second.changes().digest());
    EXPECT_EQ(follower.take(message), Taken::folded);
    EXPECT_EQ(follower.changes(), 2u);
    expect_equal();
}

TEST_F(Following, KeepsKindsThatItDoesNotKnow) {
    EXPECT_EQ(follower.take(log.change({put(4711, "x1", "of a later release")})), Taken::folded);
    ASSERT_NE(follower.records().find(4711, "x1"), nullptr);
    EXPECT_EQ(*follower.records().find(4711, "x1"), "of a later release");
    EXPECT_EQ(follower.take(log.heartbeat()), Taken::heartbeat);
    expect_equal();
}

TEST_F(Following, AMissedChangeIsAGapAndChangesNothing) {
    const auto before = follower.records().dump();
    log.change({put(v1::KIND_ROOM, "r1", "missed")});
    EXPECT_EQ(follower.take(log.change({put(v1::KIND_ROOM, "r2", "seen")})), Taken::gap);
    EXPECT_EQ(follower.records().dump(), before);
    ASSERT_TRUE(follower.resume());
    EXPECT_EQ(follower.resume()->position(), 1u);
}

TEST_F(Following, ARepeatedChangeIsAGap) {
    const auto message = log.change({put(v1::KIND_ROOM, "r1", "new")});
    EXPECT_EQ(follower.take(message), Taken::folded);
    EXPECT_EQ(follower.take(message), Taken::gap);
}

TEST_F(Following, AWrongCountIsAGap) {
    auto message = log.change({put(v1::KIND_ROOM, "r1", "new")});
    message.mutable_changes()->set_position(9);
    EXPECT_EQ(follower.take(message), Taken::gap);
}

TEST_F(Following, AHeartbeatBeyondIsAGap) {
    log.change({put(v1::KIND_ROOM, "r1", "missed")});
    EXPECT_EQ(follower.take(log.heartbeat()), Taken::gap);
}

TEST_F(Following, AnotherHistoryAtTheSamePositionIsAGap) {
    log.history = "other";
    EXPECT_EQ(follower.take(log.heartbeat()), Taken::gap);
}

TEST_F(Following, ResumeSaysWhereItStands) {
    const auto resume = follower.follow().resume();
    EXPECT_EQ(resume.position(), 1u);
    EXPECT_EQ(resume.audience(), v1::AUDIENCE_PUBLIC);
    EXPECT_EQ(resume.view(), "viewview");
    EXPECT_EQ(resume.chain(), log.chain());
    EXPECT_FALSE(Follower("other").follow().has_resume());
}

TEST_F(Following, AGoodResumeGoesOnWithTheMissedChangesAlone) {
    const auto missed = log.change({put(v1::KIND_ROOM, "r1", "missed")});
    const auto frames = follower.frames();
    EXPECT_EQ(follower.take(log.welcome(true)), Taken::welcomed);
    EXPECT_EQ(follower.take(missed), Taken::folded);
    EXPECT_EQ(follower.frames() - frames, 2u);
    EXPECT_EQ(follower.changes(), 1u);
    expect_equal();
}

TEST_F(Following, TheSnapshotReplacesEverythingOnItsLastPart) {
    const auto before = follower.records().dump();
    log.change({removed(v1::KIND_ROOM, "r1"), put(v1::KIND_PERSON, "p1", "new")});
    log.history = "restored";
    EXPECT_EQ(follower.take(log.welcome()), Taken::snapshot_comes);
    const auto parts = log.snapshot(3);
    EXPECT_EQ(follower.take(parts[0]), Taken::snapshot_part);
    EXPECT_EQ(follower.take(log.heartbeat()), Taken::early);
    EXPECT_EQ(follower.take(parts[1]), Taken::snapshot_part);
    EXPECT_EQ(follower.records().dump(), before) << "nothing half swapped";
    EXPECT_EQ(follower.take(parts[2]), Taken::snapshot_complete);
    expect_equal();
    EXPECT_EQ(follower.take(log.change({put(v1::KIND_ROOM, "r9", "after")})), Taken::folded);
}

TEST_F(Following, AMissingPartIsAGap) {
    const auto parts = log.snapshot(3);
    EXPECT_EQ(follower.take(parts[0]), Taken::snapshot_part);
    EXPECT_EQ(follower.take(parts[2]), Taken::gap);
}

TEST_F(Following, AnotherSnapshotMayBeginInTheMiddleOfOne) {
    EXPECT_EQ(follower.take(log.snapshot(3)[0]), Taken::snapshot_part);
    log.change({put(v1::KIND_ROOM, "r1", "later")});
    const auto parts = log.snapshot(2);
    EXPECT_EQ(follower.take(parts[0]), Taken::snapshot_part);
    EXPECT_EQ(follower.take(parts[1]), Taken::snapshot_complete);
    expect_equal();
}

TEST_F(Following, ACutSnapshotLeavesNoTraceInTheNextConversation) {
    EXPECT_EQ(follower.take(log.snapshot(2)[0]), Taken::snapshot_part);
    EXPECT_EQ(follower.follow().resume().position(), 1u);
    EXPECT_EQ(follower.take(log.welcome(true)), Taken::welcomed);
    EXPECT_EQ(follower.take(log.change({put(v1::KIND_ROOM, "r1", "new")})), Taken::folded);
    expect_equal();
}

TEST_F(Following, ASnapshotWithAnotherDigestIsRefused) {
    auto parts = log.snapshot();
    parts[0].mutable_snapshot()->mutable_entries(0)->set_put("damaged on the way");
    EXPECT_EQ(follower.take(parts[0]), Taken::digest_differed);
    EXPECT_FALSE(follower.complete());
    EXPECT_FALSE(follower.resume());
}

TEST_F(Following, ChangesWithAnotherDigestDropWhatIsHeld) {
    auto message = log.change({put(v1::KIND_ROOM, "r1", "new")});
    message.mutable_changes()->mutable_changes(0)->mutable_entries(0)->set_put("damaged on the way");
    EXPECT_EQ(follower.take(message), Taken::digest_differed);
    EXPECT_FALSE(follower.follow().has_resume());
    EXPECT_TRUE(follower.records().all().empty());
}

TEST_F(Following, ADamagedByteIsNoticedAtTheNextHeartbeat) {
    const_cast<std::string&>(*follower.records().find(v1::KIND_SESSION, "s1"))[0] ^= 1;
    EXPECT_EQ(follower.take(log.heartbeat()), Taken::digest_differed);
    take_snapshot();
    expect_equal();
}

TEST_F(Following, ALostRecordIsNoticedAtTheNextHeartbeat) {
    follower.records_to_damage().apply(removed(v1::KIND_ROOM, "r2"));
    EXPECT_EQ(follower.take(log.heartbeat()), Taken::digest_differed);
}

TEST_F(Following, AResetWaitsForTheSnapshotOfTheOtherAudience) {
    v1::ServerMessage reset;
    reset.mutable_reset()->set_log("summit");
    reset.mutable_reset()->set_audience(v1::AUDIENCE_PRESS);
    EXPECT_EQ(follower.take(reset), Taken::reset);
    EXPECT_FALSE(follower.follow().has_resume()) << "what is held belongs to another audience";
    EXPECT_EQ(follower.take(log.heartbeat()), Taken::early);

    ScriptedLog press;
    press.audience = v1::AUDIENCE_PRESS;
    press.change({put(v1::KIND_ROOM, "r1", "for the press")});
    EXPECT_EQ(follower.take(press.snapshot()[0]), Taken::snapshot_complete);
    EXPECT_EQ(follower.audience(), v1::AUDIENCE_PRESS);
    EXPECT_EQ(follower.records().dump(), press.records.dump());
    EXPECT_EQ(follower.resume()->audience(), v1::AUDIENCE_PRESS);
}

TEST_F(Following, OtherLogsAreNotMine) {
    ScriptedLog other("another");
    EXPECT_EQ(follower.take(other.welcome()), Taken::not_mine);
    EXPECT_EQ(follower.take(other.change({put(v1::KIND_ROOM, "r1", "x")})), Taken::not_mine);
    EXPECT_EQ(follower.take(other.snapshot()[0]), Taken::not_mine);
    expect_equal();
}

TEST(Follower, KnowsWhenThereIsNoSuchLog) {
    ScriptedLog log;
    auto message = log.welcome();
    message.mutable_welcome()->mutable_followed(0)->set_unknown(true);
    EXPECT_EQ(Follower("summit").take(message), Taken::unknown_log);
}

TEST(Follower, ChangesBeforeAnySnapshotAreAGap) {
    ScriptedLog log;
    Follower follower("summit");
    EXPECT_EQ(follower.take(log.heartbeat()), Taken::early);
    EXPECT_EQ(follower.take(log.change({put(v1::KIND_ROOM, "r1", "x")})), Taken::gap);
}

TEST(Follower, AResumeThatNobodyAskedForIsAGap) {
    ScriptedLog log;
    EXPECT_EQ(Follower("summit").take(log.welcome(true)), Taken::gap);
}

}  // namespace
}  // namespace dais::client
