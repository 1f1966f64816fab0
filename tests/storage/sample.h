// Databases for tests: a directory of one's own, and Changes that can be made again from their number alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/database.h"

namespace dais::tests {

class TempDirectory {
public:
    TempDirectory();
    ~TempDirectory();
    TempDirectory(const TempDirectory&) = delete;
    TempDirectory& operator=(const TempDirectory&) = delete;

    std::string path(const std::string& name = "summit.db") const { return path_ + "/" + name; }

private:
    std::string path_;
};

std::string bytes32(char fill);

// Change `seq` of a log: the same whenever asked. Change 1 makes the log.
storage::Append sample(std::uint64_t seq, const std::string& log = "au-2026");
std::vector<storage::Append> samples(std::uint64_t first, std::size_t count, const std::string& log = "au-2026");

// Every Change of the log is sample(1), sample(2) … to `last`, and the chains agree. Reports through GoogleTest.
void expect_samples(storage::Database& database, std::uint64_t last, const std::string& log = "au-2026");

// Runs SQL on a file past the Database, as somebody with the sqlite3 program would.
void run_sql(const std::string& path, const std::string& sql);

std::uint64_t head_of(storage::Database& database, const std::string& log = "au-2026");

// What the Fault says that opening throws; empty if there is none.
std::string fault_when_opening(const std::string& path, const storage::Options& options = {});

// Every problem found, a line each.
std::string problems(storage::Database& database);

}  // namespace dais::tests
