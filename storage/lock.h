// Keeps a second server away from a database: a lock file beside it, PATH.lock, that holds the server's process id.
//
// Promises: held until destroyed, or until the process ends in whatever way; the file stays behind, which means
// nothing. It does not keep other programs from reading, or from adding keys.
#pragma once

#include <string>

namespace dais::storage {

class ServerLock {
public:
    // Throws Fault if another server holds it.
    explicit ServerLock(const std::string& database_path);
    ~ServerLock();
    ServerLock(const ServerLock&) = delete;
    ServerLock& operator=(const ServerLock&) = delete;

private:
    int file_ = -1;
};

}  // namespace dais::storage
