#include "server/web/http_stream.h"

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

#include "server/live/tls_socket.h"

namespace dais::web {

namespace asio = boost::asio;

namespace {

constexpr char kSpeakTls[] =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
    "Only https is spoken here: write https:// instead of http:// before the address.\n";

boost::system::error_code as_error(ssize_t count) {
    return {static_cast<int>(-count), boost::system::system_category()};
}

}  // namespace

HttpStream::HttpStream(Tcp::socket accepted, const live::TlsContext* tls) : waiter_(std::move(accepted)) {
    const int descriptor = waiter_.native_handle();
    if (tls == nullptr) {
        socket_ = live::plain_socket(descriptor, {});
    } else {
        live::set_options(descriptor, {});
        socket_ = std::make_unique<live::TlsSocket>(descriptor, *tls);
    }
}

// The live::Socket closes the descriptor.
HttpStream::~HttpStream() {
    boost::system::error_code ec;
    if (waiter_.is_open()) waiter_.release(ec);
}

void HttpStream::cancel() {
    cancelled_ = true;
    boost::system::error_code ec;
    waiter_.cancel(ec);
}

void HttpStream::finish() {
    if (!socket_ || std::exchange(finished_, true)) return;  // without one, it lives on
    if (was_http_) ::send(socket_->descriptor(), kSpeakTls, sizeof kSpeakTls - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    socket_->finish();
}

std::unique_ptr<live::Socket> HttpStream::release() {
    boost::system::error_code ec;
    waiter_.release(ec);
    return std::move(socket_);
}

// Looked at before it is taken, so that what follows stays where TLS or HTTP reads it. What is taken in part is part of
// it: only the last look may show more.
asio::awaitable<std::optional<ProxyHeader>> HttpStream::read_proxy_header(bool trusted) {
    std::string taken;
    for (;;) {
        char space[kProxyHeaderBytesMax];
        boost::system::error_code ec;
        co_await waiter_.async_wait(Tcp::socket::wait_read, asio::redirect_error(asio::use_awaitable, ec));
        const ssize_t count = ec ? 0 : ::recv(socket_->descriptor(), space, sizeof space, MSG_PEEK | MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN) continue;
        ended_ = count <= 0 && taken.empty();
        if (count <= 0) co_return std::nullopt;
        const std::string_view seen(space, static_cast<std::size_t>(count));
        if (!trusted) co_return begins_like_proxy_header(seen) ? std::optional(ProxyHeader{}) : std::nullopt;
        const std::size_t before = taken.size();
        ProxyHeader header = web::read_proxy_header(taken.append(seen));
        if (header.state == ProxyHeader::State::wrong) co_return std::nullopt;
        const bool whole = header.state == ProxyHeader::State::whole;
        const std::size_t wanted = whole ? header.size - before : seen.size();
        if (::recv(socket_->descriptor(), space, wanted, MSG_DONTWAIT) != static_cast<ssize_t>(wanted))
            co_return std::nullopt;
        if (whole) co_return header;
    }
}

void HttpStream::keeps_pace(std::size_t bytes) {
    if (pace_ == 0) return;
    const std::chrono::milliseconds more(bytes * 1'000 / pace_);
    deadline_ = std::min(deadline_ + more, Clock::now() + patience_);
}

HttpStream::Attempt HttpStream::attempt_read(asio::mutable_buffer space) {
    if (cancelled_) return {true, asio::error::operation_aborted, 0};
    if (space.size() == 0) return {true, {}, 0};
    const ssize_t count = socket_->read({static_cast<char*>(space.data()), space.size()});
    if (count > 0) {
        keeps_pace(static_cast<std::size_t>(count));
        return {true, {}, static_cast<std::size_t>(count)};
    }
    if (count == 0) return {true, asio::error::eof, 0};
    if (count == -EAGAIN || count == -EINTR)
        return {false, {}, 0, socket_->is_crossed() ? Tcp::socket::wait_write : Tcp::socket::wait_read};
    const auto* tls = dynamic_cast<const live::TlsSocket*>(socket_.get());
    was_http_ = tls != nullptr && tls->was_http();
    return {true, as_error(count), 0};
}

HttpStream::Attempt HttpStream::attempt_write(std::string_view bytes) {
    if (cancelled_) return {true, asio::error::operation_aborted, 0};
    if (written_ > 0) {
        socket_->writable();
    } else if (!bytes.empty()) {
        const ssize_t count = socket_->write(bytes);
        if (count < 0 && count != -EAGAIN && count != -EINTR) return {true, as_error(count), 0};
        if (count > 0) {
            written_ = static_cast<std::size_t>(count);
            keeps_pace(written_);
        }
        if (written_ == 0) return {false, {}, 0, Tcp::socket::wait_write};
    }
    if (socket_->holds())
        return {false, {}, 0, socket_->is_crossed() ? Tcp::socket::wait_read : Tcp::socket::wait_write};
    return {true, {}, std::exchange(written_, 0)};
}

}  // namespace dais::web
