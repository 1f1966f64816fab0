#include "clients/cpp/backoff.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dais::client {
namespace {

using std::chrono::milliseconds;

const BackoffLimits kLimits{milliseconds(100), milliseconds(1000)};

TEST(Backoff, DoublesUpToTheCap) {
    Backoff backoff(kLimits, [] { return 0.5; });
    for (const int most : {100, 200, 400, 800, 1000, 1000}) EXPECT_EQ(backoff.after_failure(), milliseconds(most / 2));
    backoff.succeeded();
    EXPECT_EQ(backoff.after_failure(), milliseconds(50));
}

TEST(Backoff, JitterIsFull) {
    Backoff lucky(kLimits, [] { return 0.0; }), unlucky(kLimits, [] { return 0.999; });
    EXPECT_EQ(lucky.after_failure(), milliseconds(0));
    EXPECT_EQ(unlucky.after_failure(), milliseconds(99));
}

TEST(Backoff, RealDiceSpread) {
    Backoff backoff(kLimits);
    for (int i = 0; i < 10; ++i) backoff.after_failure();
    milliseconds least = milliseconds::max(), most{};
    for (int i = 0; i < 200; ++i) {
        const auto wait = backoff.after_failure();
        least = std::min(least, wait);
        most = std::max(most, wait);
        EXPECT_LE(wait, kLimits.cap);
    }
    EXPECT_LT(least, milliseconds(200));
    EXPECT_GT(most, milliseconds(800));
}

TEST(Backoff, GoodbyeIsRespected) {
    Backoff backoff(kLimits, [] { return 0.5; });
    EXPECT_EQ(backoff.after_goodbye(0), std::nullopt);
    EXPECT_EQ(backoff.after_goodbye(5000), milliseconds(5050));
    Backoff lucky(kLimits, [] { return 0.0; });
    EXPECT_GE(*lucky.after_goodbye(5000), milliseconds(5000)) << "never before";
}

}  // namespace
}  // namespace dais::client
