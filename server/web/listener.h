// A shard's door: accepts sockets, reads HTTP requests, and hands those that ask for it over to the live protocol.
//
// Lives on its shard's thread. Knows no route: those are whoever answers (answers.h).
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <memory>
#include <random>
#include <set>
#include <string>

#include "server/live/shard.h"
#include "server/web/answers.h"

namespace dais::web {

// Throws std::runtime_error with the remedy if the address cannot be had. Asked before the shards listen, because their
// sockets share a port (SO_REUSEPORT) and would share it with a stranger, too.
boost::asio::ip::tcp::endpoint free_endpoint(const std::string& address, unsigned short port);

class Listener {
public:
    Listener(live::Shard& shard, const Answers& answers, const boost::asio::ip::tcp::endpoint& endpoint);

    void start();
    // Accepts no more and closes plain HTTP connections. On the shard's thread.
    void stop();

private:
    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket);
    boost::asio::awaitable<void> upgrade(boost::beast::tcp_stream& stream, boost::beast::flat_buffer& buffer,
                                         Request request);
    Response full(const std::string& why, live::Counter& counter);
    void leave(boost::beast::tcp_stream& stream);

    live::Shard& shard_;
    const Answers& answers_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::set<boost::beast::tcp_stream*> open_;  // those that HTTP is not through with
    boost::asio::steady_timer room_;            // cancelled: one of them less
    std::minstd_rand dice_{std::random_device{}()};
};

}  // namespace dais::web
