#include "storage/trouble.h"

#include <sqlite3.h>

#include <cstring>

namespace dais::storage {
namespace {

const char* disk_operation(int code) {
    switch (code) {
        case SQLITE_IOERR_READ:
        case SQLITE_IOERR_SHORT_READ: return "reading";
        case SQLITE_IOERR_WRITE: return "writing";
        case SQLITE_IOERR_FSYNC:
        case SQLITE_IOERR_DIR_FSYNC: return "syncing";
        case SQLITE_IOERR_TRUNCATE: return "truncating";
        case SQLITE_IOERR_FSTAT: return "looking up the size";
        case SQLITE_IOERR_DELETE: return "deleting";
        case SQLITE_IOERR_LOCK:
        case SQLITE_IOERR_RDLOCK:
        case SQLITE_IOERR_UNLOCK: return "locking";
        case SQLITE_IOERR_SHMMAP:
        case SQLITE_IOERR_SHMOPEN:
        case SQLITE_IOERR_SHMSIZE:
        case SQLITE_IOERR_SHMLOCK: return "sharing memory (the -shm file)";
        default: return "an operation";
    }
}

std::string reason_for(int code, sqlite3* handle) {
    switch (code & 0xff) {
        case SQLITE_FULL: return "the disk is full";
        case SQLITE_IOERR: {
            int system = handle ? sqlite3_system_errno(handle) : 0;
            std::string text = std::string("the disk failed: ") + disk_operation(code) + " failed";
            return system ? text + " (" + std::strerror(system) + ")" : text;
        }
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return "the database is locked by another program";
        case SQLITE_READONLY: return "the database cannot be written";
        case SQLITE_CORRUPT: return "the database is damaged";
        case SQLITE_NOTADB: return "this is not a Dais database, or its beginning is damaged";
        case SQLITE_CANTOPEN: return "the database cannot be opened";
        case SQLITE_NOMEM: return "memory ran out";
        case SQLITE_TOOBIG: return "a record is too large";
        case SQLITE_CONSTRAINT: return "the database does not agree with what was to be written";
        default: return std::string("SQLite says: ") + (handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
    }
}

const char* remedy_for(int code) {
    switch (code & 0xff) {
        case SQLITE_FULL: return "free some space and try again";
        case SQLITE_IOERR: return "check the disk and the system's log, then start again";
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return "close the program that has it open, then try again";
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN: return "give this user the right to write the file and its directory";
        case SQLITE_CORRUPT: return "restore a backup, and keep this file for examination";
        case SQLITE_NOTADB: return "check the path, or restore a backup";
        case SQLITE_NOMEM: return "give this machine more memory";
        case SQLITE_CONSTRAINT: return "make sure that only one server writes to it, and run verify";
        default: return "run verify, and restore a backup if it finds anything";
    }
}

}  // namespace

SqlError trouble(const std::string& path, int code, sqlite3* handle) {
    // sqlite3_exec and step give the plain code in a few cases where the connection knows more.
    if (handle && (sqlite3_extended_errcode(handle) & 0xff) == (code & 0xff)) code = sqlite3_extended_errcode(handle);
    std::string reason = reason_for(code, handle);
    return SqlError(code, reason, path + ": " + reason + "; " + remedy_for(code));
}

}  // namespace dais::storage
