// The arithmetic of a storm: when so many were back, for good.
#include "tests/bench/storm/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/bench/storm/return.h"
#include "tests/bench/storm/storm.h"

namespace dais::storm {
namespace {

using ::testing::HasSubstr;

TEST(StormReturn, AShareIsBackOnceItStays) {
    Return back(100);
    back.saw(1, 60);
    back.saw(2, 40);  // some are lost again
    back.saw(3, 50);
    back.saw(4, 99);
    EXPECT_EQ(back.since(0.5), 3);
    EXPECT_EQ(back.since(0.99), 4);
    EXPECT_EQ(back.since(1), std::nullopt);
    EXPECT_FALSE(back.all());
    back.saw(5, 100);
    EXPECT_EQ(back.since(1), 5);
    EXPECT_TRUE(back.all());
}

TEST(StormEdges, AreAsManyAsTheScreensTake) {
    EXPECT_EQ(edges_for({.screens = 18'800, .options = {}}), 1u);
    EXPECT_EQ(edges_for({.screens = 18'801, .options = {}}), 2u);
    EXPECT_EQ(edges_for({.screens = 200'000, .options = {}}), 11u);
    EXPECT_EQ(edges_for({.screens = 10, .edges = 3, .options = {}}), 3u);
}

TEST(StormTable, TellsEachBlowAndTheChange) {
    const auto text = table({{{"step", "connect"}, {"screens", 200'000}, {"edges", 11}, {"all_s", 12.5}},
                             {{"step", "change"}, {"last_ms", 1'340.2}, {"first_ms", 0.8}},
                             {{"step", "edges"}, {"all_s", 9.25}, {"resumed", 200'000}, {"database_reads", 0}}});
    EXPECT_THAT(text, HasSubstr("200,000 screens at 11 edges"));
    EXPECT_THAT(text, HasSubstr("| connect | – | – | 12.50 |"));
    EXPECT_THAT(text, HasSubstr("| edges | – | – | 9.25 | – | – | 200,000 |"));
    EXPECT_THAT(text, HasSubstr("change: first 0.8, p50 –, p99 –, last 1,340 ms"));
}

TEST(StormTable, SaysWhatWasLost) {
    EXPECT_THAT(told({{"step", "all"}, {"lost", "3 screens are not equal"}, {"equal", 197}}),
                HasSubstr("all: LOST, 3 screens are not equal; 197 equal"));
}

}  // namespace
}  // namespace dais::storm
