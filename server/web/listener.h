// A shard's door: accepts sockets, reads HTTP requests, and hands those that ask for it over to the live protocol.
//
// Lives on its shard's thread. Knows no route: those are whoever answers (answers.h).
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <list>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>

#include "server/live/certificates.h"
#include "server/live/metrics.h"
#include "server/live/shard.h"
#include "server/web/answers.h"
#include "server/web/http_stream.h"
#include "server/web/places.h"
#include "server/web/proxies.h"
#include "server/web/request_header.h"

namespace dais::web {

// Throws std::runtime_error with the remedy if the address cannot be had. Asked before the shards listen, because their
// sockets share a port (SO_REUSEPORT) and would share it with a stranger, too.
boost::asio::ip::tcp::endpoint free_endpoint(const std::string& address, unsigned short port);

// How the door is guarded, the same for all shards.
struct Gate {
    const live::Certificates* certificates = nullptr;  // TLS alone is spoken; none: it is not
    bool proxy_protocol = false;                       // proxies say first whom they speak for
    Proxies proxies;                                   // that are believed
};

class Listener {
public:
    Listener(live::Shard& shard, const Answers& answers, const Gate& gate,
             const boost::asio::ip::tcp::endpoint& endpoint);

    void start();
    // Accepts no more and closes plain HTTP connections. On the shard's thread.
    void stop();

private:
    // Somebody who was accepted. counted: the address that takes a place; empty: a proxy's, which takes none.
    struct Newcomer {
        boost::asio::ip::tcp::socket socket;
        std::string address, counted;
        HttpStream::Clock::time_point until;  // they wait for a place
    };

    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> cut_off_the_late();
    boost::asio::awaitable<void> let_in(Newcomer newcomer);
    Places::Room make_room(const std::string& counted);
    void call_in();
    void start_to_serve(Newcomer newcomer);
    boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket, std::string address,
                                       std::unique_ptr<Places::Place> place);
    // Of a request that is not to be answered otherwise: an answer, or an error.
    boost::asio::awaitable<std::optional<Response>> read_header(HttpStream& stream, boost::beast::flat_buffer& buffer,
                                                                RequestParser& parser, boost::system::error_code& ec);
    boost::asio::awaitable<void> read_body(HttpStream& stream, Places::Place& place, boost::beast::flat_buffer& buffer,
                                           RequestParser& parser, boost::system::error_code& ec);
    boost::asio::awaitable<void> hear_out(HttpStream& stream);
    // Whom a connection is from; empty: somebody whom it is not good to listen to.
    boost::asio::awaitable<std::string> announced(HttpStream& stream, std::string peer);
    // False: it was refused.
    boost::asio::awaitable<bool> upgrade(HttpStream& stream, const std::string& address,
                                         boost::beast::flat_buffer& buffer, Request request);
    Response full(const std::string& why, live::Counter& counter);
    void leave(HttpStream& stream, std::unique_ptr<Places::Place> place);

    live::Shard& shard_;
    const Answers& answers_;
    const Gate& gate_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::shared_ptr<Places> places_;
    std::set<HttpStream*> open_;      // those that HTTP is not through with
    std::list<Newcomer> waiting_;     // from an address all of whose visitors are being served
    boost::asio::steady_timer look_;  // when it is looked next whether somebody is late
    boost::asio::steady_timer room_;  // cancelled: one of them less
    bool told_of_proxy_ = false;      // that somebody misuses the PROXY protocol: once
    std::minstd_rand dice_{std::random_device{}()};
};

}  // namespace dais::web
