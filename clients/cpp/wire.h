// One WebSocket to a server: frames in, messages out, and a guard that ends it when nothing comes any more.
//
// Single-threaded: lives on its executor. Each coroutine holds the Wire by a shared pointer, so that it outlives them
// all. It knows no log: that is Link's.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "clients/cpp/line.h"
#include "clients/cpp/url.h"
#include "dais/v1/live.pb.h"

namespace dais::client {

class Wire {
public:
    using Clock = std::chrono::steady_clock;

    explicit Wire(const boost::asio::any_io_executor& executor);

    // Resolves, connects and upgrades at /live; empty if it did, else why not.
    static boost::asio::awaitable<std::string> open(std::shared_ptr<Wire> wire, Url url, std::string key);

    // The next message; throws BadFrame if it makes no sense. Nothing once the wire is down: why() says why.
    static boost::asio::awaitable<std::optional<v1::ServerMessage>> read(std::shared_ptr<Wire> wire);

    // The bytes of the message that was read last, as they came; until the next read.
    std::string_view bytes() const {
        return {static_cast<const char*>(buffer_.cdata().data()), buffer_.cdata().size()};
    }

    // Sends what say() queues, until the wire is down.
    static boost::asio::awaitable<void> deliver(std::shared_ptr<Wire> wire);

    // Cuts the wire when the deadline has passed.
    static boost::asio::awaitable<void> guard(std::shared_ptr<Wire> wire);

    // Queued; sent in order. The caller bounds how much it says.
    void say(const v1::ClientMessage& message);

    // Of that, what has not begun to be sent.
    std::size_t waiting() const { return queue_.size(); }

    // From now on, this long without a byte and the wire is cut.
    void allow_silence(Clock::duration silence);

    // Sends what is queued, says so to the other end and hangs up, within a second.
    void close();

    // Hangs up.
    void cut(const std::string& why);

    bool down() const { return down_; }
    // Nothing more is said, and what still comes is nobody's concern.
    bool closing() const { return closing_; }
    const std::string& why() const { return why_; }

    // The upgrade was refused with this HTTP status; 0 if it was not.
    unsigned refused_with() const { return refused_with_; }

private:
    void touch() { deadline_ = Clock::now() + silence_; }

    boost::beast::websocket::stream<Line> socket_;
    boost::beast::flat_buffer buffer_;
    std::deque<std::string> queue_;
    boost::asio::steady_timer queued_;
    boost::asio::steady_timer guard_;
    Clock::duration silence_{};
    Clock::time_point deadline_{};
    bool closing_ = false;
    bool down_ = false;
    std::string why_;
    unsigned refused_with_ = 0;
};

}  // namespace dais::client
