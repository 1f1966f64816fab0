// Decision D1: nothing leaves the desk before it is on disk, and what could not be stored never happened. A real desk
// on a real database whose disk fails on demand.
#include "server/live/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <map>
#include <sstream>
#include <thread>

#include "server/live/rim.h"
#include "server/verify.h"
#include "tests/live/desk_at_work.h"
#include "tests/storage/faulty_vfs.h"
#include "tests/storage/sample.h"

namespace dais::live {
namespace {

using testing::HasSubstr;
using tests::FaultyVfs;

storage::Options through(const FaultyVfs& vfs) {
    storage::Options options;
    options.vfs = vfs.name();
    return options;
}

v1::Command put_summit() {
    v1::Command command;
    command.set_log("test");
    command.set_id("summit");
    command.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
    return command;
}

v1::Command announce(const std::string& title) {
    v1::Command command;
    command.set_log("test");
    command.set_id(title);
    command.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text(title);
    return command;
}

std::vector<storage::StoredChange> on_disk(const std::string& path) {
    storage::Options options;
    options.create = false;
    options.read_only = true;
    storage::Database database(path, options);
    std::vector<storage::StoredChange> changes;
    database.changes("test", 0, [&](const storage::StoredChange& change) {
        changes.push_back(change);
        return true;
    });
    return changes;
}

TEST(Desk, ARepliesChangeIsOnDiskBeforeTheReplyLeaves) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {});
    std::vector<std::size_t> stored;
    desk.when_replying = [&](const v1::Reply&) { stored.push_back(on_disk(directory.path()).size()); };
    EXPECT_TRUE(desk.ask(put_summit()).has_done());
    for (const char* title : {"one", "two", "three"}) EXPECT_TRUE(desk.ask(announce(title)).has_done());
    EXPECT_THAT(stored, testing::ElementsAre(1, 2, 3, 4));
}

TEST(Desk, WhatWaitsSharesAGroupAndRepliesKeepTheirOrder) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {});
    desk.ask(put_summit());
    std::vector<std::string> order;
    desk.when_replying = [&](const v1::Reply& reply) { order.push_back(reply.command_id()); };
    std::vector<std::future<v1::Reply>> replies;
    std::vector<std::string> sent;
    for (int i = 0; i < 200; ++i) {
        v1::Command command = announce("number " + std::to_string(i));
        // A refusal must not overtake what was asked for before it.
        if (i % 3 == 0) command.clear_publish_announcement();
        sent.push_back(command.id());
        replies.push_back(desk.submit(std::move(command)));
    }
    for (std::size_t i = 0; i < replies.size(); ++i)
        EXPECT_EQ(replies[i].get().has_refusal(), i % 3 == 0) << "command " << i;
    EXPECT_EQ(order, sent);
    EXPECT_LT(desk.counts().groups, 200u);
}

TEST(Desk, WhatHasComeBeforeTheDiskIsAskedSharesTheFirstGroup) {
    tests::TempDirectory directory;
    constexpr std::size_t kCommands = 8;
    std::vector<std::promise<v1::Reply>> replies(kCommands);
    DeskAtWork at(directory.path(), {}, [&](Desk& desk) {
        for (std::size_t i = 0; i < kCommands; ++i) {
            v1::Command command = i == 0 ? put_summit() : announce("number " + std::to_string(i));
            std::string digest = body_digest(command);
            v1::Actor organiser;
            organiser.set_login("key:test");
            organiser.set_role(v1::ROLE_ORGANISER);
            desk.submit({std::move(command), std::move(digest), std::move(organiser),
                         [&replies, i](const v1::Reply& reply) { replies[i].set_value(reply); }});
        }
    });
    for (auto& reply : replies) EXPECT_TRUE(reply.get_future().get().has_done());
    EXPECT_EQ(at.counts().groups, 1u);
}

TEST(Desk, WhatTheDiskRefusesNeverHappenedAndMayBeAskedAgain) {
    tests::TempDirectory directory;
    FaultyVfs vfs;
    DeskAtWork desk(directory.path(), through(vfs));
    ASSERT_TRUE(desk.ask(put_summit()).has_done());
    const std::string before = desk.view().view->dump(v1::AUDIENCE_STAFF);

    vfs.fail_at(FaultyVfs::kWrite, 1, SQLITE_FULL, FaultyVfs::Manner::half_done, true);
    std::vector<std::future<v1::Reply>> replies;
    for (const char* title : {"one", "two", "three"}) replies.push_back(desk.submit(announce(title)));
    // It would be refused if the three were there, and allowed if they were not; nobody can tell yet.
    v1::Command reused = announce("one");
    reused.mutable_publish_announcement()->mutable_announcement()->mutable_title(0)->set_text("other");
    replies.push_back(desk.submit(reused));
    for (std::future<v1::Reply>& reply : replies) {
        const v1::Reply said = reply.get();
        ASSERT_TRUE(said.has_unavailable()) << said.ShortDebugString();
        EXPECT_THAT(said.unavailable().reason(), HasSubstr("the disk is full"));
    }
    EXPECT_EQ(desk.view().view->dump(v1::AUDIENCE_STAFF), before);
    EXPECT_EQ(on_disk(directory.path()).size(), 1u);

    vfs.heal();
    for (const char* title : {"one", "two", "three"}) EXPECT_TRUE(desk.ask(announce(title)).has_done()) << title;
    EXPECT_EQ(desk.view().view->seq(), 4u);
    EXPECT_EQ(on_disk(directory.path()).size(), 4u);
    EXPECT_EQ(desk.ask(reused).refusal().code(), v1::REFUSAL_CODE_COMMAND_ID_REUSED);
}

TEST(Desk, ALogWhoseFirstChangeIsRefusedByTheDiskIsNotThere) {
    tests::TempDirectory directory;
    FaultyVfs vfs;
    DeskAtWork desk(directory.path(), through(vfs));
    vfs.fail_at(FaultyVfs::kWrite, 1, SQLITE_FULL, FaultyVfs::Manner::half_done, true);
    EXPECT_TRUE(desk.ask(put_summit()).has_unavailable());
    EXPECT_EQ(desk.view().view, nullptr);
    vfs.heal();
    EXPECT_EQ(desk.ask(announce("one")).refusal().code(), v1::REFUSAL_CODE_NOT_FOUND);
    EXPECT_TRUE(desk.ask(put_summit()).has_done());
    EXPECT_TRUE(desk.ask(announce("one")).has_done());
}

TEST(Desk, ACommitThatCannotBeJudgedStopsItAndNobodyIsAnswered) {
    tests::TempDirectory directory;
    FaultyVfs vfs;
    DeskAtWork desk(directory.path(), through(vfs));
    ASSERT_TRUE(desk.ask(put_summit()).has_done());
    std::future<std::string> fault = desk.fault();
    vfs.fail_at(FaultyVfs::kSync, 1, SQLITE_IOERR, FaultyVfs::Manner::not_done, true);
    std::future<v1::Reply> reply = desk.submit(announce("one"));
    EXPECT_THAT(fault.get(), HasSubstr("it cannot be known whether the last changes were written"));
    EXPECT_THROW(reply.get(), std::future_error) << "its promise was let go without an answer";
}

// How a group of 50 ends whose nth operation on the disk fails.
struct Ended {
    std::vector<std::future<v1::Reply>> replies;
    bool fault = false;
    bool reached = false;  // there was an nth operation
};

Ended fail_once(const std::string& path, unsigned operations, int code, int nth) {
    Ended ended;
    FaultyVfs vfs;
    DeskAtWork desk(path, through(vfs));
    EXPECT_TRUE(desk.ask(put_summit()).has_done());
    std::future<std::string> fault = desk.fault();
    vfs.fail_at(operations, nth, code);
    for (int i = 0; i < 50; ++i) ended.replies.push_back(desk.submit(announce(std::to_string(i))));
    const auto ready = [](const auto& future) {
        return future.wait_for(std::chrono::milliseconds(1)) == std::future_status::ready;
    };
    while (!ready(ended.replies.back()) && !ready(fault)) continue;
    ended.fault = ready(fault);
    ended.reached = vfs.fired();
    vfs.heal();
    return ended;
}

// Each in turn fails; what was answered "done" is on disk once, what was answered "unavailable" is not there.
void fail_everywhere(unsigned operations, int code) {
    bool reached = true;
    for (int nth = 1; reached; ++nth) {
        SCOPED_TRACE("operation " + std::to_string(nth));
        tests::TempDirectory directory;
        Ended ended = fail_once(directory.path(), operations, code, nth);
        reached = ended.reached;
        std::map<std::string, int> stored;
        for (const storage::StoredChange& change : on_disk(directory.path())) ++stored[change.command_id];
        for (std::size_t i = 0; i < ended.replies.size(); ++i) {
            const int times = stored[std::to_string(i)];
            EXPECT_LE(times, 1) << "command " << i;
            try {
                EXPECT_EQ(ended.replies[i].get().has_done(), times == 1) << "command " << i;
            } catch (const std::future_error&) {
                EXPECT_TRUE(ended.fault) << "command " << i << " was not answered";
            }
        }
        storage::Database database(directory.path(), {});
        std::ostringstream report;
        EXPECT_TRUE(verify(database, report)) << report.str();
        ASSERT_FALSE(testing::Test::HasFailure());
        ASSERT_LT(nth, 2'000);
    }
}

TEST(Desk, EachAnswerIsTrueWhicheverWriteFindsTheDiskFull) { fail_everywhere(FaultyVfs::kWrite, SQLITE_FULL); }
TEST(Desk, EachAnswerIsTrueWhicheverWriteFails) { fail_everywhere(FaultyVfs::kWrite, SQLITE_IOERR); }
TEST(Desk, EachAnswerIsTrueWhicheverSyncFails) { fail_everywhere(FaultyVfs::kSync, SQLITE_IOERR); }

// A log's ledger is handed out, with the digest of every command in it.
TEST(Desk, NobodyCanTestGuessesAboutACommandByTheDigestThatIsKept) {
    tests::TempDirectory directory;
    DeskAtWork(directory.path(), {}).ask(put_summit());
    DeskAtWork desk(directory.path(), {});
    ASSERT_TRUE(desk.ask(announce("one")).has_done());
    const auto changes = on_disk(directory.path());
    ASSERT_EQ(changes.size(), 2u);
    const std::string guessed = body_digest(announce("one"));
    EXPECT_NE(changes[1].body_digest, guessed);
    EXPECT_EQ(changes[1].body_digest, kept_digest(desk.view().secret, guessed));
    // It tells the same command from another all the same, also after a start.
    v1::Command other = announce("one");
    other.mutable_publish_announcement()->mutable_announcement()->mutable_title(0)->set_text("other");
    EXPECT_EQ(desk.ask(other).refusal().code(), v1::REFUSAL_CODE_COMMAND_ID_REUSED);
    EXPECT_EQ(desk.ask(put_summit()).done().position(), 1u);
}

TEST(Desk, ACommandOfAnOlderReleaseIsKnownAgain) {
    tests::TempDirectory directory;
    {
        storage::Database database(directory.path(), {});
        storage::Append first;
        first.log = "test";
        first.new_secret = tests::bytes32('s');
        first.command_id = "one";
        first.body_digest = body_digest(announce("one"));
        first.made = "a1";
        first.change.set_seq(1);
        first.change.mutable_actor()->set_login("key:test");
        ASSERT_TRUE(database.append({first}).committed);
    }
    DeskAtWork desk(directory.path(), {});
    EXPECT_EQ(desk.ask(announce("one")).done().id(), "a1");
}

// Decision D11: the wall clock may be set back, the log's time never goes back.
TEST(Desk, TimeInALogNeverDecreases) {
    tests::TempDirectory directory;
    const std::int64_t tomorrow_ms = wall_clock_ms() + 86'400'000;
    {
        storage::Database database(directory.path(), {});
        storage::Append first;
        first.log = "test";
        first.new_secret = tests::bytes32('s');
        first.command_id = "first";
        first.body_digest = tests::bytes32('b');
        first.change.set_seq(1);
        first.change.set_at_ms(tomorrow_ms);
        ASSERT_TRUE(database.append({first}).committed);
    }
    {
        DeskAtWork desk(directory.path(), {});
        EXPECT_TRUE(desk.ask(announce("one")).has_done());
        EXPECT_TRUE(desk.ask(announce("two")).has_done());
    }
    const auto changes = on_disk(directory.path());
    ASSERT_EQ(changes.size(), 3u);
    for (const storage::StoredChange& stored : changes) EXPECT_EQ(stored.change.at_ms(), tomorrow_ms);
}

// Decision D16: a Summit's offsets are computed here, whatever the client says, so that phones agree.
TEST(Desk, ASummitGetsTheOffsetsOfItsZone) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {});
    v1::Command command = put_summit();
    v1::Summit& summit = *command.mutable_put_summit()->mutable_summit();
    summit.set_zone("Europe/Lisbon");
    v1::Date& day = *summit.add_days();
    day.set_year(2024);
    day.set_month(10);
    day.set_day(27);
    summit.add_offsets()->set_seconds(12'345);
    ASSERT_TRUE(desk.ask(command).has_done());
    const auto kept = *desk.view().view->get<v1::Summit>(v1::KIND_SUMMIT, "m");
    ASSERT_EQ(kept.offsets_size(), 2);
    EXPECT_EQ(kept.offsets(0).seconds(), 3'600);
    EXPECT_EQ(kept.offsets(1).seconds(), 0);
    EXPECT_EQ(kept.offsets(1).since_ms(), 1'729'990'800'000) << "2024-10-27 01:00 UTC";
}

// However many shards ask, and however often while nothing changes.
TEST(Desk, ASnapshotIsMadeOnceForAllWhoWouldBeGivenTheSame) {
    const tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {});
    ASSERT_TRUE(desk.ask(put_summit()).has_done());
    const auto ask = [&] {
        const auto made = std::make_shared<std::promise<std::shared_ptr<const Snapshot>>>();
        desk.desk().make_snapshot("test", v1::AUDIENCE_PUBLIC,
                                  [made](std::shared_ptr<const Snapshot> snapshot) { made->set_value(snapshot); });
        return made->get_future();
    };
    std::vector<std::future<std::shared_ptr<const Snapshot>>> asked;
    for (int i = 0; i < 4; ++i) asked.push_back(ask());
    const auto first = asked[0].get();
    for (std::size_t i = 1; i < asked.size(); ++i) EXPECT_EQ(asked[i].get(), first);
    EXPECT_EQ(ask().get(), first);
    ASSERT_TRUE(desk.ask(announce("two")).has_done());
    EXPECT_GT(ask().get()->position, first->position);
}

}  // namespace
}  // namespace dais::live
