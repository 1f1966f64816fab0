// SQLite in three small classes: a connection, a statement, a transaction.
//
// Promises: whatever SQLite refuses becomes an SqlError, a Fault that names the file, the trouble and the remedy, and
// that keeps the code for those who go on after it. Nothing here retries. One thread at a time. It knows no table.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "storage/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dais::storage {

class SqlError : public Fault {
public:
    SqlError(int code, std::string reason, const std::string& text);
    bool disk_full() const;
    bool busy() const;
    bool damaged() const;    // the file is no sound database: nothing read from it can be trusted
    bool disagrees() const;  // a constraint: what is in the file is not what we believe
    bool cannot_open() const;
    // The trouble in a few words, without file and remedy.
    const std::string& reason() const { return reason_; }

private:
    int code_;
    std::string reason_;
};

class Connection {
public:
    Connection(const std::string& path, int flags, const char* vfs);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void run(const char* sql);
    // First column of the first row.
    std::int64_t number(const char* sql);
    std::string word(const char* sql);

    bool in_transaction() const;
    void roll_back() noexcept;
    std::int64_t rows_changed() const;
    void busy_timeout(int ms);
    // The file could only be opened for reading.
    bool read_only() const;

    // All bytes of the database file and its write-ahead log, free or not, in pieces; each begins with the last
    // `overlap` bytes of the one before, but the first of each file. Return false to stop.
    void read_raw(std::size_t overlap, const std::function<bool(std::string_view)>& each) const;

    [[noreturn]] void fail(int code) const;
    const std::string& path() const { return path_; }
    sqlite3* handle() const { return handle_; }

private:
    std::string path_;
    sqlite3* handle_ = nullptr;
};

// What is bound must outlive the next step() and reset(). Parameters count from 1, columns from 0.
class Statement {
public:
    Statement(Connection& connection, const char* sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& number(int parameter, std::int64_t value);
    Statement& text(int parameter, std::string_view value);
    Statement& blob(int parameter, std::string_view value);
    Statement& null(int parameter);

    bool step();  // true: there is a row
    void reset();
    void run();  // step to the end and reset

    bool is_null(int column) const;
    std::int64_t number(int column) const;
    std::string bytes(int column) const;

private:
    void check(int code) const;

    Connection& connection_;
    sqlite3_stmt* statement_ = nullptr;
};

// Rolls back unless it was committed.
class Transaction {
public:
    enum class Kind { reading, writing };

    Transaction(Connection& connection, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();
    // The same, and gives back what went wrong: then it may not be known whether the changes are in.
    std::optional<SqlError> try_commit();

private:
    Connection& connection_;
};

}  // namespace dais::storage
