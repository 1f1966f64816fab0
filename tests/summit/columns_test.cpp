#include "server/summit/columns.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "tests/summit/converge.h"

namespace dais::summit {
namespace {

constexpr std::size_t kBytesMax = 1 << 20;

// A snapshot as staff are sent it: records of many kinds, with owners and audiences.
v1::ServerMessage snapshot_of(const TestLog& log) {
    v1::ServerMessage message;
    v1::Snapshot& snapshot = *message.mutable_snapshot();
    snapshot.set_log("test");
    snapshot.set_audience(v1::AUDIENCE_STAFF);
    snapshot.set_chain("\x01\x00\xFF chain");
    snapshot.set_digest(0x8000'0000'0000'0001);
    snapshot.set_last(true);
    log.state().for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
        v1::Entry& entry = *snapshot.add_entries();
        entry.set_kind(kind);
        entry.set_id(id);
        entry.set_owner(record.owner);
        entry.add_audiences(v1::AUDIENCE_PUBLIC);
        entry.add_audiences(v1::AUDIENCE_STAFF);
        entry.set_put(record.body);
    });
    return message;
}

void expect_same_again(const v1::ServerMessage& message) {
    EXPECT_EQ(from_columns(to_columns(message), kBytesMax), message.SerializeAsString());
}

TEST(Columns, GiveBackTheSameBytes) {
    TestLog log;
    v1::Command start = log.command();
    start.mutable_set_projected_start()->set_id(log.opening);
    start.mutable_set_projected_start()->set_at_ms(log.now_ms + 5'000'000);
    log.done(start);
    expect_same_again(snapshot_of(log));
    expect_same_again({});
    v1::ServerMessage changes;
    v1::Change& change = *changes.mutable_changes()->add_changes();
    change.set_at_ms(-1);
    *change.add_entries() = snapshot_of(log).snapshot().entries(0);
    change.add_entries()->set_id("removed");
    expect_same_again(changes);
}

TEST(Columns, WhatIsNoRecordOfItsKindStaysAsItIs) {
    v1::ServerMessage message;
    const auto put = [&](int kind, const std::string& bytes) {
        v1::Entry& entry = *message.mutable_snapshot()->add_entries();
        entry.set_kind(static_cast<v1::Kind>(kind));
        entry.set_put(bytes);
    };
    put(v1::KIND_ROOM, "no message at all");
    put(v1::KIND_ROOM, std::string("\x08\x80\x00", 3));  // a number longer than it need be
    put(v1::KIND_ROOM, "");
    put(v1::KIND_ROOM, std::string("\x0B\x0C", 2));             // a group
    put(v1::KIND_ROOM, std::string("\x00\x01", 2));             // a field numbered 0
    put(v1::KIND_ROOM, std::string("\xFA\x7F\x01x", 4));        // a field of a later version
    put(987, std::string("\x0A\x01x", 3));                      // a kind of a later version
    put(v1::KIND_SESSION, std::string("\x12\x02\x0A\x7F", 4));  // cut short within
    expect_same_again(message);
}

TEST(Columns, ThatAreCutShortOrTooLongAreNone) {
    const TestLog log;
    const v1::ServerMessage message = snapshot_of(log);
    const std::string columns = to_columns(message);
    const std::size_t size = message.ByteSizeLong();
    EXPECT_TRUE(from_columns(columns, size));
    EXPECT_FALSE(from_columns(columns, size - 1));
    EXPECT_FALSE(from_columns(columns + "x", size));
    for (std::size_t i = 0; i < columns.size(); ++i) EXPECT_FALSE(from_columns(columns.substr(0, i), size)) << i;
}

TEST(Columns, WhateverTheBytesAreTheyEnd) {
    const TestLog log;
    const std::string good = to_columns(snapshot_of(log));
    std::uint32_t random = 1;
    const auto next = [&] { return random = random * 1'664'525 + 1'013'904'223; };
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes = good;
        for (std::uint32_t n = next() % 4 + 1; n > 0; --n) {
            const std::uint32_t at = next() >> 8;
            bytes[at % (next() % 2 == 0 ? bytes.size() : 80)] = static_cast<char>(next() >> 16);
        }
        const auto read = from_columns(bytes, kBytesMax);
        EXPECT_LE(read.value_or("").size(), kBytesMax);
    }
    // A message within a message without end.
    EXPECT_FALSE(from_columns(std::string("\x01\xC8\x01", 3) + std::string(200, '\x0B'), kBytesMax));
}

}  // namespace
}  // namespace dais::summit
