// What every answer tells browsers: pages, data, errors, what is known already, what has no body, an edge's, by TLS.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "tests/end_to_end/raw_visitor.h"
#include "tests/end_to_end/server_process.h"
#include "tests/end_to_end/venue_ca.h"

namespace dais {
namespace {

namespace asio = boost::asio;
using testing::HasSubstr;
using testing::Not;

constexpr char kData[] = "default-src 'none'; frame-ancestors 'none'; sandbox";

// The status line as "", and the fields by their lower-case names. Each stands once.
using Head = std::map<std::string, std::string>;

Head head_of(const std::string& answer) {
    Head head;
    const std::string lines = answer.substr(0, answer.find("\r\n\r\n") + 2);
    std::size_t begin = lines.find("\r\n") + 2;
    head[""] = lines.substr(0, begin - 2);
    for (std::size_t end; (end = lines.find("\r\n", begin)) != std::string::npos; begin = end + 2) {
        const std::string line = lines.substr(begin, end - begin);
        std::string name = line.substr(0, line.find(':'));
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
        EXPECT_TRUE(head.emplace(name, line.substr(line.find(':') + 2)).second) << name << " stands twice";
    }
    return head;
}

std::string request_of(const std::string& line, const std::string& fields) {
    return line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + fields + "\r\n";
}

Head ask(const ServerProcess& server, const std::string& line, const std::string& fields = "") {
    const RawVisitor visitor(server.port());
    visitor.say(request_of(line, fields));
    return head_of(visitor.hear(10'000));
}

void expect_common(Head head) {
    EXPECT_EQ(head["x-content-type-options"], "nosniff");
    EXPECT_EQ(head["referrer-policy"], "no-referrer");
    EXPECT_EQ(head["cross-origin-opener-policy"], "same-origin");
    EXPECT_THAT(head["permissions-policy"], HasSubstr("camera=(), "));
    EXPECT_THAT(head["permissions-policy"], HasSubstr("geolocation=(), "));
    EXPECT_THAT(head["permissions-policy"], HasSubstr("microphone=(), "));
}

void expect_data(Head head, const char* status, bool for_others = false) {
    SCOPED_TRACE(head[""]);
    EXPECT_THAT(head[""], HasSubstr(status));
    expect_common(head);
    EXPECT_EQ(head["content-security-policy"], kData);
    EXPECT_EQ(head["x-frame-options"], "DENY");
    EXPECT_EQ(head["cross-origin-resource-policy"], for_others ? "cross-origin" : "same-origin");
    EXPECT_EQ(head.count("access-control-allow-origin"), for_others ? 1u : 0u);
    EXPECT_EQ(head.count("strict-transport-security"), 0u) << "nobody speaks TLS here";
}

void expect_page(Head head, const char* status, const std::string& connects_to = "'self'") {
    SCOPED_TRACE(head[""]);
    EXPECT_THAT(head[""], HasSubstr(status));
    expect_common(head);
    EXPECT_EQ(head["content-security-policy"],
              "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src 'self'; "
              "connect-src " +
                  connects_to + "; object-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'");
    EXPECT_EQ(head["x-frame-options"], "SAMEORIGIN");
    EXPECT_EQ(head["cross-origin-resource-policy"], "same-origin");
    EXPECT_EQ(head.count("access-control-allow-origin"), 0u);
}

class Guards : public testing::Test {
protected:
    Guards() {
        std::filesystem::create_directories(folder + "/assets");
        std::ofstream(folder + "/index.html") << "<!doctype html><title>Dais</title>";
        std::ofstream(folder + "/assets/index-abc.js") << "void 0;";
        std::ofstream(folder + "/embed.js") << "void 0;";
    }
    ~Guards() override { std::filesystem::remove_all(folder); }

    const std::string folder = std::filesystem::temp_directory_path() / ("dais-guards-" + std::to_string(getpid()));
};

TEST_F(Guards, StandBeforePagesAndAllThatTheyLoad) {
    ServerProcess server({"--demo", "--static", folder});
    Head page = ask(server, "GET /");
    expect_page(page, "200 OK");
    EXPECT_THAT(page["content-security-policy"], Not(HasSubstr("unsafe")));
    expect_page(ask(server, "GET /assets/index-abc.js"), "200 OK");
    expect_page(ask(server, "HEAD /"), "200 OK");
    expect_page(ask(server, "GET /", "If-None-Match: " + page["etag"] + "\r\n"), "304 Not Modified");
    expect_data(ask(server, "GET /assets/none.js"), "404 Not Found");
    // What pages of others show; they ask whether it is still the same.
    Head embed = ask(server, "GET /embed.js");
    EXPECT_EQ(embed["access-control-allow-origin"], "*");
    EXPECT_EQ(embed["cross-origin-resource-policy"], "cross-origin");
    EXPECT_EQ(embed["cache-control"], "no-cache");
}

TEST_F(Guards, StandBeforeDataAndErrors) {
    ServerProcess server({"--demo", "--keys-ms", "100", "--static", folder});
    const std::string key = "Authorization: Bearer " + server.make_key(v1::ROLE_ORGANISER) + "\r\n";
    const std::string log = "/api/v1/logs/gdpa-2024";
    expect_data(ask(server, "GET /health"), "200 OK");
    expect_data(ask(server, "GET /metrics"), "200 OK");
    expect_data(ask(server, "GET /api/v1/logs"), "200 OK", true);
    Head snapshot = ask(server, "GET " + log + "/snapshot.json");
    expect_data(snapshot, "200 OK", true);
    expect_data(ask(server, "GET " + log + "/snapshot.json", "If-None-Match: " + snapshot["etag"] + "\r\n"), "304 ",
                true);
    expect_data(ask(server, "GET " + log + "/schedule.xml"), "200 OK", true);
    for (const char* what : {"/programme.csv", "/programme.xlsx", "/history"}) {
        Head head = ask(server, "GET " + log + what, key);
        expect_data(head, "200 OK", head.count("access-control-allow-origin") > 0);
    }
    expect_data(ask(server, "GET /api/v1/logs/none/snapshot.json"), "404 Not Found");
    expect_data(ask(server, "GET /health", "Authorization: Bearer nobody\r\n"), "401 Unauthorized");
    expect_data(ask(server, "POST /api/v1/import?source=x", "Content-Length: 1\r\n"), "401 Unauthorized");
    expect_data(ask(server, "POST /api/v1/import?source=x&log=a", key + "Content-Length: 0\r\n"), "422 ");
    expect_data(ask(server, "DELETE /"), "405 Method Not Allowed");
    expect_data(ask(server, "GET /", "X : a\r\n"), "400 Bad Request");
    expect_data(ask(server, "GET /", "X: " + std::string(17'000, 'x') + "\r\n"), "431 ");
    expect_data(ask(server, "GET /live", "Connection: Upgrade\r\nUpgrade: websocket\r\n"), "400 ");
}

TEST_F(Guards, StandBeforeWhatIsFull) {
    ServerProcess server({"--demo", "--connections-max", "1"});
    const std::string upgrade =
        "GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    const RawVisitor first(server.port()), second(server.port());
    first.say(upgrade);
    EXPECT_THAT(first.hear(10'000, "\r\n\r\n"), HasSubstr(" 101 Switching"));
    second.say(upgrade);
    Head head = head_of(second.hear(10'000));
    expect_data(head, "503 Service Unavailable");
    EXPECT_EQ(head.count("retry-after"), 1u);
    EXPECT_EQ(head["connection"], "close");
}

TEST_F(Guards, StandBeforeAnEdgesAnswers) {
    ServerProcess origin({"--demo"});
    ServerProcess edge({"--static", folder, "--follow-public", "https://dais.example"}, {origin.url()});
    expect_page(ask(edge, "GET /"), "200 OK", "'self' https://dais.example");
    expect_data(ask(edge, "GET /health"), "200 OK");
    expect_data(ask(edge, "GET /api/v1/logs"), "200 OK", true);
    EXPECT_EQ(ask(edge, "GET /account/people?pair=x")["location"], "https://dais.example/account/people?pair=x");
    EXPECT_EQ(ask(edge, "GET /screen?lang=fr")["location"], "https://dais.example/screen?lang=fr") << "the console's";
    std::filesystem::create_directories(folder + "/screen");
    std::ofstream(folder + "/screen/index.html") << "<!doctype html><title>Screen</title>";
    ServerProcess with_screens({"--static", folder, "--follow-public", "https://dais.example"}, {origin.url()});
    expect_page(ask(with_screens, "GET /screen/gdpa-2024?screen=w7k3f"), "200 OK", "'self' https://dais.example");
    expect_page(ask(with_screens, "GET /screen"), "200 OK", "'self' https://dais.example");
    expect_data(ask(with_screens, "POST /api/v1/pairing", "Content-Length: 0\r\n"), "307 Temporary Redirect", true);
    Head elsewhere = ask(edge, "GET /api/v1/logs/gdpa-2024/schedule.xml");
    expect_data(elsewhere, "307 Temporary Redirect", true);
    EXPECT_EQ(elsewhere["location"], "https://dais.example/api/v1/logs/gdpa-2024/schedule.xml");
    expect_data(ask(edge, "POST /api/v1/import", "Content-Length: 1\r\n"), "307 Temporary Redirect", true);
    // Nobody is sent to a place of the asker's choice.
    expect_data(ask(edge, "GET @evil.example/api/v1/logs/x"), "400 Bad Request");
    expect_data(ask(edge, "GET .evil.example/api/v1/logs/x"), "400 Bad Request");
    Head absolute = ask(edge, "GET http://evil.example/api/v1/logs/x");
    EXPECT_EQ(absolute["location"], "https://dais.example/api/v1/logs/x");
}

TEST_F(Guards, SayThatTlsAloneIsSpokenWhereWeSpeakIt) {
    VenueCa ca;
    ca.issue("server");
    ServerProcess server(
        {"--demo", "--static", folder, "--tls-certificate", ca.file("server.pem"), "--tls-key", ca.file("server.key")});
    for (const char* line : {"GET /", "GET /health", "GET /none", "GET none"}) {
        asio::io_context context;
        asio::ssl::context tls(asio::ssl::context::tls_client);
        asio::ssl::stream<asio::ip::tcp::socket> stream(context, tls);
        stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), server.port()});
        stream.handshake(asio::ssl::stream_base::client);
        asio::write(stream, asio::buffer(request_of(line, "")));
        std::string answer;
        boost::system::error_code ec;
        asio::read(stream, asio::dynamic_buffer(answer), ec);
        Head head = head_of(answer);
        expect_common(head);
        EXPECT_EQ(head["strict-transport-security"], "max-age=2592000") << line;
    }
}

}  // namespace
}  // namespace dais
