// Edges: a server that follows another one's public audience serves the same screens, through cuts and crashes of
// either, and says since when what it serves may be old.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <thread>

#include "clients/cpp/http.h"
#include "clients/cpp/inflate.h"
#include "tests/end_to_end/server_process.h"
#include "tests/end_to_end/venue_ca.h"

namespace dais {
namespace {

using testing::HasSubstr;

// Heartbeats that come often, so that what is stale is so soon; attempts and looks for new logs, too.
const std::vector<std::string> kOptions = {"--keys-ms", "100", "--heartbeat-ms", "200"};
const std::vector<std::string> kEdgeOptions = {"--heartbeat-ms",   "200", "--follow-ms",     "200",
                                               "--follow-logs-ms", "300", "--follow-say-ms", "100"};

class Edge : public testing::Test {
protected:
    Edge() {
        Reader first(origin, key);
        v1::ClientMessage hello;
        hello.mutable_hello();
        first.say(hello);
        first.next();
        sessions = put_summit(first, "test", 3);
        meet_organiser();
    }

    void meet_organiser() {
        organiser = std::make_unique<Reader>(origin, key);
        organiser->follow("test");
    }

    std::unique_ptr<ServerProcess> new_edge(const ServerProcess& of, std::vector<std::string> more = {}) {
        more.insert(more.begin(), kEdgeOptions.begin(), kEdgeOptions.end());
        return std::make_unique<ServerProcess>(more, ServerProcess::Follow{of.url()});
    }

    void announce(const std::string& title, bool hidden = false) {
        v1::Command command = new_command("test", organiser->resume.position());
        command.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text(title);
        if (hidden) command.mutable_publish_announcement()->add_audiences(v1::AUDIENCE_PRESS);
        ASSERT_TRUE(organiser->ask(command).has_done());
    }

    std::string truth() const { return origin.dump("test", v1::AUDIENCE_PUBLIC); }

    // Reads on until it holds what the origin's disk does.
    void expect_to_catch_up(Reader& screen) {
        const std::string wanted = truth();
        for (int i = 0; i < 200 && screen.records.dump() != wanted; ++i) screen.next();
        EXPECT_EQ(screen.records.dump(), wanted);
    }

    // The next heartbeat that is stale, or is not.
    static v1::Changes heartbeat(Reader& screen, bool stale) {
        for (;;) {
            const v1::ServerMessage message = screen.next();
            if (message.has_changes() && message.changes().changes().empty() &&
                (message.changes().stale_ms() > 0) == stale)
                return message.changes();
        }
    }

    static client::HttpAnswer get(const ServerProcess& server, const std::string& target) {
        client::HttpRequest request;
        request.target = target;
        return client::ask_http(client::parse_url(server.url()), request);
    }

    ServerProcess origin{kOptions};
    std::string key = origin.make_key(v1::ROLE_ORGANISER);
    std::vector<std::string> sessions;
    std::unique_ptr<Reader> organiser;
};

TEST_F(Edge, AScreenAtAnEdgeEqualsAScreenAtTheOrigin) {
    const auto edge = new_edge(origin, {"--shards", "2"});
    std::vector<std::unique_ptr<Reader>> screens;
    for (int i = 0; i < 4; ++i) {
        screens.push_back(std::make_unique<Reader>(*edge, ""));
        screens.back()->follow("test");
    }
    Reader here(origin, "");
    here.follow("test");
    for (int i = 0; i < 10; ++i) announce("number " + std::to_string(i));
    announce("for the press alone", true);
    // Long enough to be compressed.
    announce(std::string(100, 'a') + " and then");
    v1::Command programme = new_command("test", organiser->resume.position());
    v1::Session& session = *programme.mutable_put_session()->mutable_session();
    for (const char* language : {"ar", "en", "fr"}) {
        session.add_title()->set_language(language);
        session.mutable_title(session.title_size() - 1)->set_text(std::string(150, 'x'));
    }
    session.mutable_planned()->set_starts_at_ms(1'726'128'000'000);
    session.mutable_planned()->set_ends_at_ms(1'726'128'600'000);
    ASSERT_TRUE(organiser->ask(programme).has_done());
    expect_to_catch_up(here);
    for (const auto& screen : screens) {
        expect_to_catch_up(*screen);
        EXPECT_EQ(screen->resume.SerializeAsString(), here.resume.SerializeAsString()) << "the place is the same";
        EXPECT_EQ(screen->snapshots_read, 1u);
    }
    // And a newcomer is told the same as at the origin, with what belongs to what.
    Reader at_edge(*edge, "");
    Reader at_origin(origin, "");
    at_edge.follow("test");
    at_origin.follow("test");
    EXPECT_EQ(at_edge.records.dump(), at_origin.records.dump());
    EXPECT_EQ(at_edge.records.digest(), at_origin.records.digest());
    // A screen may go from the one to the other and back.
    announce("while it changes over");
    Reader changed_over(origin, "");
    EXPECT_TRUE(changed_over.follow("test", &at_edge.resume).resumed());
    EXPECT_EQ(edge->end(SIGTERM), 0) << "a graceful stop";
}

TEST_F(Edge, FollowsByTlsWhomItMayTrust) {
    const VenueCa ca, other;
    ca.issue("venue");
    std::vector<std::string> options = kOptions;
    options.insert(options.end(),
                   {"--demo", "--tls-certificate", ca.file("venue.pem"), "--tls-key", ca.file("venue.key")});
    const ServerProcess encrypted(options);
    const std::string url = "https://localhost:" + std::to_string(encrypted.port());
    const auto following = [&](const VenueCa& trusted, bool wait) {
        std::vector<std::string> more = kEdgeOptions;
        more.insert(more.end(), {"--follow-ca", trusted.certificate()});
        return std::make_unique<ServerProcess>(more, ServerProcess::Follow{url, wait});
    };
    const auto trusting = following(ca, true);
    Reader screen(*trusting, "");
    screen.follow("gdpa-2024");
    EXPECT_EQ(screen.records.dump(), encrypted.dump("gdpa-2024", v1::AUDIENCE_PUBLIC));
    const auto doubting = following(other, false);
    EXPECT_TRUE(doubting->says("certificate is not to be trusted")) << doubting->log();
    EXPECT_FALSE(doubting->listens()) << "it has nothing to show";
}

TEST_F(Edge, ServesOnWhileTheOriginIsAwayAndSaysThatItIsStale) {
    const auto edge = new_edge(origin);
    Reader screen(*edge, "");
    screen.follow("test");
    EXPECT_EQ(heartbeat(screen, false).stale_ms(), 0u);
    organiser.reset();
    origin.end(SIGKILL);
    const std::uint32_t first = heartbeat(screen, true).stale_ms();
    EXPECT_GT(heartbeat(screen, true).stale_ms(), first) << "it grows older";
    Reader newcomer(*edge, "");
    newcomer.follow("test");
    EXPECT_EQ(newcomer.records.dump(), truth());
    heartbeat(newcomer, true);
    EXPECT_THAT(get(*edge, "/health").body, HasSubstr("\"status\":\"stale\""));

    origin.start();
    meet_organiser();
    announce("back again");
    expect_to_catch_up(screen);
    EXPECT_EQ(heartbeat(screen, false).digest(), screen.records.digest());
    EXPECT_EQ(screen.snapshots_read, 1u) << "nobody who stood there is sent all of it again";
    EXPECT_EQ(newcomer.snapshots_read, 1u);
    EXPECT_THAT(get(*edge, "/health").body, HasSubstr("\"status\":\"ok\""));
}

TEST_F(Edge, ScreensOfAnEdgeThatWasKilledResume) {
    const auto edge = new_edge(origin);
    announce("first");
    v1::Resume behind;
    v1::Resume stood;
    {
        Reader screen(*edge, "");
        screen.follow("test");
        behind = screen.resume;
        for (int i = 0; i < 5; ++i) announce("seen " + std::to_string(i));
        expect_to_catch_up(screen);
        stood = screen.resume;
    }
    edge->end(SIGKILL);
    for (int i = 0; i < 3; ++i) announce("missed " + std::to_string(i));
    for (const bool origin_is_there : {true, false}) {
        if (!origin_is_there) {
            edge->end(SIGKILL);
            organiser.reset();
            origin.end(SIGKILL);
        }
        edge->start();
        for (const v1::Resume* place : {&behind, &stood}) {
            Reader again(*edge, "");
            EXPECT_TRUE(again.follow("test", place).resumed());
            while (again.resume.position() < stood.position() + 3) again.next();
            EXPECT_EQ(again.snapshots_read, 0u);
        }
        Reader newcomer(*edge, "");
        newcomer.follow("test");
        EXPECT_EQ(newcomer.records.dump(), truth());
        if (!origin_is_there) {
            EXPECT_GT(heartbeat(newcomer, true).stale_ms(), 0u);
        }
    }
}

// What the ring holds after a start is bounded, and so is the file.
TEST_F(Edge, ItsFileIsShortenedAndStillFillsTheRing) {
    const auto edge = new_edge(origin, {"--ring-frames-max", "8"});
    Reader screen(*edge, "");
    screen.follow("test");
    std::vector<v1::Resume> stood;
    for (int i = 0; i < 40; ++i) {
        announce("number " + std::to_string(i));
        expect_to_catch_up(screen);
        stood.push_back(screen.resume);
    }
    edge->end(SIGKILL);
    edge->start();
    Reader within(*edge, "");
    EXPECT_TRUE(within.follow("test", &stood[39 - 7]).resumed());
    Reader beyond(*edge, "");
    EXPECT_EQ(beyond.follow("test", &stood[39 - 20]).reason(), "position");
    EXPECT_EQ(beyond.records.dump(), truth());
    const std::string said = edge->log();
    std::smatch found;
    ASSERT_TRUE(std::regex_search(said, found, std::regex("from disk, ([0-9]+) frames in its ring")));
    EXPECT_GE(std::stoi(found[1]), 8);
    EXPECT_LT(std::stoi(found[1]), 16);
}

TEST_F(Edge, ADamagedFileIsThrownAwayAndSaid) {
    const auto edge = new_edge(origin);
    Reader screen(*edge, "");
    screen.follow("test");
    announce("the last thing");
    expect_to_catch_up(screen);
    const v1::Resume stood = screen.resume;
    const auto damage = [&](std::streamoff at, std::ios_base::seekdir from) {
        edge->end(SIGKILL);
        std::fstream file(edge->recording("test"), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(at, from);
        file.put('?');
        file.close();
        edge->start();
    };
    damage(-5, std::ios::end);
    EXPECT_THAT(edge->log(), HasSubstr("are damaged and thrown away"));
    Reader after_the_end(*edge, "");
    EXPECT_TRUE(after_the_end.follow("test", &stood).resumed()) << "the origin had the last frame still";
    damage(80, std::ios::beg);
    Reader after_the_beginning(*edge, "");
    after_the_beginning.follow("test");
    EXPECT_EQ(after_the_beginning.records.dump(), truth());
    announce("and it is written anew");
    expect_to_catch_up(after_the_beginning);
    const auto is_on_disk = [&] {  // a screen does not wait for it
        std::ifstream file(edge->recording("test"), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        return bytes.find("and it is written anew") != std::string::npos;
    };
    for (int i = 0; i < 1'000 && !is_on_disk(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    edge->end(SIGKILL);
    edge->start();
    EXPECT_THAT(edge->log(), HasSubstr("position " + std::to_string(stood.position() + 1) + " from disk"));
}

TEST_F(Edge, NothingThatIsNotPublicIsInItsFileWhichIsItsOwnersAlone) {
    const auto edge = new_edge(origin);
    v1::Command put = new_command("test", organiser->resume.position());
    v1::Session& session = *put.mutable_put_session()->mutable_session();
    session.add_title()->set_text("TOP-SECRET-NEGOTIATION");
    session.mutable_planned()->set_starts_at_ms(1'726'128'000'000);
    session.mutable_planned()->set_ends_at_ms(1'726'128'600'000);
    put.mutable_put_session()->set_hidden(true);
    ASSERT_TRUE(organiser->ask(put).has_done());
    v1::Command room = new_command("test", organiser->resume.position());
    room.mutable_put_room()->mutable_room()->add_name()->set_text("Open room");
    room.mutable_put_room()->mutable_room()->set_staff_note("STAFF-NOTE-7741");
    ASSERT_TRUE(organiser->ask(room).has_done());
    Reader screen(*edge, "");
    screen.follow("test");
    expect_to_catch_up(screen);
    edge->end(SIGTERM);

    struct stat about {};
    ASSERT_EQ(::stat(edge->recording("test").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    std::ifstream file(edge->recording("test"), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    // As recording.h says; what is compressed is inflated as well.
    std::string seen = bytes;
    for (std::size_t at = bytes.find('\n') + 1; at < bytes.size();) {
        std::size_t length = 0;
        for (std::size_t i = 4; i-- > 0;) length = length << 8 | static_cast<unsigned char>(bytes[at + i]);
        seen += client::read_message(std::string_view(bytes).substr(at + 20, length)).SerializeAsString();
        at += 20 + length;
    }
    EXPECT_NE(seen.find("Open room"), std::string::npos) << "the search can find";
    for (const char* secret : {"TOP-SECRET", "STAFF-NOTE", "Secretariat"})
        EXPECT_EQ(seen.find(secret), std::string::npos) << secret;
    EXPECT_NE(organiser->bytes.find("TOP-SECRET"), std::string::npos);
}

TEST_F(Edge, AnEdgeMayFollowAnEdge) {
    const auto edge = new_edge(origin);
    const auto farther = new_edge(*edge);
    Reader screen(*farther, "");
    screen.follow("");
    announce("by two edges");
    expect_to_catch_up(screen);
    EXPECT_EQ(get(*farther, "/api/v1/logs").body, get(origin, "/api/v1/logs").body);
    // That the first line is cut is known beyond the second.
    organiser.reset();
    origin.end(SIGKILL);
    heartbeat(screen, true);
    Reader newcomer(*farther, "");
    newcomer.follow("test");
    heartbeat(newcomer, true);
    // A farther edge that comes now learns it with the first word.
    const auto late = new_edge(*edge);
    Reader latecomer(*late, "");
    latecomer.follow("test");
    heartbeat(latecomer, true);
    origin.start();
    meet_organiser();
    announce("back again");
    expect_to_catch_up(screen);
    heartbeat(screen, false);
    EXPECT_EQ(screen.snapshots_read, 1u);
}

TEST_F(Edge, WhoBringsAKeyIsToldWhereToSignIn) {
    const auto edge = new_edge(origin, {"--follow-public", "https://summit.example.org"});
    Reader organiser_here(*edge, key);
    v1::ClientMessage hello;
    hello.mutable_hello()->add_follow()->set_log("test");
    organiser_here.say(hello);
    const v1::Goodbye goodbye = organiser_here.next().goodbye();
    EXPECT_EQ(goodbye.reason(), v1::Goodbye::REASON_KEY);
    EXPECT_THAT(goodbye.message(), HasSubstr("sign in at https://summit.example.org"));
    // Everything else of the API is where it is decided, whatever the method.
    for (const bool post : {false, true}) {
        client::HttpRequest request;
        request.post = post;
        request.body = post ? "something" : "";
        request.target = post ? "/api/v1/import?source=x" : "/api/v1/logs/test/schedule.xml?at=now";
        const client::HttpAnswer answer = client::ask_http(client::parse_url(edge->url()), request);
        EXPECT_EQ(answer.status, 307u);
        EXPECT_THAT(answer.body, HasSubstr("https://summit.example.org" + request.target));
    }
    // The public may do nothing, as at the origin.
    Reader screen(*edge, "");
    screen.follow("test");
    v1::Command command = new_command("test", screen.resume.position());
    command.mutable_cancel_session()->set_id(sessions[0]);
    EXPECT_EQ(screen.ask(command).refusal().code(), v1::REFUSAL_CODE_FORBIDDEN);
}

TEST_F(Edge, WaitsForItsFirstWordAndFindsLogsThatAreNew) {
    organiser.reset();
    origin.end(SIGKILL);
    ServerProcess edge(kEdgeOptions, ServerProcess::Follow{origin.url(), false});
    EXPECT_TRUE(edge.says("nothing to serve yet, waiting for " + origin.url()));
    EXPECT_FALSE(edge.listens());
    origin.start();
    edge.wait_until_it_listens();
    {
        Reader screen(edge, "");
        screen.follow("test");
        EXPECT_EQ(screen.records.dump(), truth());
    }
    Reader first(origin, key);
    v1::ClientMessage hello;
    hello.mutable_hello();
    first.say(hello);
    first.next();
    put_summit(first, "another", 1);
    EXPECT_TRUE(edge.says("log another: follows"));
    Reader screen(edge, "");
    screen.follow("another");
    EXPECT_EQ(screen.records.dump(), origin.dump("another", v1::AUDIENCE_PUBLIC));
}

TEST_F(Edge, TwoDoNotWriteIntoOneFolder) {
    const auto edge = new_edge(origin);
    const std::string folder = std::filesystem::path(edge->recording("test")).parent_path();
    const std::string second = "timeout 20 " + std::string(DAIS_BIN_DIR) + "/dais-server run --port 0 --follow " +
                               origin.url() + " --follow-cache " + folder + " >/dev/null 2>&1";
    EXPECT_EQ(WEXITSTATUS(std::system(second.c_str())), 1);
    edge->end(SIGKILL);
    edge->start();
}

TEST_F(Edge, WhatIsForTheOriginAloneIsRefused) {
    const std::string program = std::string(DAIS_BIN_DIR) + "/dais-server run --follow " + origin.url() + " ";
    for (const char* option : {"--db x", "--demo", "--play", "--clock test@2024-09-12T08:30Z", "--speed 2",
                               "--follow-public summit.example.org"})
        EXPECT_NE(std::system((program + option + " 2>/dev/null").c_str()), 0) << option;
    EXPECT_NE(std::system((std::string(DAIS_BIN_DIR) + "/dais-server run 2>/dev/null").c_str()), 0);
}

}  // namespace
}  // namespace dais
