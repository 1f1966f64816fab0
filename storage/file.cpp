#include "storage/file.h"

#include <sodium.h>

#include "storage/chain.h"
#include "storage/open.h"

namespace dais::storage {

LogHead read_head(Connection& connection, std::string_view slug) {
    Statement statement(connection,
                        "SELECT log.id, change.seq, change.chain FROM log LEFT JOIN change ON change.log = log.id "
                        "WHERE log.slug = ? ORDER BY change.seq DESC LIMIT 1");
    if (!statement.text(1, slug).step()) return {0, 0, first_chain()};
    if (statement.is_null(1)) return {statement.number(0), 0, first_chain()};
    return {statement.number(0), static_cast<std::uint64_t>(statement.number(1)), statement.bytes(2)};
}

Database::File::File(const std::string& path, const Options& options) : path_(path), options_(options) {
    if (sodium_init() < 0) throw Fault("libsodium cannot start; this machine gives no random numbers");
    if (options.exclusive && !options.read_only) lock_ = std::make_unique<ServerLock>(path);
    connection_ = open_connection(path_, options_);
    logs();
}

Connection& Database::File::connection() {
    if (!broken_.empty()) throw Fault(broken_);
    if (!connection_) {
        Options again = options_;
        again.create = false;
        connection_ = open_connection(path_, again);
        ++reopened_;
    }
    return *connection_;
}

void Database::File::give_up_connection() { connection_.reset(); }

std::int64_t Database::File::log_id(std::string_view slug) { return read_head(connection(), slug).id; }

std::vector<LogInfo> Database::File::logs() {
    std::vector<LogInfo> logs;
    LogHeads heads;
    Transaction transaction(connection(), Transaction::Kind::reading);
    Statement statement(*connection_, "SELECT slug, secret FROM log ORDER BY id");
    while (statement.step()) {
        std::string slug = statement.bytes(0);
        LogHead head = read_head(*connection_, slug);
        logs.push_back({slug, statement.bytes(1), head.seq, head.chain});
        heads[slug] = head;
    }
    heads_ = std::move(heads);
    return logs;
}

// SQLite counts from anew on a new connection; the sum differs from whatever was given before.
std::int64_t Database::File::outside_version() {
    std::int64_t version = connection().number("PRAGMA data_version");
    return version + (reopened_ << 32);
}

}  // namespace dais::storage
