// Behind a proxy: whoever it speaks for is counted by their own address, and nobody else is believed about that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "tests/end_to_end/server_process.h"
#include "tests/end_to_end/tls_reader.h"
#include "tests/end_to_end/venue_ca.h"

namespace dais {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kOpens[] = "101 Switching";
constexpr char kTooMany[] = "Too many come from this address";

// A connection that says something first, then asks for a WebSocket with these header lines, and stays.
class Visitor {
public:
    Visitor(unsigned short port, const std::string& first, const std::string& lines = {},
            const std::string& from = "127.0.0.1", bool in_bytes = false)
        : socket_(context_) {
        socket_.open(tcp::v4());
        socket_.bind({asio::ip::make_address(from), 0});
        socket_.connect({asio::ip::make_address("127.0.0.1"), port});
        boost::system::error_code ec;
        socket_.set_option(tcp::no_delay(true));
        const std::size_t step = in_bytes ? 1 : first.size();
        for (std::size_t at = 0; at < first.size(); at += step)
            asio::write(socket_, asio::buffer(&first[at], step), ec);
        asio::write(
            socket_,
            asio::buffer("GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                         lines + "\r\n"),
            ec);
        asio::read_until(socket_, asio::dynamic_buffer(answer), "\r\n\r\n", ec);
        if (answer.find("Content-Length") != std::string::npos)
            asio::read(socket_, asio::dynamic_buffer(answer), asio::transfer_at_least(1), ec);
    }

    std::string answer;

private:
    asio::io_context context_;
    tcp::socket socket_;
};

std::string version_2(const std::string& address) {
    std::string bytes("\r\n\r\n\0\r\nQUIT\n\x21\x11\x00\x0C", 16);
    for (const unsigned char byte : asio::ip::make_address_v4(address).to_bytes()) bytes += static_cast<char>(byte);
    return bytes + std::string("\x0A\x00\x00\x01\xDC\x04\x01\xBB", 8);
}

TEST(Proxy, WhoComesByTheProxyProtocolIsCountedByTheirOwnAddress) {
    ServerProcess server(
        {"--demo", "--proxy-protocol", "--trusted-proxies", "127.0.0.1", "--connections-of-address-max", "2"});
    const Visitor first(server.port(), version_2("203.0.113.7"));
    const Visitor second(server.port(), "PROXY TCP4 203.0.113.7 10.0.0.1 56324 443\r\n");
    // However the network cuts it.
    const Visitor third(server.port(), version_2("203.0.113.7"), "", "127.0.0.1", true);
    const Visitor other(server.port(), version_2("203.0.113.8"));
    EXPECT_THAT(first.answer, HasSubstr(kOpens));
    EXPECT_THAT(second.answer, HasSubstr(kOpens));
    EXPECT_THAT(third.answer, HasSubstr(kTooMany));
    EXPECT_THAT(other.answer, HasSubstr(kOpens));
    // The proxy's own check is from the proxy.
    const std::string local("\r\n\r\n\0\r\nQUIT\n\x20\x00\x00\x00", 16);
    EXPECT_THAT(Visitor(server.port(), local).answer, HasSubstr(kOpens));
    // The client behind it is not believed, whatever it says.
    EXPECT_THAT(Visitor(server.port(), version_2("203.0.113.7"), "X-Forwarded-For: 203.0.113.9\r\n").answer,
                HasSubstr(kTooMany));
    EXPECT_EQ(server.end(SIGTERM), 0);
}

TEST(Proxy, NobodyElseIsBelieved) {
    ServerProcess server(
        {"--demo", "--proxy-protocol", "--trusted-proxies", "127.0.0.1", "--connections-of-address-max", "1"});
    EXPECT_THAT(Visitor(server.port(), version_2("203.0.113.7"), "", "127.0.0.2").answer, Not(HasSubstr(kOpens)));
    EXPECT_THAT(Visitor(server.port(), version_2("203.0.113.7"), "", "127.0.0.2").answer, Not(HasSubstr(kOpens)));
    EXPECT_THAT(server.log(), HasSubstr("127.0.0.2 sends a PROXY header, but is not among --trusted-proxies"));
    // Directly they may come; under their own name.
    const Visitor direct(server.port(), "", "X-Forwarded-For: 203.0.113.7\r\nForwarded: for=203.0.113.7\r\n",
                         "127.0.0.2");
    EXPECT_THAT(direct.answer, HasSubstr(kOpens));
    EXPECT_THAT(Visitor(server.port(), "", "X-Forwarded-For: 203.0.113.8\r\n", "127.0.0.2").answer,
                HasSubstr(kTooMany));
    // A trusted proxy that forgets the header would make everybody one address.
    EXPECT_THAT(Visitor(server.port(), "").answer, IsEmpty());
    EXPECT_THAT(Visitor(server.port(), "PROXY TCP4 203.0.113.7\r\n").answer, IsEmpty());
}

TEST(Proxy, WhomHttpHeadersNameCountsIfATrustedProxyWroteThem) {
    ServerProcess server({"--demo", "--trusted-proxies", "127.0.0.1,10.0.0.0/8", "--connections-of-address-max", "1"});
    const Visitor first(server.port(), "", "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 203.0.113.7, 10.0.0.2\r\n");
    EXPECT_THAT(first.answer, HasSubstr(kOpens));
    EXPECT_THAT(Visitor(server.port(), "", "Forwarded: for=203.0.113.7\r\n").answer, HasSubstr(kTooMany));
    EXPECT_THAT(Visitor(server.port(), "", "X-Forwarded-For: 1.1.1.1\r\n").answer, HasSubstr(kOpens));
    const Visitor stranger(server.port(), "", "X-Forwarded-For: 203.0.113.7\r\n", "127.0.0.9");
    EXPECT_THAT(stranger.answer, HasSubstr(kOpens)) << "counted as 127.0.0.9";
    EXPECT_THAT(Visitor(server.port(), "", "X-Forwarded-For: 203.0.113.8\r\n", "127.0.0.9").answer,
                HasSubstr(kTooMany));
}

TEST(Proxy, ItMustBeNamed) {
    EXPECT_THROW(ServerProcess({"--proxy-protocol"}), std::runtime_error);
    EXPECT_THROW(ServerProcess({"--trusted-proxies", "everybody"}), std::runtime_error);
}

// HAProxy on a port of its own, as README.md configures it.
class Haproxy {
public:
    Haproxy(const VenueCa& ca, const std::string& frontend, const std::string& server_line)
        : config_(ca.file("haproxy.cfg")), port_(free_port()) {
        std::ofstream(config_) << "defaults\n    mode http\n    timeout connect 5s\n    timeout client 1m\n"
                                  "    timeout server 1m\n    timeout tunnel 3m\n    timeout client-fin 10s\n"
                                  "frontend summit\n    bind 127.0.0.1:"
                               << port_ << frontend << "\n    default_backend dais\nbackend dais\n    server dais "
                               << server_line << "\n";
        pid_ = fork();
        if (pid_ == 0) {
            execl("/usr/sbin/haproxy", "haproxy", "-db", "-q", "-f", config_.c_str(), nullptr);
            _exit(127);
        }
        for (int i = 0; i < 1'000 && !answers(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ~Haproxy() {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    Haproxy(const Haproxy&) = delete;
    Haproxy& operator=(const Haproxy&) = delete;

    unsigned short port() const { return port_; }

private:
    static unsigned short free_port() {
        asio::io_context context;
        return tcp::acceptor(context, {asio::ip::make_address("127.0.0.1"), 0}).local_endpoint().port();
    }
    bool answers() const {
        asio::io_context context;
        tcp::socket socket(context);
        boost::system::error_code ec;
        socket.connect({asio::ip::make_address("127.0.0.1"), port_}, ec);
        return !ec;
    }

    std::string config_;
    unsigned short port_;
    int pid_ = -1;
};

bool is_there(const char* program) { return std::filesystem::exists(program); }

TEST(Proxy, HaproxySpeaksForWhoeverComes) {
    if (!is_there("/usr/sbin/haproxy")) GTEST_SKIP() << "haproxy is not installed";
    const VenueCa ca;
    ServerProcess server({"--demo", "--proxy-protocol", "--trusted-proxies", "127.0.0.1",
                          "--connections-of-address-max", "1", "--handshake-ms", "2000"});
    const Haproxy haproxy(ca, "", "127.0.0.1:" + std::to_string(server.port()) + " send-proxy-v2 check");
    const Visitor one(haproxy.port(), "", "", "127.0.0.2");
    EXPECT_THAT(one.answer, HasSubstr(kOpens));
    EXPECT_THAT(Visitor(haproxy.port(), "", "", "127.0.0.2").answer, HasSubstr(kTooMany));
    EXPECT_THAT(Visitor(haproxy.port(), "", "X-Forwarded-For: 127.0.0.4\r\n", "127.0.0.2").answer, HasSubstr(kTooMany));
    EXPECT_THAT(Visitor(haproxy.port(), "", "", "127.0.0.3").answer, HasSubstr(kOpens));
}

TEST(Proxy, HaproxyEndsTlsOrHandsItOn) {
    if (!is_there("/usr/sbin/haproxy")) GTEST_SKIP() << "haproxy is not installed";
    const VenueCa ca;
    ca.issue("front");
    ca.issue("back");
    std::ofstream both(ca.file("both.pem"));
    both << std::ifstream(ca.file("front.pem")).rdbuf() << std::ifstream(ca.file("front.key")).rdbuf();
    both.close();
    ServerProcess server({"--demo", "--proxy-protocol", "--trusted-proxies", "127.0.0.1", "--tls-certificate",
                          ca.file("back.pem"), "--tls-key", ca.file("back.key"), "--heartbeat-ms", "100"});
    const std::string at = "127.0.0.1:" + std::to_string(server.port());
    const auto follow = [](const Haproxy& haproxy, const std::string& shown) {
        TlsReader reader(haproxy.port());
        reader.shake_hands();
        EXPECT_EQ(reader.shown(), shown);
        reader.upgrade();
        reader.follow("gdpa-2024");
        EXPECT_EQ(reader.next(), client::Taken::heartbeat);
    };
    {
        const Haproxy ends(ca, " ssl crt " + ca.file("both.pem"),
                           at + " send-proxy-v2 ssl verify required verifyhost localhost ca-file " + ca.certificate());
        follow(ends, "front");
    }
    const Haproxy hands_on(ca, "\n    mode tcp", at + " send-proxy-v2\n    mode tcp");
    follow(hands_on, "back");
}

}  // namespace
}  // namespace dais
