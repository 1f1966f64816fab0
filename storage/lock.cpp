#include "storage/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "storage/database.h"

namespace dais::storage {
namespace {

std::string holder(int file) {
    char text[32] = {};
    if (pread(file, text, sizeof text - 1, 0) <= 0) return "another process";
    return "process " + std::string(text, std::strcspn(text, "\n"));
}

}  // namespace

ServerLock::ServerLock(const std::string& database_path) {
    std::string path = database_path + ".lock";
    file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) {
        throw Fault(path + ": the lock file cannot be written (" + std::strerror(errno) +
                    "); give this user the right to write it and its directory");
    }
    if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
        std::string who = holder(file_);
        close(file_);
        throw Fault(database_path + ": another server (" + who +
                    ") is already running on it; stop that one first, "
                    "or name another path");
    }
    // Only told to whoever comes second; the lock holds without it, also on a full disk.
    std::string pid = std::to_string(getpid()) + "\n";
    if (ftruncate(file_, 0) != 0 || pwrite(file_, pid.data(), pid.size(), 0) < 0) return;
}

ServerLock::~ServerLock() { close(file_); }

}  // namespace dais::storage
