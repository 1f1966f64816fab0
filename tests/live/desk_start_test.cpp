// Decision D19: after a start each audience's ring reaches back as far as it may, whatever others were shown meanwhile.
#include <gtest/gtest.h>

#include <future>
#include <map>
#include <thread>
#include <utility>

#include "server/live/desk.h"
#include "server/live/metrics.h"
#include "server/live/rim.h"
#include "server/live/shard.h"
#include "tests/storage/sample.h"

namespace dais::live {
namespace {

// Announcements, every fourth for all and the others for staff; a checkpoint after the first few.
// Gives the chains by seq, and by position what the public has seen of them.
std::map<std::uint64_t, std::string> write_log(const std::string& path, std::map<std::uint64_t, std::string>& seen) {
    storage::Database database(path, {});
    summit::State state;
    std::map<std::uint64_t, std::string> chains;
    for (std::uint64_t seq = 1; seq <= 80; ++seq) {
        storage::Append append;
        append.log = "test";
        if (seq == 1) append.new_secret = std::string(32, 's');
        append.change.set_seq(seq);
        append.change.mutable_actor()->set_login("key:test");
        append.command_id = "c" + std::to_string(seq);
        append.body_digest = std::string(32, 'd');
        v1::Entry& entry = *append.change.add_entries();
        entry.set_kind(v1::KIND_ANNOUNCEMENT);
        entry.set_id("a" + std::to_string(seq));
        if (seq % 4 == 0) entry.add_audiences(v1::AUDIENCE_PUBLIC);
        entry.add_audiences(v1::AUDIENCE_STAFF);
        entry.set_put("");
        append.shown = summit::State(state).apply(append.change, {}).audiences;
        const std::string chain = database.append({append}).chains.at(0);
        state.apply(append.change, chain);
        chains[seq] = chain.substr(0, 8);
        seen[state.head(v1::AUDIENCE_PUBLIC).position] = state.head(v1::AUDIENCE_PUBLIC).chain;
        if (seq != 8) continue;
        EXPECT_TRUE(database.put_checkpoint("test", {seq, state.checkpoint().SerializeAsString()}));
    }
    return chains;
}

TEST(DeskStart, FillsEachAudiencesRingAsFarAsItReaches) {
    tests::TempDirectory directory;
    std::map<std::uint64_t, std::string> seen;
    const auto chains = write_log(directory.path(), seen);
    Limits limits;
    limits.ring_frames_max = 10;
    storage::Database database(directory.path(), {});
    Hub hub(limits);
    Metrics metrics(1);
    access::Access access(wall_clock_ms);
    Desk desk(limits, database, hub, metrics, access, [](const std::string&) {});
    Admission admission(limits, 10);
    Shard shard(limits, desk, admission, metrics);
    hub.add(shard);
    desk.open();
    shard.context().poll();
    const Ring& staff = shard.stream("test", v1::AUDIENCE_STAFF)->ring;
    EXPECT_EQ(staff.head().position, 80u);
    EXPECT_TRUE(staff.covers(70));
    EXPECT_FALSE(staff.covers(69));
    for (std::uint64_t position = 70; position <= 80; ++position)
        EXPECT_EQ(staff.chain_at(position), chains.at(position));
    // The last ten of what the public was shown lie within 40 Changes.
    const Ring& everybody = shard.stream("test", v1::AUDIENCE_PUBLIC)->ring;
    EXPECT_EQ(everybody.head().position, 20u);
    EXPECT_TRUE(everybody.covers(10));
    EXPECT_FALSE(everybody.covers(9));
    for (std::uint64_t position = 10; position <= 20; ++position)
        EXPECT_EQ(everybody.chain_at(position), seen.at(position));
    // Those who were shown nothing stand at the beginning.
    EXPECT_EQ(shard.stream("test", v1::AUDIENCE_PRESS)->ring.head().position, 0u);
}

// Whoever sets a server up makes a key as soon as it listens.
TEST(DeskStart, WhatAnotherProgramWroteBeforeTheFirstLookIsFound) {
    tests::TempDirectory directory;
    Limits limits;
    limits.keys_ms = 1;
    storage::Database database(directory.path(), {});
    Hub hub(limits);
    Metrics metrics(1);
    access::Access access(wall_clock_ms);
    Desk desk(limits, database, hub, metrics, access, [](const std::string&) {});
    std::promise<std::string> found;
    bool asked = false;
    desk.on_outside_write([&] {
        const auto keys = database.keys();
        if (!std::exchange(asked, true)) found.set_value(keys.empty() ? "" : keys.front().name);
    });
    desk.open();
    storage::Key key;
    key.name = "123456";
    key.hash = std::string(32, 'h');
    storage::Database(directory.path(), {}).add_key(key);
    std::thread running([&desk] { desk.run(); });
    EXPECT_EQ(found.get_future().get(), "123456");
    desk.halt();
    running.join();
}

}  // namespace
}  // namespace dais::live
