// Opening a database file: everything that can be wrong with it is found here, and said in words.
//
// Promises: a connection it gives is ours, sound as far as a look at the file tells, of this program's schema, in WAL
// mode with full syncing, and whatever it shows is on disk. A file that is refused is left as it was.
#pragma once

#include <memory>
#include <string>

#include "storage/sqlite.h"

namespace dais::storage {

// Files up to this size are checked page by page when opened; larger ones when verified.
inline constexpr std::uintmax_t kCheckedAtOpenBytesMax = 32u << 20;

std::unique_ptr<Connection> open_connection(const std::string& path, const Options& options);

// What one process wrote and could not sync, the next reads from the system's cache as if it were on disk. This makes
// it so: everything in the WAL goes into the database, synced, and the WAL begins anew. False: a reader is in the way.
bool fasten(Connection& connection);

}  // namespace dais::storage
