#include "server/web/proxies.h"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

namespace dais::web {
namespace {

TEST(Proxies, AreTrustedByAddressAndByNetwork) {
    const Proxies proxies("127.0.0.1, 10.0.0.0/8,192.168.4.0/23,fd00::/8,2001:db8::7");
    for (const char* address :
         {"127.0.0.1", "10.0.0.0", "10.255.255.255", "192.168.5.1", "fd12::1", "2001:db8::7", "::ffff:10.1.2.3"})
        EXPECT_TRUE(proxies.trust(address)) << address;
    for (const char* address : {"127.0.0.2", "11.0.0.0", "9.255.255.255", "192.168.6.1", "192.168.3.255", "fe00::1",
                                "2001:db8::8", "::1", "", "unknown", "10.0.0.1 ", "a00::1"})
        EXPECT_FALSE(proxies.trust(address)) << address;
    EXPECT_TRUE(Proxies("0.0.0.0/0").trust("8.8.8.8"));
    EXPECT_FALSE(Proxies("0.0.0.0/0").trust("2001:db8::1")) << "all of IPv4 is no IPv6";
    EXPECT_TRUE(Proxies("::/0").trust("8.8.8.8"));
    EXPECT_FALSE(Proxies().trust("127.0.0.1"));
    EXPECT_TRUE(Proxies(" ").empty());
}

TEST(Proxies, WhatIsNoAddressIsRefused) {
    for (const char* list : {"localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", "127.0.0.1,", "/8",
                             "10.0.0.0/-1", "10.0.0.0/8/8", "fe80::1%eth0"})
        EXPECT_THROW(Proxies{list}, std::runtime_error) << list;
}

struct Case {
    const char* peer;
    const char* x_forwarded_for;
    const char* forwarded;
    const char* origin;
};

TEST(Proxies, TheRightmostAddressThatIsNotTrustedCounts) {
    const Proxies proxies("127.0.0.1,10.0.0.0/8");
    const Case cases[] = {
        {"127.0.0.1", "", "", "127.0.0.1"},
        {"127.0.0.1", "203.0.113.7", "", "203.0.113.7"},
        {"127.0.0.1", "1.1.1.1, 203.0.113.7", "", "203.0.113.7"},
        {"127.0.0.1", "1.1.1.1, 203.0.113.7, 10.0.0.3", "", "203.0.113.7"},
        {"127.0.0.1", "10.0.0.3,10.0.0.4", "", "10.0.0.3"},
        {"203.0.113.9", "1.1.1.1", "", "203.0.113.9"},
        {"203.0.113.9", "127.0.0.1", "for=127.0.0.1", "203.0.113.9"},
        {"127.0.0.1", "203.0.113.7:4711", "", "203.0.113.7"},
        {"127.0.0.1", "[2001:db8::7]:4711", "", "2001:db8::7"},
        {"127.0.0.1", "2001:DB8:0:0::7", "", "2001:db8::7"},
        {"127.0.0.1", "::ffff:203.0.113.7", "", "203.0.113.7"},
        {"127.0.0.1", "203.0.113.7, nonsense", "", "127.0.0.1"},
        {"127.0.0.1", "203.0.113.7,", "", "127.0.0.1"},
        {"127.0.0.1", "1.1.1.1", "for=203.0.113.7", "1.1.1.1"},
        {"127.0.0.1", "", "for=203.0.113.7", "203.0.113.7"},
        {"127.0.0.1", "", "for=1.1.1.1, FOR=203.0.113.7;proto=https;by=10.0.0.1", "203.0.113.7"},
        {"127.0.0.1", "", "proto=https; for=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17"},
        {"127.0.0.1", "", "for=\"a,b;c\", for=203.0.113.7, for=10.0.0.1", "203.0.113.7"},
        {"127.0.0.1", "", "for=unknown", "127.0.0.1"},
        {"127.0.0.1", "", "for=_hidden, for=10.0.0.1", "10.0.0.1"},
        {"127.0.0.1", "", "by=203.0.113.7", "127.0.0.1"},
        {"127.0.0.1", "", "for=\"[2001:db8::1", "127.0.0.1"},
    };
    for (const Case& each : cases)
        EXPECT_EQ(proxies.origin(each.peer, each.x_forwarded_for, each.forwarded), each.origin)
            << each.x_forwarded_for << " / " << each.forwarded;
}

TEST(Proxies, AnyListEndsInAnAddress) {
    const Proxies proxies("0.0.0.0/0");
    std::mt19937 random(7);
    const std::string letters = "0123456789abcdef.:,;=\"[] for\t%";
    for (int i = 0; i < 50'000; ++i) {
        std::string list(random() % 60, '\0');
        for (char& letter : list) letter = letters[random() % letters.size()];
        EXPECT_TRUE(address_in(proxies.origin("127.0.0.1", i % 2 == 0 ? list : "", list))) << list;
    }
}

}  // namespace
}  // namespace dais::web
