// A TlsSocket over a real connection whose other end reads when, and as much as, the test wants.
#include "server/live/tls_socket.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <stdexcept>
#include <string>

#include "tests/end_to_end/venue_ca.h"

namespace dais::live {
namespace {

void be_small(int descriptor, int option) {
    const int bytes = 4'096;
    ::setsockopt(descriptor, SOL_SOCKET, option, &bytes, sizeof bytes);
}

class TlsPair : public ::testing::TestWithParam<int> {
protected:
    TlsPair() : client_context_(SSL_CTX_new(TLS_client_method())) {
        ca_.issue("one");
        context_ = std::make_unique<TlsContext>(ca_.file("one.pem"), ca_.file("one.key"));
        const int acceptor = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        be_small(acceptor, SO_SNDBUF);
        if (::bind(acceptor, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(acceptor, 1) != 0 ||
            ::getsockname(acceptor, reinterpret_cast<sockaddr*>(&address), &size) != 0)
            throw std::runtime_error("no port");
        peer_descriptor_ = ::socket(AF_INET, SOCK_STREAM, 0);
        be_small(peer_descriptor_, SO_RCVBUF);
        if (::connect(peer_descriptor_, reinterpret_cast<sockaddr*>(&address), size) != 0)
            throw std::runtime_error("no connection");
        const int accepted = ::accept(acceptor, nullptr, nullptr);
        ::close(acceptor);
        set_options(accepted, {});
        set_options(peer_descriptor_, {});
        socket_ = std::make_unique<TlsSocket>(accepted, *context_);
        SSL_CTX_set_max_proto_version(client_context_, GetParam());
        peer_ = SSL_new(client_context_);
        SSL_set_fd(peer_, peer_descriptor_);
        SSL_set_connect_state(peer_);
    }
    ~TlsPair() override {
        socket_.reset();
        SSL_free(peer_);
        SSL_CTX_free(client_context_);
        ::close(peer_descriptor_);
    }

    void shake_hands() {
        char byte = 0;
        for (int i = 0; i < 1'000 && SSL_is_init_finished(peer_) != 1; ++i) {
            SSL_do_handshake(peer_);
            ASSERT_EQ(socket_->read({&byte, 1}), -EAGAIN);
            wait_a_moment();
        }
        ASSERT_EQ(SSL_is_init_finished(peer_), 1);
        ASSERT_EQ(socket_->read({&byte, 1}), -EAGAIN);
    }

    // For the system to carry bytes over; nothing depends on how long.
    static void wait_a_moment() { ::usleep(200); }

    void write_on(std::size_t bytes);

    // What the peer reads now, at most so much. 0: the end.
    int peer_reads(std::string& into, std::size_t bytes_max) {
        std::string space(bytes_max, '\0');
        ERR_clear_error();
        const int count = SSL_read(peer_, space.data(), static_cast<int>(space.size()));
        if (count > 0) into.append(space, 0, static_cast<std::size_t>(count));
        return count;
    }

    bool takes_bytes() {
        pollfd entry{socket_->descriptor(), POLLOUT, 0};
        return ::poll(&entry, 1, 0) == 1;
    }

    VenueCa ca_;
    std::unique_ptr<TlsContext> context_;
    SSL_CTX* client_context_;
    SSL* peer_ = nullptr;
    int peer_descriptor_ = -1;
    std::unique_ptr<TlsSocket> socket_;
};

std::string random_bytes(std::mt19937& random, std::size_t size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

// What is offered after a no is something else each time, as a Connection's next frame may be.
void TlsPair::write_on(std::size_t bytes) {
    shake_hands();
    std::mt19937 random(7);
    std::string taken;
    std::string arrived;
    int refusals = 0;
    int in_part = 0;
    int turns = 0;
    for (; turns < 200'000 && (taken.size() < bytes || arrived.size() < taken.size()); ++turns) {
        if (takes_bytes()) socket_->writable();
        if (taken.size() < bytes) {
            const std::string offered = random_bytes(random, 1 + random() % (turns % 3 == 0 ? 60'000 : 300));
            const ssize_t count = socket_->write(offered);
            ASSERT_TRUE(count > 0 || count == -EAGAIN) << count;
            if (count > 0) taken.append(offered, 0, static_cast<std::size_t>(count));
            refusals += count == -EAGAIN;
            in_part += count > 0 && count < static_cast<ssize_t>(offered.size());
        }
        if (random() % 2 == 0) peer_reads(arrived, 1 + random() % 9'000);
    }
    EXPECT_TRUE(arrived == taken) << arrived.size() << " of " << taken.size() << " in " << turns << " turns";
    EXPECT_GT(refusals, 100);
    EXPECT_GT(in_part, 10);
}

TEST_P(TlsPair, WhatWasTakenArrivesWhateverIsOfferedAfterIt) { write_on(4'000'000); }

TEST_P(TlsPair, AlsoInShortRecords) {
    SSL_set_tlsext_max_fragment_length(peer_, TLSEXT_max_fragment_length_512);
    write_on(2'000'000);
}

TEST_P(TlsPair, TheEndIsSaidAfterWhatIsStillHeld) {
    shake_hands();
    std::mt19937 random(7);
    std::string taken;
    for (ssize_t count = 0; count != -EAGAIN;) {
        const std::string offered = random_bytes(random, 10'000);
        count = socket_->write(offered);
        ASSERT_TRUE(count > 0 || count == -EAGAIN) << count;
        if (count > 0) taken.append(offered, 0, static_cast<std::size_t>(count));
    }
    ASSERT_TRUE(socket_->holds());
    socket_->finish();
    std::string arrived;
    for (int i = 0; i < 100'000 && peer_reads(arrived, 10'000) != 0; ++i) {
        if (takes_bytes()) socket_->writable();
        if (SSL_get_shutdown(peer_) != 0) break;
    }
    EXPECT_TRUE(arrived == taken) << arrived.size() << " of " << taken.size();
    EXPECT_NE(SSL_get_shutdown(peer_) & SSL_RECEIVED_SHUTDOWN, 0) << "and it was no cut";
    SSL_shutdown(peer_);
    wait_a_moment();
    char byte = 0;
    EXPECT_EQ(socket_->read({&byte, 1}), 0);
}

class Tls13Pair : public TlsPair {};

TEST_P(Tls13Pair, NewKeysInTheMiddleHangNeitherSide) {
    shake_hands();
    std::mt19937 random(7);
    std::string taken;
    std::string arrived;
    std::string heard;
    std::string said;
    for (int round = 0; round < 200; ++round) {
        // Full, and the peer wants new keys of both sides, while it says something.
        for (ssize_t count = 0; count != -EAGAIN;) {
            const std::string offered = random_bytes(random, 1 + random() % 30'000);
            count = socket_->write(offered);
            ASSERT_TRUE(count > 0 || count == -EAGAIN) << count << " in round " << round;
            if (count > 0) taken.append(offered, 0, static_cast<std::size_t>(count));
        }
        if (SSL_key_update(peer_, SSL_KEY_UPDATE_REQUESTED) != 1) continue;
        const std::string word = "word " + std::to_string(round) + ";";
        ASSERT_GT(SSL_write(peer_, word.data(), static_cast<int>(word.size())), 0);
        said += word;
        for (int i = 0; i < 10'000 && (heard != said || arrived != taken); ++i) {
            std::string space(1'000, '\0');
            if (takes_bytes() || socket_->is_crossed()) socket_->writable();
            const ssize_t count = socket_->read(space);
            ASSERT_TRUE(count > 0 || count == -EAGAIN) << count << " in round " << round;
            if (count > 0) heard.append(space, 0, static_cast<std::size_t>(count));
            peer_reads(arrived, 20'000);
        }
        ASSERT_EQ(heard, said);
        ASSERT_TRUE(arrived == taken) << arrived.size() << " of " << taken.size() << " in round " << round;
    }
}

TEST_P(TlsPair, AFullBufferIsReadToTheBrim) {
    shake_hands();
    std::string said(3'000, 'x');
    for (int i = 0; i < 3; ++i) ASSERT_GT(SSL_write(peer_, said.data(), 1'000), 0);
    std::string heard;
    for (int i = 0; i < 1'000 && heard.size() < said.size(); ++i) {
        std::string space(700, '\0');
        const ssize_t count = socket_->read(space);
        if (count > 0) heard.append(space, 0, static_cast<std::size_t>(count));
        if (count < 0) wait_a_moment();
    }
    EXPECT_EQ(heard, said);
}

TEST_P(TlsPair, APeerThatIsGoneIsAnErrorAndNoSignal) {
    shake_hands();
    ::shutdown(peer_descriptor_, SHUT_RDWR);
    const linger now{1, 0};
    ::setsockopt(peer_descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    SSL_set_quiet_shutdown(peer_, 1);
    const std::string offered(100'000, 'x');
    ssize_t count = 0;
    for (int i = 0; i < 1'000 && (count >= 0 || count == -EAGAIN); ++i) {
        count = socket_->write(offered);
        socket_->writable();
        wait_a_moment();
    }
    EXPECT_TRUE(count == -EPIPE || count == -ECONNRESET) << count;
    EXPECT_FALSE(socket_->holds()) << "nobody will take it";
    socket_->finish();
}

TEST_P(TlsPair, PlainHttpIsKnownForWhatItIs) {
    const std::string request = "GET / HTTP/1.1\r\n\r\n";
    ASSERT_GT(::send(peer_descriptor_, request.data(), request.size(), 0), 0);
    char byte = 0;
    ssize_t count = -EAGAIN;
    for (int i = 0; i < 1'000 && count == -EAGAIN; ++i) {
        count = socket_->read({&byte, 1});
        wait_a_moment();
    }
    EXPECT_EQ(count, -EPROTO);
    EXPECT_TRUE(socket_->was_http());
    EXPECT_EQ(socket_->read({&byte, 1}), -EPROTO);
    EXPECT_EQ(socket_->write("x"), -EPROTO);
}

INSTANTIATE_TEST_SUITE_P(Version, Tls13Pair, ::testing::Values(TLS1_3_VERSION));
INSTANTIATE_TEST_SUITE_P(Versions, TlsPair, ::testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
                         [](const auto& version) { return version.param == TLS1_2_VERSION ? "Tls12" : "Tls13"; });

}  // namespace
}  // namespace dais::live
