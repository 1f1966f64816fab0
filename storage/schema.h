// The tables, and how a file of an older release becomes one of this release.
//
// Promises: every release opens the files of all releases before it; a migration is in whole or not at all; a file
// that is not ours, or newer than we are, is left untouched (Fault). Migrations are only ever added, never changed.
#pragma once

#include <cstdint>
#include <span>

#include "storage/sqlite.h"

namespace dais::storage {

inline constexpr std::int32_t kApplicationId = 0x44616973;  // "Dais"

// Migration n takes a file from version n to n + 1; version 0 is an empty file.
using Migration = const char*;
std::span<const Migration> migrations();

// Throws Fault if the file is another program's or newer than `known`. Writes nothing. Gives the file's version.
std::int64_t check_schema(Connection& connection, std::span<const Migration> known = migrations());

// Brings the file to the newest version in one transaction.
void migrate(Connection& connection, std::span<const Migration> known = migrations());

// Commits a transaction that changes nothing that anybody reads.
void commit_nothing(Connection& connection);

}  // namespace dais::storage
