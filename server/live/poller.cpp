#include "server/live/poller.h"

#include <boost/asio/post.hpp>
#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace dais::live {

namespace asio = boost::asio;

namespace {

constexpr int kEventsAtOnce = 512;

int new_set() {
    const int set = ::epoll_create1(EPOLL_CLOEXEC);
    if (set < 0) throw std::system_error(errno, std::generic_category(), "no epoll set for the sockets");
    return set;
}

}  // namespace

Poller::Poller(asio::io_context& context, std::function<void(const SocketEvent&)> tell)
    : set_(context, new_set()), tell_(std::move(tell)) {
    wait();
}

bool Poller::add(int descriptor, std::uint64_t id) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.u64 = id;
    return ::epoll_ctl(set_.native_handle(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Poller::remove(int descriptor) { ::epoll_ctl(set_.native_handle(), EPOLL_CTL_DEL, descriptor, nullptr); }

void Poller::wait() {
    set_.async_wait(asio::posix::stream_descriptor::wait_read, [this](boost::system::error_code ec) {
        if (!ec) fetch();
    });
}

// A full batch may leave more: then others have their turn first.
void Poller::fetch() {
    std::array<epoll_event, kEventsAtOnce> events{};
    const int count = ::epoll_wait(set_.native_handle(), events.data(), kEventsAtOnce, 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        tell_({event.data.u64, (event.events & EPOLLIN) != 0, (event.events & EPOLLOUT) != 0,
               (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0});
    }
    if (count == kEventsAtOnce) {
        asio::post(set_.get_executor(), [this] { fetch(); });
    } else {
        wait();
    }
}

}  // namespace dais::live
