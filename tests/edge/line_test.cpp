// One log through an edge: what came is handed on as it came, and nobody is shown what does not agree.
#include "server/edge/line.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "clients/cpp/inflate.h"
#include "server/live/websocket.h"
#include "tests/clients/fake_server.h"
#include "tests/clients/scripted_log.h"

namespace dais::edge {
namespace {

using client::FakeConnection;
using client::FakeServer;
using client::put;
using client::ScriptedLog;
using namespace std::chrono_literals;

// A Line at a fake server, with what it handed over.
class AtServer {
public:
    explicit AtServer(const FakeServer& server) : works{limits(), server.url(), "", "", {}, {}, {}} {
        works.hand_over = [this](std::vector<live::Published> steps, std::vector<live::Pulse> beats) {
            std::move(steps.begin(), steps.end(), std::back_inserter(published));
            std::move(beats.begin(), beats.end(), std::back_inserter(pulses));
        };
        works.changed = [] {};
        works.told_of_tickets = [](const std::string&, const v1::VoidTickets&) {};
        line = std::make_unique<Line>(works, "summit", v1::AUDIENCE_PUBLIC);
        line->follow();
    }
    ~AtServer() {
        line->stop();
        works.context.restart();
        works.context.run_for(3s);
        works.encoding.join();
    }

    bool run_until(const std::function<bool()>& reached) {
        const auto deadline = std::chrono::steady_clock::now() + 10s;
        while (!reached() && std::chrono::steady_clock::now() < deadline) works.context.run_one_for(10ms);
        return reached();
    }

    static const live::Limits& limits() {
        static const live::Limits made = [] {
            live::Limits few;
            few.follow_ms = 20;
            return few;
        }();
        return made;
    }

    std::vector<live::Published> published;
    std::vector<live::Pulse> pulses;
    Works works;
    std::unique_ptr<Line> line;
};

void greet(FakeConnection& connection, const ScriptedLog& log) {
    connection.read(v1::ClientMessage::kHello);
    connection.send(log.welcome(false));
    connection.send(log.snapshot()[0]);
}

ScriptedLog log_of_two() {
    ScriptedLog log;
    v1::Entry owned = put(v1::KIND_SESSION_TEXT, "s1", "two");
    owned.set_owner("s1");
    log.change({put(v1::KIND_ROOM, "r1", "one"), owned});
    return log;
}

// What the records of a Snapshot are, folded as a newcomer does.
client::Follower newcomer(const live::Snapshot& snapshot) {
    client::Follower held("summit");
    for (const live::Frame& part : snapshot.parts) held.take(client::read_message(live::websocket::payload_of(*part)));
    return held;
}

TEST(Line, HandsOnWhatCameByteForByte) {
    ScriptedLog log = log_of_two();
    std::vector<std::string> sent;
    FakeServer server({{[&](FakeConnection& connection) {
        greet(connection, log);
        for (const char* body : {"more", "less"}) {
            // A field that this program does not know goes along.
            sent.push_back(log.change({put(v1::KIND_ROOM, "r3", body)}).SerializeAsString() + "\xa8\x06\x01");
            connection.send_bytes(sent.back());
        }
        connection.wait_for_the_end();
    }}});
    AtServer edge(server);
    ASSERT_TRUE(edge.run_until([&] { return edge.published.size() == 3; }));
    EXPECT_EQ(edge.published[0].frame, nullptr) << "the ring starts at the Snapshot";
    EXPECT_EQ(edge.published[0].view, log.view);
    EXPECT_EQ(edge.published[0].place.position, 1u);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_EQ(live::websocket::payload_of(*edge.published[i + 1].frame), sent[i]);
        EXPECT_EQ(edge.published[i + 1].after, i + 1);
    }
    EXPECT_EQ(edge.published[2].place.digest, log.records.digest());
}

TEST(Line, SeveralChangesInOneMessageMakeTheRingStartAgain) {
    ScriptedLog log = log_of_two();
    FakeServer server({{[&](FakeConnection& connection) {
        greet(connection, log);
        auto both = log.change({put(v1::KIND_ROOM, "r3", "more")});
        const auto second = log.change({put(v1::KIND_ROOM, "r4", "and more")});
        *both.mutable_changes()->add_changes() = second.changes().changes(0);
        both.mutable_changes()->set_position(log.position);
        both.mutable_changes()->set_chain(log.chain());
        both.mutable_changes()->set_digest(log.records.digest());
        connection.send(both);
        connection.wait_for_the_end();
    }}});
    AtServer edge(server);
    ASSERT_TRUE(edge.run_until([&] { return edge.published.size() == 2; }));
    EXPECT_EQ(edge.published[1].frame, nullptr);
    EXPECT_EQ(edge.published[1].place.position, 3u);
}

TEST(Line, PassesOnHowOldAllIs) {
    ScriptedLog log = log_of_two();
    FakeServer server({{[&](FakeConnection& connection) {
        greet(connection, log);
        auto stale = log.heartbeat();
        stale.mutable_changes()->set_stale_ms(90'000);
        connection.send(stale);
        connection.wait_for_the_end();
    }}});
    AtServer edge(server);
    ASSERT_TRUE(edge.run_until([&] { return edge.pulses.size() == 2; }));
    EXPECT_EQ(edge.pulses[0].stale_ms, 0u);
    EXPECT_EQ(edge.pulses[1].stale_ms, 90'000u);
    EXPECT_GE(edge.line->age_ms(), 90'000);
    EXPECT_TRUE(edge.line->settled());
}

TEST(Line, OneSnapshotIsMadeForAllWhoWaitAndTellsWhatBelongsToWhat) {
    ScriptedLog log = log_of_two();
    v1::ServerMessage told = log.snapshot()[0];
    for (v1::Entry& entry : *told.mutable_snapshot()->mutable_entries())
        if (entry.kind() == v1::KIND_SESSION_TEXT) entry.set_owner("s1");
    FakeServer server({{[&](FakeConnection& connection) {
        connection.read(v1::ClientMessage::kHello);
        connection.send(log.welcome(false));
        connection.send(told);
        connection.wait_for_the_end();
    }}});
    AtServer edge(server);
    std::vector<std::shared_ptr<const live::Snapshot>> given;
    const auto ask = [&] { edge.line->snapshot([&](auto snapshot) { given.push_back(snapshot); }); };
    ask();  // before anything is held
    ASSERT_TRUE(edge.run_until([&] { return !edge.published.empty(); }));
    ask();
    ASSERT_TRUE(edge.run_until([&] { return given.size() == 2; }));
    ask();
    ASSERT_TRUE(edge.run_until([&] { return given.size() == 3; }));
    EXPECT_EQ(given[0], given[1]);
    EXPECT_EQ(given[0], given[2]);
    EXPECT_EQ(newcomer(*given[0]).records().dump(), log.records.dump());
    const auto first = client::read_message(live::websocket::payload_of(*given[0]->parts[0]));
    for (const v1::Entry& entry : first.snapshot().entries())
        EXPECT_EQ(entry.owner(), entry.kind() == v1::KIND_SESSION_TEXT ? "s1" : "");
}

TEST(Line, WhatIsDamagedIsShownToNobodyNewAndAskedForAgain) {
    ScriptedLog log = log_of_two();
    std::atomic<bool> damaged{false};
    FakeServer server({{[&](FakeConnection& connection) {
                           greet(connection, log);
                           while (!damaged) std::this_thread::sleep_for(1ms);
                           connection.send(log.heartbeat());
                           connection.wait_for_the_end();
                       }},
                       {[&](FakeConnection& connection) {
                           greet(connection, log);
                           connection.wait_for_the_end();
                       }}});
    AtServer edge(server);
    ASSERT_TRUE(edge.run_until([&] { return !edge.published.empty(); }));
    for (const auto& [key, body] : edge.line->held_to_damage().records_to_damage().all())
        const_cast<std::string&>(body)[0] ^= 1;
    std::vector<std::shared_ptr<const live::Snapshot>> given;
    edge.line->snapshot([&](auto snapshot) { given.push_back(snapshot); });
    edge.works.context.run_for(50ms);
    EXPECT_TRUE(given.empty());
    damaged = true;
    ASSERT_TRUE(edge.run_until([&] { return given.size() == 1; }));
    EXPECT_EQ(newcomer(*given[0]).records().dump(), log.records.dump());
    EXPECT_EQ(edge.published.size(), 2u) << "the ring started again";
}

// When it is another than was told on this link, and no more often than hearts beat unless it is news.
TEST(Line, TellsTheServerThatItFollowsWhoIsBehindIt) {
    ScriptedLog log = log_of_two();
    std::vector<std::uint32_t> heard;
    std::atomic<int> count{0};
    const auto hear = [&](FakeConnection& connection) {
        const auto message = connection.read(v1::ClientMessage::kPresence);
        if (message) heard.push_back(message->presence().connections());
        ++count;
    };
    FakeServer server({{[&](FakeConnection& connection) {
                           greet(connection, log);
                           hear(connection);
                           hear(connection);
                           connection.cut();
                       }},
                       {[&](FakeConnection& connection) {
                           greet(connection, log);
                           hear(connection);
                           connection.wait_for_the_end();
                       }}});
    AtServer edge(server);
    v1::Presence presence;
    presence.set_log("summit");
    const auto until_heard = [&](int times, bool news) {
        return edge.run_until([&] {
            edge.line->tell(presence, news);
            return count == times;
        });
    };
    presence.set_connections(7);
    ASSERT_TRUE(until_heard(1, false));
    for (int i = 0; i < 10; ++i) edge.line->tell(presence, true);
    presence.set_connections(8);
    edge.line->tell(presence, false);
    presence.set_connections(9);
    ASSERT_TRUE(until_heard(2, true));
    ASSERT_TRUE(until_heard(3, false));
    server.stop();
    EXPECT_EQ(heard, (std::vector<std::uint32_t>{7, 9, 9}));
}

}  // namespace
}  // namespace dais::edge
