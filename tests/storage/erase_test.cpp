// Decision D18: what is erased is in no row, in no checkpoint and in no byte of the files, and the chain still agrees.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <ctime>
#include <thread>

#include "storage/database.h"
#include "storage/packed.h"
#include "storage/sqlite.h"
#include "tests/storage/erasable_log.h"

namespace dais::tests {
namespace {

using storage::Database;
using storage::Erased;
using storage::Erasure;
using storage::Fault;
using storage::Options;
using testing::HasSubstr;
using testing::Not;

class Erase : public testing::Test {
protected:
    TempDirectory directory_;
};

TEST_F(Erase, LeavesNoByteOfItAndTheChainAgrees) {
    Database database(directory_.path(), {});
    write_log(database);
    EXPECT_GT(count_raw(directory_.path(), kName), 3u) << "in rows; in checkpoints it is compressed";
    EXPECT_GT(count_raw(directory_.path(), kOffice), 0u);
    const auto before = checkpoint_bodies(database, 50);

    const Erased erased = database.erase(kErasure);
    EXPECT_EQ(erased.entries, kPuts);
    EXPECT_EQ(erased.checkpoints, 2u);
    EXPECT_EQ(erased.texts, 1u);
    EXPECT_TRUE(erased.file_clean) << erased.remedy;
    EXPECT_EQ(erased.remedy, "");
    EXPECT_EQ(count_raw(directory_.path(), kName), 0u);
    EXPECT_EQ(count_raw(directory_.path(), kOffice), 0u) << "also what is erased by its record";
    EXPECT_EQ(problems(database), "");
    EXPECT_EQ(erased_entries(database), kPuts);
    EXPECT_EQ(database.verify_chains().at(0).erased_texts, 1u);
    EXPECT_FALSE(database.text("au-2026", bytes32('n')));
    EXPECT_TRUE(database.text_was_erased("au-2026", bytes32('n')));
    EXPECT_FALSE(database.text_was_erased("au-2026", bytes32('x')));

    // All else is as it was appended.
    auto expected = a_log();
    database.changes("au-2026", 0, [&](const storage::StoredChange& stored) {
        v1::Change& change = expected[stored.change.seq() - 1].change;
        bool touched = false;
        for (v1::Entry& entry : *change.mutable_entries()) {
            if (!entry.has_put() || (entry.kind() != v1::KIND_PERSON && entry.id() != "s99")) continue;
            entry.set_put("");
            touched = true;
        }
        EXPECT_EQ(stored.erased, touched) << change.seq();
        EXPECT_EQ(stored.change.SerializeAsString(), change.SerializeAsString()) << change.seq();
        return true;
    });
    auto after = checkpoint_bodies(database, 50);
    EXPECT_EQ(after.at("5 p2"), "") << "put, and empty";
    EXPECT_EQ(after.at("6 s99"), "");
    after["5 p2"] = before.at("5 p2");
    after["6 s99"] = before.at("6 s99");
    EXPECT_EQ(after, before);

    // Again: there is nothing left to do, and the log goes on.
    const Erased again = database.erase(kErasure);
    EXPECT_EQ(again.entries + again.checkpoints + again.texts, 0u);
    EXPECT_TRUE(again.file_clean) << again.remedy;
    EXPECT_TRUE(database.append(samples(kChanges + 1, 3)).committed);
    EXPECT_EQ(problems(database), "");
}

TEST_F(Erase, OtherLogsAndWhatLaterChangesPutStay) {
    Database database(directory_.path(), {});
    write_log(database);
    auto other = samples(1, 3, "other");
    put(other[1], v1::KIND_PERSON, "p1", person(kName));
    ASSERT_TRUE(database.append(other).committed);
    Erasure erasure = kErasure;
    erasure.before = 30;  // the note about them is of this Change
    const Erased erased = database.erase(erasure);
    EXPECT_EQ(erased.entries, kPuts - 1);
    const auto bodies = checkpoint_bodies(database, 50);
    EXPECT_EQ(bodies.at("5 p2"), "");
    EXPECT_THAT(bodies.at("6 s99"), HasSubstr(kName));
    EXPECT_FALSE(erased.file_clean);
    EXPECT_THAT(erased.remedy, HasSubstr("in checkpoints of the log au-2026, entries of the log au-2026, "
                                         "entries of the log other; take it out there too"));
    EXPECT_THAT(erased.remedy, Not(HasSubstr(kName))) << "it goes to a log that nobody erases";
    EXPECT_EQ(count_raw(directory_.path(), kName), 2u) << "one in each row that holds it, but checkpoints";
    std::uint64_t erased_there = 0;
    database.changes("other", 0, [&](const storage::StoredChange& stored) {
        erased_there += stored.erased ? 1 : 0;
        return true;
    });
    EXPECT_EQ(erased_there, 0u);
    EXPECT_EQ(problems(database), "");
}

TEST_F(Erase, ACheckpointThatWasWrittenSinceByWhoeverStillHeldItIsEmptiedWhenItIsRepeated) {
    Database database(directory_.path(), {});
    write_log(database);
    database.erase(kErasure);
    ASSERT_TRUE(database.put_checkpoint("au-2026", {50, checkpoint_of(a_log(), 50)}));
    ASSERT_TRUE(database.put_checkpoint("au-2026", {55, "unreadable " + kName}));
    const Erased again = database.erase({"au-2026", 1, {}, {}});
    EXPECT_EQ(again.entries, 0u);
    EXPECT_EQ(again.checkpoints, 2u);
    EXPECT_EQ(checkpoint_bodies(database, 50).at("5 p2"), "");
    EXPECT_EQ(database.checkpoint("au-2026", 60)->seq, 50u) << "what cannot be read is of no use";
    EXPECT_EQ(count_raw(directory_.path(), kName), 0u);
}

TEST_F(Erase, WhoeverWritesOverwritesWhatTheyFree) {
    {
        Database database(directory_.path(), {});
        write_log(database);
        // A checkpoint that was replaced, as at every stop after a stop.
        ASSERT_TRUE(database.put_checkpoint("au-2026", {60, "x" + std::string(50'000, '.') + kOffice + " once"}));
        ASSERT_TRUE(database.put_checkpoint("au-2026", {60, "short"}));
    }
    EXPECT_EQ(count_raw(directory_.path(), kOffice + " once"), 0u);
    EXPECT_GT(count_raw(directory_.path(), kOffice), 0u);
}

TEST_F(Erase, FreePagesThatStillHoldANameAreCleaned) {
    {
        Database database(directory_.path(), {});
        write_log(database);
    }
    const std::size_t in_rows = count_raw(directory_.path(), kName);
    run_sql(directory_.path(), kLeaveACopy);
    ASSERT_GT(count_raw(directory_.path(), kName), in_rows);
    Database database(directory_.path(), {});
    const Erased erased = database.erase(kErasure);
    EXPECT_TRUE(erased.file_clean) << erased.remedy;
    EXPECT_EQ(count_raw(directory_.path(), kName), 0u);
    EXPECT_EQ(problems(database), "");
}

TEST_F(Erase, FreePagesAreCleanedOfARecordAlsoWhenNoWordOfItIsSaid) {
    {
        Database database(directory_.path(), {});
        write_log(database);
    }
    run_sql(directory_.path(), std::string(kLeaveACopy) + "; DELETE FROM checkpoint");
    Database database(directory_.path(), {});
    ASSERT_GT(count_raw(directory_.path(), kOffice), 1u);
    const Erased erased = database.erase({"au-2026", kChanges + 1, {{v1::KIND_PERSON, "p2"}}, {}});
    EXPECT_EQ(erased.entries, 1u);
    EXPECT_TRUE(erased.file_clean) << erased.remedy;
    EXPECT_EQ(count_raw(directory_.path(), kOffice), 0u);
    EXPECT_GT(count_raw(directory_.path(), kName), 0u);
}

TEST_F(Erase, FreePagesAreCleanedOfACheckpointInWhichNoWordIsFound) {
    std::string was;
    {
        Database database(directory_.path(), {});
        write_log(database);
        was = storage::packed(database.checkpoint("au-2026", 50)->body);
    }
    run_sql(directory_.path(),
            "PRAGMA secure_delete = OFF; CREATE TABLE copy AS SELECT * FROM checkpoint; DROP TABLE copy");
    const std::string piece = was.substr(was.size() / 2, 64);
    ASSERT_EQ(count_raw(directory_.path(), piece), 2u);
    Database database(directory_.path(), {});
    const Erased erased = database.erase({"au-2026", kChanges + 1, {{v1::KIND_PERSON, "p2"}}, {}});
    EXPECT_TRUE(erased.file_clean) << erased.remedy;
    EXPECT_EQ(count_raw(directory_.path(), piece), 0u);
}

TEST_F(Erase, AReaderThatStaysIsToldOfAndTheNextTimeCleansUp) {
    Options options;
    options.busy_timeout_ms = 50;
    Database database(directory_.path(), options);
    write_log(database);
    storage::Connection reader(directory_.path(), SQLITE_OPEN_READONLY, nullptr);
    reader.run("BEGIN");
    ASSERT_EQ(reader.number("SELECT count(*) FROM entry WHERE kind = 5 AND body IS NOT NULL"), 3);

    const Erased erased = database.erase(kErasure);
    EXPECT_EQ(erased.entries, kPuts);
    EXPECT_FALSE(erased.file_clean);
    EXPECT_THAT(erased.remedy, HasSubstr("another program reads the database"));
    EXPECT_EQ(erased_entries(database), kPuts);
    EXPECT_EQ(reader.number("SELECT count(*) FROM entry WHERE kind = 5 AND body IS NOT NULL"), 3);
    EXPECT_GT(count_raw(directory_.path(), kName), 0u);
    EXPECT_TRUE(database.append(samples(kChanges + 1, 1)).committed);

    reader.run("COMMIT");
    const Erased again = database.erase(kErasure);
    EXPECT_EQ(again.entries, 0u);
    EXPECT_TRUE(again.file_clean) << again.remedy;
    EXPECT_EQ(count_raw(directory_.path(), kName), 0u);
    EXPECT_EQ(reader.number("SELECT count(*) FROM entry WHERE kind = 5 AND body IS NOT NULL"), 0);
}

TEST_F(Erase, FreePagesThatCouldNotBeCleanedAreTheNextTimeAlsoWhenNoWordIsSaid) {
    {
        Database database(directory_.path(), {});
        write_log(database);
    }
    run_sql(directory_.path(), std::string(kLeaveACopy) + "; DELETE FROM checkpoint");
    Options options;
    options.busy_timeout_ms = 50;
    Database database(directory_.path(), options);
    const Erasure erasure{"au-2026", kChanges + 1, {{v1::KIND_PERSON, "p2"}}, {}};
    {
        storage::Connection reader(directory_.path(), SQLITE_OPEN_READONLY, nullptr);
        reader.run("BEGIN");
        reader.number("SELECT count(*) FROM change");
        EXPECT_FALSE(database.erase(erasure).file_clean);
    }
    ASSERT_GT(count_raw(directory_.path(), kOffice), 0u);
    EXPECT_TRUE(database.erase(erasure).file_clean);
    EXPECT_EQ(count_raw(directory_.path(), kOffice), 0u);
}

TEST_F(Erase, AReaderThatEndsIsWaitedFor) {
    Database database(directory_.path(), {});
    write_log(database);
    storage::Connection reader(directory_.path(), SQLITE_OPEN_READONLY, nullptr);
    reader.run("BEGIN");
    ASSERT_EQ(reader.number("SELECT count(*) FROM change"), 60);
    std::thread ends([&reader] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        reader.run("COMMIT");
    });
    const Erased erased = database.erase(kErasure);
    ends.join();
    EXPECT_TRUE(erased.file_clean) << erased.remedy;
    EXPECT_EQ(count_raw(directory_.path(), kName), 0u);
}

TEST_F(Erase, WhatCannotBeErasedIsAFault) {
    {
        Database database(directory_.path(), {});
        write_log(database);
        EXPECT_THROW(database.erase({"unknown", 99, {{v1::KIND_PERSON, "p1"}}, {kName}}), Fault);
        EXPECT_THROW(database.erase({"au-2026", 99, {}, {"Li"}}), std::logic_error);
        EXPECT_THROW(database.erase({"au-2026", 99, {}, {""}}), std::logic_error);
    }
    Options options;
    options.read_only = true;
    Database database(directory_.path(), options);
    EXPECT_THROW(database.erase(kErasure), Fault);
    EXPECT_EQ(erased_entries(database), 0u);
    EXPECT_GT(count_raw(directory_.path(), kName), 3u);
}

TEST_F(Erase, NoIndexHoldsABody) {
    {
        Database database(directory_.path(), {});
        write_log(database);
    }
    storage::Connection connection(directory_.path(), SQLITE_OPEN_READONLY, nullptr);
    const char* indexes =
        "SELECT count(*) FROM sqlite_schema s JOIN pragma_index_xinfo(s.name) i WHERE s.type = 'index'";
    EXPECT_GT(connection.number(indexes), 10);
    EXPECT_EQ(connection.number((std::string(indexes) + " AND i.name = 'body'").c_str()), 0);
}

TEST_F(Erase, ALongLogTakesSeconds) {
    Database database(directory_.path(), {});
    write_log(database);
    for (std::uint64_t seq = kChanges + 1; seq <= 20'000;) {
        const std::size_t count = std::min<std::uint64_t>(1'000, 20'000 - seq + 1);
        auto group = samples(seq, count);
        put(group[0], v1::KIND_PERSON, "p1", person(kName));
        ASSERT_TRUE(database.append(group).committed);
        seq += count;
    }
    const std::clock_t begin = std::clock();
    const Erased erased = database.erase({"au-2026", 20'001, {{v1::KIND_PERSON, "p2"}}, {kName, kOffice, "nobody"}});
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_EQ(erased.entries, kPuts + 20);
    EXPECT_TRUE(erased.file_clean) << erased.remedy;
    EXPECT_LT(seconds, 10) << "of the processor, with sanitizers; half a second is usual";
}

}  // namespace
}  // namespace dais::tests
