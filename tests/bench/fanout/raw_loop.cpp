// What this machine can do at best: after the handshake nothing but send() of one ready frame to every socket, or the
// same by io_uring. Nothing is queued: what a full socket does not take is dropped, and the round counts as lost.
//
//   raw_loop PORT epoll|uring
//
// Sends each message that it receives to all, like the other servers under comparison. Answers the one key that the
// load asks with (RFC 6455 §1.3), and takes a request to come in one piece.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#if DAIS_HAS_URING
#include <liburing.h>
#endif

namespace {

constexpr int kBacklog = 4'096;
constexpr int kEventsMax = 512;
constexpr char kAnswer[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

unsigned files() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<unsigned>(limit.rlim_max < 1'100'000 ? limit.rlim_max : 1'100'000);
}

// How one frame gets to all sockets.
class Sender {
public:
    virtual ~Sender() = default;
    virtual void add(int) {}
    virtual void remove(int) {}
    virtual void send_to_all(const std::vector<int>& sockets, const std::string& frame) = 0;
};

class PlainSender : public Sender {
public:
    void send_to_all(const std::vector<int>& sockets, const std::string& frame) override {
        for (const int socket : sockets) {
            if (send(socket, frame.data(), frame.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0) continue;
        }
    }
};

#if DAIS_HAS_URING
class UringSender : public Sender {
public:
    explicit UringSender(unsigned files_max) {
        io_uring_params parameters{};
        if (io_uring_queue_init_params(kAtOnce, &ring_, &parameters) != 0 ||
            io_uring_register_files_sparse(&ring_, files_max) != 0) {
            std::fputs("raw_loop: no io_uring here\n", stderr);
            std::exit(3);
        }
    }
    void add(int socket) override { io_uring_register_files_update(&ring_, static_cast<unsigned>(socket), &socket, 1); }
    void remove(int socket) override {
        int none = -1;
        io_uring_register_files_update(&ring_, static_cast<unsigned>(socket), &none, 1);
    }
    void send_to_all(const std::vector<int>& sockets, const std::string& frame) override {
        for (const int socket : sockets) {
            io_uring_sqe* entry = io_uring_get_sqe(&ring_);
            if (!entry) {
                io_uring_submit(&ring_);
                entry = io_uring_get_sqe(&ring_);
            }
            io_uring_prep_send(entry, socket, frame.data(), frame.size(), MSG_DONTWAIT | MSG_NOSIGNAL | MSG_WAITALL);
            entry->flags |= IOSQE_FIXED_FILE | IOSQE_CQE_SKIP_SUCCESS;
        }
        io_uring_submit(&ring_);
        io_uring_cqe* failed = nullptr;
        while (io_uring_peek_cqe(&ring_, &failed) == 0) io_uring_cqe_seen(&ring_, failed);
    }

private:
    static constexpr unsigned kAtOnce = 512;
    io_uring ring_{};
};
#endif

class Loop {
public:
    Loop(int port, Sender& sender, unsigned files_max)
        : sender_(sender), place_(files_max, kNowhere), epoll_(epoll_create1(0)) {
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        const int on = 1;
        setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
            listen(listener_, kBacklog) != 0) {
            std::perror("raw_loop");
            std::exit(1);
        }
        watch(listener_);
    }

    [[noreturn]] void run() {
        epoll_event events[kEventsMax];
        while (true) {
            const int count = epoll_wait(epoll_, events, kEventsMax, -1);
            for (int i = 0; i < count; ++i) {
                if (events[i].data.fd == listener_) {
                    accept_all();
                } else {
                    read(events[i].data.fd);
                }
            }
        }
    }

private:
    static constexpr std::size_t kNowhere = ~std::size_t{0};

    void watch(int socket) {
        epoll_event event{EPOLLIN, {.fd = socket}};
        epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
    }

    void accept_all() {
        for (int socket = 0; (socket = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
            const int on = 1;
            setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            watch(socket);
        }
    }

    void read(int socket) {
        const ssize_t got = recv(socket, buffer_, sizeof buffer_, MSG_DONTWAIT);
        if (got <= 0) return drop(socket);
        auto& place = place_[static_cast<std::size_t>(socket)];
        if (place != kNowhere) return take_frames({buffer_, static_cast<std::size_t>(got)});
        if (send(socket, kAnswer, sizeof kAnswer - 1, MSG_NOSIGNAL) < 0) return drop(socket);
        sender_.add(socket);
        place = sockets_.size();
        sockets_.push_back(socket);
    }

    void drop(int socket) {
        auto& place = place_[static_cast<std::size_t>(socket)];
        if (place != kNowhere) {
            sockets_[place] = sockets_.back();
            place_[static_cast<std::size_t>(sockets_.back())] = place;
            sockets_.pop_back();
            place = kNowhere;
            sender_.remove(socket);
        }
        close(socket);
    }

    // Masked, whole, of 126 to 65,535 bytes or less: what the load's publisher sends.
    void take_frames(std::string_view bytes) {
        while (bytes.size() >= 6) {
            const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
            const std::size_t brief = at(1) & 127u, head = brief == 126 ? 8 : 6;
            const std::size_t size = brief == 126 ? std::size_t{at(2)} << 8 | at(3) : brief;
            if (bytes.size() < head + size) return;
            if ((at(0) & 15) <= 2) {
                std::string frame(bytes.substr(0, head - 4));
                frame[1] = static_cast<char>(brief);
                for (std::size_t i = 0; i < size; ++i)
                    frame += static_cast<char>(bytes[head + i] ^ bytes[head - 4 + (i & 3)]);
                sender_.send_to_all(sockets_, frame);
            }
            bytes.remove_prefix(head + size);
        }
    }

    Sender& sender_;
    std::vector<int> sockets_;        // whose upgrade was answered
    std::vector<std::size_t> place_;  // of each socket within them
    int epoll_, listener_ = -1;
    char buffer_[1 << 16];
};

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::fputs("usage: raw_loop PORT epoll|uring\n", stderr);
        return 2;
    }
    const unsigned files_max = files();
    PlainSender plain;
#if DAIS_HAS_URING
    if (std::strcmp(words[2], "uring") == 0) {
        UringSender uring(files_max);
        Loop(std::atoi(words[1]), uring, files_max).run();
    }
#else
    if (std::strcmp(words[2], "uring") == 0) return 3;
#endif
    Loop(std::atoi(words[1]), plain, files_max).run();
}
