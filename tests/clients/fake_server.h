// A server that does what a test tells it to: one script per connection, in order, on a thread of its own.
//
// Blocking and honest about the wire (real sockets, real WebSockets); knows nothing of logs.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "clients/cpp/url.h"
#include "dais/v1/live.pb.h"

namespace dais::client {

class FakeConnection {
public:
    using Socket = boost::beast::websocket::stream<boost::asio::ip::tcp::socket>;

    FakeConnection(Socket& socket, std::string key_header) : authorization(std::move(key_header)), socket_(socket) {}

    // The next message; nothing once the client is gone.
    std::optional<v1::ClientMessage> read();
    // The next message of this kind; the others are passed over.
    std::optional<v1::ClientMessage> read(v1::ClientMessage::MessageCase kind);
    void send(const v1::ServerMessage& message);
    void send_bytes(const std::string& bytes);
    // Until the client hangs up.
    void wait_for_the_end();
    // As if somebody pulled the plug.
    void cut();

    const std::string authorization;

private:
    Socket& socket_;
};

using Script = std::function<void(FakeConnection&)>;

class FakeServer {
public:
    // A status other than 101 is answered instead of an upgrade.
    struct Visit {
        Script script;
        unsigned status = 101;
    };

    explicit FakeServer(std::vector<Visit> visits);
    ~FakeServer();

    // Ends the script under way. What scripts have kept may be read from then on.
    void stop();

    Url url() const { return {"127.0.0.1", std::to_string(port_), ""}; }

private:
    void serve();
    void serve_one(boost::asio::ip::tcp::socket socket, const Visit& visit);
    // Ends a blocking call of the other thread from this one.
    void watch(int descriptor);

    std::vector<Visit> visits_;
    boost::asio::io_context context_;
    boost::asio::ip::tcp::acceptor acceptor_;
    unsigned short port_;
    std::mutex mutex_;
    int descriptor_ = -1;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace dais::client
