// A database of each release opens in the next.
#include "storage/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/storage/sample.h"

namespace dais::tests {
namespace {

using storage::Connection;
using storage::Database;
using storage::Fault;
using storage::Migration;

// As the first release wrote it: one log of two Changes, a removal among their entries, a checkpoint, a text and a key.
// Never to be changed.
constexpr const char* kVersion1File = R"sql(
    PRAGMA journal_mode = WAL;
    BEGIN;
    CREATE TABLE log (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, secret BLOB NOT NULL) STRICT;
    CREATE TABLE change (log INTEGER NOT NULL REFERENCES log (id), seq INTEGER NOT NULL, chain BLOB NOT NULL,
        at_ms INTEGER NOT NULL, actor TEXT NOT NULL, login TEXT NOT NULL, role INTEGER NOT NULL,
        command_id TEXT NOT NULL, body_digest BLOB NOT NULL, made TEXT NOT NULL, shown INTEGER NOT NULL,
        PRIMARY KEY (log, seq)) STRICT, WITHOUT ROWID;
    CREATE TABLE entry (log INTEGER NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL, kind INTEGER NOT NULL,
        id TEXT NOT NULL, owner TEXT NOT NULL, audiences INTEGER NOT NULL, removed INTEGER NOT NULL, salt BLOB,
        hash BLOB NOT NULL, body BLOB, PRIMARY KEY (log, seq, n),
        FOREIGN KEY (log, seq) REFERENCES change (log, seq)) STRICT;
    CREATE INDEX entry_history ON entry (log, kind, id, seq);
    CREATE TABLE checkpoint (log INTEGER NOT NULL REFERENCES log (id), seq INTEGER NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (log, seq)) STRICT;
    CREATE TABLE text (log INTEGER NOT NULL REFERENCES log (id), hash BLOB NOT NULL, body BLOB,
        PRIMARY KEY (log, hash)) STRICT;
    CREATE TABLE access_key (name TEXT NOT NULL PRIMARY KEY, hash BLOB NOT NULL UNIQUE, actor_name TEXT NOT NULL,
        role INTEGER NOT NULL, revoked INTEGER NOT NULL, made_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    PRAGMA application_id = 1147234675;
    PRAGMA user_version = 1;
    INSERT INTO log VALUES (1, 'au-2026', zeroblob(32));
    INSERT INTO change VALUES (1, 1, x'b60e56ce192e60344e0eab08bc558c19e545e79070e879c641792421de605b04',
                               1790000000001, 'Ms Diallo', 'key:desk', 1, 'c1', zeroblob(32), 's1', 66),
                              (1, 2, x'039bf0023eecc0994cf6e6ffac8f1150f14b04cef4336947acb3f899e4e1073b',
                               1790000000002, 'Ms Diallo', 'key:desk', 1, 'c2', zeroblob(32), '', 66);
    INSERT INTO entry VALUES (1, 1, 0, 6, 's1', '', 66, 0, zeroblob(16),
                              x'b1240c8d5f7b1b08de1a4ed2b3e3b4cc320208e7500863777f7f3151598aa648', x'0a027331'),
                             (1, 2, 0, 6, 's1', '', 66, 1, zeroblob(16),
                              x'11c55f3972f9ef50c6101972f4115c66d16ba995eaf52823a3c46598338dfa1a', NULL);
    INSERT INTO checkpoint VALUES (1, 1, x'0801');
    INSERT INTO text VALUES (1, zeroblob(32), x'74657874');
    INSERT INTO access_key VALUES ('desk', zeroblob(32), 'Ms Diallo', 1, 0, 1790000000000);
    COMMIT;
)sql";

TEST(Schema, TheFirstReleasesFileOpensAndAgrees) {
    TempDirectory directory;
    run_sql(directory.path(), kVersion1File);
    Database database(directory.path(), {});
    EXPECT_EQ(problems(database), "");
    ASSERT_EQ(database.logs().size(), 1u);
    EXPECT_EQ(database.logs()[0].seq, 2u);
    std::vector<v1::Change> changes;
    database.changes("au-2026", 0, [&](const storage::StoredChange& stored) {
        changes.push_back(stored.change);
        return true;
    });
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_EQ(changes[0].entries(0).put(), "\n\2s1");
    EXPECT_FALSE(changes[1].entries(0).has_put());
    EXPECT_EQ(changes[1].actor().role(), v1::ROLE_ORGANISER);
    EXPECT_EQ(database.checkpoint("au-2026", 2)->seq, 1u);
    EXPECT_EQ(database.text("au-2026", std::string(32, '\0')), "text");
    ASSERT_EQ(database.keys().size(), 1u);
    EXPECT_TRUE(database.append(samples(3, 2)).committed);
    EXPECT_EQ(problems(database), "");
}

class Migrations : public testing::Test {
protected:
    Migrations() { EXPECT_TRUE(Database(directory_.path(), {}).append(samples(1, 5)).committed); }

    Connection open() { return Connection(directory_.path(), SQLITE_OPEN_READWRITE, nullptr); }

    // Those that there are, and steps that are not there yet.
    static std::vector<Migration> with(std::vector<Migration> more) {
        const auto there = storage::migrations();
        more.insert(more.begin(), there.begin(), there.end());
        return more;
    }

    TempDirectory directory_;
    const std::int64_t newest_ = static_cast<std::int64_t>(storage::migrations().size());
};

TEST_F(Migrations, EachStepIsTakenOnce) {
    const auto known = with({"ALTER TABLE log ADD COLUMN kind INTEGER NOT NULL DEFAULT 7",
                             "CREATE TABLE later (at_ms INTEGER) STRICT; INSERT INTO later VALUES (42)"});
    for (int round = 0; round < 2; ++round) {
        Connection connection = open();
        storage::migrate(connection, known);
        EXPECT_EQ(connection.number("PRAGMA user_version"), newest_ + 2);
        EXPECT_EQ(connection.number("SELECT kind FROM log"), 7);
        EXPECT_EQ(connection.number("SELECT sum(at_ms) FROM later"), 42);
        EXPECT_EQ(connection.number("SELECT count(*) FROM change"), 5);
    }
    EXPECT_THAT(fault_when_opening(directory_.path()),
                testing::HasSubstr("newer Dais (schema " + std::to_string(newest_ + 2)));
}

TEST_F(Migrations, AStepThatFailsLeavesTheFileAsItWas) {
    const auto known = with(
        {"CREATE TABLE later (at_ms INTEGER) STRICT", "INSERT INTO later VALUES (1); INSERT INTO nowhere VALUES (1)"});
    {
        Connection connection = open();
        EXPECT_THROW(storage::migrate(connection, known), Fault);
        EXPECT_EQ(connection.number("PRAGMA user_version"), newest_);
        EXPECT_EQ(connection.number("SELECT count(*) FROM sqlite_schema WHERE name = 'later'"), 0);
    }
    Database database(directory_.path(), {});
    expect_samples(database, 5);
}

}  // namespace
}  // namespace dais::tests
