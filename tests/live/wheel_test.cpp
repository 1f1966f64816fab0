#include "server/live/wheel.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace dais::live {
namespace {

TEST(Wheel, TellsEachAtItsTickAndOnce) {
    Wheel wheel(100, 8);
    std::map<std::uint64_t, std::uint32_t> told;
    for (std::uint32_t id = 0; id < 40; ++id) wheel.schedule(id, 101 + id);  // five times around
    for (std::uint32_t now = 101; now < 200; ++now)
        wheel.advance(now, [&](std::uint64_t id, std::uint32_t) { EXPECT_TRUE(told.emplace(id, now).second) << id; });
    ASSERT_EQ(told.size(), 40u);
    for (const auto& [id, tick] : told) EXPECT_EQ(tick, 101 + id);
}

TEST(Wheel, WhatHasPassedIsToldNext) {
    Wheel wheel(100, 8);
    wheel.schedule(1, 50);
    int told = 0;
    wheel.advance(101, [&](std::uint64_t, std::uint32_t) { ++told; });
    EXPECT_EQ(told, 1);
}

TEST(Wheel, TicksThatWereMissedAreMadeUp) {
    Wheel wheel(0, 8);
    for (std::uint32_t id = 1; id < 100; ++id) wheel.schedule(id, id);
    int told = 0;
    wheel.advance(99, [&](std::uint64_t, std::uint32_t) { ++told; });
    EXPECT_EQ(told, 99);
}

TEST(Wheel, TurnsOverTheEndOfItsNumbers) {
    const std::uint32_t begin = UINT32_MAX - 5;
    Wheel wheel(begin, 8);
    for (std::uint32_t later = 1; later <= 20; ++later) wheel.schedule(later, begin + later);
    for (std::uint32_t later = 1; later <= 20; ++later)
        wheel.advance(begin + later, [&](std::uint64_t id, std::uint32_t due) {
            EXPECT_EQ(id, later);
            EXPECT_EQ(due, begin + later);
        });
}

TEST(Wheel, WhoIsToldMayAskToBeToldAgain) {
    Wheel wheel(0, 8);
    int told = 0;
    wheel.schedule(1, 3);
    for (std::uint32_t now = 1; now <= 300; ++now)
        wheel.advance(now, [&](std::uint64_t id, std::uint32_t due) {
            ++told;
            EXPECT_EQ(due, now);
            wheel.schedule(id, now + 3);
        });
    EXPECT_EQ(told, 100);
}

}  // namespace
}  // namespace dais::live
