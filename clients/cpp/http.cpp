#include "clients/cpp/http.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <exception>
#include <stdexcept>
#include <utility>

#include "clients/cpp/line.h"

namespace dais::client {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);

void check(const boost::system::error_code& error, const std::string& doing) {
    if (!error) return;
    const bool silent = error == beast::error::timeout;
    throw std::runtime_error(doing + ": " + (silent ? "nothing was heard for too long" : error.message()) +
                             " (is the server running, and is the address right?)");
}

http::request<http::string_body> written(const Url& url, HttpRequest request) {
    http::request<http::string_body> message(request.post ? http::verb::post : http::verb::get,
                                             url.path + request.target, 11);
    message.set(http::field::host, url.authority());
    message.set(http::field::connection, "close");
    if (!request.key.empty()) message.set(http::field::authorization, "Bearer " + request.key);
    if (!request.content_type.empty())
        message.set(http::field::content_type, request.content_type);
    else if (request.post && !request.body.empty())
        message.set(http::field::content_type, "application/octet-stream");
    message.body() = std::move(request.body);
    message.prepare_payload();
    return message;
}

}  // namespace

asio::awaitable<HttpAnswer> exchange(Url url, HttpRequest request) {
    const auto executor = co_await asio::this_coro::executor;
    const auto silence_max = request.silence_max;
    const auto answer_bytes_max = request.answer_bytes_max;
    Line line(executor);
    line.tcp().expires_after(silence_max);
    const std::string trouble = co_await line.connect(url);
    if (!trouble.empty()) throw std::runtime_error("cannot reach " + url.text() + ": " + trouble);

    auto message = written(url, std::move(request));
    http::request_serializer<http::string_body> serializer(message);
    boost::system::error_code write_error;
    // Piece by piece, so that a long file on a slow line is no silence.
    while (!serializer.is_done() && !write_error) {
        line.tcp().expires_after(silence_max);
        auto [error, size] = co_await http::async_write_some(line, serializer, kAsTuple);
        write_error = error;
    }
    // A server that refuses a body early hangs up on the rest of it, but may have said why.
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(answer_bytes_max);
    while (!parser.is_done()) {
        line.tcp().expires_after(silence_max);
        auto [error, size] = co_await http::async_read_some(line, buffer, parser, kAsTuple);
        if (error) check(write_error ? write_error : error, "no answer from " + url.text());
    }
    co_return HttpAnswer{parser.get().result_int(), std::move(parser.get().body())};
}

HttpAnswer ask_http(const Url& url, HttpRequest request) {
    asio::io_context context(1);
    HttpAnswer answer;
    std::exception_ptr thrown;
    asio::co_spawn(context, exchange(url, std::move(request)), [&](const std::exception_ptr& failure, HttpAnswer got) {
        thrown = failure;
        answer = std::move(got);
    });
    context.run();
    if (thrown) std::rethrow_exception(thrown);
    return answer;
}

}  // namespace dais::client
