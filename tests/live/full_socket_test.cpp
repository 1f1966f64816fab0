// A real socket that is full: how long it may take nothing is the connection's to say, and not the system's.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>

#include "server/live/websocket.h"
#include "tests/live/shard_at_work.h"

namespace dais::live {
namespace {

// Both ends of a connection; the peer's takes in little. The server's is closed by its Socket.
struct TcpPair {
    TcpPair() {
        const int listening = ::socket(AF_INET, SOCK_STREAM, 0), few = 1;
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        peer = ::socket(AF_INET, SOCK_STREAM, 0);
        ::setsockopt(peer, SOL_SOCKET, SO_RCVBUF, &few, sizeof few);
        if (::bind(listening, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listening, 1) != 0 ||
            ::getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
            ::connect(peer, reinterpret_cast<sockaddr*>(&address), size) != 0)
            ADD_FAILURE() << "no connection";
        server = ::accept(listening, nullptr, nullptr);
        ::close(listening);
    }
    ~TcpPair() { ::close(peer); }
    TcpPair(const TcpPair&) = delete;
    TcpPair& operator=(const TcpPair&) = delete;

    unsigned user_timeout_ms() const {
        unsigned value = 1;
        socklen_t size = sizeof value;
        EXPECT_EQ(::getsockopt(server, IPPROTO_TCP, TCP_USER_TIMEOUT, &value, &size), 0);
        return value;
    }
    void read_all() const {
        char piece[4096];
        while (::recv(peer, piece, sizeof piece, MSG_DONTWAIT) > 0) continue;
    }

    int peer = -1, server = -1;
};

TEST(FullSocket, IsLeftToItsConnectionUntilItTakesBytesAgain) {
    Limits limits;
    limits.send_buffer_bytes = 4'096;
    limits.unsent_bytes = 1'024;
    ShardAtWork at(limits);
    const TcpPair pair;
    Visitor visitor;
    visitor.socket = plain_socket(pair.server, {limits.send_buffer_bytes, limits.unsent_bytes, limits.user_timeout_ms});
    visitor.ticket = *std::move(at.admission.enter("192.0.2.1").ticket);
    at.shard.adopt(std::move(visitor));
    EXPECT_EQ(pair.user_timeout_ms(), limits.user_timeout_ms);

    v1::ClientMessage hello;
    hello.mutable_hello()->add_follow()->set_log("test");
    const std::string frame = websocket::client_frame(websocket::Opcode::kBinary, hello.SerializeAsString());
    ASSERT_EQ(::send(pair.peer, frame.data(), frame.size(), 0), static_cast<ssize_t>(frame.size()));
    at.run();
    for (int i = 0; i < 300 && pair.user_timeout_ms() != 0; ++i) {
        at.announce(std::string(300, 'x'));
        at.publish();
    }
    EXPECT_EQ(pair.user_timeout_ms(), 0u) << "its peer reads nothing";

    const auto begun = std::chrono::steady_clock::now();
    while (pair.user_timeout_ms() == 0 && std::chrono::steady_clock::now() - begun < std::chrono::seconds(20)) {
        pair.read_all();
        at.run();
    }
    EXPECT_EQ(pair.user_timeout_ms(), limits.user_timeout_ms) << "its peer has read everything";
}

}  // namespace
}  // namespace dais::live
