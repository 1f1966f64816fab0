// The arithmetic of the fan-out tables: a ratio is of one round, a median of all, and what was lost or noisy is
// neither.
#include "tests/bench/fanout/results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "tests/bench/fanout/chart.h"
#include "tests/bench/fanout/publisher.h"
#include "tests/bench/fanout/scrape.h"
#include "tests/bench/fanout/slow.h"
#include "tests/bench/fanout/tables.h"

namespace dais::fanout {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

RunLine line(const std::string& server, int round, double deliveries, double others = 0) {
    return read_line({{"server", server},
                      {"case", "w1"},
                      {"round", round},
                      {"deliveries_per_s", deliveries},
                      {"others_cores", others}});
}

Results three_rounds() {
    Results results;
    // The machine halves its speed from round to round; Dais is 1.5, 2 and 1 times as quick as the raw loop.
    results.add(line("raw", 0, 400));
    results.add(line("dais", 0, 600));
    results.add(line("raw", 1, 200));
    results.add(line("dais", 1, 400));
    results.add(line("raw", 2, 100));
    results.add(line("dais", 2, 100));
    return results;
}

const Case kCase{"w1", "One in flight", 10, 1, 10, 1};

TEST(FanoutResults, MedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle) {
    EXPECT_EQ(median({}), std::nullopt);
    EXPECT_EQ(median({3}), 3);
    EXPECT_EQ(median({9, 1, 5}), 5);
    EXPECT_EQ(median({4, 1, 10, 2}), 3);
}

TEST(FanoutResults, RatiosAreTakenRoundByRound) {
    const auto results = three_rounds();
    EXPECT_EQ(results.ratio("w1", "dais", "raw", "deliveries_per_s"), 1.5);
    EXPECT_EQ(results.median_of("w1", "dais", "deliveries_per_s"), 400);
    EXPECT_EQ(results.ratio("w1", "dais", "uws", "deliveries_per_s"), std::nullopt);
    EXPECT_EQ(results.ratio("w8", "dais", "raw", "deliveries_per_s"), std::nullopt);
}

TEST(FanoutResults, ARoundThatOnlyOneHasIsNotCompared) {
    auto results = three_rounds();
    results.add(line("dais", 3, 1'000'000));
    EXPECT_EQ(results.ratio("w1", "dais", "raw", "deliveries_per_s"), 1.5);
}

TEST(FanoutResults, WhatWasLostOrNoisyIsNoFigure) {
    auto results = three_rounds();
    results.add(line("dais", 4, 1'000'000, 0.5));
    results.add(read_line({{"server", "dais"}, {"case", "w1"}, {"round", 5}, {"lost", "a message"}}));
    EXPECT_EQ(results.median_of("w1", "dais", "deliveries_per_s"), 400);
    EXPECT_EQ(results.noisy("w1"), 1u);
    EXPECT_THAT(results.lost("w1", "dais"), ::testing::ElementsAre("a message"));
}

TEST(FanoutResults, TheTableTellsOfEveryServer) {
    const auto text = tables({kCase}, three_rounds(), {"dais", "raw"});
    EXPECT_THAT(text, HasSubstr("| Dais | 400 | 1.50 | – |"));
    EXPECT_THAT(text, HasSubstr("| uWebSockets | not there |"));
    EXPECT_THAT(text, HasSubstr("does not read\n\nNot run."));
}

TEST(FanoutResults, TheTableComparesTheProcessorRoundByRound) {
    Results results;
    for (const auto& [round, raw, dais] : {std::tuple{0, 4.0, 2.0}, std::tuple{1, 8.0, 2.0}}) {
        results.add(read_line({{"server", "raw"}, {"case", "w1"}, {"round", round}, {"server_cpu_us", raw}}));
        results.add(read_line({{"server", "dais"}, {"case", "w1"}, {"round", round}, {"server_cpu_us", dais}}));
    }
    EXPECT_THAT(tables({kCase}, results, {"dais", "raw"}),
                HasSubstr("Dais took 0.38 of the raw loop's processor per delivery, and – of uWebSockets'."));
}

TEST(FanoutResults, SlowReadersAreTold) {
    Results results;
    results.add(read_line({{"server", "dais"},
                           {"case", kSlowCase},
                           {"round", 0},
                           {"screens", 19'000},
                           {"stuck", 1'900},
                           {"p99_all_ms", 100},
                           {"p99_stuck_ms", 110},
                           {"p99_ratio", 1.1}}));
    EXPECT_THAT(tables({kCase}, results, {"dais"}), HasSubstr("1,900 of 19,000 stop reading"));
    EXPECT_THAT(tables({kCase}, results, {"dais"}), HasSubstr("after 110.0 ms, 1.10 times as long"));
}

TEST(FanoutScrape, SumsASeriesOverItsLabels) {
    const std::string text =
        "# HELP dais_resumes_total Readers.\n# TYPE dais_resumes_total counter\ndais_resumes_total 3\n"
        "dais_resumes_total{shard=\"1\"} 4\ndais_resumes_total_of_others 50\n"
        "dais_closed_connections_total{reason=\"slow\"} 1900\ndais_closed_connections_total{reason=\"left\"} 2\n";
    EXPECT_EQ(series(text, "dais_resumes_total"), 7);
    EXPECT_EQ(series(text, "dais_closed_connections_total", "reason=\"slow\""), 1'900);
    EXPECT_EQ(series(text, "dais_unheard_of"), 0);
}

TEST(FanoutResults, TheChartHasABarForWhatWasRun) {
    const auto picture = chart({kCase}, three_rounds());
    EXPECT_THAT(picture, HasSubstr("<svg"));
    EXPECT_THAT(picture, HasSubstr(">Dais<"));
    EXPECT_THAT(picture, Not(HasSubstr("uWebSockets")));
    EXPECT_THAT(picture, Not(HasSubstr("nan")));
}

TEST(FanoutPublisher, AnAnnouncementCanBeAFrameOfTwoHundredBytes) {
    EXPECT_GE(frame_bytes(std::string(text_bytes(), '.')), kFrameBytes);
    EXPECT_LT(frame_bytes(std::string(text_bytes(), '.')), kFrameBytes + 4);
}

}  // namespace
}  // namespace dais::fanout
