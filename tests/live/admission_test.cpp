#include "server/live/admission.h"

#include <gtest/gtest.h>

#include <vector>

namespace dais::live {
namespace {

TEST(Admission, CountsInAllByAddressAndByLogin) {
    Limits limits;
    limits.connections_of_address_max = 2;
    limits.connections_of_login_max = 1;
    Admission admission(limits, 3);
    std::vector<Admission::Ticket> inside;
    const auto enter = [&](const char* address) {
        Admission::Answer answer = admission.enter(address);
        if (answer.ticket) inside.push_back(*std::move(answer.ticket));
        return answer.ticket ? "in" : answer.no == Admission::No::full ? "full" : "address";
    };
    EXPECT_STREQ(enter("192.0.2.1"), "in");
    EXPECT_STREQ(enter("192.0.2.1"), "in");
    EXPECT_STREQ(enter("192.0.2.1"), "address");
    EXPECT_STREQ(enter("2001:db8::1"), "in");
    EXPECT_STREQ(enter("2001:db8::2"), "full");
    EXPECT_EQ(admission.inside(), 3u);
    {
        const Admission::Answer login = admission.sign_in("key:abc");
        EXPECT_TRUE(login.ticket);
        EXPECT_FALSE(admission.sign_in("key:abc").ticket);
        EXPECT_EQ(admission.inside(), 3u) << "a login is not another connection";
    }
    EXPECT_TRUE(admission.sign_in("key:abc").ticket);
    inside.erase(inside.begin());
    EXPECT_EQ(admission.inside(), 2u);
    EXPECT_STREQ(enter("192.0.2.1"), "in");
    inside.clear();
    EXPECT_EQ(admission.inside(), 0u);
}

TEST(Admission, ANetworkOfIpv6IsOneAddress) {
    Limits limits;
    limits.connections_of_address_max = 2;
    Admission admission(limits, 10);
    const Admission::Answer first = admission.enter("2001:db8::1"), second = admission.enter("2001:db8::ffff:2");
    EXPECT_TRUE(first.ticket && second.ticket);
    const Admission::Answer third = admission.enter("2001:db8:0:0:3::");
    EXPECT_FALSE(third.ticket);
    EXPECT_EQ(third.no, Admission::No::address);
    EXPECT_TRUE(admission.enter("2001:db8:0:1::1").ticket) << "that is another household";
    EXPECT_EQ(admission.inside(), 2u);
}

}  // namespace
}  // namespace dais::live
