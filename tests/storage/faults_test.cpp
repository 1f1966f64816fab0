// A disk that fails at each operation in turn: the answer, the file and what is there after a power cut must agree.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>

#include "storage/database.h"
#include "tests/storage/faulty_vfs.h"
#include "tests/storage/sample.h"

namespace dais::tests {
namespace {

using storage::Appended;
using storage::Database;
using storage::Fault;
using storage::Options;
using Manner = FaultyVfs::Manner;

constexpr std::uint64_t kBefore = 5;
constexpr std::size_t kGroup = 50;

struct Breakage {
    std::string name;
    unsigned operations;
    int code;
    Manner manner = Manner::not_done;
    bool lasting = false;
    bool lose_pages = false;
};

void PrintTo(const Breakage& breakage, std::ostream* out) { *out << breakage.name; }

struct Tally {
    int committed = 0;
    int refused = 0;
    int faults = 0;
};

// Killed: what was written is there, synced or not, and nobody tidied up.
enum class After { go_on, cut_power, cut_power_and_keep_some, kill };

// The nth operation fails while 50 Changes are appended. False: it was not reached.
bool break_once(const std::string& path, const Breakage& breakage, int nth, After after, Tally& tally) {
    std::uint64_t known = kBefore;
    bool unknown = false;
    bool fired = false;
    {
        FaultyVfs vfs;
        vfs.failed_syncs_lose_pages(breakage.lose_pages);
        Options options;
        options.vfs = vfs.name();
        options.cache_pages = 10;
        options.wal_pages = 8;
        Database database(path, options);
        vfs.fail_at(breakage.operations, nth, breakage.code, breakage.manner, breakage.lasting);
        try {
            Appended appended = database.append(samples(kBefore + 1, kGroup));
            EXPECT_EQ(appended.committed, appended.reason.empty());
            if (appended.committed) known += kGroup;
            ++(appended.committed ? tally.committed : tally.refused);
        } catch (const Fault&) {
            unknown = true;
            ++tally.faults;
        }
        fired = vfs.fired();
        if (after == After::cut_power) {
            vfs.cut_power();
        } else if (after == After::cut_power_and_keep_some) {
            vfs.cut_power(FaultyVfs::Survives::some, static_cast<std::uint32_t>(nth));
        } else if (after == After::kill) {
            vfs.cut_power(FaultyVfs::Survives::all);
        } else {
            vfs.heal();
            if (!unknown) {
                expect_samples(database, known);
                EXPECT_TRUE(database.append(samples(known + 1, 3)).committed);
                expect_samples(database, known += 3);
            }
        }
    }
    Database database(path, {});
    std::uint64_t head = head_of(database);
    if (unknown)
        EXPECT_TRUE(head == kBefore || head == kBefore + kGroup) << head;
    else
        EXPECT_EQ(head, known) << "what was answered is not what is there";
    expect_samples(database, head);
    EXPECT_TRUE(database.append(samples(head + 1, 2)).committed);
    expect_samples(database, head + 2);
    return fired;
}

class Faults : public testing::TestWithParam<Breakage> {};

void break_everywhere(const Breakage& breakage, After after) {
    TempDirectory directory;
    { EXPECT_TRUE(Database(directory.path("before.db"), {}).append(samples(1, kBefore)).committed); }
    Tally tally;
    int nth = 1;
    for (bool fired = true; fired; ++nth) {
        SCOPED_TRACE(breakage.name + ", operation " + std::to_string(nth));
        std::string path = directory.path(std::to_string(nth) + ".db");
        std::filesystem::copy_file(directory.path("before.db"), path);
        fired = break_once(path, breakage, nth, after, tally);
        std::filesystem::remove(path);
        if (testing::Test::HasFailure()) return;
        ASSERT_LT(nth, 2000);
    }
    std::cout << breakage.name << ": " << nth - 2 << " operations broken; " << tally.committed << " committed, "
              << tally.refused << " refused, " << tally.faults << " faults\n";
}

TEST_P(Faults, TheAnswerAndTheFileAgree) { break_everywhere(GetParam(), After::go_on); }
TEST_P(Faults, TheAnswerStaysTrueAfterAPowerCut) { break_everywhere(GetParam(), After::cut_power); }
TEST_P(Faults, TheAnswerStaysTrueAfterAPowerCutThatSomePagesSurvive) {
    break_everywhere(GetParam(), After::cut_power_and_keep_some);
}
TEST_P(Faults, TheAnswerStaysTrueAfterAKill) { break_everywhere(GetParam(), After::kill); }

INSTANTIATE_TEST_SUITE_P(
    Disk, Faults,
    testing::Values(Breakage{"AWriteFails", FaultyVfs::kWrite, SQLITE_IOERR},
                    Breakage{"AWriteIsHalfDone", FaultyVfs::kWrite, SQLITE_IOERR, Manner::half_done},
                    Breakage{"AWriteFailsAlthoughDone", FaultyVfs::kWrite, SQLITE_IOERR, Manner::done},
                    Breakage{"TheDiskIsFullForAMoment", FaultyVfs::kWrite, SQLITE_FULL},
                    Breakage{"TheDiskFillsUp", FaultyVfs::kWrite, SQLITE_FULL, Manner::half_done, true},
                    Breakage{"WritesFailForGood", FaultyVfs::kWrite, SQLITE_IOERR, Manner::not_done, true},
                    Breakage{"ASyncFails", FaultyVfs::kSync, SQLITE_IOERR},
                    Breakage{"ASyncFailsAlthoughDone", FaultyVfs::kSync, SQLITE_IOERR, Manner::done},
                    Breakage{"ASyncFailsAndLosesPages", FaultyVfs::kSync, SQLITE_IOERR, Manner::not_done, false, true},
                    Breakage{"SyncsFailForGoodAndLosePages", FaultyVfs::kSync, SQLITE_IOERR, Manner::not_done, true,
                             true},
                    Breakage{"AReadFails", FaultyVfs::kRead, SQLITE_IOERR},
                    Breakage{"AnythingFails", ~0u, SQLITE_IOERR},
                    Breakage{"EverythingFailsFromThenOn", ~0u, SQLITE_IOERR, Manner::not_done, true, true}),
    [](const auto& parameter) { return parameter.param.name; });

// A statement that stops after so many steps of SQLite's machine, the COMMIT among them.
int steps_left = -1;
int count_down(void*) { return steps_left > 0 && --steps_left == 0; }
int count_steps(sqlite3* handle, const char**, const void*) {
    sqlite3_progress_handler(handle, 1, count_down, nullptr);
    return SQLITE_OK;
}

TEST(Append, AStatementThatStopsInTheMiddleTakesTheWholeGroupBack) {
    TempDirectory directory;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(count_steps));
    {
        Database database(directory.path(), {});
        ASSERT_TRUE(database.append(samples(1, kBefore)).committed);
        bool committed = false;
        int refused = 0;
        for (int steps = 1; !committed; steps += 41, ++refused) {
            steps_left = steps;
            committed = database.append(samples(kBefore + 1, kGroup)).committed;
            steps_left = -1;
            ASSERT_EQ(head_of(database), committed ? kBefore + kGroup : kBefore);
        }
        EXPECT_GT(refused, 50);
        expect_samples(database, kBefore + kGroup);
    }
    sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(count_steps));
}

TEST(Append, AFullDiskLosesNothing) {
    TempDirectory directory;
    FaultyVfs vfs;
    Options options;
    options.vfs = vfs.name();
    Database database(directory.path(), options);
    ASSERT_TRUE(database.append(samples(1, 10)).committed);
    vfs.fail_at(FaultyVfs::kWrite, 3, SQLITE_FULL, Manner::half_done, true);
    for (int round = 0; round < 5; ++round) {
        Appended appended = database.append(samples(11, 4));
        EXPECT_FALSE(appended.committed);
        EXPECT_EQ(appended.reason, "the disk is full");
        EXPECT_FALSE(database.put_checkpoint("au-2026", {10, "state"}));
        expect_samples(database, 10);
    }
    vfs.heal();
    EXPECT_TRUE(database.append(samples(11, 4)).committed);
    expect_samples(database, 14);
}

// What an ended process wrote and did not sync, the next one reads from the system's memory as if it were on disk.
void open_after_an_end_before_the_sync(bool lose_pages) {
    TempDirectory directory;
    FaultyVfs vfs;
    vfs.failed_syncs_lose_pages(lose_pages);
    Options options;
    options.vfs = vfs.name();
    {
        Database database(directory.path(), options);
        ASSERT_TRUE(database.append(samples(1, 10)).committed);
        vfs.end_process_at_sync(1);
        EXPECT_THROW(database.append(samples(11, 4)), Fault);
    }
    vfs.restart();
    {
        Database database(directory.path(), options);
        EXPECT_EQ(head_of(database), 14u);
        vfs.cut_power();
    }
    Database database(directory.path(), {});
    expect_samples(database, 14);
}

TEST(Reopening, WhatIsShownStaysTrueAfterAPowerCut) { open_after_an_end_before_the_sync(false); }
TEST(Reopening, WhatIsShownStaysTrueAfterAPowerCutThoughTheDiskLostPages) { open_after_an_end_before_the_sync(true); }

TEST(Append, ADiskThatCannotSyncIsAFaultAndNothingGoesOn) {
    TempDirectory directory;
    FaultyVfs vfs;
    Options options;
    options.vfs = vfs.name();
    Database database(directory.path(), options);
    ASSERT_TRUE(database.append(samples(1, 10)).committed);
    vfs.fail_at(FaultyVfs::kSync, 1, SQLITE_IOERR, Manner::not_done, true);
    EXPECT_THROW(database.append(samples(11, 4)), Fault);
    vfs.heal();
    EXPECT_THROW(database.append(samples(11, 4)), Fault);
    EXPECT_THROW(database.logs(), Fault);
}

}  // namespace
}  // namespace dais::tests
