#include "server/web/request_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/web/judged_request.h"

namespace dais::web {
namespace {

using testing::HasSubstr;

struct Case {
    std::string bytes;
    unsigned status;
    const char* words;
};

std::string get(const std::string& target, const std::string& fields = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: dais.test\r\n" + fields + "\r\n";
}

std::string post(const std::string& fields) {
    return "POST / HTTP/1.1\r\nHost: dais.test\r\n" + fields + "\r\nGET /smuggled HTTP/1.1\r\nHost: dais.test\r\n\r\n";
}

std::string many_fields(int count) {
    std::string fields;
    for (int i = 0; i < count; ++i) fields += "X-" + std::to_string(i) + ": y\r\n";
    return fields;
}

TEST(RequestHeader, WhatHonestClientsSendIsGood) {
    for (const std::string& bytes :
         {get("/"), get("/a%20b?c=d&e"), get("/", "X-Empty:\r\nX-Tab: a\tb\r\nX-Utf8: é\r\n"),
          get("/", many_fields(99)), get("/" + std::string(8'000, 'x')),
          get("/", "Cookie: " + std::string(16'000, 'x') + "\r\n"), std::string("GET / HTTP/1.0\r\n\r\n"),
          post("Content-Length: 5\r\n"), post("Transfer-Encoding: chunked\r\n"), post("transfer-encoding: CHUNKED\r\n"),
          post("Content-Length: 0\r\n"), post("Content-Length: 1000\r\n")}) {
        const Judged whole = judged(bytes);
        EXPECT_FALSE(whole.refusal) << bytes << (whole.refusal ? whole.refusal->body() : "");
        ASSERT_TRUE(whole.request) << bytes;
        EXPECT_EQ(whole.size, bytes.find("\r\n\r\n") + 4) << "what follows is left alone";
        EXPECT_TRUE(judged(bytes, 1).request);
        EXPECT_FALSE(judged(bytes.substr(0, whole.size - 1)).request);
    }
}

TEST(RequestHeader, ATargetInAbsoluteFormIsItsPath) {
    for (const auto& [target, path] : std::map<std::string, std::string>{{"http://dais.test/live", "/live"},
                                                                         {"HTTPS://other.test:8443/a?b=c", "/a?b=c"},
                                                                         {"http://dais.test", "/"},
                                                                         {"http://dais.test?a=b", "/?a=b"},
                                                                         {"//dais.test/a", "//dais.test/a"}}) {
        const Judged each = judged(get(target));
        ASSERT_TRUE(each.request) << target;
        EXPECT_EQ(each.request->target(), path);
    }
}

TEST(RequestHeader, WhatOthersCouldReadOtherwiseIsRefused) {
    const Case cases[] = {
        {post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400, ""},
        {post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400, ""},
        {post("Content-Length: 5\r\nContent-Length: 5\r\n"), 400, "stands twice"},
        {post("Content-Length: 5\r\nContent-Length: 6\r\n"), 400, ""},
        {post("Content-Length: 5, 5\r\n"), 400, "one number"},
        {post("Content-Length:\r\n"), 400, ""},
        {post("Content-Length: 5 5\r\n"), 400, ""},
        {post("Content-Length: +5\r\n"), 400, ""},
        {post("Content-Length: -5\r\n"), 400, ""},
        {post("Content-Length: 0x5\r\n"), 400, ""},
        {post("Content-Length: 99999999999999999999\r\n"), 400, ""},
        {post("Content-Length: 1001\r\n"), 413, "larger"},
        {post("Content-Length : 5\r\n"), 400, ""},
        {post("Transfer-Encoding: gzip\r\n"), 400, "chunked"},
        {post("Transfer-Encoding: gzip, chunked\r\n"), 400, "chunked"},
        {post("Transfer-Encoding: chunked, identity\r\n"), 400, "chunked"},
        {post("Transfer-Encoding: \x0b"
              "chunked\r\n"),
         400, "control character"},
        {post("Transfer-Encoding: xchunked\r\n"), 400, "chunked"},
        {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400, ""},
        {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"), 400, ""},
        {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "HTTP/1.0"},
        {get("/", "X-Folded: a\r\n b\r\n"), 400, "another line"},
        {get("/", "X-Folded: a\r\n\tb\r\n"), 400, "another line"},
        {"GET / HTTP/1.1\r\n Host: dais.test\r\n\r\n", 400, "another line"},
        {"GET / HTTP/1.1\nHost: dais.test\n\n", 400, "LF stands alone"},
        {get("/", "X: a\nContent-Length: 5\r\n"), 400, "LF stands alone"},
        {get("/", "X: a\rContent-Length: 5\r\n"), 400, "CR stands alone"},
        {get("/", std::string("X: a\0b\r\n", 8)), 400, "control character"},
        {get("/", "X: a\x7f\r\n"), 400, "control character"},
        {get("/", "X Y: a\r\n"), 400, ""},
        {get("/", ": a\r\n"), 400, ""},
        {get("/", "no colon\r\n"), 400, ""},
        {get("/", many_fields(100)), 431, "100 fields"},
        {get("/", "X: " + std::string(16'400, 'x') + "\r\n"), 431, "16 KiB"},
        {get("/", std::string(20'000, 'x')), 431, "16 KiB"},
        {get("/" + std::string(8'200, 'x')), 414, "8 KiB"},
        {std::string(9'000, 'x'), 414, "8 KiB"},
        {get("", ""), 400, ""},
        {get("live"), 400, "begins with a slash"},
        {get("*"), 400, "begins with a slash"},
        {get("ftp://dais.test/"), 400, "begins with a slash"},
        {get("http:///live"), 400, "begins with a slash"},
        {"CONNECT dais.test:80 HTTP/1.1\r\nHost: dais.test\r\n\r\n", 400, "begins with a slash"},
        {get("/a b"), 505, ""},
        {"GET / HTTP/1.1\r\n\r\n", 400, "Host"},
        {get("/", "Host: other.test\r\n"), 400, "Host"},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "HTTP/1.1"},
        {"GET /\r\n\r\n", 400, ""},
        {"GET / HTTP/3.1\r\n\r\n", 505, "HTTP/1.1"},
        {"\r\nGET / HTTP/1.1\r\nHost: dais.test\r\n\r\n", 400, "its method"},
        {"G@T / HTTP/1.1\r\nHost: dais.test\r\n\r\n", 400, ""},
        {"GET\t/ HTTP/1.1\r\nHost: dais.test\r\n\r\n", 400, ""},
        {"\x16\x03\x01\x02", 400, "Only HTTP is spoken here"},
    };
    for (const Case& each : cases) {
        for (const std::size_t piece : {std::size_t{1}, SIZE_MAX}) {
            const Judged seen = judged(each.bytes, piece);
            EXPECT_TRUE(seen.refusal) << each.bytes;
            if (!seen.refusal) continue;
            EXPECT_EQ(seen.refusal->result_int(), each.status) << each.bytes << seen.refusal->body();
            EXPECT_THAT(seen.refusal->body(), HasSubstr(each.words)) << each.bytes;
        }
    }
}

// What came of a body in pieces: all of it, or what is wrong with it, or nothing if it is not all there.
std::string body_of(const std::string& bytes, std::size_t piece) {
    RequestParser parser;
    set_limits(parser, kBodyBytesOfATest);
    boost::system::error_code error;
    const std::string header = post("Transfer-Encoding: chunked\r\n");
    parser.put(boost::asio::buffer(header.data(), header.find("\r\n\r\n") + 4), error);
    std::size_t at = 0;
    for (std::size_t came = 0; !error && !parser.is_done() && came < bytes.size();) {
        came = std::min(bytes.size(), came + piece);
        at += take_body(parser, std::string_view(bytes).substr(at, came - at), error);
    }
    if (error) return std::to_string(refuse_unreadable(error, kBodyBytesOfATest).result_int());
    return parser.is_done() ? parser.get().body() : "";
}

TEST(RequestHeader, ABodyInChunksIsReadHoweverItComes) {
    for (std::size_t piece = 1; piece < 30; ++piece) {
        EXPECT_EQ(body_of("5\r\nhello\r\n3;a=b\r\nyou\r\n0\r\nTrailer: x\r\n\r\nGET /", piece), "helloyou") << piece;
        EXPECT_EQ(body_of("0\r\n\r\n", piece), "");
        EXPECT_EQ(body_of("x\r\nhello\r\n", piece), "400");
        EXPECT_EQ(body_of("5\r\nhello0\r\n\r\n", piece), "400");
        EXPECT_EQ(body_of("3e9\r\n", piece), "413");
        EXPECT_EQ(body_of("0\r\nTrailer: x", piece), "");
    }
    EXPECT_EQ(body_of("5;" + std::string(20'000, 'x'), 1'000), "431");
    EXPECT_EQ(body_of("0\r\nTrailer: " + std::string(20'000, 'x'), 1'000), "431");
}

TEST(RequestHeader, WhoWaitsToBeAskedForABodyIsAsked) {
    const auto awaits = [](const std::string& bytes) { return awaits_a_word(*judged(bytes).request); };
    EXPECT_TRUE(awaits(post("Content-Length: 5\r\nExpect: 100-Continue\r\n")));
    EXPECT_TRUE(awaits(post("Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n")));
    EXPECT_FALSE(awaits(post("Content-Length: 0\r\nExpect: 100-continue\r\n")));
    EXPECT_FALSE(awaits(post("Content-Length: 5\r\n")));
    EXPECT_FALSE(awaits("POST / HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"));
}

}  // namespace
}  // namespace dais::web
