#include "server/privileges.h"

#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace dais {

namespace {

constexpr unsigned kLowPorts = 1'024;

void must(long result, const std::string& what) {
    if (result != 0) throw std::runtime_error("--user: " + what + ": " + std::generic_category().message(errno) + ".");
}

// Of the kernel itself: glibc has no name for it.
void keep_capabilities(std::uint32_t kept) {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> sets{};
    sets[0].effective = sets[0].permitted = kept;
    must(::syscall(SYS_capset, &header, sets.data()), "capabilities cannot be given up");
}

}  // namespace

void keep_files_private() { ::umask(S_IRWXG | S_IRWXO); }

void become(const std::string& user, unsigned short port) {
    const passwd* found = ::getpwnam(user.c_str());
    if (found == nullptr)
        throw std::runtime_error("--user: there is no user “" + user + "” here; `adduser --system " + user +
                                 "` makes one.");
    const uid_t uid = found->pw_uid;
    const gid_t gid = found->pw_gid;
    if (uid == 0) throw std::runtime_error("--user: root is what it shall not be.");
    if (::geteuid() != uid) {
        if (::geteuid() != 0) throw std::runtime_error("--user: root alone may become somebody else.");
        must(::prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0), "capabilities cannot be kept");
        must(::initgroups(user.c_str(), gid), "its groups cannot be taken");
        must(::setresgid(gid, gid, gid), "its group cannot be taken");
        must(::setresuid(uid, uid, uid), "it cannot be taken");
        keep_capabilities(port != 0 && port < kLowPorts ? 1U << CAP_NET_BIND_SERVICE : 0U);
    }
    must(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "more privileges cannot be ruled out");
}

void warn_of_privileges(const std::string& database) {
    if (::geteuid() == 0) spdlog::warn("this runs as root, which nothing here needs: give it a --user of its own");
    struct stat status {};
    if (::stat(database.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        spdlog::warn("others on this machine may read {0}: chmod 600 it, {0}-wal and {0}-shm", database);
}

}  // namespace dais
