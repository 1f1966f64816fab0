#include "server/interchange/zone.h"

#include <gtest/gtest.h>

#include <thread>

namespace dais::interchange {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;

CivilTime civil(int year, int month, int day, int hour = 0, int minute = 0) {
    return {year, month, day, hour, minute, 0};
}

TEST(Zone, CapeVerdeIsAnHourBehindAllYear) {
    const std::int64_t from = civil_to_ms(civil(2024, 9, 1));
    const auto offsets = zone_offsets("Atlantic/Cape_Verde", from, from + 365 * kDayMs);
    ASSERT_TRUE(offsets);
    ASSERT_EQ(offsets->size(), 1u);
    EXPECT_EQ(offsets->front().since_ms(), from);
    EXPECT_EQ(offsets->front().seconds(), -3600);
}

TEST(Zone, AYearInBerlinHasBothChanges) {
    const auto offsets = zone_offsets("Europe/Berlin", civil_to_ms(civil(2026, 1, 1)), civil_to_ms(civil(2027, 1, 1)));
    ASSERT_TRUE(offsets);
    ASSERT_EQ(offsets->size(), 3u);
    EXPECT_EQ((*offsets)[0].seconds(), 3600);
    EXPECT_EQ((*offsets)[1].seconds(), 7200);
    EXPECT_EQ((*offsets)[1].since_ms(), civil_to_ms(civil(2026, 3, 29, 1)));
    EXPECT_EQ((*offsets)[2].seconds(), 3600);
    EXPECT_EQ((*offsets)[2].since_ms(), civil_to_ms(civil(2026, 10, 25, 1)));
}

TEST(Zone, AChangeAtTheEndIsNotBeforeIt) {
    const std::int64_t change = civil_to_ms(civil(2026, 3, 29, 1));
    EXPECT_EQ(zone_offsets("Europe/Berlin", change - kDayMs, change)->size(), 1u);
    EXPECT_EQ(zone_offsets("Europe/Berlin", change - kDayMs, change + 1000)->size(), 2u);
}

TEST(Zone, ATimeThatTheClocksSkipIsReadAsIfTheyHadNot) {
    const auto instant = local_to_utc("Europe/Berlin", civil(2026, 3, 29, 2, 30));
    ASSERT_TRUE(instant);
    EXPECT_EQ(instant->how, Reading::kGap);
    EXPECT_EQ(utc_to_local("Europe/Berlin", instant->utc_ms), civil(2026, 3, 29, 3, 30));
}

TEST(Zone, ATimeThatComesTwiceIsTheFirst) {
    const auto instant = local_to_utc("Europe/Berlin", civil(2026, 10, 25, 2, 30));
    ASSERT_TRUE(instant);
    EXPECT_EQ(instant->how, Reading::kFold);
    EXPECT_EQ(instant->utc_ms, civil_to_ms(civil(2026, 10, 25, 0, 30)));
}

TEST(Zone, AnOrdinaryTimeIsExact) {
    const auto instant = local_to_utc("Atlantic/Cape_Verde", civil(2024, 9, 12, 9));
    ASSERT_TRUE(instant);
    EXPECT_EQ(instant->how, Reading::kExact);
    EXPECT_EQ(instant->utc_ms, civil_to_ms(civil(2024, 9, 12, 10)));
}

TEST(Zone, WhatIsNoZoneIsNoneWithoutAThrow) {
    for (const char* name :
         {"", "US / Eastern", "Europe/Atlantis", "../../etc/passwd", "/etc/passwd", "right/Europe/Berlin"}) {
        EXPECT_FALSE(is_zone(name)) << name;
        EXPECT_FALSE(zone_offsets(name, 0, kDayMs)) << name;
        EXPECT_FALSE(local_to_utc(name, civil(2024, 1, 1))) << name;
        EXPECT_FALSE(utc_to_local(name, 0)) << name;
    }
    EXPECT_TRUE(is_zone("US/Eastern"));
    EXPECT_TRUE(is_zone("UTC"));
}

TEST(Zone, AFixedZoneHasTheOffsetThatItIsAskedFor) {
    for (const int offset : {0, 3600, -3600, 7200, -4 * 3600, 19800, 20700, 14 * 3600}) {
        const auto zone = fixed_zone(offset);
        ASSERT_TRUE(zone) << offset;
        EXPECT_EQ(offset_seconds(*zone, civil_to_ms(civil(2026, 7, 1))), offset) << *zone;
        EXPECT_EQ(offset_seconds(*zone, civil_to_ms(civil(2026, 1, 1))), offset) << *zone;
    }
    EXPECT_FALSE(fixed_zone(1234));
}

TEST(Zone, DatesOutsideTheCalendarAreNone) {
    EXPECT_TRUE(is_date(2024, 2, 29));
    EXPECT_FALSE(is_date(2023, 2, 29));
    EXPECT_FALSE(is_date(2024, 13, 1));
    EXPECT_FALSE(is_date(2024, 0, 1));
    EXPECT_FALSE(is_date(1969, 12, 31));
    EXPECT_FALSE(is_date(99'999, 1, 1));
}

TEST(Zone, ManyThreadsMayAskAtOnce) {
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([] {
            for (int n = 0; n < 500; ++n) EXPECT_EQ(offset_seconds("Africa/Cairo", n * kDayMs).has_value(), true);
        });
    for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace dais::interchange
