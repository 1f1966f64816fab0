// A connection while it speaks HTTP, plainly or by TLS: what Beast reads requests from and writes answers to.
//
// Bytes go through a live::Socket, the same that a Connection lives on afterwards; Asio only waits for its descriptor.
// One read and one write at a time. Belongs to its shard's thread. A deadline is kept by whoever looks at is_late().
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/live/socket.h"
#include "server/live/tls_context.h"
#include "server/web/proxy_header.h"

namespace dais::web {

class HttpStream {
public:
    using Tcp = boost::asio::ip::tcp;
    using executor_type = Tcp::socket::executor_type;
    using Clock = std::chrono::steady_clock;

    // Of a socket that was accepted; with a context TLS is spoken, as soon as the first byte is read.
    HttpStream(Tcp::socket accepted, const live::TlsContext* tls);
    ~HttpStream();
    HttpStream(const HttpStream&) = delete;
    HttpStream& operator=(const HttpStream&) = delete;

    executor_type get_executor() { return waiter_.get_executor(); }

    // The next reads and writes end in time, or with an error.
    void expires_after(std::chrono::milliseconds time) { expires_if_slow(time, 0); }
    // The same, but that bytes which come or go put the end off, as far as so many a second do, and at most to that
    // time from then: whoever keeps that pace is never late, and nobody can save time up for later. 0: nothing puts it
    // off.
    void expires_if_slow(std::chrono::milliseconds time, std::size_t bytes_per_second) {
        patience_ = time;
        pace_ = bytes_per_second;
        deadline_ = Clock::now() + time;
    }
    bool is_late(Clock::time_point now) const { return now > deadline_; }
    // Whoever waits is told that nothing comes any more, and so is whoever reads or writes from then on.
    void cancel();
    // What a proxy says before everything else, if it does; read away only from one that is trusted, and from whom
    // something must come. Nothing: another beginning, or none in time.
    boost::asio::awaitable<std::optional<ProxyHeader>> read_proxy_header(bool trusted);
    // The peer said nothing.
    bool has_ended() const { return ended_; }
    // Says that nothing more will be written. Who spoke plain HTTP where TLS is spoken is told so.
    void finish();
    // What it lives on from now on. Nothing is left in here but what Beast has read already.
    std::unique_ptr<live::Socket> release();

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        return transfer([this, space = first_of(buffers)] { return attempt_read(space); }, std::forward<Token>(token));
    }
    // Done when the socket holds nothing of it any more.
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return transfer([this, buffers] { return attempt_write(gathered(buffers)); }, std::forward<Token>(token));
    }

private:
    // What came of trying: an outcome, or what to wait for.
    struct Attempt {
        bool over = false;
        boost::system::error_code error;
        std::size_t size = 0;
        Tcp::socket::wait_type wait = Tcp::socket::wait_read;
    };

    template <class Try>
    struct Transfer {
        HttpStream& stream;
        Try attempt;
        Attempt last;
        bool begun = false;

        template <class Self>
        void operator()(Self& self, boost::system::error_code error = {}) {
            if (error || last.over) return self.complete(last.over ? last.error : error, last.size);
            last = attempt();
            const bool inside_the_call = !std::exchange(begun, true);
            if (!last.over) return stream.waiter_.async_wait(last.wait, std::move(self));
            if (!inside_the_call) return self.complete(last.error, last.size);
            boost::asio::post(stream.get_executor(), std::move(self));
        }
    };

    template <class Try, class Token>
    auto transfer(Try attempt, Token&& token) {
        return boost::asio::async_compose<Token, void(boost::system::error_code, std::size_t)>(
            Transfer<Try>{*this, std::move(attempt), {}, false}, token, waiter_);
    }

    template <class Buffers>
    static boost::asio::mutable_buffer first_of(const Buffers& buffers) {
        auto at = boost::asio::buffer_sequence_begin(buffers);
        const auto end = boost::asio::buffer_sequence_end(buffers);
        while (at != end && boost::asio::mutable_buffer(*at).size() == 0) ++at;
        return at == end ? boost::asio::mutable_buffer() : boost::asio::mutable_buffer(*at);
    }

    // Headers and the body behind them go out together.
    template <class Buffers>
    std::string_view gathered(const Buffers& buffers) {
        gathered_.clear();
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) {
            const boost::asio::const_buffer next(*at);
            const std::string_view bytes(static_cast<const char*>(next.data()), next.size());
            if (gathered_.empty() && bytes.size() >= kGatheredBytes) return bytes;
            gathered_ += bytes.substr(0, kGatheredBytes - gathered_.size());
            if (gathered_.size() == kGatheredBytes) break;
        }
        return gathered_;
    }

    static constexpr std::size_t kGatheredBytes = 16 * 1024;  // a TLS record

    void keeps_pace(std::size_t bytes);
    Attempt attempt_read(boost::asio::mutable_buffer space);
    Attempt attempt_write(std::string_view bytes);

    Tcp::socket waiter_;
    std::unique_ptr<live::Socket> socket_;
    Clock::time_point deadline_ = Clock::time_point::max();
    std::chrono::milliseconds patience_{0};
    std::size_t pace_ = 0;     // bytes per second
    std::size_t written_ = 0;  // taken by the socket, which holds some of it
    std::string gathered_;
    bool was_http_ = false;
    bool ended_ = false;
    bool cancelled_ = false;
    bool finished_ = false;
};

}  // namespace dais::web
