// Each file that cannot be opened is refused in words that name it and say what to do.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "storage/database.h"
#include "tests/storage/faulty_vfs.h"
#include "tests/storage/sample.h"

namespace dais::tests {
namespace {

using storage::Database;
using storage::Options;
using testing::AllOf;
using testing::HasSubstr;

// Rights mean nothing to root: for a while, this thread does without what makes it so (capabilities(7)). Another user
// would not do: who is nobody may not even reach where the tests run.
class AsAnybody {
public:
    AsAnybody() {
        call(SYS_capget, held_);
        auto less = held_;
        less[0].effective &= ~(1U << CAP_DAC_OVERRIDE | 1U << CAP_DAC_READ_SEARCH | 1U << CAP_FOWNER);
        call(SYS_capset, less);
    }
    AsAnybody(const AsAnybody&) = delete;
    AsAnybody& operator=(const AsAnybody&) = delete;
    ~AsAnybody() { call(SYS_capset, held_); }

private:
    using Capabilities = std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;
    static void call(long number, Capabilities& capabilities) {
        __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
        if (syscall(number, &header, capabilities.data()) != 0) std::abort();
    }
    Capabilities held_{};
};

std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

class Opening : public testing::Test {
protected:
    void make(std::size_t changes = 40) { ASSERT_TRUE(Database(path_, {}).append(samples(1, changes)).committed); }

    TempDirectory directory_;
    std::string path_ = directory_.path();
};

TEST_F(Opening, AMissingFileOrDirectory) {
    Options options;
    options.create = false;
    EXPECT_THAT(fault_when_opening(path_, options), AllOf(HasSubstr(path_), HasSubstr("no such file")));
    EXPECT_THAT(fault_when_opening(directory_.path("missing/summit.db")),
                AllOf(HasSubstr("missing does not exist"), HasSubstr("make it")));
    EXPECT_THAT(fault_when_opening(directory_.path("")), HasSubstr("this is a directory"));
    EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(Opening, AFileThatIsNoDatabaseIsLeftAlone) {
    std::ofstream(path_) << std::string(5000, 'x');
    EXPECT_THAT(fault_when_opening(path_), AllOf(HasSubstr(path_), HasSubstr("not a Dais database")));
    EXPECT_EQ(contents(path_), std::string(5000, 'x'));
}

TEST_F(Opening, AnotherProgramsDatabaseIsLeftAlone) {
    run_sql(path_, "CREATE TABLE bookmark (url TEXT)");
    std::string before = contents(path_);
    EXPECT_THAT(fault_when_opening(path_), AllOf(HasSubstr(path_), HasSubstr("belongs to another program")));
    EXPECT_EQ(contents(path_), before);
    run_sql(path_, "PRAGMA application_id = 77");
    EXPECT_THAT(fault_when_opening(path_), HasSubstr("belongs to another program"));
}

TEST_F(Opening, ADatabaseOfANewerDais) {
    make();
    run_sql(path_, "PRAGMA user_version = 9");
    EXPECT_THAT(fault_when_opening(path_),
                AllOf(HasSubstr(path_), HasSubstr("written by a newer Dais (schema 9, this program knows 2); use that "
                                                  "program or restore a backup")));
}

TEST_F(Opening, ADamagedBeginning) {
    make();
    std::fstream(path_, std::ios::in | std::ios::out | std::ios::binary).write(std::string(100, '\x5a').data(), 100);
    EXPECT_THAT(fault_when_opening(path_), AllOf(HasSubstr(path_), HasSubstr("its beginning is damaged")));
}

TEST_F(Opening, ATruncatedFile) {
    make();
    std::filesystem::resize_file(path_, std::filesystem::file_size(path_) - 4096);
    EXPECT_THAT(fault_when_opening(path_),
                AllOf(HasSubstr(path_), HasSubstr("damaged"), HasSubstr("restore a backup")));
}

TEST_F(Opening, ADamagedPageInTheMiddle) {
    make();
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    for (auto page = std::filesystem::file_size(path_) / 4096; page > 2; --page) {
        file.seekp(static_cast<std::streamoff>((page - 1) * 4096));
        file.write(std::string(64, '\x5a').data(), 64);
    }
    file.close();
    EXPECT_THAT(fault_when_opening(path_),
                AllOf(HasSubstr(path_), HasSubstr("damaged"), HasSubstr("restore a backup")));
}

TEST_F(Opening, AFileThatCannotBeWrittenCanStillBeRead) {
    make();
    chmod(directory_.path("").c_str(), 0777);
    chmod(path_.c_str(), 0444);
    AsAnybody anybody;
    EXPECT_THAT(fault_when_opening(path_), AllOf(HasSubstr(path_), HasSubstr("cannot be written"), HasSubstr("right")));
    Options options;
    options.read_only = true;
    EXPECT_EQ(fault_when_opening(path_, options), "");
}

TEST_F(Opening, ADirectoryThatCannotBeWritten) {
    make();
    chmod(path_.c_str(), 0666);
    chmod(directory_.path("").c_str(), 0555);
    {
        AsAnybody anybody;
        EXPECT_THAT(fault_when_opening(path_), AllOf(HasSubstr("the directory"), HasSubstr("cannot be written")));
        EXPECT_THAT(fault_when_opening(directory_.path("new.db")), HasSubstr("cannot be written"));
        Options options;
        options.exclusive = true;
        EXPECT_THAT(fault_when_opening(path_, options), AllOf(HasSubstr("lock file"), HasSubstr("right to write")));
        Options reading;
        reading.read_only = true;
        EXPECT_THAT(fault_when_opening(path_, reading), HasSubstr("right"));
    }
    chmod(directory_.path("").c_str(), 0755);
}

TEST_F(Opening, ADirectoryThatCannotBeEntered) {
    make();
    chmod(directory_.path("").c_str(), 0000);
    {
        AsAnybody anybody;
        EXPECT_THAT(fault_when_opening(path_), AllOf(HasSubstr(path_), HasSubstr("cannot be reached")));
    }
    chmod(directory_.path("").c_str(), 0755);
}

TEST_F(Opening, ADatabaseLockedByAnotherProgram) {
    make();
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
    ASSERT_EQ(
        sqlite3_exec(other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT", nullptr, nullptr, nullptr),
        SQLITE_OK);
    Options options;
    options.busy_timeout_ms = 20;
    EXPECT_THAT(fault_when_opening(path_, options), AllOf(HasSubstr(path_), HasSubstr("locked by another program")));
    sqlite3_close(other);
    EXPECT_EQ(fault_when_opening(path_, options), "");
}

TEST_F(Opening, ASecondServer) {
    make();
    Options server;
    server.exclusive = true;
    {
        Database running(path_, server);
        EXPECT_THAT(fault_when_opening(path_, server),
                    AllOf(HasSubstr(path_), HasSubstr("already running"), HasSubstr(std::to_string(getpid()))));
        EXPECT_EQ(fault_when_opening(path_), "") << "others may read, and add keys";
    }
    EXPECT_EQ(fault_when_opening(path_, server), "");
}

TEST_F(Opening, AFullOrFailingDisk) {
    FaultyVfs vfs;
    Options options;
    options.vfs = vfs.name();
    vfs.fail_at(FaultyVfs::kWrite, 2, SQLITE_FULL, FaultyVfs::Manner::half_done, true);
    EXPECT_THAT(fault_when_opening(path_, options),
                AllOf(HasSubstr(path_), HasSubstr("the disk is full; free some space")));
    vfs.fail_at(FaultyVfs::kSync, 1, SQLITE_IOERR, FaultyVfs::Manner::not_done, true);
    EXPECT_THAT(fault_when_opening(path_, options),
                AllOf(HasSubstr("the disk failed: syncing"), HasSubstr("check the disk")));
    vfs.heal();
    EXPECT_EQ(fault_when_opening(path_, options), "");
}

TEST_F(Opening, AnEmptyFileBecomesADatabaseOnlyIfAsked) {
    std::ofstream(path_).flush();
    Options options;
    options.create = false;
    EXPECT_THAT(fault_when_opening(path_, options), HasSubstr("empty"));
    EXPECT_EQ(fault_when_opening(path_), "");
}

TEST_F(Opening, ReadingBesideARunningServerSeesWhatItWrites) {
    Database server(path_, {});
    ASSERT_TRUE(server.append(samples(1, 5)).committed);
    Options options;
    options.read_only = true;
    Database reader(path_, options);
    expect_samples(reader, 5);
    ASSERT_TRUE(server.append(samples(6, 5)).committed);
    expect_samples(reader, 10);
    EXPECT_FALSE(reader.append(samples(11, 1)).committed);
    EXPECT_FALSE(reader.put_checkpoint("au-2026", {10, "x"}));
    EXPECT_TRUE(server.append(samples(11, 1)).committed);
}

}  // namespace
}  // namespace dais::tests
