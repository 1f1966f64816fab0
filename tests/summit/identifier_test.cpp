// Decision D13: ids are short, never given twice, and nobody can count by them.
#include "server/summit/identifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace dais::summit {
namespace {

const std::string kSecret(32, 's');

TEST(Identifier, IsTheKindsLetterAndFourDigits) {
    EXPECT_THAT(identifier(v1::KIND_SESSION, 0, kSecret), testing::MatchesRegex("s[0-9a-hjkmnp-tv-z]{4}"));
    EXPECT_THAT(identifier(v1::KIND_PERSON, 12'345, kSecret), testing::MatchesRegex("p[0-9a-hjkmnp-tv-z]{4}"));
}

TEST(Identifier, IsNeverGivenTwice) {
    std::set<std::string> given;
    for (std::uint64_t counter = 0; counter < 60'000; ++counter)
        EXPECT_TRUE(given.insert(identifier(v1::KIND_SESSION, counter, kSecret)).second) << counter;
}

TEST(Identifier, GrowsByADigitWhereFourAreUsedUp) {
    constexpr std::uint64_t kFour = 1U << 20;
    constexpr std::uint64_t kFive = 1U << 25;
    EXPECT_EQ(identifier(v1::KIND_ROOM, kFour - 1, kSecret).size(), 5u);
    EXPECT_EQ(identifier(v1::KIND_ROOM, kFour, kSecret).size(), 6u);
    EXPECT_EQ(identifier(v1::KIND_ROOM, kFive - 1, kSecret).size(), 6u);
    EXPECT_EQ(identifier(v1::KIND_ROOM, kFive, kSecret).size(), 7u);
    std::set<std::string> given;
    for (std::uint64_t counter = kFour; counter < kFour + 20'000; ++counter)
        EXPECT_TRUE(given.insert(identifier(v1::KIND_ROOM, counter, kSecret)).second) << counter;
}

// Ids of neighbouring counters are no neighbours, and another log's secret gives others.
TEST(Identifier, TellsNothingOfTheCount) {
    int in_order = 0;
    int same_in_another_log = 0;
    for (std::uint64_t counter = 0; counter < 1'000; ++counter) {
        const std::string id = identifier(v1::KIND_SESSION, counter, kSecret);
        in_order += id < identifier(v1::KIND_SESSION, counter + 1, kSecret);
        same_in_another_log += id == identifier(v1::KIND_SESSION, counter, std::string(32, 't'));
    }
    EXPECT_GT(in_order, 400);
    EXPECT_LT(in_order, 600);
    EXPECT_LT(same_in_another_log, 5);
}

TEST(Identifier, AGuidIsTheSameForEverAndItsLogsOwn) {
    const std::string guid_of_one = guid("gdpa-2024", "s0001");
    EXPECT_THAT(guid_of_one,
                testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    EXPECT_EQ(guid("gdpa-2024", "s0001"), guid_of_one);
    EXPECT_NE(guid("gdpa-2025", "s0001"), guid_of_one);
    EXPECT_NE(guid("gdpa-2024", "s0002"), guid_of_one);
}

}  // namespace
}  // namespace dais::summit
