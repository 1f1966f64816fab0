// The load's half of RFC 6455, over bytes as they come: in pieces, in a row, refused.
#include "clients/cpp/load/frames.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "clients/cpp/load/measures.h"
#include "clients/cpp/load/plan.h"

namespace dais::load {
namespace {

using namespace std::string_literals;

constexpr char kAccepted[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
    "Sec-WebSocket-Protocol: dais.v1\r\n\r\n";

TEST(LoadFrames, AnUpgradeIsReadOnceItsHeadIsThere) {
    const std::string answer = kAccepted;
    EXPECT_FALSE(read_upgrade(answer.substr(0, answer.size() - 1), "dais.v1"));
    const auto whole = read_upgrade(answer + "more", "dais.v1");
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->status, 101u);
    EXPECT_EQ(whole->bytes, answer.size());
    EXPECT_EQ(read_upgrade(answer, "other.v1")->status, 0u) << "it speaks another protocol";
}

TEST(LoadFrames, ARefusalSaysWhenToComeAgain) {
    const auto refused = read_upgrade("HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\n\r\n", "dais.v1");
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503u);
    EXPECT_EQ(refused->retry_after_ms, 7'000u);
    EXPECT_EQ(read_upgrade("SSH-2.0-OpenSSH\r\n\r\n", "")->status, 0u);
}

TEST(LoadFrames, EveryLengthGoesThereAndBack) {
    for (const std::size_t size : {0u, 1u, 125u, 126u, 65'535u, 65'536u}) {
        const std::string said(size, 'x');
        const auto bytes = client_frame(Opcode::binary, said, 0);
        for (const std::size_t cut : {std::size_t{1}, bytes.size() - 1})
            EXPECT_FALSE(read_frame(std::string_view(bytes).substr(0, cut))) << size;
        const auto more = bytes + "next";
        const auto frame = read_frame(more);
        ASSERT_TRUE(frame) << size;
        EXPECT_EQ(frame->payload, said);
        EXPECT_EQ(frame->bytes, bytes.size());
        EXPECT_TRUE(frame->last);
        EXPECT_EQ(frame->opcode, Opcode::binary);
    }
}

TEST(LoadFrames, WhatIsSaidIsMasked) {
    EXPECT_EQ(client_frame(Opcode::ping, "ab", 0x01020304), "\x89\x82\x01\x02\x03\x04"s + "\x60\x60");
    EXPECT_EQ(close_code("\x03\xf5"), 1'013u);
    EXPECT_EQ(close_code(""), 1'005u);
}

TEST(LoadMeasures, QuantilesAreWithinThreePerCent) {
    static Histogram histogram{};
    for (std::uint64_t us = 1; us <= 100'000; ++us) histogram.add(us * 1'000);
    EXPECT_NEAR(histogram.quantile(0.5) / 1e6, 50, 50 * 0.03);
    EXPECT_NEAR(histogram.quantile(0.99) / 1e6, 99, 99 * 0.03);
    EXPECT_NEAR(histogram.quantile(1) / 1e6, 100, 100 * 0.03);
    EXPECT_EQ(histogram.count(), 100'000u);
}

TEST(LoadPlan, WhatNoMachineCarriesIsRefusedWithTheRemedy) {
    const auto refused = [](std::uint32_t screens, std::uint32_t files, bool loopback) -> std::string {
        Plan plan;
        plan.groups.push_back({screens, {}, 0, 0});
        try {
            check(plan, files, loopback);
        } catch (const std::invalid_argument& why) {
            return why.what();
        }
        return "";
    };
    EXPECT_EQ(refused(2'000, 20'000, true), "");
    EXPECT_NE(refused(0, 20'000, true).find("--screens"), std::string::npos);
    EXPECT_NE(refused(50'000, 20'000, false).find("--address"), std::string::npos);
    EXPECT_NE(refused(100'000, 200, true).find("ulimit -Hn"), std::string::npos);
    EXPECT_NE(refused(2'000'000'000, 1'000'000'000, true).find("rehearse from several machines"), std::string::npos);
}

TEST(LoadPlan, GroupsAreSpreadOverAllScreens) {
    Plan plan;
    plan.groups = {{900, {}, 0, 0}, {100, 1, 0, 0}};
    const auto of = spread(plan);
    ASSERT_EQ(of.size(), 1'000u);
    const auto slow = std::count(of.begin(), of.begin() + 500, 1);
    EXPECT_EQ(std::count(of.begin(), of.end(), 1), 100);
    EXPECT_GT(slow, 25);
    EXPECT_LT(slow, 75);
}

}  // namespace
}  // namespace dais::load
