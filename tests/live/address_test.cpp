#include "server/live/address.h"

#include <gtest/gtest.h>

namespace dais::live {
namespace {

TEST(Address, WhoHasOneOfIpv6HasItsNetwork) {
    EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(network_of("2001:db8::1"), network_of("2001:db8::ffff:0:1")) << "however short it is written";
    EXPECT_EQ(network_of("2001:db8:1:2::"), network_of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
    EXPECT_EQ(network_of("fe80::1%eth0"), "fe80::1%eth0");
    EXPECT_EQ(network_of("nonsense"), "nonsense");
}

}  // namespace
}  // namespace dais::live
