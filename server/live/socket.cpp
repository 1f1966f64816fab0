#include "server/live/socket.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

namespace dais::live {
namespace {

class PlainSocket final : public Socket {
public:
    explicit PlainSocket(int descriptor) : descriptor_(descriptor) {}
    ~PlainSocket() override { ::close(descriptor_); }

    ssize_t read(std::span<char> bytes) override {
        const ssize_t count = ::recv(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        return count < 0 ? -errno : count;
    }
    ssize_t write(std::string_view bytes) override {
        const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        return count < 0 ? -errno : count;
    }
    void finish() override { ::shutdown(descriptor_, SHUT_WR); }
    int descriptor() const override { return descriptor_; }
    bool is_plain() const override { return true; }

private:
    int descriptor_;
};

// What a system does not know it does without: the limits of the shard hold all the same.
void set(int descriptor, int level, int option, std::size_t value) {
    const int number = static_cast<int>(value);
    if (value > 0) ::setsockopt(descriptor, level, option, &number, sizeof number);
}

}  // namespace

std::unique_ptr<Socket> plain_socket(int descriptor, const SocketOptions& options) {
    set_options(descriptor, options);
    return std::make_unique<PlainSocket>(descriptor);
}

void set_options(int descriptor, const SocketOptions& options) {
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL, 0) | O_NONBLOCK);
    set(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    set(descriptor, SOL_SOCKET, SO_SNDBUF, options.send_buffer_bytes);
    set(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, options.unsent_bytes);
    set_user_timeout(descriptor, options.user_timeout_ms);
}

void set_user_timeout(int descriptor, unsigned user_timeout_ms) {
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &user_timeout_ms, sizeof user_timeout_ms);
}

}  // namespace dais::live
