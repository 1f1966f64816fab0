#include "clients/cpp/time.h"

#include <gtest/gtest.h>

namespace dais::client {
namespace {

constexpr std::int64_t kNow = 1;

std::int64_t utc(const char* text) { return LocalTime().parse(text, 0, 0).at_ms; }

// Brussels, whose clocks go forward on 2024-03-31 at 01:00 UTC and back on 2024-10-27 at 01:00 UTC.
LocalTime brussels(int day_start_minutes = 240) {
    v1::Summit summit;
    summit.set_zone("Europe/Brussels");
    summit.set_day_start_minutes(day_start_minutes);
    const std::pair<const char*, int> offsets[] = {
        {"2023-10-29T01:00Z", 3600}, {"2024-03-31T01:00Z", 7200}, {"2024-10-27T01:00Z", 3600}};
    for (const auto& [since, seconds] : offsets) {
        auto& offset = *summit.add_offsets();
        offset.set_since_ms(utc(since));
        offset.set_seconds(seconds);
    }
    return LocalTime(summit);
}

std::int64_t parsed(const LocalTime& time, const char* text, const char* about = "2024-02-03T09:00Z") {
    const auto result = time.parse(text, utc(about), kNow);
    EXPECT_TRUE(result) << text << ": " << result.problem;
    return result.at_ms;
}

TEST(Time, Utc) {
    EXPECT_EQ(utc("1970-01-02T00:00Z"), 86'400'000);
    EXPECT_EQ(utc("2024-09-12T10:40Z"), 1'726'137'600'000);
    EXPECT_EQ(utc("2024-09-12T10:40"), 1'726'137'600'000);
    EXPECT_EQ(utc("1969-12-31T23:59:59Z"), -1000);
}

TEST(Time, NowIsTheLogsNow) { EXPECT_EQ(parsed(brussels(), "now"), kNow); }

TEST(Time, FullTimes) {
    const auto time = brussels();
    EXPECT_EQ(parsed(time, "2024-09-12T10:40"), utc("2024-09-12T08:40Z"));
    EXPECT_EQ(parsed(time, "2024-09-12 10:40:30"), utc("2024-09-12T08:40:30Z"));
    EXPECT_EQ(parsed(time, "2024-09-12T10:40Z"), utc("2024-09-12T10:40Z"));
    EXPECT_EQ(parsed(time, "2024-09-12T10:40:00.000+05:30"), utc("2024-09-12T05:10Z"));
    EXPECT_EQ(parsed(time, "2024-09-12T10:40-0100"), utc("2024-09-12T11:40Z"));
}

TEST(Time, ABareTimeIsOnTheSessionsDay) {
    const auto time = brussels();
    EXPECT_EQ(parsed(time, "10:40"), utc("2024-02-03T09:40Z"));
    EXPECT_EQ(parsed(time, "9:05"), utc("2024-02-03T08:05Z"));
    EXPECT_EQ(parsed(time, "23:59", "2024-02-03T04:00Z"), utc("2024-02-03T22:59Z"));
}

TEST(Time, TheDayStartsAtFour) {
    const auto time = brussels();
    // After midnight belongs to the evening before.
    EXPECT_EQ(parsed(time, "00:30", "2024-02-03T22:00Z"), utc("2024-02-03T23:30Z"));
    EXPECT_EQ(parsed(time, "23:30", "2024-02-03T23:30Z"), utc("2024-02-03T22:30Z"));
    EXPECT_EQ(parsed(time, "04:00", "2024-02-03T03:00Z"), utc("2024-02-03T03:00Z"));
    EXPECT_EQ(parsed(time, "03:59", "2024-02-03T03:00Z"), utc("2024-02-04T02:59Z"));
    EXPECT_EQ(time.day(utc("2024-02-04T02:59Z")), "2024-02-03");
    EXPECT_EQ(time.day(utc("2024-02-04T03:00Z")), "2024-02-04");
    EXPECT_EQ(parsed(brussels(0), "00:30", "2024-02-03T22:00Z"), utc("2024-02-02T23:30Z"));
}

TEST(Time, ClocksGoForward) {
    const auto time = brussels();
    EXPECT_EQ(parsed(time, "2024-03-31T01:59"), utc("2024-03-31T00:59Z"));
    EXPECT_EQ(parsed(time, "2024-03-31T03:00"), utc("2024-03-31T01:00Z"));
    const auto skipped = time.parse("2024-03-31T02:30", 0, 0);
    EXPECT_FALSE(skipped);
    EXPECT_NE(skipped.problem.find("does not exist in Europe/Brussels"), std::string::npos);
    EXPECT_EQ(parsed(time, "03:30", "2024-03-30T20:00Z"), utc("2024-03-31T01:30Z"));
}

TEST(Time, ClocksGoBack) {
    const auto time = brussels();
    EXPECT_EQ(parsed(time, "2024-10-27T01:59"), utc("2024-10-26T23:59Z"));
    EXPECT_EQ(parsed(time, "2024-10-27T03:00"), utc("2024-10-27T02:00Z"));
    const auto twice = time.parse("2024-10-27T02:30", 0, 0);
    EXPECT_FALSE(twice);
    EXPECT_NE(twice.problem.find("comes twice"), std::string::npos);
    EXPECT_EQ(parsed(time, "2024-10-27T02:30+02:00"), utc("2024-10-27T00:30Z"));
    EXPECT_EQ(time.hh_mm(utc("2024-10-27T00:30Z")), "02:30");
    EXPECT_EQ(time.hh_mm(utc("2024-10-27T01:30Z")), "02:30");
}

TEST(Time, NonsenseIsRefused) {
    for (const char* text : {"", "noon", "24:00", "10:60", "10.40", "2024-02-30T10:00", "2024-13-01T10:00", "10:40 ",
                             "2024-09-12", "10:40:99", "10:4", "2024-09-12T10:40+25:00", "10:40+", "10:40.",
                             "10:40:", "2024-9-12T10:40", "10:40Zz", "99999999999999999999:00"}) {
        EXPECT_FALSE(brussels().parse(text, 0, 0)) << text;
    }
}

TEST(Time, IsPrintedAsTheWallClockShowsIt) {
    const auto time = brussels();
    EXPECT_EQ(time.hh_mm_ss(utc("2024-09-12T08:41:07Z")), "10:41:07");
    EXPECT_EQ(time.date_time(utc("2024-12-31T23:30Z")), "2025-01-01T00:30");
    EXPECT_EQ(LocalTime().hh_mm(utc("1969-12-31T23:59Z")), "23:59");
}

TEST(Time, Durations) {
    EXPECT_EQ(parse_duration_ms("90"), 90'000);
    EXPECT_EQ(parse_duration_ms("90s"), 90'000);
    EXPECT_EQ(parse_duration_ms("30m"), 1'800'000);
    EXPECT_EQ(parse_duration_ms("2h"), 7'200'000);
    EXPECT_EQ(parse_duration_ms("1d"), 86'400'000);
    for (const char* text : {"", "m", "-1m", "1w", "1.5h", "99999999d"}) EXPECT_EQ(parse_duration_ms(text), -1) << text;
}

}  // namespace
}  // namespace dais::client
