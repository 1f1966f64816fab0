// Events of many sockets, for a thread that runs an io_context: an epoll set of its own, which the io_context watches
// as one descriptor. A socket costs nothing here but its place in the kernel's set.
//
// Edge-triggered (epoll(7)): an event says that something changed since the last one, so whoever hears “readable” reads
// until there is nothing more, and whoever could not write waits for “writable”. Lives on the io_context's thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstdint>
#include <functional>

namespace dais::live {

struct SocketEvent {
    std::uint64_t id = 0;
    bool readable = false;
    bool writable = false;
    bool ended = false;  // the peer has ended, or it is broken: reading tells which
};

class Poller {
public:
    // Throws std::system_error if the system has no epoll set left.
    Poller(boost::asio::io_context& context, std::function<void(const SocketEvent&)> tell);

    // False: the system will not watch another socket.
    bool add(int descriptor, std::uint64_t id);
    // Events that were already fetched may still be told.
    void remove(int descriptor);

private:
    void wait();
    void fetch();

    boost::asio::posix::stream_descriptor set_;
    std::function<void(const SocketEvent&)> tell_;
};

}  // namespace dais::live
