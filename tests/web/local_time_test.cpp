// The clock on the venue's wall, both ways.
#include "server/web/local_time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dais::web {
namespace {

using testing::HasSubstr;

v1::Summit in_brussels() {
    v1::Summit summit;
    summit.set_zone("Europe/Brussels");
    for (const auto& [since_ms, seconds] : {std::pair(1'711'846'800'000, 7'200),  // 2024-03-31 01:00 UTC
                                            {1'729'990'800'000, 3'600}}) {        // 2024-10-27 01:00 UTC
        v1::ZoneOffset& offset = *summit.add_offsets();
        offset.set_since_ms(since_ms);
        offset.set_seconds(seconds);
    }
    return summit;
}

TEST(LocalTime, IsReadByTheVenuesClockUnlessItSaysAnother) {
    const v1::Summit summit = in_brussels();
    for (const char* same : {"2024-09-12T14:05", "2024-09-12 14:05", "2024-09-12T14:05:00", "2024-09-12T12:05Z",
                             "2024-09-12T14:05+02:00", "2024-09-12T14:05 02:00", "2024-09-12T07:05-05:00"}) {
        const Instant instant = parse_instant(summit, same);
        EXPECT_EQ(instant.problem, "") << same;
        EXPECT_EQ(instant.at_ms, 1'726'142'700'000) << same;
    }
    EXPECT_EQ(local_iso(summit, 1'726'142'700'000), "2024-09-12T14:05:00+02:00");
    EXPECT_EQ(local_minute(summit, 1'726'142'700'000), "2024-09-12T14:05");
    EXPECT_EQ(parse_instant({}, "2024-09-12T12:05").at_ms, 1'726'142'700'000) << "without a zone it is UTC";
}

TEST(LocalTime, ThatComesTwiceOrNeverIsRefusedWithTheRemedy) {
    const v1::Summit summit = in_brussels();
    EXPECT_THAT(parse_instant(summit, "2024-10-27T02:30").problem,
                testing::AllOf(HasSubstr("comes twice"), HasSubstr("2024-10-27T02:30:00+02:00")));
    EXPECT_EQ(parse_instant(summit, "2024-10-27T02:30+01:00").problem, "");
    v1::Summit spring;
    *spring.add_offsets() = summit.offsets(1);
    spring.mutable_offsets(0)->set_since_ms(0);
    *spring.add_offsets() = summit.offsets(0);
    EXPECT_THAT(parse_instant(spring, "2024-03-31T02:30").problem, HasSubstr("does not exist"));
}

TEST(LocalTime, WhatIsNoTimeIsRefusedWithAnExample) {
    for (const char* bad :
         {"", "now", "2024-09-12", "14:05", "2024-13-12T14:05", "2024-02-30T14:05", "2024-09-12T24:05",
          "2024-09-12T14:65", "2024-09-12T14:05x", "2024-09-12T14:05+2", "-024-09-12T14:05"})
        EXPECT_THAT(parse_instant(in_brussels(), bad).problem, HasSubstr("2024-09-12T14:05")) << bad;
}

}  // namespace
}  // namespace dais::web
