// Requests that no honest client sends: each is answered once, the connection ends, and nothing behind it is read as
// another request. What is good at second sight is served.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <thread>
#include <vector>

#include "tests/end_to_end/raw_visitor.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr char kSmuggled[] = "GET /api/v1/logs HTTP/1.1\r\nHost: localhost\r\n\r\n";

std::string answer_to(const ServerProcess& server, const std::string& bytes, bool in_pieces = false) {
    const RawVisitor visitor(server.port());
    const std::size_t step = in_pieces ? 7 : bytes.size();
    for (std::size_t at = 0; at < bytes.size(); at += step)
        if (!visitor.say(std::string_view(bytes).substr(at, step))) break;
    return visitor.hear(10'000);
}

int count(const std::string& text, const std::string& words) {
    int found = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++found;
    return found;
}

struct Case {
    std::string bytes;
    const char* status;
};

TEST(MalformedRequests, AreAnsweredOnceAndNothingIsSmuggledBehindThem) {
    ServerProcess server({"--keys-ms", "100", "--request-bytes-max", "100000", "--close-ms", "500"});
    const std::string key = "Authorization: Bearer " + server.make_key(v1::ROLE_ORGANISER) + "\r\n";
    const std::string get = "GET /health HTTP/1.1\r\n", host = "Host: localhost\r\n";
    const std::string post = "POST /api/v1/import?source=x HTTP/1.1\r\n" + host + key;
    const std::string live = "GET /live HTTP/1.1\r\n" + host + "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    const std::vector<Case> cases = {
        {post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400 "},
        {post + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n", "400 "},
        {post + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n", "400 "},
        {post + "Transfer-Encoding: gzip\r\n\r\n", "400 "},
        {post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n", "400 "},
        {post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n", "400 "},
        {post + "Transfer-Encoding: chunked\r\n\r\n5;" + std::string(100'000, 'x'), "431 "},
        {post + "Content-Length: 100001\r\n\r\n", "413 "},
        {post + "Transfer-Encoding: chunked\r\n\r\n20000\r\n" + std::string(0x20000, 'x') + "\r\n0\r\n\r\n", "413 "},
        {get + host + "X: a\r\n b\r\n\r\n", "400 "},
        {get + host + "X: a\nY: b\r\n\r\n", "400 "},
        {get + host + std::string("X: \0\r\n\r\n", 8), "400 "},
        {get + host + "X : a\r\n\r\n", "400 "},
        {get + host + host + "\r\n", "400 "},
        {get + "\r\n", "400 "},
        {"GET /health HTTP/1.1\nHost: localhost\n\n", "400 "},
        {"GET health HTTP/1.1\r\n" + host + "\r\n", "400 "},
        {"OPTIONS * HTTP/1.1\r\n" + host + "\r\n", "400 "},
        {"CONNECT localhost:22 HTTP/1.1\r\n" + host + "\r\n", "400 "},
        {"GET / HTTP/2.0\r\n" + host + "\r\n", "505 "},
        {get + host + "X: " + std::string(20'000, 'x') + "\r\n\r\n", "431 "},
        {get + host + std::string(70'000, 'x'), "431 "},
        {"GET /" + std::string(9'000, 'x') + " HTTP/1.1\r\n" + host + "\r\n", "414 "},
        {"\x16\x03\x01\x02\x01", "400 "},
        {get + host + "Content-Length: 5\r\n\r\nhello", "400 "},
        {"PUT /health HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\nhello", "405 "},
        {live + "Content-Length: 5\r\n\r\nhello", "400 "},
        {live + "\r\n", "426 "},
    };
    for (const Case& each : cases) {
        for (const bool in_pieces : {false, true}) {
            if (in_pieces && each.bytes.size() > 10'000) continue;
            const std::string answer = answer_to(server, each.bytes + kSmuggled, in_pieces);
            EXPECT_THAT(answer, StartsWith(std::string("HTTP/1.1 ") + each.status)) << each.bytes.substr(0, 300);
            EXPECT_EQ(count(answer, "\r\nServer: dais\r\n"), 1) << each.bytes.substr(0, 300);
            EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n")) << each.bytes.substr(0, 300);
            EXPECT_THAT(answer, HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n"));
            EXPECT_THAT(answer, Not(HasSubstr("{\"logs\""))) << each.bytes.substr(0, 300);
        }
    }
    EXPECT_EQ(server.end(SIGTERM), 0);
}

TEST(MalformedRequests, WhatIsGoodAtSecondSightIsServed) {
    ServerProcess server({"--keys-ms", "100"});
    const std::string close = "Host: localhost\r\nConnection: close\r\n";
    EXPECT_THAT(answer_to(server, "GET http://other.test/health HTTP/1.1\r\n" + close + "\r\n"),
                HasSubstr("{\"status\":\"ok\"}"));
    // Two in one piece are two, in order.
    const std::string both = answer_to(
        server, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/v1/logs HTTP/1.1\r\n" + close + "\r\n");
    EXPECT_LT(both.find("\"ok\""), both.find("{\"logs\":[]}"));
    EXPECT_NE(both.find("{\"logs\":[]}"), std::string::npos) << both;
    // A body that waits to be asked for is asked for.
    const std::string key = "Authorization: Bearer " + server.make_key(v1::ROLE_ORGANISER) + "\r\n";
    const RawVisitor polite(server.port());
    polite.say("POST /api/v1/import?source=x&log=a HTTP/1.1\r\n" + close + key +
               "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    EXPECT_EQ(polite.hear(10'000, "\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    polite.say("<no>");
    EXPECT_THAT(polite.hear(10'000), StartsWith("HTTP/1.1 422 "));
    // One in chunks is read however it comes.
    const RawVisitor by_bytes(server.port());
    for (const char byte : "POST /api/v1/import?source=x&log=a HTTP/1.1\r\n" + close + key +
                               "Transfer-Encoding: chunked\r\n\r\n4\r\n<no>\r\n0\r\n\r\n")
        by_bytes.say({&byte, 1});
    EXPECT_THAT(by_bytes.hear(10'000), StartsWith("HTTP/1.1 422 "));
    const RawVisitor nothing(server.port());
    nothing.say("POST /api/v1/import?source=x&log=a HTTP/1.1\r\n" + close + key + "Transfer-Encoding: chunked\r\n\r\n");
    for (const char* piece : {"0\r\n", "\r", "\n"}) {
        nothing.say(piece);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_THAT(nothing.hear(10'000), StartsWith("HTTP/1.1 422 "));
    // And who may not send one is told so at once.
    EXPECT_THAT(answer_to(server, "POST /api/v1/import?source=x&log=a HTTP/1.1\r\n" + close +
                                      "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n"),
                StartsWith("HTTP/1.1 401 "));
}

}  // namespace
}  // namespace dais
