// A log's own clock as an operator writes it.
#include "server/clock_setting.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace dais {
namespace {

using testing::HasSubstr;

std::string refusal_of(const std::string& written) {
    try {
        parse_clock_setting(written);
    } catch (const std::runtime_error& refused) {
        return refused.what();
    }
    return "";
}

TEST(ClockSetting, NamesALogAndAnInstant) {
    const ClockSetting clock = parse_clock_setting("gdpa-2024@2024-09-12T08:50-01:00");
    EXPECT_EQ(clock.log, "gdpa-2024");
    EXPECT_EQ(clock.at_ms, 1'726'134'600'000);
    EXPECT_EQ(parse_clock_setting("two@2024-09-12T09:50:00Z").at_ms, clock.at_ms);
}

TEST(ClockSetting, WhatMakesNoSenseIsRefusedWithItsRemedy) {
    for (const char* written : {"2024-09-12T08:50Z", "@2024-09-12T08:50Z", "No Slug@2024-09-12T08:50Z"})
        EXPECT_THAT(refusal_of(written), HasSubstr("say which log and when")) << written;
    EXPECT_THAT(refusal_of("a@tomorrow"), HasSubstr("“tomorrow” is no instant"));
    EXPECT_THAT(refusal_of("a@2024-09-12"), HasSubstr("“2024-09-12” is no instant"));
    EXPECT_THAT(refusal_of("a@2024-09-12T08:50"), HasSubstr("2024-09-12T08:50Z or 2024-09-12T08:50-01:00"));
    EXPECT_THAT(refusal_of("a@2250-01-01T00:00Z"), testing::Not(testing::IsEmpty()));
}

}  // namespace
}  // namespace dais
