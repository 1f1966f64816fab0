#include "server/live/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "server/live/desk.h"
#include "server/live/rim.h"
#include "server/summit/rights.h"

namespace dais::live {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

namespace {

auto token(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

asio::awaitable<void> keep_running(std::shared_ptr<Connection> connection,
                                   beast::http::request<beast::http::string_body> request) {
    co_await connection->run(std::move(request));
}

}  // namespace

asio::awaitable<void> serve_live(Shard& shard, beast::tcp_stream stream,
                                 beast::http::request<beast::http::string_body> request, std::string key) {
    co_await keep_running(std::make_shared<Connection>(shard, std::move(stream), std::move(key)), std::move(request));
}

Connection::Connection(Shard& shard, beast::tcp_stream stream, std::string key)
    : shard_(shard),
      socket_(std::move(stream)),
      news_(shard.context()),
      slots_(shard.context()),
      key_(std::move(key)) {}

Connection::~Connection() { shard_.leave(*this); }

asio::awaitable<void> Connection::run(beast::http::request<beast::http::string_body> request) {
    const Limits& limits = shard_.limits();
    beast::get_lowest_layer(socket_).expires_never();  // the WebSocket layer has timeouts of its own
    beast::websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = std::chrono::milliseconds(limits.handshake_ms);
    timeout.idle_timeout = std::chrono::milliseconds(limits.silence_ms);
    timeout.keep_alive_pings = true;
    socket_.set_option(timeout);
    socket_.set_option(beast::websocket::stream_base::decorator([](beast::websocket::response_type& response) {
        response.set(beast::http::field::sec_websocket_protocol, "dais.v1");
    }));
    socket_.read_message_max(limits.message_bytes_max);
    socket_.binary(true);
    error_code ec;
    beast::get_lowest_layer(socket_).socket().set_option(asio::ip::tcp::no_delay(true), ec);
    co_await socket_.async_accept(request, token(ec));
    if (ec) co_return;
    if (!shard_.enter(*this)) {
        co_await socket_.async_close(
            beast::websocket::close_reason(beast::websocket::close_code::try_again_later, "full"), token(ec));
        co_return;
    }
    // Two loops that both hold the connection; either one ending lets the other end.
    auto self = shared_from_this();
    asio::co_spawn(
        shard_.context(),
        [](std::shared_ptr<Connection> held) -> asio::awaitable<void> { co_await held->deliver(); }(self),
        asio::detached);
    co_await take();
    gone_ = true;
    news_.cancel();
}

asio::awaitable<void> Connection::take() {
    beast::flat_buffer buffer;
    error_code ec;
    while (!gone_) {
        while (under_way_ >= shard_.limits().replies_max && !gone_) {
            slots_.expires_at(asio::steady_timer::time_point::max());
            co_await slots_.async_wait(token(ec));
        }
        co_await socket_.async_read(buffer, token(ec));
        if (ec) co_return;
        if (goodbye_) {  // who is sent away is not listened to
            buffer.consume(buffer.size());
            continue;
        }
        if (socket_.got_text()) {
            say_goodbye(v1::Goodbye::REASON_PROTOCOL, "Messages are binary protobuf: dais.v1.ClientMessage.", 0);
            co_return;
        }
        take_message(std::string(static_cast<const char*>(buffer.data().data()), buffer.size()));
        buffer.consume(buffer.size());
    }
}

void Connection::take_message(const std::string& bytes) {
    v1::ClientMessage message;
    if (!message.ParseFromString(bytes)) {
        say_goodbye(v1::Goodbye::REASON_PROTOCOL, "This is no dais.v1.ClientMessage.", 0);
        return;
    }
    if (!greeted_ && !message.has_hello()) {
        say_goodbye(v1::Goodbye::REASON_PROTOCOL, "The first message must be Hello.", 0);
        return;
    }
    switch (message.message_case()) {
        case v1::ClientMessage::kHello: take_hello(message.hello()); break;
        case v1::ClientMessage::kCommand: take_command(message.command()); break;
        case v1::ClientMessage::kReport: take_report(message.report()); break;
        case v1::ClientMessage::kPing: {
            v1::ServerMessage answer;
            v1::Pong& pong = *answer.mutable_pong();
            pong.set_sent_ms(message.ping().sent_ms());
            pong.set_log(message.ping().log());
            *pong.mutable_clock() = shard_.desk().clocks().now(shard_.resolve(message.ping().log()));
            pong_ = encode(answer);
            news_.cancel();
            break;
        }
        case v1::ClientMessage::MESSAGE_NOT_SET: break;  // of a newer client
    }
}

v1::Audience Connection::audience() const { return summit::audience_of(actor_.role()); }

void Connection::take_hello(const v1::Hello& hello) {
    if (greeted_) return say_goodbye(v1::Goodbye::REASON_PROTOCOL, "Hello was said already.", 0);
    greeted_ = true;
    if (!hello.key().empty()) key_ = hello.key();
    if (!key_.empty()) {
        const auto actor = shard_.keys().actor(key_);
        if (!actor) return say_goodbye(v1::Goodbye::REASON_KEY, "This key is unknown or was revoked.", 0);
        actor_ = *actor;
    }
    if (hello.follow_size() > static_cast<int>(shard_.limits().follows_max))
        return say_goodbye(v1::Goodbye::REASON_PROTOCOL, "One connection follows fewer logs.", 0);
    v1::ServerMessage message;
    v1::Welcome& welcome = *message.mutable_welcome();
    welcome.set_server("dais/0.1");
    welcome.set_heartbeat_ms(shard_.limits().heartbeat_ms);
    if (!actor_.login().empty()) *welcome.mutable_actor() = actor_;
    for (const v1::Follow& wish : hello.follow()) follow(wish, *welcome.add_followed());
    greet(message);
}

void Connection::follow(const v1::Follow& wish, v1::Followed& answer) {
    const std::string log = shard_.resolve(wish.log());
    answer.set_log(log.empty() ? wish.log() : log);
    const Stream* stream = shard_.stream(log, audience());
    const bool twice =
        std::any_of(following_.begin(), following_.end(), [&](const Following& other) { return other.log() == log; });
    if (stream == nullptr || twice) {
        answer.set_unknown(true);
        return;
    }
    *answer.mutable_clock() = shard_.desk().clocks().now(log);
    following_.emplace_back(log, audience(), *stream, wish.has_resume() ? &wish.resume() : nullptr, answer);
}

// However often it is said: once counts.
void Connection::take_report(const v1::Report& report) {
    if (!report.digest_differed() || digest_differed_) return;
    for (const std::string& log : follows()) {
        if (log != report.log()) continue;
        digest_differed_ = true;
        shard_.note_digest_differed(log);
    }
}

std::vector<std::string> Connection::follows() const {
    std::vector<std::string> logs;
    for (const Following& following : following_) logs.push_back(following.log());
    return logs;
}

void Connection::take_command(v1::Command command) {
    ++under_way_;
    if (command.log().empty()) command.set_log(shard_.resolve(""));
    const std::string log = command.log();
    // What may not be asked for is refused here: the desk's time, and how long it takes, are nothing to strangers (D7).
    if (auto no = summit::refuse_role(actor_.role(), command.verb_case())) {
        v1::Reply reply;
        reply.set_command_id(command.id());
        *reply.mutable_refusal() = *std::move(no);
        return take_reply(reply, log);
    }
    // The desk must never hold a Connection: it would let it go on its own thread.
    auto answer = [weak = weak_from_this(), &context = shard_.context(), log](const v1::Reply& reply) {
        asio::post(context, [weak, log, reply] {
            if (const auto self = weak.lock()) self->take_reply(reply, log);
        });
    };
    std::string digest = body_digest(command);
    shard_.desk().submit({std::move(command), std::move(digest), actor_, std::move(answer)});
}

void Connection::take_reply(const v1::Reply& reply, const std::string& log) {
    v1::ServerMessage message;
    *message.mutable_reply() = reply;
    replies_.push_back({log, reply.done().position(), encode(message)});
    news_.cancel();
}

void Connection::greet(const v1::ServerMessage& message) {
    greetings_.push_back(encode(message));
    news_.cancel();
}

void Connection::wake(bool heartbeat) {
    if (heartbeat) {
        for (Following& following : following_) following.want_heartbeat();
        watch_clock();
    }
    news_.cancel();
}

// One look per heartbeat instead of a timer per connection.
void Connection::watch_clock() {
    const auto now = std::chrono::steady_clock::now();
    const bool silent = !greeted_ && now - opened_ > std::chrono::milliseconds(shard_.limits().handshake_ms);
    const bool stuck = sending_since_ && now - *sending_since_ > std::chrono::milliseconds(shard_.limits().send_ms);
    if (silent || stuck) beast::get_lowest_layer(socket_).cancel();
}

void Connection::check_grants() {
    if (actor_.login().empty()) return;
    const auto actor = shard_.keys().actor_of_login(actor_.login());
    if (!actor) return say_goodbye(v1::Goodbye::REASON_KEY, "This key was revoked.", 0);
    const v1::Audience before = audience();
    actor_ = *actor;
    if (audience() == before) return;
    for (Following& following : following_) {
        const v1::ServerMessage message =
            following.change_audience(audience(), *shard_.stream(following.log(), audience()));
        // At most one Reset per log waits: a later one says it all.
        if (greetings_.size() <= following_.size()) greet(message);
    }
}

void Connection::say_goodbye(v1::Goodbye::Reason reason, std::string text, std::uint32_t retry_after_ms) {
    if (goodbye_) return;
    v1::ServerMessage message;
    message.mutable_goodbye()->set_reason(reason);
    message.mutable_goodbye()->set_message(std::move(text));
    message.mutable_goodbye()->set_retry_after_ms(retry_after_ms);
    goodbye_ = encode(message);
    // Whose right is gone gets nothing more, and nothing more is done in their name.
    if (reason == v1::Goodbye::REASON_KEY) {
        actor_.Clear();
        following_.clear();
        greetings_.clear();
        replies_.clear();
        pong_.reset();
    }
    news_.cancel();
}

// A Reply goes out after the frame that shows its Change.
bool Connection::shown(const PendingReply& reply) const {
    for (const Following& following : following_)
        if (following.log() == reply.log) return following.has_shown(reply.position);
    return true;
}

Frame Connection::pick() {
    if (!greetings_.empty()) {
        Frame frame = greetings_.front();
        greetings_.pop_front();
        return frame;
    }
    if (pong_) return std::exchange(pong_, nullptr);
    for (Following& following : following_)
        if (Frame frame = following.next(shard_)) return frame;
    for (auto reply = replies_.begin(); reply != replies_.end(); ++reply) {
        if (!shown(*reply)) continue;
        Frame frame = reply->frame;
        replies_.erase(reply);
        --under_way_;
        slots_.cancel();
        return frame;
    }
    return nullptr;
}

asio::awaitable<void> Connection::deliver() {
    error_code ec;
    while (!gone_) {
        Frame frame = pick();
        const bool last = !frame && goodbye_;
        if (last) frame = goodbye_;
        if (!frame) {
            news_.expires_at(asio::steady_timer::time_point::max());
            co_await news_.async_wait(token(ec));
            continue;
        }
        sending_since_ = std::chrono::steady_clock::now();
        co_await socket_.async_write(asio::buffer(*frame), token(ec));
        sending_since_.reset();
        if (ec || last) break;
    }
    gone_ = true;
    slots_.cancel();
    // A peer that does not answer the close frame is let go by the WebSocket's own timeout.
    co_await socket_.async_close(beast::websocket::close_code::going_away, token(ec));
}

}  // namespace dais::live
