#include "storage/database.h"

#include "storage/changes.h"
#include "storage/file.h"
#include "storage/packed.h"

namespace dais::storage {

Database::Database(const std::string& path, const Options& options) : file_(std::make_unique<File>(path, options)) {}
Database::~Database() = default;

std::vector<LogInfo> Database::logs() { return file_->logs(); }
Appended Database::append(const std::vector<Append>& group) { return file_->append(group); }
Erased Database::erase(const Erasure& erasure) { return file_->erase(erasure); }
std::int64_t Database::outside_version() { return file_->outside_version(); }

void Database::changes(std::string_view log, std::uint64_t after,
                       const std::function<bool(const StoredChange&)>& each) {
    read_rows(file_->connection(), file_->log_id(log), after,
              [&](const ChangeRow& row) { return each(to_stored_change(row)); });
}

std::optional<StoredCheckpoint> Database::checkpoint(std::string_view log, std::uint64_t at_most) {
    Statement statement(file_->connection(),
                        "SELECT seq, body FROM checkpoint WHERE log = ? AND seq <= ? ORDER BY seq DESC LIMIT 1");
    if (!statement.number(1, file_->log_id(log)).number(2, number_of(at_most)).step()) return std::nullopt;
    return StoredCheckpoint{static_cast<std::uint64_t>(statement.number(0)), unpacked(statement.bytes(1))};
}

bool Database::put_checkpoint(std::string_view log, const StoredCheckpoint& checkpoint) {
    const std::string body = packed(checkpoint.body);
    try {
        file_->write([&] {
            Statement statement(file_->connection(),
                                "INSERT INTO checkpoint (log, seq, body) VALUES (?, ?, ?) "
                                "ON CONFLICT (log, seq) DO UPDATE SET body = excluded.body");
            statement.number(1, file_->log_id(log)).number(2, static_cast<std::int64_t>(checkpoint.seq));
            statement.blob(3, body).run();
        });
        return true;
    } catch (const SqlError&) {
        return false;
    }
}

std::optional<std::string> Database::text(std::string_view log, std::string_view hash) {
    Statement statement(file_->connection(), "SELECT body FROM text WHERE log = ? AND hash = ? AND body IS NOT NULL");
    if (!statement.number(1, file_->log_id(log)).blob(2, hash).step()) return std::nullopt;
    return statement.bytes(0);
}

bool Database::text_was_erased(std::string_view log, std::string_view hash) {
    Statement statement(file_->connection(), "SELECT 1 FROM text WHERE log = ? AND hash = ? AND body IS NULL");
    return statement.number(1, file_->log_id(log)).blob(2, hash).step();
}

}  // namespace dais::storage
