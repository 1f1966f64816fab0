// Erasing on a disk that fails at each operation in turn, and through a power cut.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <iostream>

#include "tests/storage/erasable_log.h"
#include "tests/storage/faulty_vfs.h"

namespace dais::tests {
namespace {

using storage::Database;
using storage::Erased;
using storage::Fault;
using storage::Options;

struct Breakage {
    std::string name;
    unsigned operations;
    int code;
    FaultyVfs::Manner manner = FaultyVfs::Manner::not_done;
    bool lasting = false;
};

void PrintTo(const Breakage& breakage, std::ostream* out) { *out << breakage.name; }

struct Tally {
    int nothing = 0, erased = 0, clean = 0;
};

// False: the nth operation was not reached.
bool break_once(const std::string& path, const Breakage& breakage, int nth, Tally& tally) {
    FaultyVfs vfs;
    Options options;
    options.vfs = vfs.name();
    options.cache_pages = 10;
    options.wal_pages = 8;
    Database database(path, options);
    vfs.fail_at(breakage.operations, nth, breakage.code, breakage.manner, breakage.lasting);
    bool done = false;
    try {
        const Erased erased = database.erase(kErasure);
        done = true;
        EXPECT_EQ(erased.entries, kPuts);
        EXPECT_EQ(erased.file_clean, erased.remedy.empty());
        EXPECT_TRUE(!erased.file_clean || count_raw(path, kName) == 0);
        ++(erased.file_clean ? tally.clean : tally.erased);
    } catch (const Fault&) {
        ++tally.nothing;
    }
    const bool fired = vfs.fired();
    vfs.heal();
    EXPECT_EQ(problems(database), "");
    EXPECT_EQ(erased_entries(database), done ? kPuts : 0u);
    EXPECT_EQ(database.text("au-2026", bytes32('n')).has_value(), !done);
    EXPECT_EQ(checkpoint_bodies(database, 50).at("5 p2").empty(), done);
    EXPECT_TRUE(database.append(samples(kChanges + 1, 2)).committed);
    const Erased again = database.erase(kErasure);
    EXPECT_EQ(again.entries, done ? 0u : kPuts);
    EXPECT_TRUE(again.file_clean) << again.remedy;
    EXPECT_EQ(count_raw(path, kName), 0u);
    EXPECT_TRUE(database.append(samples(kChanges + 3, 2)).committed);
    EXPECT_EQ(problems(database), "");
    return fired;
}

class EraseOnABrokenDisk : public testing::TestWithParam<Breakage> {};

TEST_P(EraseOnABrokenDisk, ErasesAllOrNothingAndTheLogGoesOn) {
    TempDirectory directory;
    {
        Database database(directory.path("before.db"), {});
        write_log(database);
    }
    run_sql(directory.path("before.db"), kLeaveACopy);  // so that it has to be rewritten
    Tally tally;
    int nth = 1;
    for (bool fired = true; fired; ++nth) {
        SCOPED_TRACE(GetParam().name + ", operation " + std::to_string(nth));
        const std::string path = directory.path(std::to_string(nth) + ".db");
        std::filesystem::copy_file(directory.path("before.db"), path);
        fired = break_once(path, GetParam(), nth, tally);
        std::filesystem::remove(path);
        if (HasFailure()) return;
        ASSERT_LT(nth, 5000);
    }
    std::cout << GetParam().name << ": " << nth - 2 << " operations broken; " << tally.nothing << " erased nothing, "
              << tally.erased << " erased and left bytes, " << tally.clean << " left none\n";
    EXPECT_GT(tally.nothing, 0);
    EXPECT_GT(tally.erased, 0);
}

INSTANTIATE_TEST_SUITE_P(Disk, EraseOnABrokenDisk,
                         testing::Values(Breakage{"TheDiskIsFullForAMoment", FaultyVfs::kWrite, SQLITE_FULL},
                                         Breakage{"TheDiskFillsUp", FaultyVfs::kWrite, SQLITE_FULL,
                                                  FaultyVfs::Manner::half_done, true},
                                         Breakage{"AWriteFails", FaultyVfs::kWrite, SQLITE_IOERR},
                                         Breakage{"ASyncFails", FaultyVfs::kSync, SQLITE_IOERR},
                                         Breakage{"AReadFails", FaultyVfs::kRead, SQLITE_IOERR}),
                         [](const auto& parameter) { return parameter.param.name; });

TEST(EraseOnDisk, APowerCutBringsNothingBack) {
    TempDirectory directory;
    for (const bool rewritten : {false, true}) {
        const std::string path = directory.path(rewritten ? "rewritten.db" : "plain.db");
        {
            Database database(path, {});
            write_log(database);
        }
        if (rewritten) run_sql(path, kLeaveACopy);
        FaultyVfs vfs;
        Options options;
        options.vfs = vfs.name();
        {
            Database database(path, options);
            ASSERT_TRUE(database.append(samples(kChanges + 1, 1)).committed);
            ASSERT_TRUE(database.erase(kErasure).file_clean);
            vfs.cut_power();
        }
        EXPECT_EQ(count_raw(path, kName), 0u);
        Database database(path, {});
        EXPECT_EQ(erased_entries(database), kPuts);
        EXPECT_EQ(problems(database), "");
    }
}

}  // namespace
}  // namespace dais::tests
