// One WebSocket: two short loops, one taking and one delivering, and no queue (decision D10).
//
// It is a position in a ring per followed log, at most one frame under way, and a few slots: greetings, one Pong, a
// snapshot cursor, a bounded number of Replies, Goodbye. It knows no noun. Lives on its shard's thread, and as long as
// its loops run.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/live/following.h"
#include "server/live/shard.h"

namespace dais::live {

// Takes over a socket that asked to be upgraded; returns when it is closed. key: from the Authorization header.
boost::asio::awaitable<void> serve_live(Shard& shard, boost::beast::tcp_stream stream,
                                        boost::beast::http::request<boost::beast::http::string_body> request,
                                        std::string key);

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Shard& shard, boost::beast::tcp_stream stream, std::string key);
    ~Connection();

    boost::asio::awaitable<void> run(boost::beast::http::request<boost::beast::http::string_body> request);

    // Something may be there to deliver.
    void wake(bool heartbeat);
    // Keys have changed: another audience means Reset and a snapshot that replaces, none at all means Goodbye.
    void check_grants();
    // The names of the logs that are followed.
    std::vector<std::string> follows() const;
    void say_goodbye(v1::Goodbye::Reason reason, std::string message, std::uint32_t retry_after_ms);

private:
    struct PendingReply {
        std::string log;
        std::uint64_t position = 0;  // goes out after the frame of this position
        Frame frame;
    };

    boost::asio::awaitable<void> take();
    boost::asio::awaitable<void> deliver();
    void take_message(const std::string& bytes);
    void take_hello(const v1::Hello& hello);
    void follow(const v1::Follow& wish, v1::Followed& answer);
    void take_report(const v1::Report& report);
    void take_command(v1::Command command);
    void take_reply(const v1::Reply& reply, const std::string& log);
    Frame pick();
    bool shown(const PendingReply& reply) const;
    void greet(const v1::ServerMessage& message);
    void watch_clock();
    v1::Audience audience() const;

    Shard& shard_;
    boost::beast::websocket::stream<boost::beast::tcp_stream> socket_;
    boost::asio::steady_timer news_;   // cancelled: there may be something to deliver
    boost::asio::steady_timer slots_;  // cancelled: there may be room for another Reply
    std::string key_;
    v1::Actor actor_;
    bool greeted_ = false;
    bool gone_ = false;  // no more taking
    bool digest_differed_ = false;
    std::vector<Following> following_;
    std::deque<Frame> greetings_;  // Welcome and Resets: at most one per followed log
    Frame pong_;
    std::deque<PendingReply> replies_;
    std::size_t under_way_ = 0;  // commands without a Reply sent
    Frame goodbye_;
    std::chrono::steady_clock::time_point opened_ = std::chrono::steady_clock::now();
    std::optional<std::chrono::steady_clock::time_point> sending_since_;
};

}  // namespace dais::live
