// Decision D6: what a Change shows is encoded once per audience that it shows something, and shared by all shards.
#include "server/live/hub.h"

#include <gtest/gtest.h>

#include "server/live/desk.h"
#include "server/live/following.h"
#include "server/live/metrics.h"
#include "server/live/rim.h"
#include "server/live/shard.h"
#include "server/live/websocket.h"
#include "tests/storage/sample.h"
#include "tests/summit/converge.h"

namespace dais::live {
namespace {

// Two shards that follow a TestLog; their threads are this one.
struct TwoShards {
    tests::TempDirectory directory;
    Limits limits;
    storage::Database database{directory.path(), {}};
    Hub hub{limits};
    Metrics metrics{2};
    access::Access access{wall_clock_ms};
    Desk desk{limits, database, hub, metrics, access, [](const std::string&) {}};
    Admission admission{limits, 10};
    Shard one{limits, desk, admission, metrics};
    Shard two{limits, desk, admission, metrics, {1, SenderKind::plain, {}}};
    summit::TestLog log;

    TwoShards() {
        hub.add(one);
        hub.add(two);
        hub.open("test", log.state());
        log.heard = [this](const v1::Change& change, const summit::Shown& shown) {
            hub.publish("test", change, shown, log.state());
        };
        flush();
    }

    void flush() {
        hub.flush();
        for (Shard* shard : {&one, &two}) {
            shard->context().poll();
            shard->context().restart();
        }
    }

    // The frame at the head of an audience's ring, which has moved on by so many since `before`.
    static Frame newest(Shard& shard, v1::Audience audience, std::uint64_t before, std::uint64_t by) {
        const Ring& ring = shard.stream("test", audience)->ring;
        EXPECT_EQ(ring.head().position, before + by) << v1::Audience_Name(audience);
        const Ring::Item* item = by == 0 ? nullptr : ring.after(ring.head().position - 1);
        return item == nullptr ? nullptr : item->frame;
    }
};

TEST(Hub, EachAudienceHasOneFrameSharedByAllShards) {
    TwoShards shards;
    const std::uint64_t before = shards.log.state().head(v1::AUDIENCE_PUBLIC).position;
    const std::uint64_t staff_before = shards.log.state().head(v1::AUDIENCE_STAFF).position;
    v1::Command publish = shards.log.command();
    *publish.mutable_publish_announcement()->mutable_announcement()->add_title() = summit::text("en", "Lunch is late");
    shards.log.done(publish);
    shards.flush();
    const Frame frame = TwoShards::newest(shards.one, v1::AUDIENCE_PUBLIC, before, 1);
    ASSERT_NE(frame, nullptr);
    EXPECT_EQ(frame, TwoShards::newest(shards.two, v1::AUDIENCE_PUBLIC, before, 1)) << "the same bytes in memory";
    EXPECT_EQ(frame, TwoShards::newest(shards.one, v1::AUDIENCE_BUREAU, before, 1)) << "they are told the same";
    EXPECT_EQ(frame.use_count(), 2 * 5 + 1) << "one in each ring of all but staff, one here";
    EXPECT_NE(frame, TwoShards::newest(shards.one, v1::AUDIENCE_STAFF, staff_before, 1)) << "staff see who";
}

TEST(Hub, AudiencesThatStandElsewhereShareNoFrame) {
    TwoShards shards;
    const auto announce = [&](const char* text, bool to_press) {
        v1::Command publish = shards.log.command();
        *publish.mutable_publish_announcement()->mutable_announcement()->add_title() = summit::text("en", text);
        if (to_press) publish.mutable_publish_announcement()->add_audiences(v1::AUDIENCE_PRESS);
        shards.log.done(publish);
        shards.flush();
    };
    announce("Briefing at 4", true);
    const auto position = [&](v1::Audience audience) { return shards.log.state().head(audience).position; };
    const auto of_public = position(v1::AUDIENCE_PUBLIC), of_press = position(v1::AUDIENCE_PRESS);
    announce("Lunch is late", false);
    const Frame frame = TwoShards::newest(shards.one, v1::AUDIENCE_PUBLIC, of_public, 1);
    EXPECT_EQ(frame, TwoShards::newest(shards.one, v1::AUDIENCE_DELEGATE, of_public, 1));
    EXPECT_NE(frame, TwoShards::newest(shards.one, v1::AUDIENCE_PRESS, of_press, 1));
}

TEST(Hub, AnAudienceToWhichNothingIsShownGetsNoFrame) {
    TwoShards shards;
    const auto position = [&](v1::Audience audience) { return shards.log.state().head(audience).position; };
    const std::uint64_t of_public = position(v1::AUDIENCE_PUBLIC);
    const std::uint64_t of_press = position(v1::AUDIENCE_PRESS);
    const std::uint64_t of_staff = position(v1::AUDIENCE_STAFF);
    v1::Command publish = shards.log.command();
    *publish.mutable_publish_announcement()->mutable_announcement()->add_title() = summit::text("en", "Briefing at 4");
    publish.mutable_publish_announcement()->add_audiences(v1::AUDIENCE_PRESS);
    shards.log.done(publish);
    shards.flush();
    EXPECT_EQ(TwoShards::newest(shards.one, v1::AUDIENCE_PUBLIC, of_public, 0), nullptr);
    EXPECT_NE(TwoShards::newest(shards.one, v1::AUDIENCE_PRESS, of_press, 1), nullptr);
    EXPECT_NE(TwoShards::newest(shards.one, v1::AUDIENCE_STAFF, of_staff, 1), nullptr);
}

// Decision D4: what is too large for a ring is no frame; everybody behind it starts from a snapshot.
TEST(Hub, AChangeBeyondTheLimitMakesTheRingStartAgain) {
    TwoShards shards;
    const std::uint64_t before = shards.log.state().head(v1::AUDIENCE_PUBLIC).position;
    shards.limits.change_bytes_max = 1'000;
    v1::Command publish = shards.log.command();
    *publish.mutable_publish_announcement()->mutable_announcement()->add_body() =
        summit::text("en", std::string(1'500, 'x'));
    shards.log.done(publish);
    shards.flush();
    const Ring& ring = shards.one.stream("test", v1::AUDIENCE_PUBLIC)->ring;
    EXPECT_EQ(ring.head().position, before + 1);
    EXPECT_FALSE(ring.covers(before));
    EXPECT_TRUE(ring.covers(before + 1));
}

TEST(Frame, WhatIsLongIsCompressedOnceForAll) {
    v1::ServerMessage message;
    v1::Entry& entry = *message.mutable_changes()->add_changes()->add_entries();
    entry.set_put(std::string(4'000, 'x'));
    EXPECT_EQ(websocket::payload_of(*encode(message)), message.SerializeAsString());
    entry.set_put(std::string(5'000, 'x'));
    v1::ServerMessage wrapped;
    ASSERT_TRUE(wrapped.ParseFromString(std::string(websocket::payload_of(*encode(message)))));
    EXPECT_TRUE(wrapped.has_compressed());
    EXPECT_LT(wrapped.compressed().size(), 200u);
}

v1::Changes heartbeat(Shard& shard) {
    const Frame frame = shard.heartbeat(*shard.stream("test", v1::AUDIENCE_PUBLIC));
    v1::ServerMessage message;
    EXPECT_TRUE(message.ParseFromString(std::string(websocket::payload_of(*frame))));
    return message.changes();
}

// What an edge does while the server that it follows is stale itself.
TEST(Hub, APulseMaySayHowOldAllIs) {
    TwoShards shards;
    EXPECT_EQ(heartbeat(shards.one).stale_ms(), 0u);
    const auto pulse = [&](std::uint32_t stale_ms) {
        shards.one.take(std::make_shared<const std::vector<Published>>(),
                        std::make_shared<const std::vector<Pulse>>(1, Pulse{"test", nullptr, stale_ms}));
        shards.flush();
    };
    pulse(3'600'000);
    EXPECT_GE(heartbeat(shards.one).stale_ms(), 3'600'000u);
    EXPECT_EQ(heartbeat(shards.two).stale_ms(), 0u);
    pulse(0);
    EXPECT_EQ(heartbeat(shards.one).stale_ms(), 0u);
}

// An edge may be of another version than the server that it follows: what counts is who projected.
TEST(Hub, ARingThatStartsAgainMayBeOfOtherRules) {
    TwoShards shards;
    Stream& stream = *shards.one.stream("test", v1::AUDIENCE_PUBLIC);
    v1::Resume wish;
    wish.set_audience(v1::AUDIENCE_PUBLIC);
    wish.set_position(7);
    wish.set_chain("chainat7");
    wish.set_view("new view");
    const auto start = [&](const std::string& view) {
        shards.one.take(std::make_shared<const std::vector<Published>>(
                            1, Published{"test", v1::AUDIENCE_PUBLIC, 7, {7, "chainat7", 1}, nullptr, view}),
                        std::make_shared<const std::vector<Pulse>>());
        shards.flush();
    };
    const auto resumed = [&] {
        v1::Followed answer;
        Following(stream, &wish, answer, 0);
        return answer.resumed();
    };
    stream.snapshot = std::make_shared<const Snapshot>();
    start("new view");
    EXPECT_TRUE(resumed());
    EXPECT_EQ(stream.snapshot, nullptr) << "no Snapshot of another history is sent";
    start("newer one");
    EXPECT_FALSE(resumed());
}

}  // namespace
}  // namespace dais::live
