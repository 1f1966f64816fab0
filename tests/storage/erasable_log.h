// A log that holds something of two persons, for tests of its erasing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "storage/database.h"
#include "tests/storage/sample.h"

namespace dais::tests {

inline const std::string kName = "Amara Okonjo-Ñandú";
inline const std::string kOffice = "Keeper of the Lighthouses";  // of somebody whose name is not said
inline constexpr std::uint64_t kChanges = 60;
inline constexpr std::uint64_t kPuts = 4;  // entries that hold the name or the office

inline const storage::Erasure kErasure{"au-2026", kChanges + 1, {{v1::KIND_PERSON, "p2"}}, {kName}};

std::string person(const std::string& name, const std::string& office = "");
void put(storage::Append& append, v1::Kind kind, const std::string& id, const std::string& body);

// Samples, and among them two persons: one is put twice and removed, a session has a note about them, a text tells of
// them; the other is put once.
std::vector<storage::Append> a_log();
// Of every record that the log's Changes up to a seq put, the last entry.
std::string checkpoint_of(const std::vector<storage::Append>& group, std::uint64_t up_to);
// The log, with checkpoints at 30 and 50.
void write_log(storage::Database& database);

// How often the bytes are in the database file and its write-ahead log.
std::size_t count_raw(const std::string& path, const std::string& bytes);
std::uint64_t erased_entries(storage::Database& database);
// By kind and id.
std::map<std::string, std::string> checkpoint_bodies(storage::Database& database, std::uint64_t seq);

// As if by a program that does not overwrite what it frees.
inline constexpr const char* kLeaveACopy =
    "PRAGMA secure_delete = OFF; CREATE TABLE copy AS SELECT * FROM entry; DROP TABLE copy;"
    "CREATE TABLE copy AS SELECT * FROM checkpoint; DROP TABLE copy";

}  // namespace dais::tests
