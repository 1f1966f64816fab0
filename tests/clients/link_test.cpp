#include "clients/cpp/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "tests/clients/fake_server.h"
#include "tests/clients/scripted_log.h"

namespace dais::client {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Clock = std::chrono::steady_clock;

// A Link at a fake server, with what it told.
class Linked {
public:
    explicit Linked(const FakeServer& server, LinkSettings settings = {}, LinkEvents events = {}) {
        settings.url = server.url();
        settings.backoff = {10ms, 20ms};
        events.on_state = [this](LinkState state) { states.push_back(state); };
        events.on_change = [this](const std::string&, const v1::Change&, std::uint64_t at) { positions.push_back(at); };
        events.on_snapshot = [this](const Follower&) { ++snapshots; };
        events.on_goodbye = [this](const v1::Goodbye&) { ++goodbyes; };
        link = Link::start(context.get_executor(), std::move(settings), std::move(events));
    }

    ~Linked() {
        link->stop();
        context.restart();
        context.run_for(3s);
        EXPECT_EQ(link->state(), LinkState::ended);
    }

    bool run_until(const std::function<bool()>& reached, Clock::duration at_most = 10s) {
        const auto deadline = Clock::now() + at_most;
        while (!reached() && Clock::now() < deadline) context.run_one_until(std::min(deadline, Clock::now() + 10ms));
        return reached();
    }
    bool run_until_live() {
        return run_until([this] { return link->state() == LinkState::live; });
    }

    boost::asio::io_context context{1};
    std::shared_ptr<Link> link;
    std::vector<LinkState> states;
    std::vector<std::uint64_t> positions;
    int snapshots = 0;
    int goodbyes = 0;
};

v1::ServerMessage reply_done(const std::string& id) {
    v1::ServerMessage message;
    message.mutable_reply()->set_command_id(id);
    message.mutable_reply()->mutable_done()->set_position(1);
    return message;
}

v1::ServerMessage goodbye(std::uint32_t retry_after_ms) {
    v1::ServerMessage message;
    message.mutable_goodbye()->set_reason(v1::Goodbye::REASON_STOPPING);
    message.mutable_goodbye()->set_message("until later");
    message.mutable_goodbye()->set_retry_after_ms(retry_after_ms);
    return message;
}

v1::Command cancel(const std::string& session) {
    v1::Command command;
    command.mutable_cancel_session()->set_id(session);
    return command;
}

// Hello, Welcome and the whole state.
v1::ClientMessage greet(FakeConnection& connection, const ScriptedLog& log, std::uint32_t heartbeat_ms = 1000) {
    const auto hello = connection.read(v1::ClientMessage::kHello);
    connection.send(log.welcome(false, heartbeat_ms));
    for (const auto& part : log.snapshot(2)) connection.send(part);
    return hello.value_or(v1::ClientMessage());
}

// The same for one who comes back, and need not have got all of it before.
void greet_again(FakeConnection& connection, const ScriptedLog& log) {
    const auto hello = connection.read(v1::ClientMessage::kHello);
    const bool resumed = hello && hello->hello().follow(0).has_resume();
    connection.send(log.welcome(resumed));
    if (!resumed) connection.send(log.snapshot()[0]);
}

ScriptedLog log_of_three() {
    ScriptedLog log;
    log.change(
        {put(v1::KIND_ROOM, "r1", "one"), put(v1::KIND_ROOM, "r2", "two"), put(v1::KIND_SESSION, "s1", "three")});
    return log;
}

TEST(Link, SaysHelloWithItsKeyAndFollows) {
    auto log = log_of_three();
    std::string authorization;
    v1::ClientMessage hello;
    FakeServer server({{[&](FakeConnection& connection) {
        authorization = connection.authorization;
        hello = greet(connection, log);
        connection.send(log.change({put(v1::KIND_ROOM, "r3", "more")}));
        connection.wait_for_the_end();
    }}});
    LinkSettings settings;
    settings.key = "secret";
    Linked linked(server, settings);
    ASSERT_TRUE(linked.run_until([&] { return linked.positions.size() == 1; }));
    server.stop();
    EXPECT_EQ(authorization, "Bearer secret");
    ASSERT_EQ(hello.hello().follow_size(), 1);
    EXPECT_FALSE(hello.hello().follow(0).has_resume());
    EXPECT_THAT(linked.positions, ElementsAre(2u));
    EXPECT_EQ(linked.snapshots, 1);
    EXPECT_THAT(linked.states, ElementsAre(LinkState::live));
    EXPECT_EQ(linked.link->follower().records().dump(), log.records.dump());
    EXPECT_TRUE(linked.link->clock().known());
}

TEST(Link, AShortCutResumesWithTheMissedChangesAlone) {
    auto log = log_of_three();
    v1::ClientMessage second_hello;
    std::atomic<std::uint64_t> seen{0};
    FakeServer server({{[&](FakeConnection& connection) {
                           greet(connection, log);
                           connection.send(log.heartbeat());
                           connection.send(log.change({put(v1::KIND_ROOM, "r1", "seen")}));
                           while (seen < 2) std::this_thread::sleep_for(1ms);
                           connection.cut();
                       }},
                       {[&](FakeConnection& connection) {
                           second_hello = *connection.read();
                           connection.send(log.welcome(true));
                           connection.send(log.change({put(v1::KIND_ROOM, "r2", "missed")}));
                           connection.wait_for_the_end();
                       }}});
    Linked linked(server);
    ASSERT_TRUE(linked.run_until([&] {
        seen = linked.link->follower().position();
        return seen == 3;
    }));
    server.stop();
    EXPECT_EQ(second_hello.hello().follow(0).resume().position(), 2u);
    EXPECT_EQ(second_hello.hello().follow(0).log(), "summit");
    EXPECT_THAT(linked.positions, ElementsAre(2u, 3u));
    EXPECT_EQ(linked.snapshots, 1);
    // Welcome, two parts, heartbeat, a Change; Welcome, a Change.
    EXPECT_EQ(linked.link->follower().frames(), 7u);
    EXPECT_THAT(linked.states, ElementsAre(LinkState::live, LinkState::stale, LinkState::live));
}

// An edge whose own line is cut says so in its heartbeats, and goes on serving.
TEST(Link, AServerThatHasNotHeardForAWhileItselfIsStaleUntilItHas) {
    auto log = log_of_three();
    std::atomic<int> heartbeats{0};
    FakeServer server({{[&](FakeConnection& connection) {
        greet(connection, log);
        auto stale = log.heartbeat();
        stale.mutable_changes()->set_stale_ms(90'000);
        connection.send(stale);
        while (heartbeats < 1) std::this_thread::sleep_for(1ms);
        connection.send(log.heartbeat());
        connection.wait_for_the_end();
    }}});
    std::vector<std::uint32_t> stale_ms;
    LinkEvents more;
    more.on_heartbeat = [&](const v1::Changes& heartbeat) {
        stale_ms.push_back(heartbeat.stale_ms());
        ++heartbeats;
    };
    Linked linked(server, {}, more);
    ASSERT_TRUE(linked.run_until([&] { return heartbeats == 2; }));
    EXPECT_THAT(stale_ms, ElementsAre(90'000u, 0u));
    EXPECT_THAT(linked.states, ElementsAre(LinkState::live, LinkState::stale, LinkState::live));
    EXPECT_EQ(linked.link->follower().frames(), 5u) << "one conversation: welcome, two parts, two heartbeats";
}

TEST(Link, WhatIsPassedOnIsWhatCameByteForByte) {
    auto log = log_of_three();
    std::vector<std::string> sent;
    FakeServer server({{[&](FakeConnection& connection) {
        greet(connection, log);
        for (const char* body : {"more", "less"}) {
            const auto change = log.change({put(v1::KIND_ROOM, "r3", body)});
            // Fields in another order than this program would write them, and one that it does not know.
            sent.push_back(change.SerializeAsString() + std::string("\xa8\x06\x01", 3));
            connection.send_bytes(sent.back());
        }
        auto wrong = log.change({put(v1::KIND_ROOM, "r3", "damaged on the way")});
        wrong.mutable_changes()->set_digest(1);
        connection.send(wrong);
        connection.wait_for_the_end();
    }}});
    std::vector<std::string> passed_on;
    LinkEvents more;
    more.on_folded = [&](const v1::Changes&, std::string_view bytes) { passed_on.emplace_back(bytes); };
    Linked linked(server, {}, more);
    ASSERT_TRUE(linked.run_until([&] { return linked.states.size() == 2; }));
    server.stop();
    EXPECT_EQ(passed_on, sent) << "what does not agree with its digest is not passed on";
}

TEST(Link, WhatIsHeldFromAnEarlierTimeIsContinued) {
    auto log = log_of_three();
    Follower held("summit");
    held.take(log.welcome());
    held.take(log.snapshot()[0]);
    v1::ClientMessage hello;
    FakeServer server({{[&](FakeConnection& connection) {
        hello = *connection.read();
        connection.send(log.welcome(true));
        connection.send(log.change({put(v1::KIND_ROOM, "r2", "missed")}));
        connection.wait_for_the_end();
    }}});
    LinkSettings settings;
    settings.log = "summit";
    settings.held = held;
    Linked linked(server, settings);
    ASSERT_TRUE(linked.run_until([&] { return linked.positions.size() == 1; }));
    server.stop();
    EXPECT_EQ(hello.hello().follow(0).resume().position(), 1u);
    EXPECT_EQ(linked.snapshots, 0);
    EXPECT_EQ(linked.link->follower().records().dump(), log.records.dump());
}

TEST(Link, ACommandIsSentAgainUnderTheSameIdUntilRepliedTo) {
    auto log = log_of_three();
    std::vector<std::string> commands;
    FakeServer server({{[&](FakeConnection& connection) {
                           greet(connection, log);
                           commands.push_back(connection.read(v1::ClientMessage::kCommand)->SerializeAsString());
                           connection.cut();
                       }},
                       {[&](FakeConnection& connection) { connection.cut(); }},
                       {[&](FakeConnection& connection) {
                           greet_again(connection, log);
                           const auto again = connection.read(v1::ClientMessage::kCommand);
                           commands.push_back(again->SerializeAsString());
                           connection.send(reply_done(again->command().id()));
                           connection.wait_for_the_end();
                       }}});
    std::vector<v1::Reply> replies;
    Linked linked(server);
    // Before there is any connection.
    ASSERT_TRUE(linked.link->send(cancel("s1"), [&](const v1::Reply& reply) { replies.push_back(reply); }));
    ASSERT_TRUE(linked.run_until([&] { return !replies.empty(); }));
    server.stop();
    ASSERT_EQ(commands.size(), 2u);
    EXPECT_EQ(commands[0], commands[1]) << "the same command is the same bytes";
    EXPECT_TRUE(replies[0].has_done());
    EXPECT_EQ(replies[0].command_id().size(), 32u);
    EXPECT_EQ(linked.link->commands_waiting(), 0u);
}

TEST(Link, UnavailableIsAskedAgain) {
    auto log = log_of_three();
    FakeServer server({{[&](FakeConnection& connection) {
        greet(connection, log);
        const auto first = connection.read(v1::ClientMessage::kCommand);
        v1::ServerMessage message;
        message.mutable_reply()->set_command_id(first->command().id());
        message.mutable_reply()->mutable_unavailable()->set_reason("the disk is full");
        message.mutable_reply()->mutable_unavailable()->set_retry_after_ms(20);
        connection.send(message);
        const auto second = connection.read(v1::ClientMessage::kCommand);
        if (second) connection.send(reply_done(second->command().id()));
        connection.wait_for_the_end();
    }}});
    std::optional<v1::Reply> reply;
    Linked linked(server);
    boost::asio::co_spawn(linked.context, linked.link->ask(cancel("s1")),
                          [&](const std::exception_ptr&, v1::Reply got) { reply = std::move(got); });
    ASSERT_TRUE(linked.run_until([&] { return reply.has_value(); }));
    EXPECT_TRUE(reply->has_done());
    EXPECT_EQ(linked.link->trouble(), "the disk is full");
}

TEST(Link, CommandsUnderWayAreBounded) {
    auto log = log_of_three();
    FakeServer server({{[&](FakeConnection& connection) {
        greet(connection, log);
        connection.wait_for_the_end();
    }}});
    LinkSettings settings;
    settings.commands_max = 2;
    std::vector<v1::Reply> replies;
    {
        std::optional<v1::Reply> reply;
        Linked linked(server, settings);
        const auto keep = [&](const v1::Reply& got) { replies.push_back(got); };
        EXPECT_TRUE(linked.link->send(cancel("s1"), keep));
        EXPECT_TRUE(linked.link->send(cancel("s2"), keep));
        EXPECT_FALSE(linked.link->send(cancel("s3"), keep));
        boost::asio::co_spawn(linked.context, linked.link->ask(cancel("s4")),
                              [&](const std::exception_ptr&, v1::Reply got) { reply = std::move(got); });
        ASSERT_TRUE(linked.run_until([&] { return reply.has_value(); }));
        EXPECT_TRUE(reply->has_unavailable());
        EXPECT_TRUE(linked.run_until_live());
    }
    ASSERT_EQ(replies.size(), 2u) << "who waits is told when the link ends";
    EXPECT_EQ(replies[0].outcome_case(), v1::Reply::OUTCOME_NOT_SET);
}

TEST(Link, ComesBackAfterGoodbyeButNotBefore) {
    auto log = log_of_three();
    std::atomic<Clock::rep> left{0}, back{0};
    FakeServer server({{[&](FakeConnection& connection) {
                           greet(connection, log);
                           left = Clock::now().time_since_epoch().count();
                           connection.send(goodbye(300));
                           connection.wait_for_the_end();
                       }},
                       {[&](FakeConnection& connection) {
                           back = Clock::now().time_since_epoch().count();
                           greet(connection, log);
                           connection.wait_for_the_end();
                       }}});
    Linked linked(server);
    ASSERT_TRUE(linked.run_until([&] { return back != 0 && linked.link->state() == LinkState::live; }));
    EXPECT_GE(Clock::duration(back - left), 300ms);
    EXPECT_EQ(linked.goodbyes, 1);
}

TEST(Link, AGoodbyeForEverIsTheEnd) {
    auto log = log_of_three();
    FakeServer server({{[&](FakeConnection& connection) {
                           greet(connection, log);
                           connection.send(goodbye(0));
                           connection.wait_for_the_end();
                       }},
                       {[&](FakeConnection&) { ADD_FAILURE() << "it came back"; }}});
    Linked linked(server);
    ASSERT_TRUE(linked.run_until([&] { return linked.link->state() == LinkState::ended; }));
    linked.run_until([] { return false; }, 100ms);
    EXPECT_THAT(linked.link->trouble(), HasSubstr("until later"));
    EXPECT_FALSE(linked.link->send(cancel("s1"), {}));
}

TEST(Link, AnUnknownKeyIsTheEnd) {
    FakeServer server({{{}, 401}, {[&](FakeConnection&) { ADD_FAILURE() << "it came back"; }}});
    Linked linked(server);
    ASSERT_TRUE(linked.run_until([&] { return linked.link->state() == LinkState::ended; }));
    EXPECT_EQ(linked.goodbyes, 1);
    EXPECT_THAT(linked.link->trouble(), HasSubstr("key"));
}

TEST(Link, AFullServerIsTriedAgain) {
    auto log = log_of_three();
    FakeServer server({{{}, 503}, {[&](FakeConnection& connection) {
                           greet(connection, log);
                           connection.wait_for_the_end();
                       }}});
    Linked linked(server);
    EXPECT_TRUE(linked.run_until_live());
}

TEST(Link, TheWatchdogEndsASilentLine) {
    auto log = log_of_three();
    std::atomic<bool> came_back{false};
    FakeServer server({{[&](FakeConnection& connection) {
                           greet(connection, log, 100);
                           for (int i = 0; i < 3; ++i) {
                               std::this_thread::sleep_for(100ms);
                               connection.send(log.heartbeat());
                           }
                           connection.wait_for_the_end();
                       }},
                       {[&](FakeConnection& connection) {
                           came_back = true;
                           greet(connection, log);
                           connection.wait_for_the_end();
                       }}});
    const auto began = Clock::now();
    Linked linked(server);
    ASSERT_TRUE(linked.run_until([&] { return came_back.load(); }));
    EXPECT_GE(Clock::now() - began, 500ms) << "heartbeats kept it alive, then 250 ms of silence";
    EXPECT_THAT(linked.link->trouble(), HasSubstr("too long"));
    ASSERT_TRUE(linked.run_until_live());
    EXPECT_THAT(linked.states, ElementsAre(LinkState::live, LinkState::stale, LinkState::live));
}

TEST(Link, ADamagedRecordIsNoticedReportedAndMended) {
    auto log = log_of_three();
    std::atomic<bool> damaged{false};
    std::optional<v1::ClientMessage> report, hello;
    FakeServer server({{[&](FakeConnection& connection) {
                           greet(connection, log);
                           while (!damaged) std::this_thread::sleep_for(1ms);
                           connection.send(log.heartbeat());
                           report = connection.read(v1::ClientMessage::kReport);
                           connection.wait_for_the_end();
                       }},
                       {[&](FakeConnection& connection) {
                           hello = greet(connection, log);
                           connection.wait_for_the_end();
                       }}});
    Linked linked(server);
    ASSERT_TRUE(linked.run_until_live());
    linked.link->follower().records_to_damage().apply(put(v1::KIND_SESSION, "s1", "damaged"));
    damaged = true;
    ASSERT_TRUE(linked.run_until([&] { return linked.snapshots == 2; }));
    server.stop();
    EXPECT_EQ(linked.link->follower().records().dump(), log.records.dump());
    ASSERT_TRUE(report && hello);
    EXPECT_TRUE(report->report().digest_differed());
    EXPECT_EQ(report->report().log(), "summit");
    EXPECT_FALSE(hello->hello().follow(0).has_resume());
}

TEST(Link, AGapIsResumed) {
    auto log = log_of_three();
    std::optional<v1::ClientMessage> hello;
    FakeServer server({{[&](FakeConnection& connection) {
                           greet(connection, log);
                           log.change({put(v1::KIND_ROOM, "r1", "never sent")});
                           connection.send(log.change({put(v1::KIND_ROOM, "r2", "sent")}));
                           connection.wait_for_the_end();
                       }},
                       {[&](FakeConnection& connection) {
                           hello = greet(connection, log);
                           connection.wait_for_the_end();
                       }}});
    Linked linked(server);
    ASSERT_TRUE(linked.run_until([&] { return linked.snapshots == 2; }));
    server.stop();
    EXPECT_EQ(hello->hello().follow(0).resume().position(), 1u);
    EXPECT_TRUE(linked.positions.empty()) << "nothing was told that is not so";
    EXPECT_EQ(linked.link->follower().records().dump(), log.records.dump());
}

TEST(Link, NonsenseEndsTheLineAndNotTheLink) {
    auto log = log_of_three();
    FakeServer server({{[&](FakeConnection& connection) {
                           connection.read();
                           connection.send_bytes("\xff\xff\xff");
                           connection.wait_for_the_end();
                       }},
                       {[&](FakeConnection& connection) {
                           greet(connection, log);
                           connection.wait_for_the_end();
                       }}});
    Linked linked(server);
    EXPECT_TRUE(linked.run_until_live());
}

TEST(Link, AnUnknownLogIsTriedAgain) {
    auto log = log_of_three();
    FakeServer server({{[&](FakeConnection& connection) {
                           connection.read();
                           auto welcome = log.welcome();
                           welcome.mutable_welcome()->mutable_followed(0)->set_unknown(true);
                           connection.send(welcome);
                           connection.wait_for_the_end();
                       }},
                       {[&](FakeConnection& connection) {
                           greet(connection, log);
                           connection.wait_for_the_end();
                       }}});
    LinkSettings settings;
    settings.log = "summit";
    Linked linked(server, settings);
    EXPECT_TRUE(linked.run_until_live());
    EXPECT_THAT(linked.link->trouble(), HasSubstr("no log “summit”"));
}

TEST(Link, WithoutAServerItTriesForEver) {
    std::optional<FakeServer> server(std::in_place, std::vector<FakeServer::Visit>{});
    Linked linked(*server);
    server.reset();
    linked.run_until([] { return false; }, 100ms);
    EXPECT_EQ(linked.link->state(), LinkState::connecting);
    EXPECT_THAT(linked.link->trouble(), HasSubstr("cannot reach http://127.0.0.1:"));
}

}  // namespace
}  // namespace dais::client
