#include "server/web/listener.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/write.hpp>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include "server/live/address.h"
#include "server/web/guards.h"
#include "server/web/upgrade.h"

namespace dais::web {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kLookEvery{100};
constexpr std::size_t kReadBytes = 4'096;
constexpr std::size_t kReadBodyBytes = 64 * 1024;

using reuse_port = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// A list may be told in several lines (RFC 9110, 5.3).
std::string whole_list(const Request& request, const char* name) {
    std::string list;
    const auto [begin, end] = request.equal_range(name);
    for (auto line = begin; line != end; ++line) {
        if (!list.empty()) list += ',';
        list.append(line->value().data(), line->value().size());
    }
    return list;
}

auto token(error_code& ec) { return asio::redirect_error(asio::use_awaitable, ec); }

}  // namespace

tcp::endpoint free_endpoint(const std::string& address, unsigned short port) {
    const tcp::endpoint endpoint(asio::ip::make_address(address), port);
    asio::io_context context;
    tcp::acceptor probe(context);
    probe.open(endpoint.protocol());
    probe.set_option(asio::socket_base::reuse_address(true));
    error_code ec;
    probe.bind(endpoint, ec);
    if (!ec) probe.listen(1, ec);
    if (ec)
        throw std::runtime_error("Cannot listen on " + address + " port " + std::to_string(port) + ": " + ec.message() +
                                 ". Stop the program that has it, or give another --port.");
    return probe.local_endpoint();
}

Listener::Listener(live::Shard& shard, const Answers& answers, const Gate& gate, const tcp::endpoint& endpoint)
    : shard_(shard),
      answers_(answers),
      gate_(gate),
      acceptor_(shard.context()),
      places_(std::make_shared<Places>(shard.limits().http_connections_max,
                                       shard.limits().http_connections_of_address_max,
                                       std::chrono::milliseconds(shard.limits().http_patience_ms))),
      look_(shard.context()),
      room_(shard.context()) {
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.set_option(reuse_port(true));
    acceptor_.bind(endpoint);
    acceptor_.listen(shard.limits().backlog);
}

void Listener::start() {
    asio::co_spawn(shard_.context(), accept(), asio::detached);
    asio::co_spawn(shard_.context(), cut_off_the_late(), asio::detached);
}

void Listener::stop() {
    error_code ec;
    acceptor_.close(ec);
    room_.cancel();
    look_.cancel();
    waiting_.clear();
    for (HttpStream* stream : open_) stream->cancel();
}

// One timer for all of them.
asio::awaitable<void> Listener::cut_off_the_late() {
    error_code ec;
    while (acceptor_.is_open()) {
        look_.expires_after(kLookEvery);
        co_await look_.async_wait(token(ec));
        const auto now = HttpStream::Clock::now();
        for (HttpStream* stream : open_)
            if (stream->is_late(now)) stream->cancel();
        std::erase_if(waiting_, [&](const Newcomer& each) { return now > each.until; });
        call_in();
    }
}

asio::awaitable<void> Listener::accept() {
    error_code ec;
    while (acceptor_.is_open()) {
        tcp::socket socket = co_await acceptor_.async_accept(token(ec));
        if (!acceptor_.is_open()) co_return;
        if (ec) {  // as when no more files may be open: wait, instead of spinning
            spdlog::warn("a connection could not be accepted: {}", ec.message());
            asio::steady_timer pause(shard_.context(), std::chrono::milliseconds(100));
            co_await pause.async_wait(token(ec));
            continue;
        }
        const std::string peer = socket.remote_endpoint(ec).address().to_string();
        if (ec) continue;  // gone before it was looked at, as some proxies' checks are
        const std::string address = address_in(peer).value_or(peer);
        const std::string counted = gate_.proxies.trust(address) ? "" : live::network_of(address);
        const auto until = HttpStream::Clock::now() + std::chrono::milliseconds(shard_.limits().http_idle_ms);
        Newcomer newcomer{std::move(socket), address, counted, until};
        co_await let_in(std::move(newcomer));
    }
}

Places::Room Listener::make_room(const std::string& counted) {
    const Places::Room room = places_->make_room(counted, HttpStream::Clock::now());
    if (room == Places::Room::made) shard_.metrics().server.refused.full.Increment();
    if (room == Places::Room::made_by_address) shard_.metrics().server.refused.address.Increment();
    return room;
}

// While nobody can be sent away, the system's own queue keeps those who knock. But others must not wait until an
// address has taken its answers.
asio::awaitable<void> Listener::let_in(Newcomer newcomer) {
    error_code ec;
    for (;;) {
        const Places::Room room = make_room(newcomer.counted);
        if (room == Places::Room::none_for_address) {
            if (waiting_.size() < shard_.limits().http_connections_max) {
                waiting_.push_back(std::move(newcomer));
            } else {
                shard_.metrics().server.refused.address.Increment();
            }
            co_return;
        }
        if (room != Places::Room::none) {
            start_to_serve(std::move(newcomer));
            co_return;
        }
        room_.expires_at(asio::steady_timer::time_point::max());
        co_await room_.async_wait(token(ec));
        if (!acceptor_.is_open()) co_return;
    }
}

void Listener::start_to_serve(Newcomer newcomer) {
    auto place = places_->enter(newcomer.counted, HttpStream::Clock::now());
    asio::co_spawn(shard_.context(), serve(std::move(newcomer.socket), newcomer.address, std::move(place)),
                   asio::detached);
}

// Those who wait for a place, as far as there are any now.
void Listener::call_in() {
    room_.cancel();
    for (auto each = waiting_.begin(); each != waiting_.end();) {
        const Places::Room room = make_room(each->counted);
        if (room == Places::Room::none) break;
        if (room != Places::Room::none_for_address) start_to_serve(std::move(*each));
        each = room == Places::Room::none_for_address ? std::next(each) : waiting_.erase(each);
    }
}

void Listener::leave(HttpStream& stream, std::unique_ptr<Places::Place> place) {
    place.reset();
    open_.erase(&stream);
    if (acceptor_.is_open()) call_in();
}

// Spread, so that those who are told at the same moment do not come back together.
Response Listener::full(const std::string& why, live::Counter& counter) {
    counter.Increment();
    const std::uint32_t least = shard_.limits().come_again_s;
    Response response = come_again(why, std::uniform_int_distribution<std::uint32_t>(least, 2 * least)(dice_));
    response.keep_alive(false);
    return response;
}

// Whoever is no trusted proxy may come directly, but says nothing of others.
asio::awaitable<std::string> Listener::announced(HttpStream& stream, std::string peer) {
    const bool trusted = gate_.proxies.trust(peer);
    const std::optional<ProxyHeader> header = co_await stream.read_proxy_header(trusted);
    const bool good = header && header->state == ProxyHeader::State::whole;
    if (trusted ? good : !header) co_return good && !header->address.empty() ? header->address : peer;
    if (stream.has_ended() || std::exchange(told_of_proxy_, true)) co_return "";
    if (trusted) {
        spdlog::warn("the proxy {} does not begin with a PROXY header, which --proxy-protocol asks for", peer);
    } else {
        spdlog::warn("{} sends a PROXY header, but is not among --trusted-proxies: it is sent away", peer);
    }
    co_return "";
}

asio::awaitable<bool> Listener::upgrade(HttpStream& stream, const std::string& address, beast::flat_buffer& buffer,
                                        Request request) {
    error_code ec;
    std::optional<Response> refusal = refuse_upgrade(request);
    std::string shown;
    if (!refusal) refusal = answers_.refuse_live(request, shown);
    live::RefusedConnections& refused = shard_.metrics().server.refused;
    live::Admission::Answer answer;
    if (!refusal && shard_.stopping()) {
        refusal = full("The server is stopping.", refused.stopping);
    } else if (!refusal) {
        answer = shard_.admission().enter(
            gate_.proxies.origin(address, whole_list(request, "X-Forwarded-For"), whole_list(request, "Forwarded")));
        const bool is_full = answer.no == live::Admission::No::full;
        if (!answer.ticket)
            refusal = full(is_full ? "The server is full." : "Too many come from this address.",
                           is_full ? refused.full : refused.address);
    }
    if (refusal) {
        refusal->keep_alive(false);
        guard(*refusal, gate_.certificates != nullptr);
    }
    const Response response = refusal ? *std::move(refusal) : accept_upgrade(request);
    co_await http::async_write(stream, response, token(ec));
    if (ec || !answer.ticket) co_return false;
    live::Visitor visitor;
    visitor.ticket = *std::move(answer.ticket);
    visitor.key = std::move(shown);
    visitor.early = beast::buffers_to_string(buffer.data());
    visitor.socket = stream.release();
    live::set_options(visitor.socket->descriptor(), shard_.socket_options());
    shard_.adopt(std::move(visitor));
    co_return true;
}

// Good for others, and then for Beast.
asio::awaitable<std::optional<Response>> Listener::read_header(HttpStream& stream, beast::flat_buffer& buffer,
                                                               RequestParser& parser, error_code& ec) {
    const std::size_t body_bytes_max = shard_.limits().request_bytes_max;
    set_limits(parser, body_bytes_max);
    HeaderScan scan;
    for (;;) {
        const auto bytes = buffer.data();
        const HeaderScan::State state = scan.look({static_cast<const char*>(bytes.data()), bytes.size()});
        if (state == HeaderScan::State::wrong) co_return scan.refusal();
        if (state == HeaderScan::State::whole) break;
        const std::size_t size = co_await stream.async_read_some(buffer.prepare(kReadBytes), token(ec));
        if (ec) co_return std::nullopt;
        buffer.commit(size);
    }
    buffer.consume(parser.put(asio::buffer(buffer.data(), scan.size()), ec));
    if (const error_code unreadable = std::exchange(ec, {})) co_return refuse_unreadable(unreadable, body_bytes_max);
    co_return refuse_header(parser.get());
}

// What anybody may send holds its place no longer than a header does; who sends more is known, and is served.
asio::awaitable<void> Listener::read_body(HttpStream& stream, Places::Place& place, beast::flat_buffer& buffer,
                                          RequestParser& parser, error_code& ec) {
    const bool is_short = parser.content_length().value_or(kShortBodyBytes + 1) <= kShortBodyBytes;
    if (is_short) place.waits(HttpStream::Clock::now());
    for (;;) {
        const auto bytes = buffer.data();
        buffer.consume(take_body(parser, {static_cast<const char*>(bytes.data()), bytes.size()}, ec));
        if (ec || parser.is_done()) break;
        const std::size_t size = co_await stream.async_read_some(buffer.prepare(kReadBodyBytes), token(ec));
        if (ec) break;
        buffer.commit(size);
    }
    place.is_served();
}

// Whoever was answered before they had said all would lose the answer if the socket were closed on them: what still
// comes is read, for a while, and counts for nothing.
asio::awaitable<void> Listener::hear_out(HttpStream& stream) {
    error_code ec;
    char space[kReadBytes];
    stream.finish();
    stream.expires_after(std::chrono::milliseconds(shard_.limits().close_ms));
    while (!ec) co_await stream.async_read_some(asio::buffer(space), token(ec));
}

asio::awaitable<void> Listener::serve(tcp::socket socket, std::string address, std::unique_ptr<Places::Place> place) {
    using std::chrono::milliseconds;
    const live::Limits& limits = shard_.limits();
    const std::size_t pace = limits.http_bytes_per_second_min;
    error_code ec;
    const auto tls = gate_.certificates == nullptr ? nullptr : gate_.certificates->current();
    HttpStream stream(std::move(socket), tls.get());
    beast::flat_buffer buffer;
    open_.insert(&stream);
    place->when_sent_away([&stream] { stream.cancel(); });
    stream.expires_after(milliseconds(limits.handshake_ms));
    if (gate_.proxy_protocol) address = co_await announced(stream, address);
    bool all_was_read = true;
    for (bool first = true; !address.empty() && !shard_.stopping(); first = false) {
        RequestParser parser;
        if (!first) stream.expires_after(milliseconds(limits.http_idle_ms));
        place->waits(HttpStream::Clock::now());
        std::optional<Response> response = co_await read_header(stream, buffer, parser, ec);
        if (ec) break;
        place->is_served();
        if (!response && is_live(parser.get())) {
            all_was_read = co_await upgrade(stream, address, buffer, parser.release());
            break;
        }
        auto begin = std::chrono::steady_clock::now();
        // Who may not send a body is told so before it is read.
        if (!response) response = answers_.refuse_early(parser.get(), shard_);
        if (!response) {
            stream.expires_if_slow(milliseconds(limits.http_idle_ms), pace);
            const http::response<http::empty_body> go_on(http::status::continue_, 11);
            if (awaits_a_word(parser.get())) co_await http::async_write(stream, go_on, token(ec));
            if (!ec) co_await read_body(stream, *place, buffer, parser, ec);
            if (is_unreadable(ec)) {
                response = refuse_unreadable(std::exchange(ec, {}), limits.request_bytes_max);
            } else if (ec) {
                break;
            }
        }
        all_was_read = !response;
        if (all_was_read) {
            begin = std::chrono::steady_clock::now();
            response = co_await answers_.answer(parser.release(), shard_, asio::ip::make_address(address, ec));
        }
        shard_.metrics().server.count_http(response->result_int(), begin);
        response->keep_alive(all_was_read && response->keep_alive());
        guard(*response, tls != nullptr);
        stream.expires_if_slow(milliseconds(limits.send_ms), pace);
        co_await http::async_write(stream, *response, token(ec));
        if (ec || !response->keep_alive()) break;
    }
    place->waits(HttpStream::Clock::now());
    if (!all_was_read && !ec) co_await hear_out(stream);
    leave(stream, std::move(place));
    stream.finish();
}

}  // namespace dais::web
