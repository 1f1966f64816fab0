// Reading back parts of Changes: their heads alone, and the entries of one record or of many Changes at once.
#include <unordered_set>

#include "storage/audiences.h"
#include "storage/changes.h"
#include "storage/file.h"

namespace dais::storage {
namespace {

// Columns: seq, kind, id, owner, audiences, removed, body.
StoredEntry stored_entry(const Statement& row) {
    StoredEntry stored;
    stored.seq = static_cast<std::uint64_t>(row.number(0));
    stored.entry.set_kind(static_cast<v1::Kind>(row.number(1)));
    stored.entry.set_id(row.bytes(2));
    stored.entry.set_owner(row.bytes(3));
    put_audiences(static_cast<std::uint32_t>(row.number(4)), &stored.entry);
    if (row.number(5) == 0) stored.entry.set_put(row.bytes(6));
    return stored;
}

}  // namespace

void Database::commands(std::string_view log, const std::function<void(StoredCommand&&)>& each) {
    Statement row(file_->connection(),
                  "SELECT seq, shown, login, command_id, body_digest, made FROM change WHERE log = ? ORDER BY seq");
    row.number(1, file_->log_id(log));
    while (row.step()) {
        each({static_cast<std::uint64_t>(row.number(0)), static_cast<std::uint32_t>(row.number(1)), row.bytes(2),
              row.bytes(3), row.bytes(4), row.bytes(5)});
    }
}

void Database::moments(std::string_view log, std::uint64_t after, const std::function<void(const Moment&)>& each) {
    Statement row(file_->connection(), "SELECT seq, at_ms, shown FROM change WHERE log = ? AND seq > ? ORDER BY seq");
    row.number(1, file_->log_id(log)).number(2, number_of(after));
    while (row.step()) {
        each({static_cast<std::uint64_t>(row.number(0)), row.number(1), static_cast<std::uint32_t>(row.number(2))});
    }
}

void Database::heads(std::string_view log, std::uint64_t after, std::uint64_t up_to,
                     const std::function<void(const StoredChange&)>& each) {
    Statement row(file_->connection(),
                  "SELECT seq, chain, at_ms, actor, login, role, command_id, body_digest, made, shown "
                  "FROM change WHERE log = ? AND seq > ? AND seq <= ? ORDER BY seq");
    row.number(1, file_->log_id(log)).number(2, number_of(after)).number(3, number_of(up_to));
    while (row.step()) each(to_stored_change(change_row(row)));
}

void Database::latest_entries(std::string_view log, std::uint64_t after, std::uint64_t up_to,
                              const std::function<void(StoredEntry&&)>& each) {
    Statement row(file_->connection(),
                  "SELECT seq, kind, id, owner, audiences, removed, body FROM entry "
                  "WHERE log = ? AND seq > ? AND seq <= ? ORDER BY seq DESC, n DESC");
    row.number(1, file_->log_id(log)).number(2, number_of(after)).number(3, number_of(up_to));
    std::unordered_set<std::string> seen;
    while (row.step()) {
        if (seen.insert(std::to_string(row.number(1)) + ' ' + row.bytes(2)).second) each(stored_entry(row));
    }
}

void Database::record_entries(std::string_view log, v1::Kind kind, std::string_view id, std::uint64_t before,
                              const std::function<bool(StoredEntry&&)>& each) {
    Statement row(file_->connection(),
                  "SELECT seq, kind, id, owner, audiences, removed, body FROM entry "
                  "WHERE log = ? AND kind = ? AND id = ? AND seq < ? ORDER BY seq DESC");
    row.number(1, file_->log_id(log)).number(2, kind).text(3, id).number(4, number_of(before));
    while (row.step() && each(stored_entry(row))) continue;
}

std::vector<std::string> Database::ids_with_prefix(std::string_view log, v1::Kind kind, std::string_view prefix) {
    std::string end(prefix);
    if (end.empty()) throw std::logic_error("ids are looked for by their beginning, which is empty");
    ++end.back();
    Statement row(file_->connection(),
                  "SELECT DISTINCT id FROM entry WHERE log = ? AND kind = ? AND id >= ? AND id < ?");
    row.number(1, file_->log_id(log)).number(2, kind).text(3, prefix).text(4, end);
    std::vector<std::string> ids;
    while (row.step()) ids.push_back(row.bytes(0));
    return ids;
}

}  // namespace dais::storage
