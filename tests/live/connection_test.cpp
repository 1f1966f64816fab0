// A whole connection on a fake socket: what it tells its peer, in which order, and what becomes of those who do not
// take it. Nobody waits here: time passes when the test says so.
#include "server/live/connection.h"

#include <gtest/gtest.h>

#include "clients/cpp/follower.h"
#include "clients/cpp/inflate.h"
#include "server/access/secrets.h"
#include "tests/live/shard_at_work.h"

namespace dais::live {
namespace {

// What a peer was sent so far, frame by frame; what is not whole yet stays.
struct Heard {
    std::vector<v1::ServerMessage> messages;
    std::vector<std::uint16_t> closes;
    std::size_t pings = 0, pongs = 0;
};

Heard hear(Peer& peer) {
    Heard heard;
    std::string_view bytes = peer.got;
    while (bytes.size() >= 2) {
        const std::size_t length = static_cast<unsigned char>(bytes[1]) & 0x7F;
        const std::size_t header = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (bytes.size() < header) break;
        const std::string_view payload = websocket::payload_of(bytes);
        const auto size = static_cast<std::size_t>(payload.data() - bytes.data()) + payload.size();
        std::size_t claimed = length;
        for (std::size_t i = 2; i < header; ++i)
            claimed = (i == 2 ? 0 : claimed << 8) | static_cast<unsigned char>(bytes[i]);
        if (payload.size() < claimed) break;
        switch (static_cast<websocket::Opcode>(bytes[0] & 0x0F)) {
            case websocket::Opcode::kBinary: heard.messages.push_back(client::read_message(payload)); break;
            case websocket::Opcode::kPing: ++heard.pings; break;
            case websocket::Opcode::kPong: ++heard.pongs; break;
            case websocket::Opcode::kClose:
                heard.closes.push_back(payload.size() < 2
                                           ? std::uint16_t{0}
                                           : static_cast<std::uint16_t>(static_cast<unsigned char>(payload[0]) << 8 |
                                                                        static_cast<unsigned char>(payload[1])));
                break;
            default: ADD_FAILURE() << "a server sends no other frames";
        }
        bytes.remove_prefix(size);
    }
    peer.got.erase(0, peer.got.size() - bytes.size());
    return heard;
}

// A screen: folds what its peer was sent, and fails the test over a gap or another digest.
struct Screen {
    client::Follower follower{"test"};
    std::size_t snapshots = 0, heartbeats = 0, changes = 0;
    std::uint32_t stale_ms = 0;

    void take(const Heard& heard) {
        for (const v1::ServerMessage& message : heard.messages) {
            if (message.changes().changes().empty() && message.has_changes()) stale_ms = message.changes().stale_ms();
            switch (follower.take(message)) {
                case client::Taken::snapshot_complete: ++snapshots; break;
                case client::Taken::heartbeat: ++heartbeats; break;
                case client::Taken::folded: ++changes; break;
                case client::Taken::gap: ADD_FAILURE() << "a gap before " << message.changes().position(); break;
                case client::Taken::digest_differed: ADD_FAILURE() << "another digest"; break;
                default: break;
            }
        }
    }
    void take(Peer& peer) { take(hear(peer)); }
    std::string dump() const { return follower.records().dump(); }
};

class Connections : public testing::Test {
protected:
    std::string truth(v1::Audience audience = v1::AUDIENCE_PUBLIC) const { return at.log.state().dump(audience); }
    std::string key(v1::Role role) {
        v1::Grant grant;
        grant.set_role(role);
        at.access.put_holder("key:abcdef", {"Secretariat", {grant}, false});
        at.access.put_credential("key:abcdef", {"key:abcdef", access::secret_hash("secret"), {}, 0, 0});
        at.hub.check_grants();
        at.run();
        return "secret";
    }

    ShardAtWork at;
};

TEST_F(Connections, WhoeverListensIsWelcomedAndThenHoldsWhatThereIs) {
    const auto peer = at.follow();
    Screen screen;
    screen.take(*peer);
    EXPECT_EQ(screen.snapshots, 1u);
    for (int i = 0; i < 3; ++i) {
        at.announce();
        at.publish();
    }
    screen.take(*peer);
    EXPECT_EQ(screen.changes, 3u);
    EXPECT_EQ(screen.dump(), truth());
}

TEST_F(Connections, WhatIsPublishedInOneTurnGoesOutInOneWrite) {
    const auto peer = at.follow();
    Screen screen;
    screen.take(*peer);
    const std::size_t before = peer->writes;
    for (int i = 0; i < 8; ++i) {
        at.announce();
        at.hub.flush();
    }
    at.run();
    screen.take(*peer);
    EXPECT_EQ(peer->writes, before + 1);
    EXPECT_EQ(screen.changes, 8u);
    EXPECT_EQ(screen.dump(), truth());
}

// However a socket takes bytes, the frames are whole and in order, and nothing else comes between their parts.
TEST_F(Connections, APeerThatTakesAFewBytesAtATimeGetsEveryOne) {
    const auto peer = at.join();
    peer->room = 0;
    v1::ClientMessage hello;
    hello.mutable_hello()->add_follow()->set_log("test");
    at.say(*peer, hello);
    Screen screen;
    std::size_t sip = 1;
    for (int i = 0; i < 40; ++i) {
        at.announce("Number " + std::to_string(i));
        at.publish();
        at.passes(200);
        peer->say(websocket::client_frame(websocket::Opcode::kPing, "?"));
        for (int j = 0; j < 50; ++j) {
            peer->take(sip = sip % 97 + 1);
            at.run();
        }
        screen.take(*peer);
    }
    peer->take(1u << 30);
    at.run();
    screen.take(*peer);
    EXPECT_EQ(screen.dump(), truth());
    EXPECT_EQ(screen.follower.position(), at.log.state().head(v1::AUDIENCE_PUBLIC).position);
}

TEST_F(Connections, WhoeverFallsBehindTheRingGetsASnapshotAndNothingIsKeptForThem) {
    at.limits.ring_frames_max = 10;
    const auto peer = at.follow();
    Screen screen;
    screen.take(*peer);
    peer->room = 0;
    for (int i = 0; i < 50; ++i) {
        at.announce();
        at.publish();
    }
    EXPECT_TRUE(peer->got.empty());
    peer->take(1u << 30);
    at.run();
    screen.take(*peer);
    EXPECT_EQ(screen.snapshots, 2u);
    EXPECT_EQ(screen.dump(), truth());
}

TEST_F(Connections, WhoeverTakesNothingIsLetGoAfterTheirTime) {
    const auto stuck = at.follow();
    const auto slow = at.follow();
    stuck->room = slow->room = 0;
    at.announce();
    at.publish();
    for (std::uint32_t ms = 0; ms < at.limits.send_ms; ms += 1'000) {
        at.passes(1'000);
        slow->say(websocket::client_frame(websocket::Opcode::kPong, ""));  // neither is dead
        stuck->say(websocket::client_frame(websocket::Opcode::kPong, ""));
        slow->take(1);  // every byte is another chance
        at.run();
    }
    at.passes(at.limits.heartbeat_ms);
    EXPECT_TRUE(stuck->closed);
    EXPECT_FALSE(slow->closed);
    EXPECT_EQ(at.shard.connections(), 1u);
    EXPECT_EQ(at.admission.inside(), 1u) << "their place is free";
}

TEST_F(Connections, AReplyComesAfterTheFrameThatShowsItsChange) {
    const auto peer = at.follow(nullptr, key(v1::ROLE_ORGANISER));
    hear(*peer);
    v1::ClientMessage asked;
    asked.mutable_command()->set_id("one");
    asked.mutable_command()->mutable_publish_announcement();
    at.say(*peer, asked);
    ASSERT_EQ(at.submitted.size(), 1u);
    at.announce();
    v1::Reply reply;
    reply.set_command_id("one");
    reply.mutable_done()->set_position(at.log.state().head(v1::AUDIENCE_STAFF).position);
    at.submitted[0].done(reply);
    at.run();
    EXPECT_TRUE(hear(*peer).messages.empty()) << "it waits for the Change";
    at.publish();
    const Heard heard = hear(*peer);
    ASSERT_EQ(heard.messages.size(), 2u);
    EXPECT_TRUE(heard.messages[0].has_changes());
    EXPECT_TRUE(heard.messages[1].has_reply());
}

TEST_F(Connections, ReadingPausesWhileTooManyCommandsAreUnderWay) {
    at.limits.replies_max = 2;
    const auto peer = at.follow(nullptr, key(v1::ROLE_ORGANISER));
    for (int i = 0; i < 5; ++i) {
        v1::ClientMessage asked;
        asked.mutable_command()->set_id(std::to_string(i));
        asked.mutable_command()->mutable_publish_announcement();
        at.say(*peer, asked);
    }
    EXPECT_EQ(at.submitted.size(), 2u);
    for (std::size_t i = 0; i < 5; ++i) {
        v1::Reply reply;
        reply.set_command_id(std::to_string(i));
        at.submitted.at(i).done(reply);
        at.run();
    }
    EXPECT_EQ(at.submitted.size(), 5u);
}

TEST_F(Connections, AKeyThatIsRevokedEndsItAtOnceAndNothingOfStaffFollows) {
    const auto peer = at.follow(nullptr, key(v1::ROLE_ORGANISER));
    hear(*peer);
    at.access.remove_credential("key:abcdef");
    at.hub.check_grants();
    at.announce();
    at.publish();
    const Heard heard = hear(*peer);
    ASSERT_EQ(heard.messages.size(), 1u);
    EXPECT_EQ(heard.messages[0].goodbye().reason(), v1::Goodbye::REASON_KEY);
    EXPECT_EQ(heard.closes, std::vector<std::uint16_t>{4'401});
}

TEST_F(Connections, APeersCloseIsAnsweredWithItsCode) {
    const auto peer = at.follow();
    hear(*peer);
    peer->say(websocket::client_frame(websocket::Opcode::kClose, std::string("\x03\xe8", 2)));
    at.run();
    EXPECT_EQ(hear(*peer).closes, std::vector<std::uint16_t>{1'000});
    EXPECT_TRUE(peer->closed);
}

TEST_F(Connections, WhoDoesNotHangUpAfterACloseIsHungUpOn) {
    const auto peer = at.follow();
    hear(*peer);
    peer->say("\xff\xff\xff\xff nonsense");
    at.run();
    EXPECT_EQ(hear(*peer).closes, std::vector<std::uint16_t>{1'002});
    EXPECT_TRUE(peer->finished);
    EXPECT_FALSE(peer->closed) << "the Close is to reach them";
    at.passes(at.limits.close_ms + 100);
    EXPECT_TRUE(peer->closed);
}

TEST_F(Connections, WhoSaysNoHelloInTimeIsSentAway) {
    const auto peer = at.join();
    at.passes(at.limits.handshake_ms + 100);
    EXPECT_EQ(hear(*peer).closes, std::vector<std::uint16_t>{1'008});
}

TEST_F(Connections, WhoIsNotHeardOfIsPingedAndThenLetGo) {
    const auto silent = at.follow();
    const auto there = at.follow();
    std::size_t pings = 0;
    for (std::uint32_t ms = 0; ms < at.limits.silence_ms + at.limits.heartbeat_ms; ms += 1'000) {
        at.passes(1'000);
        const std::size_t pinged = hear(*there).pings;
        pings += pinged;
        if (pinged > 0) there->say(websocket::client_frame(websocket::Opcode::kPong, ""));
        at.run();
    }
    EXPECT_GT(pings, 0u);
    EXPECT_TRUE(silent->closed);
    EXPECT_FALSE(there->closed);
}

TEST_F(Connections, HeartbeatsComeAtTheirOwnTimesAndSayWhatMayBeOld) {
    constexpr std::size_t kScreens = 40;
    std::vector<std::shared_ptr<Peer>> peers(kScreens);
    std::vector<Screen> screens(kScreens);
    for (auto& peer : peers) peer = at.follow();
    std::size_t at_once = 0;
    for (std::uint32_t ms = 0; ms < 2 * at.limits.heartbeat_ms; ms += 50) {
        at.passes(50);
        v1::Presence presence;
        presence.set_log("test");
        at.hub.pulse(presence);
        at.publish();
        std::size_t now = 0;
        for (std::size_t i = 0; i < kScreens; ++i) {
            const std::size_t before = screens[i].heartbeats;
            screens[i].take(*peers[i]);
            now += screens[i].heartbeats - before;
        }
        at_once = std::max(at_once, now);
    }
    EXPECT_LT(at_once, kScreens / 2);
    for (const Screen& screen : screens) {
        EXPECT_GE(screen.heartbeats, 1u);
        EXPECT_EQ(screen.stale_ms, 0u);
    }
    // Nothing is heard from where the log is decided.
    at.passes(5 * at.limits.heartbeat_ms);
    screens[0].take(*peers[0]);
    EXPECT_GE(screens[0].stale_ms, 3 * at.limits.heartbeat_ms);
}

// While Changes come they are sign of life enough, but for the time and the proof that a heartbeat brings now and then.
TEST_F(Connections, ChangesSpareHeartbeatsAndNoPauseIsLongerForIt) {
    constexpr std::size_t kScreens = 40;
    std::vector<std::shared_ptr<Peer>> peers(kScreens);
    std::vector<Screen> screens(kScreens);
    for (auto& peer : peers) peer = at.follow();
    const std::int64_t begun = at.now_ms;
    std::vector<std::int64_t> told(kScreens, begun);
    std::size_t at_once = 0;
    const auto lets_pass_50_ms = [&] {
        at.passes(50);
        std::size_t beats = 0;
        for (std::size_t i = 0; i < kScreens; ++i) {
            const std::size_t before = screens[i].heartbeats;
            const Heard heard = hear(*peers[i]);
            screens[i].take(heard);
            beats += screens[i].heartbeats - before;
            if (heard.messages.empty()) continue;
            EXPECT_LE(at.now_ms - told[i], at.limits.heartbeat_ms + 50) << "screen " << i;
            told[i] = at.now_ms;
        }
        at_once = std::max(at_once, beats);
    };
    while (at.now_ms - begun < 3 * at.limits.heartbeat_ms_max) {
        if ((at.now_ms - begun) % 1'000 == 0) {
            at.announce();
            at.publish();
        }
        lets_pass_50_ms();
    }
    for (const Screen& screen : screens) {
        EXPECT_GE(screen.heartbeats, 2u);
        EXPECT_LE(screen.heartbeats, 4u);
    }
    for (std::uint32_t ms = 0; ms < 3 * at.limits.heartbeat_ms; ms += 50) lets_pass_50_ms();
    for (const Screen& screen : screens) EXPECT_GE(screen.heartbeats, 2u + 2u);
    EXPECT_LT(at_once, kScreens / 2) << "each at a moment of its own";
}

TEST_F(Connections, APhoneIsToldLessOften) {
    const auto peer = at.join();
    v1::ClientMessage hello;
    hello.mutable_hello()->add_follow()->set_log("test");
    hello.mutable_hello()->set_heartbeat_ms(60'000);
    at.say(*peer, hello);
    Heard heard = hear(*peer);
    EXPECT_EQ(heard.messages.at(0).welcome().heartbeat_ms(), at.limits.heartbeat_ms_max);
    Screen screen;
    screen.take(heard);
    at.passes(2 * at.limits.heartbeat_ms_max);
    screen.take(*peer);
    EXPECT_LE(screen.heartbeats, 4u);
    EXPECT_GE(screen.heartbeats, 1u);
}

TEST_F(Connections, AResumeGoesOnFromWhereItStandsEvenBeyond32Bits) {
    const std::uint64_t begin = (std::uint64_t{1} << 32) - 2;
    const auto place = [&](std::uint64_t position) { return Place{position, std::string(8, 'c'), 0}; };
    const auto step = [&](std::uint64_t position, const Frame& frame) {
        at.shard.take(std::make_shared<const std::vector<Published>>(
                          1, Published{"far", v1::AUDIENCE_PUBLIC, position - 1, place(position), frame, {}}),
                      std::make_shared<const std::vector<Pulse>>());
        at.run();
    };
    step(begin, nullptr);
    v1::ServerMessage message;
    for (std::uint64_t position = begin + 1; position < begin + 5; ++position) {
        message.mutable_changes()->set_position(position);
        step(position, encode(message));
    }
    const auto peer = at.join();
    v1::ClientMessage hello;
    v1::Follow& follow = *hello.mutable_hello()->add_follow();
    follow.set_log("far");
    follow.mutable_resume()->set_audience(v1::AUDIENCE_PUBLIC);
    follow.mutable_resume()->set_position(begin + 1);
    follow.mutable_resume()->set_chain(std::string(8, 'c'));
    // The rules are those of the Welcome.
    const auto asks = at.follow();
    follow.mutable_resume()->set_view(hear(*asks).messages.at(0).welcome().followed(0).view());
    at.say(*peer, hello);
    const Heard heard = hear(*peer);
    ASSERT_EQ(heard.messages.size(), 4u);
    EXPECT_TRUE(heard.messages[0].welcome().followed(0).resumed());
    for (std::size_t i = 1; i < 4; ++i) EXPECT_EQ(heard.messages[i].changes().position(), begin + 1 + i);
}

TEST_F(Connections, SnapshotsAreMadeOnceForAllWhoComeTogether) {
    for (int i = 0; i < 20; ++i) at.follow();
    EXPECT_EQ(at.snapshots_made, 1);
}

TEST_F(Connections, WhenTheServerStopsEachIsToldAnotherMoment) {
    at.limits.goodbyes_per_second = 10;
    std::vector<std::shared_ptr<Peer>> peers(50);
    for (auto& peer : peers) peer = at.follow();
    bool stopped = false;
    at.shard.stop([&] { stopped = true; });
    at.run();
    std::set<std::uint32_t> moments;
    for (const auto& peer : peers) {
        const Heard heard = hear(*peer);
        moments.insert(heard.messages.back().goodbye().retry_after_ms());
        EXPECT_EQ(heard.closes, std::vector<std::uint16_t>{1'012});
        EXPECT_FALSE(stopped);
        peer->ended = true;
        peer->poke();
        at.run();
    }
    EXPECT_GT(moments.size(), 40u);
    EXPECT_GT(*moments.rbegin(), 3'000u) << "50 at 10 a second";
    EXPECT_TRUE(stopped);
}

TEST_F(Connections, OneWhoOnlyListensIsSmall) { EXPECT_LE(sizeof(Connection), 224u) << "with the log that it follows"; }

}  // namespace
}  // namespace dais::live
