// What is folded once for all screens is right for each of them, and one liar spoils nothing for the others.
#include "clients/cpp/load/book.h"

#include <gtest/gtest.h>

#include "clients/cpp/load/stamp.h"
#include "server/summit/hash.h"
#include "tests/clients/scripted_log.h"

namespace dais::load {
namespace {

using client::put;
using client::ScriptedLog;

class LoadBook : public ::testing::Test {
protected:
    LoadBook() {
        log.change({put(v1::KIND_ROOM, "r1", "Hall"), put(v1::KIND_ROOM, "r2", "Sala")});
        take_snapshot();
    }

    const SeenSnapshot* take_snapshot(std::uint32_t parts = 1) {
        const SeenSnapshot* seen = nullptr;
        for (const auto& part : log.snapshot(parts))
            seen = book.learn_part(seen ? seen->id : 0, part.snapshot(), part.SerializeAsString());
        return seen;
    }
    const SeenFrame& take(const v1::ServerMessage& message) {
        return book.learn(message.changes(), message.SerializeAsString());
    }
    v1::ServerMessage next(const std::string& body) { return log.change({put(v1::KIND_ROOM, "r1", body)}); }
    bool agrees_here() { return agrees(log.position, log.records.digest()); }
    bool agrees(std::uint64_t position, std::uint64_t digest) {
        return book.agrees_at(position, summit::first_u64(log.chain()), digest).value_or(false);
    }

    ScriptedLog log;
    Book book;
};

TEST_F(LoadBook, TheSameBytesAreJudgedOnce) {
    const auto change = next("Great Hall");
    EXPECT_EQ(take(change).verdict, Verdict::agrees);
    const auto* again = book.find(1, change.SerializeAsString());
    ASSERT_NE(again, nullptr);
    EXPECT_EQ(again->position, 2u);
    EXPECT_TRUE(agrees_here());
    EXPECT_EQ(book.find(2, change.SerializeAsString()), nullptr) << "it continues another position";
    EXPECT_EQ(take(log.heartbeat()).verdict, Verdict::agrees);
    EXPECT_NE(book.find(2, log.heartbeat().SerializeAsString()), nullptr);
    EXPECT_EQ(book.folded(), 1u);
}

TEST_F(LoadBook, ADamagedRecordDiffersAndSpoilsNothing) {
    const auto good = next("Great Hall");
    auto bad = good;
    bad.mutable_changes()->mutable_changes(0)->mutable_entries(0)->set_put("Great Hell");
    EXPECT_EQ(take(bad).verdict, Verdict::differs);
    EXPECT_EQ(take(good).verdict, Verdict::agrees) << "what the liar said was taken back";
    EXPECT_TRUE(agrees_here());
    EXPECT_EQ(take(bad).verdict, Verdict::differs) << "also when it was folded already";
}

TEST_F(LoadBook, AWrongDigestOrChainOfAHeartbeatDiffers) {
    auto beat = log.heartbeat();
    beat.mutable_changes()->set_digest(log.records.digest() + 1);
    EXPECT_EQ(take(beat).verdict, Verdict::differs);
    beat = log.heartbeat();
    beat.mutable_changes()->set_chain("another!");
    EXPECT_EQ(take(beat).verdict, Verdict::differs);
}

TEST_F(LoadBook, ASnapshotThatDoesNotSumUpDiffersAndIsForgotten) {
    auto parts = log.snapshot(2);
    parts[1].mutable_snapshot()->mutable_entries(0)->set_put("Halle");
    const auto first = parts[0].SerializeAsString();
    const auto* seen = book.learn_part(0, parts[0].snapshot(), first);
    seen = book.learn_part(seen->id, parts[1].snapshot(), parts[1].SerializeAsString());
    ASSERT_NE(seen, nullptr);
    EXPECT_FALSE(seen->agrees);
    EXPECT_TRUE(take_snapshot(2)->agrees);
    EXPECT_TRUE(book.find_part(0, 0, first)->agrees);
}

TEST_F(LoadBook, APartThatDoesNotContinueIsRefused) {
    const auto parts = log.snapshot(2);
    EXPECT_EQ(book.learn_part(0, parts[1].snapshot(), parts[1].SerializeAsString()), nullptr);
}

TEST_F(LoadBook, WhoRunsAheadIsJudgedOnceTheBookIsThere) {
    const auto second = next("2"), third = next("3");
    take_snapshot();  // at the third
    const auto fourth = next("4");
    EXPECT_EQ(take(fourth).verdict, Verdict::not_yet);
    EXPECT_EQ(take(second).verdict, Verdict::agrees);
    EXPECT_EQ(take(third).verdict, Verdict::agrees);
    EXPECT_EQ(book.position(), 4u);
    EXPECT_TRUE(agrees_here());
    EXPECT_EQ(book.find(3, fourth.SerializeAsString())->verdict, Verdict::agrees);
}

TEST_F(LoadBook, GoesOnFromASnapshotIfNobodyBringsWhatIsMissing) {
    next("2");
    take_snapshot();
    take(next("3"));
    EXPECT_FALSE(agrees_here());
    book.catch_up();  // somebody may still bring it
    book.catch_up();
    EXPECT_TRUE(agrees_here());
    EXPECT_EQ(take(next("4")).verdict, Verdict::agrees);
}

TEST_F(LoadBook, ChangesJoinedInOneFrameAreTheSameChanges) {
    const auto second = next("2"), third = next("3");
    auto joined = third;
    joined.mutable_changes()->set_after(1);
    *joined.mutable_changes()->mutable_changes(0) = second.changes().changes(0);
    *joined.mutable_changes()->add_changes() = third.changes().changes(0);
    EXPECT_EQ(take(second).verdict, Verdict::agrees);
    EXPECT_EQ(take(joined).verdict, Verdict::agrees) << "the one was folded, the other not yet";
    EXPECT_TRUE(agrees_here());
    EXPECT_EQ(take(third).verdict, Verdict::agrees);
    joined.mutable_changes()->mutable_changes(0)->mutable_entries(0)->set_put("other");
    EXPECT_EQ(take(joined).verdict, Verdict::differs);
}

TEST_F(LoadBook, ReadsTheStampOfAnAnnouncement) {
    const auto change = log.change({put(v1::KIND_ANNOUNCEMENT, "a1", "said: " + stamp_text({123'456'789, 42}))});
    const auto& seen = take(change);
    ASSERT_EQ(seen.changes.size(), 1u);
    EXPECT_TRUE(seen.changes[0].stamped);
    EXPECT_EQ(seen.changes[0].number, 42u);
    EXPECT_EQ(seen.changes[0].sent_ns, 123'456'789u);
    EXPECT_FALSE(take(next("4")).changes[0].stamped);
}

}  // namespace
}  // namespace dais::load
