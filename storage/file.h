// What a Database is inside: the connection, and where we believe each log to stand.
//
// Promises: after a Fault about what is on disk it refuses everything, so that nobody goes on from a guess.
// Same thread as its Database.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/lock.h"
#include "storage/sqlite.h"

namespace dais::storage {

class Traces;

// Where a log stands. id 0: it does not exist.
struct LogHead {
    std::int64_t id = 0;
    std::uint64_t seq = 0;
    std::string chain;

    bool operator==(const LogHead&) const = default;
};
using LogHeads = std::map<std::string, LogHead, std::less<>>;

LogHead read_head(Connection& connection, std::string_view slug);

class Database::File {
public:
    File(const std::string& path, const Options& options);

    // The open connection; opens it again if it had to be given up. Throws Fault.
    Connection& connection();
    std::int64_t log_id(std::string_view slug);

    std::vector<LogInfo> logs();
    Appended append(const std::vector<Append>& group);
    Erased erase(const Erasure& erasure);
    // Makes a small change in a transaction of its own.
    template <typename Changes>
    void write(Changes&& changes) {
        Transaction transaction(connection(), Transaction::Kind::writing);
        changes();
        transaction.commit();
    }
    std::int64_t outside_version();

private:
    // What became of a COMMIT that failed.
    enum class Outcome { out, in, unknown };

    void write_group(const std::vector<Append>& group, LogHeads& heads, std::vector<std::string>& chains);
    LogHead make_log(const Append& append);
    Outcome settle(const LogHeads& before, const LogHeads& after, const SqlError& failure);
    Outcome compare_and_fasten(const LogHeads& before, const LogHeads& after, const SqlError& failure);
    void give_up_connection();
    std::string clean(const Traces& traces);

    std::string path_;
    Options options_;
    std::unique_ptr<ServerLock> lock_;
    std::unique_ptr<Connection> connection_;
    LogHeads heads_;
    std::int64_t reopened_ = 0;
    std::string broken_;  // why nothing can be done any more
};

}  // namespace dais::storage
