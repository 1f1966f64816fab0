// What is left after the power was cut, or the process killed, at any moment.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "storage/database.h"
#include "tests/storage/faulty_vfs.h"
#include "tests/storage/sample.h"

namespace dais::tests {
namespace {

using storage::Appended;
using storage::Database;
using storage::Fault;
using storage::Options;
using Survives = FaultyVfs::Survives;

constexpr std::uint64_t kChanges = 200;

struct Ran {
    std::uint64_t acknowledged = 0;
    std::uint64_t in_flight = 0;  // last Change of the group that nobody answered; else as acknowledged
};

// Appends until all are in or the power is out.
Ran append_all(const std::string& path, FaultyVfs& vfs) {
    Ran ran;
    try {
        Options options;
        options.vfs = vfs.name();
        options.cache_pages = 10;
        options.wal_pages = 8;
        Database database(path, options);
        std::mt19937 random(7);
        while (ran.acknowledged < kChanges) {
            std::uint64_t count = std::min<std::uint64_t>(1 + random() % 7, kChanges - ran.acknowledged);
            ran.in_flight = ran.acknowledged + count;
            Appended appended = database.append(samples(ran.acknowledged + 1, count));
            ran.in_flight = ran.acknowledged;
            if (!appended.committed) break;
            ran.in_flight = ran.acknowledged += count;
        }
    } catch (const Fault&) {
    }
    return ran;
}

void expect_whole(const std::string& path, const Ran& ran) {
    Database database(path, {});
    std::uint64_t head = head_of(database);
    EXPECT_TRUE(head == ran.acknowledged || head == ran.in_flight)
        << head << " is neither " << ran.acknowledged << " nor " << ran.in_flight;
    expect_samples(database, head);
    EXPECT_TRUE(database.append(samples(head + 1, 3)).committed);
    expect_samples(database, head + 3);
}

void cut_everywhere(Survives survives) {
    int syncs = 0;
    {
        TempDirectory directory;
        FaultyVfs vfs;
        ASSERT_EQ(append_all(directory.path(), vfs).acknowledged, kChanges);
        syncs = vfs.syncs();
    }
    ASSERT_GT(syncs, 60);
    int in_although_unanswered = 0;
    for (int at = 1; at <= syncs; ++at) {
        SCOPED_TRACE("power cut at sync " + std::to_string(at) + " of " + std::to_string(syncs));
        TempDirectory directory;
        Ran ran;
        {
            FaultyVfs vfs;
            vfs.cut_power_at_sync(at, survives, static_cast<std::uint32_t>(at));
            ran = append_all(directory.path(), vfs);
            EXPECT_TRUE(vfs.power_is_out());
        }
        expect_whole(directory.path(), ran);
        if (testing::Test::HasFailure()) return;
        in_although_unanswered += ran.in_flight != ran.acknowledged;
    }
    testing::Test::RecordProperty("syncs", syncs);
    testing::Test::RecordProperty("cut_within_a_group", in_although_unanswered);
}

TEST(PowerCut, LosesNothingAcknowledgedWhenNothingUnsyncedSurvives) { cut_everywhere(Survives::nothing); }
TEST(PowerCut, LosesNothingAcknowledgedWhenSomePagesSurvive) { cut_everywhere(Survives::some); }
TEST(PowerCut, LosesNothingAcknowledgedWhenItComesJustAfterASync) { cut_everywhere(Survives::all); }

// Appends groups from where the log stands, and tells each last seq after it was acknowledged.
[[noreturn]] void append_until_killed(const std::string& path, int pipe) {
    Database database(path, {});
    std::uint64_t seq = head_of(database);
    for (;;) {
        std::size_t count = 1 + seq % 4;
        if (!database.append(samples(seq + 1, count)).committed) _exit(1);
        seq += count;
        if (write(pipe, &seq, sizeof seq) != sizeof seq) _exit(2);
    }
}

TEST(Kill, LosesNothingAcknowledged) {
    TempDirectory directory;
    std::mt19937 random(11);
    std::uint64_t acknowledged = 0;
    for (int round = 0; round < 20; ++round) {
        SCOPED_TRACE("kill " + std::to_string(round + 1));
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        pid_t child = fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            close(ends[0]);
            append_until_killed(directory.path(), ends[1]);
        }
        close(ends[1]);
        usleep(static_cast<useconds_t>(3'000 + random() % 40'000));
        kill(child, SIGKILL);
        for (std::uint64_t told = 0; read(ends[0], &told, sizeof told) == sizeof told;) acknowledged = told;
        close(ends[0]);
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
        Database database(directory.path(), {});
        std::uint64_t head = head_of(database);
        EXPECT_TRUE(head == acknowledged || head == acknowledged + 1 + acknowledged % 4)
            << head << ", " << acknowledged;
        EXPECT_EQ(problems(database), "");
        acknowledged = head;
    }
    Database database(directory.path(), {});
    expect_samples(database, acknowledged);
    EXPECT_GT(acknowledged, 20u);
    RecordProperty("changes", static_cast<int>(acknowledged));
}

}  // namespace
}  // namespace dais::tests
