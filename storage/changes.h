// Reading Changes back exactly as they were appended.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/sqlite.h"

namespace dais::storage {

// An entry as it lies in the table.
struct EntryRow {
    std::int64_t n = 0;
    std::uint32_t kind = 0;
    std::string id;
    std::string owner;
    std::uint32_t audiences = 0;
    bool removed = false;
    bool has_salt = false;
    std::string salt;
    std::string hash;
    bool has_body = false;
    std::string body;
};

struct ChangeRow {
    std::uint64_t seq = 0;
    std::string chain;
    std::int64_t at_ms = 0;
    std::string actor;
    std::string login;
    std::int64_t role = 0;
    std::string command_id;
    std::string body_digest;
    std::string made;
    std::uint32_t shown = 0;
    std::vector<EntryRow> entries;
};

// Calls for each Change of a log after a seq, in order, until told to stop by false.
void read_rows(Connection& connection, std::int64_t log, std::uint64_t after,
               const std::function<bool(const ChangeRow&)>& each);

// SQLite's numbers are signed: “whatever is newest” may come as the largest unsigned one.
inline std::int64_t number_of(std::uint64_t seq) {
    return seq > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(seq);
}

// The head of a Change from the columns seq, chain, at_ms, actor, login, role, command_id, body_digest, made, shown.
ChangeRow change_row(const Statement& row);

StoredChange to_stored_change(const ChangeRow& row);

}  // namespace dais::storage
