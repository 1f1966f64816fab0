#include "server/web/proxy_header.h"

#include <gtest/gtest.h>

#include <random>

#include "server/web/proxies.h"

namespace dais::web {
namespace {

using State = ProxyHeader::State;

std::string binary(unsigned version_command, unsigned family, std::string_view addresses) {
    std::string bytes("\r\n\r\n\0\r\nQUIT\n", 12);
    bytes += static_cast<char>(version_command);
    bytes += static_cast<char>(family);
    bytes += static_cast<char>(addresses.size() >> 8);
    bytes += static_cast<char>(addresses.size() & 0xFF);
    return bytes.append(addresses);
}

const std::string kFour("\xCB\x00\x71\x07\x0A\x00\x00\x01\xDC\x04\x01\xBB", 12);
const std::string kSix = std::string("\x20\x01\x0d\xb8", 4) + std::string(11, '\0') + '\x07' + std::string(16, '\0') +
                         std::string("\xDC\x04\x01\xBB", 4);

TEST(ProxyHeader, SaysWhomAProxySpeaksFor) {
    const std::string extension(
        "\x04\x00\x03"
        "abc",
        6);
    const std::pair<std::string, std::string> cases[] = {
        {"PROXY TCP4 203.0.113.7 10.0.0.1 56324 443\r\n", "203.0.113.7"},
        {"PROXY TCP6 2001:db8::7 2001:db8::1 56324 443\r\n", "2001:db8::7"},
        {"PROXY TCP6 ::ffff:203.0.113.7 ::1 0 65535\r\n", "203.0.113.7"},
        {"PROXY UNKNOWN\r\n", ""},
        {"PROXY UNKNOWN ffff:f...f:ffff what ever it says\r\n", ""},
        {binary(0x21, 0x11, kFour), "203.0.113.7"},
        {binary(0x21, 0x21, kSix), "2001:db8::7"},
        {binary(0x21, 0x11, kFour + extension), "203.0.113.7"},
        {binary(0x20, 0x00, ""), ""},
        {binary(0x20, 0x11, kFour), ""},
        {binary(0x21, 0x00, "whatever"), ""},
        {binary(0x21, 0x31, std::string(216, 'x')), ""},
    };
    for (const auto& [bytes, address] : cases) {
        const ProxyHeader header = read_proxy_header(bytes + "GET / HTTP/1.1\r\n");
        EXPECT_EQ(header.state, State::whole) << bytes;
        EXPECT_EQ(header.size, bytes.size()) << bytes;
        EXPECT_EQ(header.address, address) << bytes;
        EXPECT_TRUE(begins_like_proxy_header(bytes));
        for (std::size_t size = 0; size < bytes.size(); ++size)
            EXPECT_EQ(read_proxy_header(std::string_view(bytes).substr(0, size)).state, State::incomplete) << size;
    }
}

TEST(ProxyHeader, WhatIsNoneIsRefused) {
    const std::string cases[] = {
        "GET / HTTP/1.1\r\n\r\n",
        "\x16\x03\x01",
        "PROXX",
        "PROXY\t",
        "PROXY TCP4 203.0.113.7 10.0.0.1 56324\r\n",
        "PROXY TCP4 203.0.113.7 10.0.0.1 56324 443 7\r\n",
        "PROXY TCP4  203.0.113.7 10.0.0.1 56324 443\r\n",
        "PROXY TCP4 203.0.113.777 10.0.0.1 56324 443\r\n",
        "PROXY TCP4 2001:db8::7 2001:db8::1 56324 443\r\n",
        "PROXY TCP6 203.0.113.7 10.0.0.1 56324 443\r\n",
        "PROXY TCP4 203.0.113.7 10.0.0.1 56324 65536\r\n",
        "PROXY TCP4 203.0.113.7 10.0.0.1 -1 443\r\n",
        "PROXY UDP4 203.0.113.7 10.0.0.1 56324 443\r\n",
        "PROXY TCP4 203.0.113.7 10.0.0.1 56324 443\n" + std::string(70, ' '),
        "PROXY UNKNOWN " + std::string(100, 'x'),
        binary(0x11, 0x11, kFour),
        binary(0x22, 0x11, kFour),
        binary(0x21, 0x41, kFour),
        binary(0x21, 0x12, kFour),
        binary(0x21, 0x13, kFour),
        binary(0x21, 0x11, kFour.substr(1)),
        binary(0x21, 0x21, kFour),
        binary(0x21, 0x11, std::string(kProxyHeaderBytesMax, 'x')),
    };
    for (const std::string& bytes : cases) EXPECT_EQ(read_proxy_header(bytes).state, State::wrong) << bytes;
    EXPECT_FALSE(begins_like_proxy_header("GET / HTTP/1.1\r\n"));
    EXPECT_FALSE(begins_like_proxy_header("PROXY"));
}

// Whatever comes: no byte beyond those given is looked at, and what is found is an address within them.
TEST(ProxyHeader, MutatedHeadersAreRefusedOrMakeSense) {
    const std::string good[] = {"PROXY TCP4 203.0.113.7 10.0.0.1 56324 443\r\n",
                                "PROXY TCP6 2001:db8::7 2001:db8::1 56324 443\r\n", binary(0x21, 0x11, kFour),
                                binary(0x21, 0x21, kSix), binary(0x20, 0x00, "")};
    std::mt19937 random(7);
    int seen[3] = {};
    for (int i = 0; i < 200'000; ++i) {
        std::string bytes = good[random() % 5] + "GET /";
        for (unsigned n = random() % 4; n > 0; --n) {
            const std::size_t at = random() % bytes.size();
            switch (random() % 3) {
                case 0: bytes[at] = static_cast<char>(random()); break;
                case 1: bytes.erase(at, 1 + random() % 3); break;
                default: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 20)); break;
            }
            if (bytes.empty()) break;
        }
        const std::vector<char> exact(bytes.begin(), bytes.end());  // a byte beyond it is found by a sanitizer
        const ProxyHeader header = read_proxy_header({exact.data(), exact.size()});
        ++seen[static_cast<int>(header.state)];
        if (header.state != State::whole) continue;
        EXPECT_LE(header.size, bytes.size());
        EXPECT_TRUE(header.address.empty() || address_in(header.address) == header.address) << header.address;
    }
    for (const int times : seen) EXPECT_GT(times, 1'000);
}

}  // namespace
}  // namespace dais::web
