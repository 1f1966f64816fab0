#include "storage/open.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "storage/schema.h"

namespace dais::storage {
namespace {

namespace fs = std::filesystem;

void check_place(const std::string& path, const Options& options) {
    std::error_code ignored;
    fs::path file(path);
    fs::path directory = file.has_parent_path() ? file.parent_path() : fs::path(".");
    std::error_code closed;
    const bool is_directory = fs::is_directory(file, closed);
    if (closed == std::errc::permission_denied) {
        throw Fault(path + ": the directory " + directory.string() +
                    " cannot be reached; give this user the right to enter it, and those above it");
    }
    if (!fs::is_directory(directory, ignored)) {
        throw Fault(path + ": the directory " + directory.string() + " does not exist; make it, or name another path");
    }
    if (is_directory) throw Fault(path + ": this is a directory; name a file in it");
    if (!fs::exists(file, ignored)) {
        if (options.create && !options.read_only) return;
        throw Fault(path + ": there is no such file; check the path, or start a server once to make it");
    }
    if (fs::file_size(file, ignored) == 0 && (options.read_only || !options.create)) {
        throw Fault(path + ": this file is empty; check the path, or restore a backup");
    }
}

// SQLite itself would say only that it cannot open a file, and not which.
void check_rights(const std::string& path) {
    fs::path directory = fs::path(path).has_parent_path() ? fs::path(path).parent_path() : fs::path(".");
    std::error_code ignored;
    if (fs::exists(path, ignored) && faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0) {
        throw Fault(path + ": the database cannot be written; give this user the right to write it and its directory");
    }
    if (faccessat(AT_FDCWD, directory.c_str(), W_OK | X_OK, AT_EACCESS) != 0) {
        throw Fault(path + ": the directory " + directory.string() +
                    " cannot be written; give this user the right to write it and what is in it");
    }
}

void configure(Connection& connection, const Options& options) {
    connection.run(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
        "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;");
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (options.cache_pages > 0) {
        connection.run(("PRAGMA cache_size = " + std::to_string(options.cache_pages)).c_str());
        connection.run(("PRAGMA cache_spill = " + std::to_string(options.cache_pages)).c_str());
    }
    if (options.read_only) return;
    if (connection.word("PRAGMA journal_mode = WAL") != "wal") {
        throw Fault(connection.path() +
                    ": this file system cannot share memory between programs, which the "
                    "database's write-ahead log needs; put the database on a local disk");
    }
    connection.run("PRAGMA synchronous = FULL");
    if (options.wal_pages > 0) {
        connection.run(("PRAGMA wal_autocheckpoint = " + std::to_string(options.wal_pages)).c_str());
    }
}

void check_version_to_read(Connection& connection) {
    std::int64_t version = check_schema(connection);
    if (version < static_cast<std::int64_t>(migrations().size())) {
        throw Fault(connection.path() + ": written by an older Dais (schema " + std::to_string(version) +
                    "); start this program's server on it once, then it can be read");
    }
}

void check_soundness(Connection& connection) {
    std::int64_t bytes = connection.number("PRAGMA page_count") * connection.number("PRAGMA page_size");
    if (static_cast<std::uintmax_t>(bytes) > kCheckedAtOpenBytesMax) return;
    std::string found = connection.word("PRAGMA quick_check(1)");
    if (found == "ok") return;
    throw Fault(connection.path() + ": the database is damaged (" + found +
                "); restore a backup, and keep this file for examination");
}

void fasten_what_was_left(Connection& connection, const Options& options) {
    std::error_code ignored;
    auto bytes = fs::file_size(connection.path() + "-wal", ignored);
    if (ignored || bytes == 0) return;
    connection.busy_timeout(0);
    try {
        fasten(connection);
    } catch (const SqlError& error) {
        if (!error.busy()) throw;
    }
    connection.busy_timeout(options.busy_timeout_ms);
}

}  // namespace

bool fasten(Connection& connection) {
    bool complete = connection.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
    // Truncating the WAL is not synced, and its old beginning must not come back over newer pages: a new WAL is.
    commit_nothing(connection);
    return complete;
}

std::unique_ptr<Connection> open_connection(const std::string& path, const Options& options) {
    check_place(path, options);
    if (!options.read_only) check_rights(path);
    int flags = options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (options.create && !options.read_only) flags |= SQLITE_OPEN_CREATE;
    auto connection = std::make_unique<Connection>(path, flags, options.vfs);
    connection->busy_timeout(options.busy_timeout_ms);
    check_schema(*connection);
    if (!options.read_only && connection->read_only()) {
        throw Fault(path + ": the database cannot be written; give this user the right to write it and its directory");
    }
    configure(*connection, options);
    if (options.read_only) {
        check_version_to_read(*connection);
    } else {
        migrate(*connection);
        fasten_what_was_left(*connection, options);
    }
    if (!options.sound) check_soundness(*connection);
    return connection;
}

}  // namespace dais::storage
