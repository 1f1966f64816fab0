// The bytes of one connection, never waiting: what a Connection reads from and writes to.
//
// Belongs to its shard's thread. A seam for TLS, and for tests that make a peer slow to the byte.
#pragma once

#include <sys/types.h>

#include <memory>
#include <span>
#include <string_view>

namespace dais::live {

class Socket {
public:
    Socket() = default;
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    virtual ~Socket() = default;

    // How many bytes came; 0: the peer has ended; -EAGAIN: none yet; any other -errno: it is broken.
    virtual ssize_t read(std::span<char> bytes) = 0;
    // How many bytes were taken, perhaps fewer than given; -EAGAIN: none now; any other -errno: it is broken.
    virtual ssize_t write(std::string_view bytes) = 0;
    // It may take bytes again: what it took and still holds itself goes first.
    virtual void writable() {}
    // Whether it holds bytes that it took.
    virtual bool holds() const { return false; }
    // Whether it has to write before it can read on, or to read before it can write: each event is then one for both.
    virtual bool is_crossed() const { return false; }
    // Says that nothing more will be written.
    virtual void finish() = 0;
    // For whoever waits for events.
    virtual int descriptor() const = 0;
    // Whether its bytes are those of the descriptor, so that others may send them there.
    virtual bool is_plain() const = 0;
};

// What is asked of the system for each connection; bytes and milliseconds.
struct SocketOptions {
    std::size_t send_buffer_bytes = 0;  // SO_SNDBUF
    std::size_t unsent_bytes = 0;       // TCP_NOTSENT_LOWAT
    unsigned user_timeout_ms = 0;       // TCP_USER_TIMEOUT
};

// Takes over a connected TCP socket: it is closed with the Socket.
std::unique_ptr<Socket> plain_socket(int descriptor, const SocketOptions& options);

// Makes a descriptor never wait, and TCP send at once, in bounded buffers, and give up a peer that acknowledges
// nothing.
void set_options(int descriptor, const SocketOptions& options);
// 0: whatever happens, however long. Linux goes on counting from the first time that a peer had no room, though it has
// taken bytes since: whoever falls asleep twice would be given up.
void set_user_timeout(int descriptor, unsigned user_timeout_ms);

}  // namespace dais::live
