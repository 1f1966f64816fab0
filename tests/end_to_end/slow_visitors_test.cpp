// Whoever opens connections and says nothing, or a byte a second, or takes no answer, keeps nobody else out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/end_to_end/raw_visitor.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;
using Clock = RawVisitor::Clock;

constexpr char kHealth[] = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr char kGood[] = "HTTP/1.1 200 ";

long ms_since(Clock::time_point begin) {
    return std::chrono::duration_cast<milliseconds>(Clock::now() - begin).count();
}

// How long a newcomer waits for an answer; -1: in vain.
long newcomer_waits_ms(const ServerProcess& server, const char* from = "127.0.0.1") {
    const auto begin = Clock::now();
    const RawVisitor newcomer(server.port(), from);
    newcomer.say(kHealth);
    return newcomer.hear(20'000, "}").starts_with(kGood) ? ms_since(begin) : -1;
}

std::string import_of(std::size_t bytes, const std::string& key) {
    return "POST /api/v1/import?log=small&source=x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key +
           "\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n";
}

TEST(SlowVisitors, HundredsOfThemKeepNoNewcomerOutAndNoScreenWaiting) {
    // It is not the deadline that makes room here.
    ServerProcess server({"--shards", "1", "--heartbeat-ms", "200", "--keys-ms", "100", "--http-connections-max", "200",
                          "--http-connections-of-address-max", "150", "--http-patience-ms", "200", "--handshake-ms",
                          "60000"});
    Reader organiser(server, server.make_key(v1::ROLE_ORGANISER));
    organiser.follow("test");
    put_summit(organiser, "test", 1);

    std::vector<RawVisitor> silent, slow;
    for (int i = 0; i < 400; ++i) {
        const std::string from = "127.0.0." + std::to_string(2 + i % 8);
        (i % 2 == 0 ? silent : slow).emplace_back(server.port(), from.c_str());
    }
    std::atomic<bool> over = false;
    std::thread drip([&] {
        for (std::size_t at = 0; !over; at = (at + 1) % (sizeof kHealth - 5)) {
            for (const RawVisitor& each : slow) each.say({&kHealth[at], 1});
            std::this_thread::sleep_for(milliseconds(100));
        }
    });
    long longest_beat_ms = 0;
    std::thread screen([&] {
        Reader reader(server, "");
        reader.follow("test");
        for (auto last = Clock::now(); !over; last = Clock::now()) {
            reader.next();
            longest_beat_ms = std::max(longest_beat_ms, ms_since(last));
        }
    });
    for (int i = 0; i < 20; ++i) {
        const long waited_ms = newcomer_waits_ms(server, i % 2 == 0 ? "127.0.0.1" : "127.0.0.2");
        EXPECT_GE(waited_ms, 0);
        EXPECT_LT(waited_ms, 5'000);
        if (i % 4 == 0) silent.emplace_back(server.port(), "127.0.0.9");
    }
    over = true;
    drip.join();
    screen.join();
    EXPECT_LT(longest_beat_ms, 2'000);
    const RawVisitor operator_here(server.port());
    operator_here.say("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(operator_here.hear(10'000), Not(HasSubstr("dais_refused_connections_total{reason=\"full\"} 0\n")));
    EXPECT_EQ(server.end(SIGTERM), 0);
}

TEST(SlowVisitors, OneAddressPushesOutItsOwn) {
    ServerProcess server({"--shards", "1", "--http-connections-of-address-max", "5", "--http-patience-ms", "50"});
    const RawVisitor stranger(server.port(), "127.0.0.3");
    std::vector<RawVisitor> crowd;
    for (int i = 0; i < 15; ++i) crowd.emplace_back(server.port(), "127.0.0.2");
    EXPECT_GE(newcomer_waits_ms(server, "127.0.0.2"), 0);
    int left = 0;
    for (const RawVisitor& each : crowd) left += each.is_left(50);
    EXPECT_GE(left, 10);
    EXPECT_FALSE(stranger.is_left(100)) << "though it was there first";
    EXPECT_TRUE(stranger.say(kHealth));
    EXPECT_THAT(stranger.hear(10'000, "}"), StartsWith(kGood));
}

TEST(SlowVisitors, ATrustedProxyIsNotCounted) {
    ServerProcess server({"--shards", "1", "--http-connections-of-address-max", "2", "--http-patience-ms", "0",
                          "--trusted-proxies", "127.0.0.2"});
    std::vector<RawVisitor> behind_it;
    for (int i = 0; i < 10; ++i) behind_it.emplace_back(server.port(), "127.0.0.2");
    EXPECT_GE(newcomer_waits_ms(server, "127.0.0.2"), 0);
    for (const RawVisitor& each : behind_it) EXPECT_FALSE(each.is_left(0));
}

TEST(SlowVisitors, AByteNowAndThenDoesNotPutOffTheEndOfAHeader) {
    ServerProcess server({"--handshake-ms", "1000"});
    const RawVisitor slow(server.port());
    const auto begin = Clock::now();
    for (std::size_t at = 0; at < sizeof kHealth - 5 && !slow.is_left(100); ++at) slow.say({&kHealth[at], 1});
    EXPECT_TRUE(slow.is_left(5'000));
    EXPECT_GE(ms_since(begin), 900);
    EXPECT_LT(ms_since(begin), 3'000);
}

TEST(SlowVisitors, ABodyMayTakeLongButNotStop) {
    ServerProcess server({"--keys-ms", "100", "--http-idle-ms", "500", "--http-bytes-per-second-min", "2000"});
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    std::ifstream file(std::string(DAIS_SOURCE_DIR) + "/tests/interchange/samples/small_summit.xml");
    std::string body{std::istreambuf_iterator<char>(file), {}};
    body.append(10'000, ' ');

    const RawVisitor patient(server.port());
    patient.say(import_of(body.size(), key));
    const auto begin = Clock::now();
    for (std::size_t at = 0; at < body.size(); at += 500) {
        EXPECT_TRUE(patient.say(std::string_view(body).substr(at, 500)));
        std::this_thread::sleep_for(milliseconds(50));
    }
    EXPECT_GE(ms_since(begin), 1'000) << "longer than it may stop";
    EXPECT_THAT(patient.hear(10'000, "}\n"), StartsWith(kGood));

    const RawVisitor slow(server.port());
    slow.say(import_of(body.size(), key));
    const auto then = Clock::now();
    for (std::size_t at = 0; at < 100 && !slow.is_left(50); ++at) slow.say({&body[at], 1});
    EXPECT_TRUE(slow.is_left(5'000));
    EXPECT_LT(ms_since(then), 3'000);

    // Nobody saves up time by having been quick.
    const RawVisitor quick(server.port());
    quick.say(import_of(body.size(), key));
    quick.say(std::string_view(body).substr(0, body.size() - 1));
    const auto at_the_end = Clock::now();
    EXPECT_TRUE(quick.is_left(5'000));
    EXPECT_LT(ms_since(at_the_end), 2'000);
}

TEST(SlowVisitors, AShortBodyThatComesSlowlyMakesRoomAsAHeaderDoes) {
    ServerProcess server({"--shards", "1", "--http-connections-max", "5", "--http-patience-ms", "500"});
    std::vector<RawVisitor> slow;
    for (int i = 0; i < 5; ++i) {
        slow.emplace_back(server.port(), "127.0.0.2");
        slow.back().say(
            "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            "Content-Length: 1000\r\n\r\n{");
    }
    EXPECT_FALSE(slow.back().is_left(200)) << "they have their time";
    const long waited_ms = newcomer_waits_ms(server);
    EXPECT_GE(waited_ms, 0);
    EXPECT_LT(waited_ms, 5'000);
    EXPECT_TRUE(slow.front().is_left(1'000)) << "who was first goes";
    EXPECT_FALSE(slow.back().is_left(0));
}

TEST(SlowVisitors, WhoTakesNoAnswerKeepsOnlyTheirOwnAddressWaiting) {
    const std::string folder = std::filesystem::temp_directory_path() / ("dais-large-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/index.html") << "a page";
    std::ofstream(folder + "/large.png") << std::string(12u << 20, 'x');
    {
        ServerProcess server({"--shards", "1", "--static", folder, "--http-connections-of-address-max", "3"});
        std::vector<RawVisitor> stuck;
        for (int i = 0; i < 3; ++i) {
            stuck.emplace_back(server.port(), "127.0.0.2", 4'096);
            stuck.back().say("GET /large.png HTTP/1.1\r\nHost: localhost\r\n\r\n");
            EXPECT_THAT(stuck.back().hear(10'000, "\r\n"), StartsWith(kGood));
        }
        const RawVisitor next(server.port(), "127.0.0.2");
        next.say(kHealth);
        EXPECT_EQ(next.hear(500, "}"), "");
        EXPECT_GE(newcomer_waits_ms(server, "127.0.0.3"), 0);
        stuck.pop_back();
        EXPECT_THAT(next.hear(10'000, "}"), StartsWith(kGood)) << "as soon as there is a place";
        EXPECT_EQ(server.end(SIGTERM), 0);
    }
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace dais
