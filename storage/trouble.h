// SQLite's result codes in words an operator can act on.
//
// Promises: every text names the file, the trouble and a remedy. Stateless; any thread that owns the connection.
#pragma once

#include <string>

#include "storage/sqlite.h"

namespace dais::storage {

SqlError trouble(const std::string& path, int code, sqlite3* handle);

}  // namespace dais::storage
