// Sends of a fan-out: many sockets, ready bytes, no waiting.
//
// Two of a kind: one send() after the other, and an io_uring of the thread that takes hundreds with one system call
// (io_uring(7)). Which it is changes nothing but the time it takes. Lives on its shard's thread.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace dais::live {

class Sender {
public:
    Sender() = default;
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;
    virtual ~Sender() = default;

    // A socket comes and, before it is closed, goes. False: it can only be written to by itself.
    virtual bool enter(int descriptor) = 0;
    virtual void leave(int descriptor) = 0;

    // Told of every send whose bytes were not taken whole, at the latest by finish(): how many were, or -errno.
    using Short = std::function<void(std::uint64_t tag, ssize_t taken)>;
    // The bytes must stay until finish().
    virtual void send(int descriptor, std::string_view bytes, std::uint64_t tag, const Short& told) = 0;
    virtual void finish(const Short& told) = 0;
    virtual const char* name() const = 0;
};

std::unique_ptr<Sender> plain_sender();
// Throws std::system_error if the system has none, or forbids it, as many hosts do.
std::unique_ptr<Sender> uring_sender();

enum class SenderKind { automatic, plain, uring };
// automatic: io_uring if it is there.
std::unique_ptr<Sender> make_sender(SenderKind kind);

}  // namespace dais::live
