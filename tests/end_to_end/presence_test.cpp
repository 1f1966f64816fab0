// Decision D12: who is there and what screens report is never durable, and staff alone are told.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <memory>

#include "clients/cpp/http.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

const std::vector<std::string> kOptions = {"--keys-ms", "100", "--heartbeat-ms", "100"};

v1::Presence next_presence(Reader& reader, std::uint32_t connections, std::uint32_t digests_differed) {
    for (;;) {
        const v1::ServerMessage message = reader.next();
        if (message.presence().connections() == connections &&
            message.presence().digests_differed() == digests_differed)
            return message.presence();
    }
}

TEST(Presence, StaffSeeWhoIsThereAndNothingOfItIsKept) {
    ServerProcess server(kOptions);
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    Reader first(server, key);
    first.follow("test");
    put_summit(first, "test", 1);
    const std::string before = server.dump("test", v1::AUDIENCE_STAFF);

    Reader organiser(server, key);
    organiser.follow("test");
    EXPECT_EQ(next_presence(organiser, 1, 0).log(), "test") << "the organiser's own";
    Reader screen(server, "");
    screen.follow("test");
    {
        Reader another(server, "");
        another.follow("test");
        next_presence(organiser, 3, 0);
    }
    next_presence(organiser, 2, 0);

    // However often a screen says it, it is one screen.
    v1::ClientMessage report;
    report.mutable_report()->set_log("test");
    report.mutable_report()->set_digest_differed(true);
    for (int i = 0; i < 1'000; ++i) screen.say(report);
    next_presence(organiser, 2, 1);

    for (int i = 0; i < 5; ++i) EXPECT_FALSE(screen.next().has_presence()) << "the public is not told";
    EXPECT_EQ(server.dump("test", v1::AUDIENCE_STAFF), before);
    EXPECT_TRUE(server.verified());
}

class BigScreens : public testing::Test {
protected:
    BigScreens() {
        Reader first(server, key);
        first.follow("test");
        put_summit(first, "test", 1);
        organiser = std::make_unique<Reader>(server, key);
        organiser->follow("test");
    }

    static v1::ClientMessage report(const std::string& screen_id, v1::SceneKind scene = v1::SCENE_KIND_HALL) {
        v1::ClientMessage message;
        message.mutable_report()->set_log("test");
        message.mutable_report()->set_screen_id(screen_id);
        message.mutable_report()->set_scene(scene);
        return message;
    }

    // Of whoever is told of big screens, the next Presence of which this is true.
    static v1::Presence until(Reader& reader, const std::function<bool(const v1::Presence&)>& reached) {
        for (;;) {
            const v1::ServerMessage message = reader.next();
            if (message.has_presence() && reached(message.presence())) return message.presence();
        }
    }
    v1::Presence until(const std::function<bool(const v1::Presence&)>& reached) { return until(*organiser, reached); }

    // What somebody with a key shows where the key is not known.
    std::string ticket(const std::string& of) const {
        client::HttpRequest request;
        request.post = true;
        request.target = "/api/v1/ticket";
        request.key = of;
        const std::string body = client::ask_http(client::parse_url(server.url()), request).body;
        const std::size_t begin = body.find(":\"") + 2;
        return body.substr(begin, body.find('"', begin) - begin);
    }

    // Beats that come rarely: what is seen sooner is seen because it is news.
    ServerProcess server{{"--keys-ms", "100", "--heartbeat-ms", "3000"}};
    std::string key = server.make_key(v1::ROLE_ORGANISER);
    std::string screens_key = server.make_key(v1::ROLE_SCREEN, "Hall A");
    std::unique_ptr<Reader> organiser;
};

TEST_F(BigScreens, ThatShowSomethingElseAreSeenToWithinASecond) {
    Reader screen(server, screens_key);
    EXPECT_EQ(screen.follow("test").audience(), v1::AUDIENCE_PUBLIC);
    screen.say(report("w0001"));
    until([](const v1::Presence& told) { return told.screens_size() == 1; });
    const auto begin = std::chrono::steady_clock::now();
    screen.say(report("w0001", v1::SCENE_KIND_STANDBY));
    const v1::Presence told =
        until([](const v1::Presence& one) { return one.screens(0).report().scene() == v1::SCENE_KIND_STANDBY; });
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
    EXPECT_EQ(told.screens(0).login(), "key:" + screens_key.substr(5, 6));
    EXPECT_TRUE(told.screens(0).connected());
    EXPECT_GT(told.screens(0).heard_at_ms(), 0);
}

TEST_F(BigScreens, ThatAreGoneAreToldWithWhatTheySaidLast) {
    {
        Reader screen(server, screens_key);
        screen.follow("test");
        screen.say(report("w0001", v1::SCENE_KIND_FLOOR));
        until([](const v1::Presence& told) { return told.screens_size() == 1 && told.screens(0).connected(); });
    }
    const v1::Presence told =
        until([](const v1::Presence& one) { return one.screens_size() == 1 && !one.screens(0).connected(); });
    EXPECT_EQ(told.screens(0).report().scene(), v1::SCENE_KIND_FLOOR);
    Reader later(server, key);
    later.follow("test");
    until(later, [](const v1::Presence& one) { return one.screens_size() == 1; });
}

// A visitor, and somebody who is something else, claim to be a screen.
TEST_F(BigScreens, AreNotWhoeverSaysSo) {
    Reader visitor(server, ""), press(server, server.make_key(v1::ROLE_PRESS)), screen(server, screens_key);
    v1::ClientMessage forged = report("w0002");
    v1::ClientMessage speaks_for;
    speaks_for.mutable_presence()->set_log("test");
    speaks_for.mutable_presence()->set_connections(9'999);
    *speaks_for.mutable_presence()->add_screens()->mutable_report() = forged.report();
    for (Reader* each : {&visitor, &press, &screen}) {
        each->follow("test");
        if (each != &screen) each->say(forged);
        each->say(speaks_for);
    }
    v1::ClientMessage endless = report("w0001");
    endless.mutable_report()->set_screen(std::string(60'000, 'x'));
    screen.say(endless);
    screen.say(report("w0001"));
    const v1::Presence told = until([](const v1::Presence& one) { return one.screens_size() > 0; });
    ASSERT_EQ(told.screens_size(), 1);
    EXPECT_EQ(told.screens(0).report().screen_id(), "w0001");
    EXPECT_EQ(told.screens(0).report().screen(), "");
    EXPECT_EQ(told.connections(), 4u);
}

TEST_F(BigScreens, BehindAnEdgeAreSeenWhereItIsDecided) {
    const std::string key_file = server.database() + ".edge-key";
    std::ofstream(key_file) << server.make_key(v1::ROLE_EDGE, "An edge") << '\n';
    auto edge =
        std::make_unique<ServerProcess>(std::vector<std::string>{"--heartbeat-ms", "3000", "--follow-ms", "200",
                                                                 "--follow-key-file", key_file, "--shards", "2"},
                                        ServerProcess::Follow{server.url()});
    Reader screen(*edge, ticket(screens_key));
    screen.follow("test");
    screen.say(report("w0001"));
    const auto shows = [](v1::SceneKind scene, bool connected) {
        return [scene, connected](const v1::Presence& one) {
            return one.screens_size() == 1 && one.screens(0).report().scene() == scene &&
                   one.screens(0).connected() == connected;
        };
    };
    const v1::Presence told = until(shows(v1::SCENE_KIND_HALL, true));
    EXPECT_EQ(told.screens(0).login(), "key:" + screens_key.substr(5, 6));
    // Staff at the edge are told the same.
    Reader organiser_there(*edge, ticket(key));
    EXPECT_EQ(organiser_there.follow("test").audience(), v1::AUDIENCE_STAFF);
    const auto begin = std::chrono::steady_clock::now();
    screen.say(report("w0001", v1::SCENE_KIND_STANDBY));
    until(shows(v1::SCENE_KIND_STANDBY, true));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    until(organiser_there, shows(v1::SCENE_KIND_STANDBY, true));
    // Visitors there are counted, and what they say is not heard.
    std::vector<std::unique_ptr<Reader>> visitors;
    for (int i = 0; i < 20; ++i) {
        visitors.push_back(std::make_unique<Reader>(*edge, ""));
        visitors.back()->follow("test");
        visitors.back()->say(report("w0009"));
    }
    const v1::Presence full = until([](const v1::Presence& one) { return one.connections() >= 22; });
    EXPECT_EQ(full.screens_size(), 1);
    edge.reset();
    const v1::Presence after = until(shows(v1::SCENE_KIND_STANDBY, false));
    // What is the same is not told again.
    if (after.connections() != 1) until([](const v1::Presence& one) { return one.connections() == 1; });
}

}  // namespace
}  // namespace dais
