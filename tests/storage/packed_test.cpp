// What is kept of checkpoints is as good as they were, and damage is not taken for one.
#include "storage/packed.h"

#include <gtest/gtest.h>

#include "dais/v1/change.pb.h"

namespace dais::storage {
namespace {

std::string checkpoint(int records) {
    v1::Checkpoint made;
    made.set_seq(7);
    for (int i = 0; i < records; ++i) {
        v1::CheckpointRecord& record = *made.add_records();
        record.mutable_entry()->set_id("s" + std::to_string(i));
        record.mutable_entry()->set_put("the same words each time, and a number: " + std::to_string(i * 7919));
    }
    return made.SerializeAsString();
}

TEST(Packed, IsShorterAndComesBackAsItWas) {
    for (const int records : {0, 1, 5'000}) {
        const std::string body = checkpoint(records);
        EXPECT_EQ(unpacked(packed(body)), body);
    }
    const std::string body = checkpoint(5'000);
    EXPECT_LT(packed(body).size() * 3, body.size());
    EXPECT_EQ(unpacked(packed("")), "");
}

TEST(Packed, WhatEarlierReleasesKeptIsReadAsItIs) {
    const std::string body = checkpoint(3);
    EXPECT_EQ(unpacked(body), body);
    EXPECT_EQ(unpacked(""), "");
}

TEST(Packed, WhatIsDamagedIsNoCheckpoint) {
    const std::string good = packed(checkpoint(200));
    v1::Checkpoint read;
    for (std::size_t at = 1; at < good.size(); at += 13) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x21);
        EXPECT_FALSE(read.ParseFromString(unpacked(bad))) << "a byte at " << at;
        EXPECT_FALSE(read.ParseFromString(unpacked(good.substr(0, at)))) << "cut at " << at;
    }
}

}  // namespace
}  // namespace dais::storage
