#include "clients/cpp/wire.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket.hpp>
#include <utility>

#include "clients/cpp/inflate.h"

namespace dais::client {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 64 << 10;
constexpr auto kCloseWithin = std::chrono::seconds(1);

std::string refused(const Url& url, unsigned status) {
    return url.text() + " answered " + std::to_string(status) + " at /live instead of following";
}

}  // namespace

Wire::Wire(const asio::any_io_executor& executor) : socket_(executor), queued_(executor), guard_(executor) {
    socket_.read_message_max(kMessageBytesMax);
    socket_.binary(true);
    queued_.expires_at(Clock::time_point::max());
}

asio::awaitable<std::string> Wire::open(std::shared_ptr<Wire> wire, Url url, std::string key) {
    const std::string unreachable = "cannot reach " + url.text() + ": ";
    const std::string trouble = co_await wire->socket_.next_layer().connect(url);
    if (wire->down_) co_return unreachable + wire->why_;
    if (!trouble.empty()) co_return unreachable + trouble;

    wire->socket_.set_option(websocket::stream_base::decorator([key](websocket::request_type& request) {
        request.set(beast::http::field::sec_websocket_protocol, "dais.v1");
        if (!key.empty()) request.set(beast::http::field::authorization, "Bearer " + key);
    }));
    websocket::response_type answer;
    auto [upgrade_error] =
        co_await wire->socket_.async_handshake(answer, url.authority(), url.path + "/live", kAsTuple);
    if (wire->down_) co_return unreachable + wire->why_;
    if (upgrade_error == websocket::error::upgrade_declined) {
        wire->refused_with_ = answer.result_int();
        co_return refused(url, answer.result_int());
    }
    if (upgrade_error) co_return unreachable + upgrade_error.message();
    if (answer[beast::http::field::sec_websocket_protocol] != "dais.v1")
        co_return url.text() + " does not speak dais.v1";
    co_return "";
}

asio::awaitable<std::optional<v1::ServerMessage>> Wire::read(std::shared_ptr<Wire> wire) {
    wire->buffer_.clear();
    do {
        auto [error, size] = co_await wire->socket_.async_read_some(wire->buffer_, kReadBytes, kAsTuple);
        if (wire->down_) co_return std::nullopt;
        if (error) {
            wire->cut(error == websocket::error::closed ? "the server hung up"
                                                        : "the line was cut: " + error.message());
            co_return std::nullopt;
        }
        if (!wire->closing_) wire->touch();
    } while (!wire->socket_.is_message_done());
    if (!wire->socket_.got_binary()) throw BadFrame("a frame is text, where dais.v1 is binary");
    co_return read_message(wire->bytes());
}

asio::awaitable<void> Wire::deliver(std::shared_ptr<Wire> wire) {
    while (!wire->down_) {
        if (wire->queue_.empty()) {
            if (wire->closing_) break;
            co_await wire->queued_.async_wait(kAsTuple);
            continue;
        }
        const std::string frame = std::move(wire->queue_.front());
        wire->queue_.pop_front();
        auto [error, size] = co_await wire->socket_.async_write(asio::buffer(frame), kAsTuple);
        if (error) wire->cut("the line was cut: " + error.message());
    }
    if (wire->down_) co_return;
    co_await wire->socket_.async_close(websocket::close_code::normal, kAsTuple);
    wire->cut("closed");
}

asio::awaitable<void> Wire::guard(std::shared_ptr<Wire> wire) {
    while (!wire->down_) {
        if (Clock::now() >= wire->deadline_) {
            wire->cut("nothing was heard for too long");
            break;
        }
        wire->guard_.expires_at(wire->deadline_);
        co_await wire->guard_.async_wait(kAsTuple);
    }
}

void Wire::say(const v1::ClientMessage& message) {
    if (down_ || closing_) return;
    queue_.push_back(message.SerializeAsString());
    queued_.cancel();
}

void Wire::allow_silence(Clock::duration silence) {
    silence_ = silence;
    touch();
    guard_.cancel();
}

void Wire::close() {
    if (down_ || closing_) return;
    closing_ = true;
    queued_.cancel();
    if (!socket_.is_open()) {
        cut("closed");
    } else {
        allow_silence(kCloseWithin);
    }
}

void Wire::cut(const std::string& why) {
    if (down_) return;
    down_ = true;
    why_ = why;
    socket_.next_layer().close();
    queued_.cancel();
    guard_.cancel();
}

}  // namespace dais::client
