// What an edge keeps on disk is a conversation that can be folded again, or it is not believed.
#include "server/edge/recording.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <map>

#include "tests/clients/scripted_log.h"

namespace dais::edge {
namespace {

namespace fs = std::filesystem;
using client::put;

const std::string kServer = "http://summit.example.org";

class Recorded : public testing::Test {
protected:
    Recorded() {
        std::string name = fs::temp_directory_path() / "dais-recording-XXXXXX";
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
        folder = name;
        limits.ring_frames_max = 8;
        log.change({put(v1::KIND_ROOM, "r1", "one"), put(v1::KIND_SESSION, "s1", "two")});
    }
    ~Recorded() override { fs::remove_all(folder); }

    // The state as it is, and then so many Changes and a heartbeat that tells the time.
    void record(int changes) {
        Recording recording(folder, log.log, v1::AUDIENCE_PUBLIC, kServer, limits);
        recording.begin(log.snapshot(2), 1'000);
        truth[log.position] = log.records.dump();
        for (int i = 0; i < changes; ++i) {
            const auto message = log.change({put(v1::KIND_ROOM, "r" + std::to_string(i % 5), std::to_string(i))});
            recording.append(message.SerializeAsString(), 2'000 + i);
            truth[log.position] = log.records.dump();
        }
        auto heartbeat = log.heartbeat();
        heartbeat.mutable_changes()->mutable_clock()->set_at_ms(77'000);
        recording.append(heartbeat.SerializeAsString(), 3'000);
    }
    std::optional<Recalled> recall() {
        return Recording(folder, log.log, v1::AUDIENCE_PUBLIC, kServer, limits).recall();
    }

    fs::path file() const { return folder / (log.log + ".edge"); }
    std::string bytes() const {
        std::ifstream in(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const std::string& what) const { std::ofstream(file(), std::ios::binary | std::ios::trunc) << what; }

    live::Limits limits;
    client::ScriptedLog log;
    fs::path folder;
    std::map<std::uint64_t, std::string> truth;  // by position
};

TEST_F(Recorded, IsRecalledWithItsRingAndItsTime) {
    record(5);
    auto recalled = recall();
    ASSERT_TRUE(recalled);
    EXPECT_EQ(recalled->held.records().dump(), log.records.dump());
    EXPECT_EQ(recalled->held.resume()->chain(), log.chain());
    EXPECT_EQ(recalled->start.place.position, 1u);
    EXPECT_EQ(recalled->start.view, log.view);
    ASSERT_EQ(recalled->steps.size(), 5u);
    live::Ring ring(limits, recalled->start.place);
    for (const live::Published& step : recalled->steps) ring.push(step.after, step.place, step.frame);
    EXPECT_EQ(ring.head().digest, log.records.digest());
    EXPECT_EQ(recalled->as_of_ms, 3'000);
    EXPECT_EQ(recalled->clock->at_ms(), 77'000);
    using Of = std::pair<std::string, v1::Audience>;
    EXPECT_EQ(Recording::all_in(folder), (std::vector<Of>{{"summit", v1::AUDIENCE_PUBLIC}}));
    EXPECT_FALSE(Recording(folder, log.log, v1::AUDIENCE_STAFF, kServer, limits).recall()) << "others' is another file";
    EXPECT_FALSE(Recording(folder, "another", v1::AUDIENCE_PUBLIC, kServer, limits).recall());
}

TEST_F(Recorded, WhatAnotherServerToldIsNotBelieved) {
    record(2);
    EXPECT_FALSE(Recording(folder, log.log, v1::AUDIENCE_PUBLIC, kServer + ":8081", limits).recall());
    EXPECT_FALSE(fs::exists(file()));
}

TEST_F(Recorded, GoesOnAfterItWasRecalled) {
    record(2);
    {
        Recording again(folder, log.log, v1::AUDIENCE_PUBLIC, kServer, limits);
        ASSERT_TRUE(again.recall());
        again.append(log.change({put(v1::KIND_ROOM, "r9", "later")}).SerializeAsString(), 4'000);
    }
    EXPECT_EQ(recall()->held.records().dump(), log.records.dump());
}

// Each byte in turn: what is recalled is the truth of some earlier moment, or nothing, and never anything else.
TEST_F(Recorded, NoDamagedByteIsBelieved) {
    record(4);
    const std::string whole = bytes();
    std::size_t beginnings = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
        write(damaged);
        const auto recalled = recall();
        EXPECT_EQ(fs::exists(file()), recalled.has_value()) << "what makes no sense is thrown away";
        if (!recalled) continue;
        ++beginnings;
        ASSERT_EQ(recalled->held.records().dump(), truth[recalled->held.position()]) << "byte " << at;
        EXPECT_FALSE(recalled->clock) << "the heartbeat comes last";
        ASSERT_LT(fs::file_size(file()), whole.size()) << "the damage is cut off";
    }
    EXPECT_GT(beginnings, 0u);
    EXPECT_LT(beginnings, whole.size());
}

TEST_F(Recorded, CutShortItIsTheBeginningOfTheSame) {
    record(4);
    const std::string whole = bytes();
    std::size_t last = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        write(whole.substr(0, size));
        const auto recalled = recall();
        const std::size_t position = recalled ? recalled->held.position() : 0;
        ASSERT_GE(position, last);
        last = position;
        if (recalled) {
            ASSERT_EQ(recalled->held.records().dump(), truth[position]) << "cut at " << size;
        }
    }
    EXPECT_EQ(last, log.position);
}

TEST_F(Recorded, IsShortenedToARingAndStillTheSame) {
    Recording recording(folder, log.log, v1::AUDIENCE_PUBLIC, kServer, limits);
    recording.begin(log.snapshot(), 1'000);
    std::size_t longest = 0;
    for (int i = 0; i < 100; ++i) {
        recording.append(log.change({put(v1::KIND_ROOM, "r1", std::to_string(i))}).SerializeAsString(), 2'000);
        longest = std::max<std::size_t>(longest, fs::file_size(file()));
        const auto recalled = recall();
        ASSERT_EQ(recalled->held.records().dump(), log.records.dump());
        EXPECT_GE(recalled->steps.size(), std::min<std::size_t>(static_cast<std::size_t>(i + 1), 8)) << "fills a ring";
        EXPECT_LE(recalled->steps.size(), 16u);
    }
    EXPECT_LT(longest, 3'000u);
    EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Recorded, ADiskThatTakesNothingIsNoticedUntilItDoes) {
    Recording recording(folder / "gone", log.log, v1::AUDIENCE_PUBLIC, kServer, limits);
    recording.begin(log.snapshot(), 1'000);
    EXPECT_TRUE(recording.broken());
    recording.append(log.change({put(v1::KIND_ROOM, "r1", "lost")}).SerializeAsString(), 2'000);
    fs::create_directory(folder / "gone");
    recording.begin(log.snapshot(), 3'000);
    EXPECT_FALSE(recording.broken());
    EXPECT_EQ(Recording(folder / "gone", log.log, v1::AUDIENCE_PUBLIC, kServer, limits).recall()->held.records().dump(),
              log.records.dump());
}

}  // namespace
}  // namespace dais::edge
