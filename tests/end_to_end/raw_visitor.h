// A connection whose every byte is a test's own, from any address of this machine.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace dais {

class RawVisitor {
public:
    using Clock = std::chrono::steady_clock;

    // receive_bytes: how much the system may take in for who does not read; 0: as much as it likes.
    explicit RawVisitor(unsigned short port, const char* from = "127.0.0.1", int receive_bytes = 0)
        : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        if (receive_bytes > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
        const sockaddr_in here = address(from, 0), there = address("127.0.0.1", port);
        if (bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0 ||
            connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0)
            throw std::runtime_error("no connection from " + std::string(from));
    }
    RawVisitor(RawVisitor&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    RawVisitor& operator=(RawVisitor&& other) noexcept {
        std::swap(socket_, other.socket_);
        return *this;
    }
    ~RawVisitor() {
        if (socket_ >= 0) close(socket_);
    }

    // False: the other end is gone.
    bool say(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t count = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    // What comes until the other end hangs up, or for so long; with until, no longer than until it has come.
    std::string hear(int ms, std::string_view until = {}) const {
        const auto end = Clock::now() + std::chrono::milliseconds(ms);
        std::string heard;
        while (until.empty() || heard.find(until) == std::string::npos) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
            pollfd waiting{socket_, POLLIN, 0};
            char bytes[16 * 1024];
            if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) <= 0) break;
            const ssize_t count = recv(socket_, bytes, sizeof bytes, 0);
            if (count <= 0) break;
            heard.append(bytes, static_cast<std::size_t>(count));
        }
        return heard;
    }
    // Whether the other end hangs up within so long, saying nothing more.
    bool is_left(int ms) const {
        pollfd waiting{socket_, POLLIN, 0};
        char byte = 0;
        return poll(&waiting, 1, ms) > 0 && recv(socket_, &byte, 1, MSG_PEEK) <= 0;
    }

private:
    static sockaddr_in address(const char* text, unsigned short port) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        inet_pton(AF_INET, text, &at.sin_addr);
        return at;
    }

    int socket_;
};

}  // namespace dais
