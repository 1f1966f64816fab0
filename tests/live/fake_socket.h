// A socket without a network: a test says what comes, and how much is taken. The poller hears of it by an eventfd.
#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <string>

#include "server/live/socket.h"

namespace dais::live {

// The peer's end; outlives the socket.
struct Peer {
    std::string to_come;                                         // what the connection will read
    bool ended = false;                                          // after that: nothing more comes
    std::size_t room = std::numeric_limits<std::size_t>::max();  // bytes that will be taken
    int broken = 0;                                              // an errno for all that is written
    std::string got;                                             // what was written
    std::size_t writes = 0;
    bool finished = false;  // the connection writes no more
    bool closed = false;
    int event = ::eventfd(0, EFD_NONBLOCK);

    Peer() = default;
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    ~Peer() { ::close(event); }

    // The system tells that something changed.
    void poke() const {
        const std::uint64_t one = 1;
        if (::write(event, &one, sizeof one) != sizeof one) std::abort();
    }
    void say(const std::string& bytes) {
        to_come += bytes;
        poke();
    }
    void take(std::size_t bytes) {
        room = bytes;
        poke();
    }
};

class FakeSocket final : public Socket {
public:
    explicit FakeSocket(std::shared_ptr<Peer> peer) : peer_(std::move(peer)) {}
    ~FakeSocket() override { peer_->closed = true; }

    ssize_t read(std::span<char> bytes) override {
        const std::size_t count = std::min(bytes.size(), peer_->to_come.size());
        if (count == 0) return peer_->ended ? 0 : -EAGAIN;
        std::memcpy(bytes.data(), peer_->to_come.data(), count);
        peer_->to_come.erase(0, count);
        return static_cast<ssize_t>(count);
    }
    ssize_t write(std::string_view bytes) override {
        if (peer_->broken != 0) return -peer_->broken;
        const std::size_t count = std::min(bytes.size(), peer_->room);
        if (count == 0) return -EAGAIN;
        ++peer_->writes;
        peer_->got += bytes.substr(0, count);
        if (peer_->room != std::numeric_limits<std::size_t>::max()) peer_->room -= count;
        return static_cast<ssize_t>(count);
    }
    void finish() override { peer_->finished = true; }
    int descriptor() const override { return peer_->event; }
    bool is_plain() const override { return false; }

private:
    std::shared_ptr<Peer> peer_;
};

}  // namespace dais::live
