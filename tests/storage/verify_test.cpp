// Whoever changes the file past the program is found out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/database.h"
#include "tests/storage/sample.h"

namespace dais::tests {
namespace {

using storage::Database;
using testing::HasSubstr;

class Verify : public testing::Test {
protected:
    Verify() { EXPECT_TRUE(Database(directory_.path(), {}).append(samples(1, 40)).committed); }

    std::string problems_after(const std::string& sql) {
        run_sql(directory_.path(), sql);
        Database database(directory_.path(), {});
        return problems(database);
    }

    TempDirectory directory_;
};

TEST_F(Verify, AgreesWithWhatWasWritten) {
    storage::Options options;
    options.read_only = true;
    auto reports = Database(directory_.path(), options).verify_chains();
    ASSERT_EQ(reports.size(), 1u);
    EXPECT_EQ(reports[0].log, "au-2026");
    EXPECT_EQ(reports[0].changes, 40u);
    EXPECT_GT(reports[0].entries, 40u);
    EXPECT_EQ(reports[0].erased, 0u);
    EXPECT_TRUE(reports[0].problems.empty());
}

TEST_F(Verify, FindsATamperedBody) {
    EXPECT_EQ(problems_after("UPDATE entry SET removed = 0, id = 's9', body = x'00' WHERE seq = 7 AND n = 0"),
              "log au-2026, change 7, entry 0 (s9): the body does not agree with its hash\n"
              "log au-2026, change 7: the chain does not agree with what is stored\n");
    EXPECT_THAT(problems_after("UPDATE entry SET body = x'FF' WHERE seq = 8 AND n = 0 AND removed = 0"),
                HasSubstr("change 8, entry 0"));
}

TEST_F(Verify, FindsARemovedEntry) {
    EXPECT_THAT(problems_after("DELETE FROM entry WHERE seq = 9 AND n = 0"), HasSubstr("change 9: the chain"));
}

TEST_F(Verify, FindsARemovedChange) {
    std::string found = problems_after("DELETE FROM change WHERE seq = 12");
    EXPECT_THAT(found, HasSubstr("change 13: it follows change 11, some are missing"));
    EXPECT_THAT(found, HasSubstr("change 12: it is missing, its entries are not"));
}

TEST_F(Verify, FindsSwappedChanges) {
    std::string found = problems_after(
        "UPDATE change SET seq = 999 WHERE seq = 20; UPDATE change SET seq = 20 WHERE seq = 21;"
        "UPDATE change SET seq = 21 WHERE seq = 999; UPDATE entry SET seq = 999 WHERE seq = 20;"
        "UPDATE entry SET seq = 20 WHERE seq = 21; UPDATE entry SET seq = 21 WHERE seq = 999");
    EXPECT_THAT(found, HasSubstr("change 20: the chain does not agree"));
    EXPECT_THAT(found, HasSubstr("change 21: the chain does not agree"));
}

TEST_F(Verify, FindsAnyChangedField) {
    for (const char* set : {"change SET actor = 'Somebody'", "change SET login = 'key:x'", "change SET at_ms = 1",
                            "change SET command_id = 'x'", "change SET made = 'x'", "change SET shown = 0",
                            "change SET body_digest = zeroblob(32)", "change SET chain = zeroblob(32)",
                            "entry SET owner = 'x'", "entry SET audiences = 2", "entry SET kind = 3",
                            "entry SET removed = 1 - removed", "entry SET hash = zeroblob(32)",
                            "entry SET salt = zeroblob(16)", "entry SET id = 'x'", "entry SET salt = NULL"}) {
        TempDirectory directory;
        EXPECT_TRUE(Database(directory.path(), {}).append(samples(1, 40)).committed);
        run_sql(directory.path(), std::string("UPDATE ") + set + " WHERE seq = 17");
        Database database(directory.path(), {});
        EXPECT_THAT(problems(database), HasSubstr("change 17")) << set;
    }
}

TEST_F(Verify, AnErasedEntryStillAgreesAndIsCounted) {
    run_sql(directory_.path(),
            "UPDATE entry SET body = NULL, salt = NULL WHERE removed = 0 AND seq IN (3, 4) AND n = 0");
    Database database(directory_.path(), {});
    auto reports = database.verify_chains();
    ASSERT_EQ(reports.size(), 1u);
    EXPECT_TRUE(reports[0].problems.empty());
    EXPECT_GT(reports[0].erased, 0u);
    std::uint64_t erased = 0;
    database.changes("au-2026", 0, [&](const storage::StoredChange& stored) {
        if (!stored.erased) return true;
        ++erased;
        EXPECT_TRUE(stored.change.entries(0).has_put()) << "an erased record is not a removed one";
        EXPECT_EQ(stored.change.entries(0).put(), "");
        return true;
    });
    EXPECT_EQ(erased, reports[0].erased);
    EXPECT_TRUE(database.append(samples(41, 1)).committed);
}

TEST_F(Verify, FindsACutTailByItsCheckpoint) {
    EXPECT_TRUE(Database(directory_.path(), {}).put_checkpoint("au-2026", {40, "state"}));
    EXPECT_THAT(problems_after("DELETE FROM entry WHERE seq = 40; DELETE FROM change WHERE seq = 40"),
                HasSubstr("change 39: the log ends here, but there is a checkpoint of change 40"));
}

TEST_F(Verify, FindsATextUnderAShortHashAndRowsWithoutTheirLog) {
    std::string found = problems_after(
        "UPDATE text SET hash = x'0102' WHERE rowid = 1;"
        "INSERT INTO checkpoint VALUES (77, 1, x'')");
    EXPECT_THAT(found, HasSubstr("text 0102: its hash is not 32 bytes long"));
    EXPECT_THAT(found, HasSubstr("the file: a row of checkpoint belongs to a row of log that is missing"));
}

}  // namespace
}  // namespace dais::tests
