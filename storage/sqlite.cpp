#include "storage/sqlite.h"

#include <sqlite3.h>

#include <algorithm>

#include "storage/trouble.h"

namespace dais::storage {
namespace {

// What is read of a file at once when it is looked at past SQLite.
constexpr sqlite3_int64 kPieceBytes = 1 << 20;

}  // namespace

SqlError::SqlError(int code, std::string reason, const std::string& text)
    : Fault(text), code_(code), reason_(std::move(reason)) {}

bool SqlError::disk_full() const { return (code_ & 0xff) == SQLITE_FULL; }
bool SqlError::busy() const { return (code_ & 0xff) == SQLITE_BUSY || (code_ & 0xff) == SQLITE_LOCKED; }
bool SqlError::damaged() const { return (code_ & 0xff) == SQLITE_CORRUPT || (code_ & 0xff) == SQLITE_NOTADB; }
bool SqlError::disagrees() const { return (code_ & 0xff) == SQLITE_CONSTRAINT; }
bool SqlError::cannot_open() const { return (code_ & 0xff) == SQLITE_CANTOPEN || (code_ & 0xff) == SQLITE_READONLY; }

Connection::Connection(const std::string& path, int flags, const char* vfs) : path_(path) {
    int code = sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
    if (code == SQLITE_OK) return;
    SqlError error = trouble(path, code, handle_);
    sqlite3_close(handle_);
    throw error;
}

Connection::~Connection() { sqlite3_close_v2(handle_); }

void Connection::run(const char* sql) {
    int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

std::int64_t Connection::number(const char* sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.number(0) : 0;
}

std::string Connection::word(const char* sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.bytes(0) : std::string();
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

void Connection::roll_back() noexcept {
    if (in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t Connection::rows_changed() const { return sqlite3_changes64(handle_); }
void Connection::busy_timeout(int ms) { sqlite3_busy_timeout(handle_, ms); }
bool Connection::read_only() const { return sqlite3_db_readonly(handle_, "main") == 1; }
// Through SQLite's own open files: to close a file that was opened another time would drop the locks on it, and other
// processes would believe that nobody uses it.
void Connection::read_raw(std::size_t overlap, const std::function<bool(std::string_view)>& each) const {
    for (const int which : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) {
        sqlite3_file* file = nullptr;
        sqlite3_int64 size = 0;
        if (int code = sqlite3_file_control(handle_, "main", which, static_cast<void*>(&file))) fail(code);
        if (file == nullptr || file->pMethods == nullptr) continue;
        if (int code = file->pMethods->xFileSize(file, &size)) fail(code);
        std::string piece;
        for (sqlite3_int64 at = 0; at < size;) {
            const auto kept = std::min(overlap, piece.size());
            const auto more = std::min(kPieceBytes, size - at);
            piece.erase(0, piece.size() - kept);
            piece.resize(kept + static_cast<std::size_t>(more));
            if (int code = file->pMethods->xRead(file, piece.data() + kept, static_cast<int>(more), at)) fail(code);
            if (!each(piece)) return;
            at += more;
        }
    }
}

void Connection::fail(int code) const { throw trouble(path_, code, handle_); }

Statement::Statement(Connection& connection, const char* sql) : connection_(connection) {
    check(sqlite3_prepare_v3(connection.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::number(int parameter, std::int64_t value) {
    check(sqlite3_bind_int64(statement_, parameter, value));
    return *this;
}

// A null pointer would bind NULL, and an empty value is not NULL.
Statement& Statement::text(int parameter, std::string_view value) {
    const char* data = value.empty() ? "" : value.data();
    check(sqlite3_bind_text64(statement_, parameter, data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::blob(int parameter, std::string_view value) {
    const char* data = value.empty() ? "" : value.data();
    check(sqlite3_bind_blob64(statement_, parameter, data, value.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::null(int parameter) {
    check(sqlite3_bind_null(statement_, parameter));
    return *this;
}

bool Statement::step() {
    int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    SqlError error = trouble(connection_.path(), code, connection_.handle());
    sqlite3_reset(statement_);
    throw error;
}

void Statement::reset() { sqlite3_reset(statement_); }

void Statement::run() {
    while (step()) {
    }
    reset();
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Statement::bytes(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    return data ? std::string(static_cast<const char*>(data),
                              static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
                : std::string();
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) connection_.fail(code);
}

// The write lock is taken at once: a transaction that starts reading may find out only later that it cannot write.
Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
    connection_.run(kind == Kind::writing ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() { connection_.roll_back(); }

void Transaction::commit() {
    if (auto error = try_commit()) throw *error;
}

std::optional<SqlError> Transaction::try_commit() {
    // Some failures return SQLite silently to autocommit; a COMMIT would then seem to be the only thing that failed.
    if (!connection_.in_transaction()) throw Fault(connection_.path() + ": a transaction ended by itself");
    int code = sqlite3_exec(connection_.handle(), "COMMIT", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return std::nullopt;
    return trouble(connection_.path(), code, connection_.handle());
}

}  // namespace dais::storage
