// What a running server counts: who may read it, and that it moves by what was done.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <fstream>
#include <map>

#include "tests/end_to_end/server_process.h"
#include "tests/live/metrics_text.h"
#include "tests/storage/sample.h"

namespace dais {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using testing::HasSubstr;
using tests::MetricsText;
using Answer = http::response<http::string_body>;
using Headers = std::map<std::string, std::string>;

const Headers kFromElsewhere = {{"X-Forwarded-For", "198.51.100.7"}};

Answer get(const ServerProcess& server, const std::string& target, const Headers& headers = {}) {
    http::request<http::string_body> request{http::verb::get, target, 11};
    request.set(http::field::host, "localhost");
    for (const auto& [name, value] : headers) request.set(name, value);
    boost::asio::io_context context;
    beast::tcp_stream stream(context);
    stream.connect({boost::asio::ip::make_address("127.0.0.1"), server.port()});
    http::write(stream, request);
    beast::flat_buffer buffer;
    Answer answer;
    http::read(stream, buffer, answer);
    return answer;
}

MetricsText metrics(const ServerProcess& server) { return MetricsText(get(server, "/metrics").body()); }

const std::vector<std::string> kOptions = {"--keys-ms", "100", "--heartbeat-ms", "200"};

// By how much a sample has moved between two readings.
struct Moved {
    const MetricsText& before;
    const MetricsText& after;
    double operator()(const std::string& sample) const { return after.value(sample) - before.value(sample); }
};

TEST(MetricsOfAServer, AreTextThatAnObserverReads) {
    const ServerProcess server(kOptions);
    const Answer answer = get(server, "/metrics");
    EXPECT_EQ(answer.result(), http::status::ok);
    EXPECT_EQ(answer[http::field::content_type], "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(answer[http::field::cache_control], "no-store");
    const MetricsText read(answer.body());
    EXPECT_EQ(read.value(R"(dais_build_info{version="0.1.0"})"), 1);
    EXPECT_GT(read.values().size(), 100u);
}

TEST(MetricsOfAServer, MoveByWhatWasDone) {
    ServerProcess server(kOptions);
    Reader organiser(server, server.make_key(v1::ROLE_ORGANISER));
    organiser.follow("summit");
    const MetricsText before = metrics(server);
    put_summit(organiser, "summit", 5);
    v1::Command unknown = new_command("summit", 1);
    unknown.mutable_start_session()->set_id("s0000");
    ASSERT_EQ(organiser.ask(unknown).refusal().code(), v1::REFUSAL_CODE_NOT_FOUND);
    v1::Command preview = new_command("summit", 1);
    preview.set_preview(true);
    preview.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text("Lunch is served");
    ASSERT_TRUE(organiser.ask(preview).has_preview());
    ASSERT_EQ(get(server, "/nothing").result(), http::status::not_found);

    const MetricsText after = metrics(server);
    const Moved moved{before, after};
    EXPECT_EQ(moved(R"(dais_commands_total{outcome="done"})"), 7);
    EXPECT_EQ(moved(R"(dais_commands_total{outcome="refused"})"), 1);
    EXPECT_EQ(moved(R"(dais_commands_total{outcome="preview"})"), 1);
    EXPECT_EQ(moved(R"(dais_commands_total{outcome="unavailable"})"), 0);
    EXPECT_EQ(moved(R"(dais_refusals_total{code="not_found"})"), 1);
    EXPECT_EQ(moved(R"(dais_refusals_total{code="stale"})"), 0);
    EXPECT_EQ(moved("dais_changes_total"), 7);
    EXPECT_EQ(moved(R"(dais_groups_total{outcome="stored"})"), 7) << "one after the other";
    EXPECT_EQ(moved("dais_group_commit_seconds_count"), 7);
    EXPECT_EQ(moved("dais_command_duration_seconds_count"), 9);
    EXPECT_EQ(moved("dais_logs"), 1);
    EXPECT_EQ(moved(R"(dais_http_requests_total{code="4xx"})"), 1);
    EXPECT_EQ(moved(R"(dais_http_requests_total{code="2xx"})"), 1) << "the reading before this one";
    EXPECT_EQ(moved("dais_http_request_duration_seconds_count"), 2);
}

TEST(MetricsOfAServer, ShowThatWhoResumesAsksTheDatabaseNothing) {
    ServerProcess server(kOptions);
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    Reader organiser(server, key);
    organiser.follow("summit");
    put_summit(organiser, "summit", 3);
    Reader screen(server, "");
    screen.follow("summit");
    const MetricsText before = metrics(server);
    for (int i = 0; i < 20; ++i) {
        Reader again(server, "");
        ASSERT_TRUE(again.follow("summit", &screen.resume).resumed());
    }
    const MetricsText resumed = metrics(server);
    for (const auto& [sample, value] : before.values())
        if (sample.starts_with("dais_database_reads_total")) {
            EXPECT_EQ(resumed.value(sample), value) << sample;
        }
    // And that such a question would have been seen.
    ASSERT_EQ(get(server, "/api/v1/logs/summit/history", {{"Authorization", "Bearer " + key}}).result(),
              http::status::ok);
    ASSERT_EQ(get(server, "/api/v1/logs/summit/snapshot.json?position=1").result(), http::status::ok);
    const MetricsText asked = metrics(server);
    const Moved moved{resumed, asked};
    EXPECT_EQ(moved(R"(dais_database_reads_total{question="history"})"), 1);
    EXPECT_EQ(moved(R"(dais_database_reads_total{question="past"})"), 1);
    EXPECT_EQ(asked.value("dais_archive_waiting"), 0);
}

TEST(MetricsOfAServer, AreForStaffAndForItsOwnMachine) {
    ServerProcess server(kOptions);
    const auto from_elsewhere = [&](v1::Role role) {
        Headers headers = kFromElsewhere;
        headers["Authorization"] = "Bearer " + server.make_key(role);
        return get(server, "/metrics", headers).result();
    };
    const Answer stranger = get(server, "/metrics", kFromElsewhere);
    EXPECT_EQ(stranger.result(), http::status::forbidden);
    EXPECT_THAT(stranger.body(), HasSubstr("--metrics-open"));
    EXPECT_THAT(stranger.body(), testing::Not(HasSubstr("dais_")));
    EXPECT_EQ(from_elsewhere(v1::ROLE_DELEGATE), http::status::forbidden);
    EXPECT_EQ(from_elsewhere(v1::ROLE_ORGANISER), http::status::ok);
    Headers revoked = kFromElsewhere;
    revoked["Authorization"] = "Bearer dais_nobody_knows_this";
    EXPECT_EQ(get(server, "/metrics", revoked).result(), http::status::unauthorized);
}

TEST(MetricsOfAServer, AreForEverybodyIfTheOperatorSaysSo) {
    const ServerProcess by_flag({"--metrics-open"});
    EXPECT_EQ(get(by_flag, "/metrics", kFromElsewhere).result(), http::status::ok);

    const tests::TempDirectory directory;
    const std::string file = directory.path("settings.toml");
    std::ofstream(file) << "metrics-open = true\n";
    const ServerProcess by_file({"--config", file});
    EXPECT_EQ(get(by_file, "/metrics", kFromElsewhere).result(), http::status::ok);
}

}  // namespace
}  // namespace dais
