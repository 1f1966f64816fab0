// A line to a server, plain or by TLS: what HTTP and WebSockets are spoken over.
//
// By TLS the server is who it says it is, or nothing is said to it: its certificate must be valid for the URL's host
// and of a CA that is trusted. Lives on its executor.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "clients/cpp/url.h"

namespace dais::client {

class Line {
public:
    using executor_type = boost::beast::tcp_stream::executor_type;

    explicit Line(const boost::asio::any_io_executor& executor) : tcp_(executor), resolver_(executor) {}

    executor_type get_executor() { return tcp_.get_executor(); }
    // For its deadlines.
    boost::beast::tcp_stream& tcp() { return tcp_; }

    // Resolves, connects and, by TLS, makes sure that it is the server; empty if so, else why not.
    boost::asio::awaitable<std::string> connect(Url url);
    void close();

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            [this](auto handler, const Buffers& space) {
                if (tls_) {
                    tls_->async_read_some(space, std::move(handler));
                } else {
                    tcp_.async_read_some(space, std::move(handler));
                }
            },
            token, buffers);
    }
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            [this](auto handler, const Buffers& bytes) {
                if (tls_) {
                    tls_->async_write_some(bytes, std::move(handler));
                } else {
                    tcp_.async_write_some(bytes, std::move(handler));
                }
            },
            token, buffers);
    }

    // How Beast ends a WebSocket: the Close has been said on both sides, TLS needs no farewell of its own.
    friend void beast_close_socket(Line& line) { line.close(); }
    template <class Handler>
    friend void async_teardown(boost::beast::role_type role, Line& line, Handler&& handler) {
        boost::beast::websocket::async_teardown(role, line.tcp_.socket(), std::forward<Handler>(handler));
    }

private:
    std::string prepare(const Url& url);

    boost::beast::tcp_stream tcp_;
    boost::asio::ip::tcp::resolver resolver_;
    std::optional<boost::asio::ssl::context> context_;
    std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
};

}  // namespace dais::client
