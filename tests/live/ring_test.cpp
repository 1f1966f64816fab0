#include "server/live/ring.h"

#include <gtest/gtest.h>

namespace dais::live {
namespace {

Frame frame(std::size_t bytes = 10) { return std::make_shared<const std::string>(bytes, 'x'); }
Place place(std::uint64_t position) { return {position, "chain" + std::to_string(100 + position), position * 7}; }

TEST(Ring, ContinuesEveryPositionThatItCovers) {
    const Limits limits;
    Ring ring(limits, place(5));
    for (std::uint64_t at = 5; at < 9; ++at) ring.push(at, place(at + 1), frame());
    EXPECT_EQ(ring.after(5)->place.position, 6u);
    EXPECT_EQ(ring.after(8)->place.position, 9u);
    EXPECT_EQ(ring.after(9), nullptr);
    EXPECT_FALSE(ring.covers(4));
    EXPECT_FALSE(ring.covers(10));
    EXPECT_EQ(ring.chain_at(5), "chain105");
    EXPECT_EQ(ring.chain_at(7), "chain107");
    EXPECT_EQ(ring.chain_at(4), std::nullopt);
}

TEST(Ring, ForgetsTheOldestBeyondItsLimits) {
    Limits limits;
    limits.ring_frames_max = 3;
    limits.ring_bytes_max = 100;
    Ring ring(limits, place(0));
    for (std::uint64_t at = 0; at < 5; ++at) ring.push(at, place(at + 1), frame());
    EXPECT_FALSE(ring.covers(1));
    EXPECT_TRUE(ring.covers(2));
    ring.push(5, place(6), frame(95));
    EXPECT_TRUE(ring.covers(5));
    EXPECT_FALSE(ring.covers(4));
}

TEST(Ring, GivesThoseWhoStandTogetherTheSameBytesAsFarAsOneSendGoes) {
    Limits limits;
    limits.batch_bytes_max = 35;
    Ring ring(limits, place(0));
    const Frame first = frame();
    ring.push(0, place(1), first);
    EXPECT_EQ(ring.since(0).frame, first) << "one frame is not copied";
    for (std::uint64_t at = 1; at < 5; ++at) ring.push(at, place(at + 1), frame());
    const Batch batch = ring.since(0);
    EXPECT_EQ(batch.to, 3u);
    EXPECT_EQ(batch.frame->size(), 30u);
    EXPECT_EQ(ring.since(0).frame, batch.frame);
    EXPECT_EQ(ring.since(3).to, 5u);
    ring.push(5, place(6), frame(100));
    EXPECT_EQ(ring.since(4).to, 5u);
    EXPECT_EQ(ring.since(5).to, 6u) << "what is too long for one send goes alone";
    EXPECT_THROW(ring.since(6), std::logic_error);
}

TEST(Ring, RefusesAGap) {
    const Limits limits;
    Ring ring(limits, place(0));
    EXPECT_THROW(ring.push(1, place(2), frame()), std::logic_error);
}

TEST(Ring, StartsAgainAfterWhatIsTooLarge) {
    const Limits limits;
    Ring ring(limits, place(0));
    ring.push(0, place(1), frame());
    ring.restart(place(2));
    EXPECT_FALSE(ring.covers(1));
    EXPECT_TRUE(ring.covers(2));
    ring.push(2, place(3), frame());
    EXPECT_NE(ring.after(2), nullptr);
}

}  // namespace
}  // namespace dais::live
