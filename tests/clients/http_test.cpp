#include "clients/cpp/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <thread>

namespace dais::client {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using namespace std::chrono_literals;
using ::testing::HasSubstr;

// Answers one request with this body; with no status it never answers.
class OneAnswer {
public:
    OneAnswer(unsigned status, const std::string& body)
        : acceptor_(context_, {asio::ip::make_address("127.0.0.1"), 0}),
          thread_([this, status, body] { serve(status, body); }) {}
    ~OneAnswer() { thread_.join(); }

    Url url() const { return {"127.0.0.1", std::to_string(acceptor_.local_endpoint().port()), "/base"}; }

    http::request<http::string_body> request;

private:
    void serve(unsigned status, const std::string& body) {
        auto socket = acceptor_.accept();
        boost::beast::flat_buffer buffer;
        boost::system::error_code error;
        http::read(socket, buffer, request, error);
        if (status == 0) {
            char byte = 0;
            socket.read_some(asio::buffer(&byte, 1), error);
            return;
        }
        http::response<http::string_body> answer(static_cast<http::status>(status), 11);
        answer.body() = body;
        answer.prepare_payload();
        http::write(socket, answer, error);
    }

    asio::io_context context_;
    asio::ip::tcp::acceptor acceptor_;
    std::thread thread_;
};

std::string failure(const Url& url, HttpRequest request) {
    try {
        ask_http(url, std::move(request));
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST(Http, GetsWithTheKey) {
    OneAnswer server(200, std::string(300'000, 'x'));
    HttpRequest request;
    request.target = "/api/v1/logs";
    request.key = "secret";
    const auto answer = ask_http(server.url(), request);
    EXPECT_EQ(answer.status, 200u);
    EXPECT_EQ(answer.body.size(), 300'000u);
    EXPECT_EQ(server.request.target(), "/base/api/v1/logs");
    EXPECT_EQ(server.request[http::field::authorization], "Bearer secret");
}

TEST(Http, PostsTheBody) {
    OneAnswer server(422, "no");
    HttpRequest request;
    request.post = true;
    request.body = std::string(700'000, 'y');
    request.target = "/import";
    EXPECT_EQ(ask_http(server.url(), request).status, 422u);
    EXPECT_EQ(server.request.method(), http::verb::post);
    EXPECT_EQ(server.request.body().size(), 700'000u);
    EXPECT_EQ(server.request.count(http::field::authorization), 0u);
}

TEST(Http, TooLongAnAnswerIsRefused) {
    OneAnswer server(200, std::string(2000, 'x'));
    HttpRequest request;
    request.target = "/";
    request.answer_bytes_max = 1000;
    EXPECT_THAT(failure(server.url(), request), HasSubstr("no answer"));
}

TEST(Http, SilenceEnds) {
    OneAnswer server(0, "");
    HttpRequest request;
    request.target = "/";
    request.silence_max = 50ms;
    EXPECT_THAT(failure(server.url(), request), HasSubstr("nothing was heard"));
}

TEST(Http, NobodyThere) {
    HttpRequest request;
    request.target = "/";
    EXPECT_THAT(failure({"127.0.0.1", "1", ""}, request), HasSubstr("cannot reach http://127.0.0.1:1"));
}

TEST(Url, IsTakenApart) {
    EXPECT_EQ(parse_url("http://localhost:8080").text(), "http://localhost:8080");
    EXPECT_EQ(parse_url("ws://example.org/").text(), "http://example.org");
    EXPECT_EQ(parse_url("http://example.org/a/b/?x#y").path, "/a/b");
    EXPECT_EQ(parse_url("http://[::1]:8080").host, "::1");
    EXPECT_EQ(parse_url("http://[::1]:8080").authority(), "[::1]:8080");
    EXPECT_EQ(parse_url("http://[::1]").port, "80");
    EXPECT_EQ(parse_url("wss://example.org").text(), "https://example.org");
    EXPECT_EQ(parse_url("https://example.org").port, "443");
    EXPECT_EQ(parse_url("https://example.org:80", "ca.pem").authority(), "example.org:80");
    EXPECT_EQ(parse_url("https://example.org", "ca.pem").ca, "ca.pem");
}

TEST(Url, WhatIsNotSpokenIsRefusedWithTheRemedy) {
    const auto why = [](const char* text) {
        try {
            parse_url(text);
        } catch (const std::invalid_argument& refusal) {
            return std::string(refusal.what());
        }
        return std::string();
    };
    for (const char* text : {"", "localhost:8080", "ftp://x", "http://", "http://:80", "http://x:", "http://x:y",
                             "http://u@x", "http://x:123456"}) {
        EXPECT_THAT(why(text), HasSubstr("“")) << text;
    }
}

TEST(Url, PercentEncoding) { EXPECT_EQ(percent_encoded("a b/é?"), "a%20b%2F%C3%A9%3F"); }

}  // namespace
}  // namespace dais::client
