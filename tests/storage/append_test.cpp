#include <gtest/gtest.h>
#include <sodium.h>
#include <sqlite3.h>

#include "storage/chain.h"
#include "storage/database.h"
#include "tests/storage/sample.h"

namespace dais::tests {
namespace {

using storage::Append;
using storage::Appended;
using storage::Database;
using storage::Fault;

TEST(Append, ReadsBackExactlyWhatWasWritten) {
    TempDirectory directory;
    std::vector<std::string> chains;
    {
        Database database(directory.path(), {});
        EXPECT_TRUE(database.logs().empty());
        Appended appended = database.append(samples(1, 60));
        ASSERT_TRUE(appended.committed);
        chains = appended.chains;
        expect_samples(database, 60);
    }
    Database database(directory.path(), {});
    expect_samples(database, 60);
    std::vector<std::string> stored;
    database.changes("au-2026", 10, [&](const storage::StoredChange& change) {
        stored.push_back(change.chain);
        return stored.size() < 20;
    });
    EXPECT_EQ(stored, std::vector<std::string>(chains.begin() + 10, chains.begin() + 30));
    ASSERT_EQ(database.logs().size(), 1u);
    EXPECT_EQ(database.logs()[0].secret, bytes32('s'));
    EXPECT_EQ(database.logs()[0].chain, chains.back());
}

TEST(Append, KeepsAudiencesAsASortedSetAndAnAbsentActorAbsent) {
    TempDirectory directory;
    Database database(directory.path(), {});
    Append append = sample(1);
    append.change.clear_actor();
    append.change.clear_entries();
    v1::Entry* entry = append.change.add_entries();
    entry->set_kind(static_cast<v1::Kind>(4711));
    entry->set_id("x");
    for (auto audience : {v1::AUDIENCE_STAFF, v1::AUDIENCE_PRESS, v1::AUDIENCE_STAFF}) entry->add_audiences(audience);
    entry->set_put("");
    ASSERT_TRUE(database.append({append}).committed);
    entry->clear_audiences();
    entry->add_audiences(v1::AUDIENCE_PRESS);
    entry->add_audiences(v1::AUDIENCE_STAFF);
    database.changes("au-2026", 0, [&](const storage::StoredChange& stored) {
        EXPECT_EQ(stored.change.DebugString(), append.change.DebugString());
        return true;
    });
}

TEST(Append, SeveralLogsShareAGroup) {
    TempDirectory directory;
    Database database(directory.path(), {});
    std::vector<Append> group = samples(1, 3, "one");
    for (Append& append : samples(1, 4, "two")) group.insert(group.begin() + 1, append);
    std::swap(group[1], group[4]);
    std::swap(group[2], group[3]);
    ASSERT_TRUE(database.append(group).committed);
    expect_samples(database, 3, "one");
    expect_samples(database, 4, "two");
}

TEST(Append, WhatDoesNotFollowIsAFaultAndLeavesNothing) {
    TempDirectory directory;
    Database database(directory.path(), {});
    ASSERT_TRUE(database.append(samples(1, 5)).committed);
    EXPECT_THROW(database.append({sample(6), sample(8)}), Fault);
    EXPECT_THROW(database.append({sample(6), sample(6)}), Fault);
    EXPECT_THROW(database.append({sample(6), sample(1)}), Fault) << "a log cannot be made twice";
    EXPECT_THROW(database.append({sample(6), sample(2, "unknown")}), Fault);
    Append no_digest = sample(7);
    no_digest.body_digest = "short";
    EXPECT_THROW(database.append({sample(6), no_digest}), Fault);
    expect_samples(database, 5);
    EXPECT_TRUE(database.append({sample(6)}).committed);
    EXPECT_TRUE(database.append({}).committed);
    expect_samples(database, 6);
}

TEST(Append, AnotherProgramThatWritesToTheLogIsNoticed) {
    TempDirectory directory;
    Database ours(directory.path(), {});
    ASSERT_TRUE(ours.append(samples(1, 5)).committed);
    Database other(directory.path(), {});
    ASSERT_TRUE(other.append(samples(6, 1)).committed);
    ASSERT_TRUE(other.append(samples(1, 1, "new")).committed);
    try {
        ours.append(samples(6, 1));
        FAIL() << "two programs wrote change 6";
    } catch (const Fault& fault) {
        EXPECT_NE(std::string(fault.what()).find("another program has written to the log au-2026"), std::string::npos);
    }
    EXPECT_THROW(ours.append(samples(1, 1, "new")), Fault);
    expect_samples(other, 6);
}

TEST(Append, ALockedDatabaseRefusesAndGoesOnLater) {
    TempDirectory directory;
    storage::Options options;
    options.busy_timeout_ms = 20;
    Database database(directory.path(), options);
    ASSERT_TRUE(database.append(samples(1, 5)).committed);
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(directory.path().c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    Appended appended = database.append(samples(6, 1));
    EXPECT_FALSE(appended.committed);
    EXPECT_EQ(appended.reason, "the database is locked by another program");
    EXPECT_FALSE(database.put_checkpoint("au-2026", {5, "x"}));
    expect_samples(database, 5);
    sqlite3_close(other);
    EXPECT_TRUE(database.append(samples(6, 1)).committed);
}

// Written out byte by byte: what this hash says must not change with the program.
TEST(Chain, IsWhatTheArchitectureSays) {
    auto u32 = [](unsigned value) {
        return std::string{static_cast<char>(value), static_cast<char>(value >> 8), 0, 0};
    };
    auto hash = [](const std::string& bytes) {
        std::string out(32, '\0');
        crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), 32,
                           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
        return out;
    };
    std::string salt(16, 'x');
    std::string first = hash(salt + u32(6) + u32(5) + "s0001" + "body");
    std::string second = hash(salt + u32(7) + u32(5) + "s0001");
    EXPECT_EQ(storage::entry_hash(salt, 6, "s0001", "body"), first);
    EXPECT_EQ(storage::entry_hash(salt, 7, "s0001", ""), second);
    storage::Link link{"au", 258, -2, "Ms D", "key:desk", "c1", std::string_view(), "s0001", 66, {}};
    std::string digest = bytes32('d');
    link.body_digest = digest;
    link.items.push_back({6, "s0001", "", 66, true, first});
    link.items.push_back({7, "s0001", "s0001", 64, false, second});
    std::string expected = bytes32('p') + u32(2) + "au" + std::string("\x02\x01\0\0\0\0\0\0", 8) +
                           std::string("\xfe\xff\xff\xff\xff\xff\xff\xff", 8) + u32(4) + "Ms D" + u32(8) + "key:desk" +
                           u32(2) + "c1" + digest + u32(5) + "s0001" + u32(66) + u32(2);
    expected += u32(6) + u32(5) + "s0001" + u32(0) + u32(66) + "\x01" + first;
    expected += u32(7) + u32(5) + "s0001" + u32(5) + "s0001" + u32(64) + std::string(1, '\0') + second;
    EXPECT_EQ(storage::next_chain(bytes32('p'), link), hash(expected));
    EXPECT_EQ(storage::first_chain(), std::string(32, '\0'));
}

}  // namespace
}  // namespace dais::tests
