#include "server/web/listener.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include "server/web/upgrade.h"

namespace dais::web {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kLookEvery{100};

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
    }
}

// Beyond so many that are not through with HTTP, the system's own queue keeps those who knock.
asio::awaitable<void> Listener::accept() {
    error_code ec;
    while (acceptor_.is_open()) {
        while (open_.size() >= shard_.limits().http_connections_max && acceptor_.is_open()) {
            room_.expires_at(asio::steady_timer::time_point::max());
            co_await room_.async_wait(token(ec));
        }
        tcp::socket socket = co_await acceptor_.async_accept(token(ec));
        if (!acceptor_.is_open()) co_return;
        if (ec) {  // as when no more files may be open: wait, instead of spinning
            spdlog::warn("a connection could not be accepted: {}", ec.message());
            asio::steady_timer pause(shard_.context(), std::chrono::milliseconds(100));
            co_await pause.async_wait(token(ec));
            continue;
        }
        asio::co_spawn(shard_.context(), serve(std::move(socket)), asio::detached);
    }
}

void Listener::leave(HttpStream& stream) {
    open_.erase(&stream);
    room_.cancel();
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
    stream.expires_after(std::chrono::milliseconds(shard_.limits().handshake_ms));
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

asio::awaitable<void> Listener::upgrade(HttpStream& stream, const std::string& address, beast::flat_buffer& buffer,
                                        Request request) {
    error_code ec;
    std::optional<Response> refusal = refuse_upgrade(request);
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
    const Response response = refusal ? *std::move(refusal) : accept_upgrade(request);
    co_await http::async_write(stream, response, token(ec));
    if (ec || !answer.ticket) co_return;
    live::Visitor visitor;
    visitor.ticket = *std::move(answer.ticket);
    visitor.key = bearer(request);
    visitor.early = beast::buffers_to_string(buffer.data());
    visitor.socket = stream.release();
    live::set_options(visitor.socket->descriptor(), shard_.socket_options());
    shard_.adopt(std::move(visitor));
}

asio::awaitable<void> Listener::serve(tcp::socket socket) {
    const live::Limits& limits = shard_.limits();
    error_code ec;
    const std::string peer = socket.remote_endpoint(ec).address().to_string();
    if (ec) co_return;  // gone before it was looked at, as some proxies' checks are
    std::string address = address_in(peer).value_or(peer);
    const auto tls = gate_.certificates == nullptr ? nullptr : gate_.certificates->current();
    HttpStream stream(std::move(socket), tls.get());
    beast::flat_buffer buffer;
    open_.insert(&stream);
    bool first = true;
    if (gate_.proxy_protocol) address = co_await announced(stream, address);
    while (!address.empty() && !shard_.stopping()) {
        http::request_parser<http::string_body> parser;
        parser.header_limit(16 * 1024);
        parser.body_limit(limits.request_bytes_max);
        stream.expires_after(std::chrono::milliseconds(first ? limits.handshake_ms : limits.http_idle_ms));
        first = false;
        co_await http::async_read_header(stream, buffer, parser, token(ec));
        if (ec) break;
        if (is_live(parser.get())) {
            co_await upgrade(stream, address, buffer, parser.release());
            break;
        }
        auto begin = std::chrono::steady_clock::now();
        // Who may not send a body is told so before it is read.
        std::optional<Response> response = answers_.refuse_early(parser.get(), shard_);
        if (!response) {
            stream.expires_after(std::chrono::milliseconds(limits.http_idle_ms));
            co_await http::async_read(stream, buffer, parser, token(ec));
            if (ec == http::error::body_limit) {
                response = too_large(limits.request_bytes_max);
            } else if (ec) {
                break;
            }
        }
        const bool whole = !response;
        if (whole) {
            begin = std::chrono::steady_clock::now();
            response = co_await answers_.answer(parser.release(), shard_, asio::ip::make_address(address, ec));
        }
        shard_.metrics().server.count_http(response->result_int(), begin);
        response->keep_alive(whole && response->keep_alive());
        stream.expires_after(std::chrono::milliseconds(limits.send_ms));
        co_await http::async_write(stream, *response, token(ec));
        if (ec || !response->keep_alive()) break;
    }
    leave(stream);
    stream.finish();
}

}  // namespace dais::web
