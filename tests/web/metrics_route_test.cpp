// Who counts as a program on the server's own machine.
#include "server/web/metrics_route.h"

#include <gtest/gtest.h>

namespace dais::web {
namespace {

using Request = boost::beast::http::request<boost::beast::http::string_body>;

bool from(const char* address, const char* header = nullptr) {
    Request request;
    if (header != nullptr) request.set(header, "198.51.100.7");
    return is_straight_from_here(request, boost::asio::ip::make_address(address));
}

TEST(MetricsRoute, WhoAsksOnThisMachineIsHere) {
    for (const char* here : {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"}) EXPECT_TRUE(from(here)) << here;
    for (const char* elsewhere : {"198.51.100.7", "10.0.0.1", "0.0.0.0", "::", "2001:db8::1", "::ffff:198.51.100.7"})
        EXPECT_FALSE(from(elsewhere)) << elsewhere;
}

TEST(MetricsRoute, AProxyOnThisMachineAsksForSomebodyElse) {
    for (const char* header : {"Forwarded", "x-forwarded-for", "X-Real-Ip", "via"})
        EXPECT_FALSE(from("127.0.0.1", header)) << header;
    EXPECT_TRUE(from("127.0.0.1", "User-Agent"));
}

}  // namespace
}  // namespace dais::web
