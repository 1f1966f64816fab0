// A message with its fields in columns: the same bytes in another order, in which a programme compresses by a third
// more.
//
// Like values come to lie together: all starts, then all rooms, then all titles, as in the transposed chunks of Riegeli
// (github.com/google/riegeli, doc/riegeli_records_file_format.md), of which this is the smallest part that pays.
//
//   columns = count, size of each column, the columns themselves; all numbers are varints
//
// There is a message, or a field of it, at each path of field numbers. In the order in which the paths first come, each
// has its columns, in which its values follow one another:
//
//   a message    its tags, then 0; a field that is itself a message in columns has the wire type 3
//   a varint     the varint
//   a fixed one  its 4 or 8 bytes
//   a string     two columns: its length as a varint, and its bytes
//
// Pure; clients share it with the server.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "dais/v1/live.pb.h"

namespace dais::summit {

// Loses nothing: what is no canonical message of a known kind stays a string within.
std::string to_columns(const v1::ServerMessage& message);

// The bytes of the message again; nothing if they are no columns, or would be more than bytes_max.
std::optional<std::string> from_columns(std::string_view columns, std::size_t bytes_max);

}  // namespace dais::summit
