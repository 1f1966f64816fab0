#include "server/open_files.h"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>

namespace dais {
namespace {

// The database, the web faces, threads, and HTTP requests under way.
constexpr std::size_t kOtherFiles = 200;
// Below this a large summit does not fit.
constexpr std::size_t kPlenty = 100'000;

}  // namespace

std::size_t connections_possible(const live::Limits& limits) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    const auto allowed = static_cast<std::size_t>(std::min<rlim_t>(files.rlim_max, 1u << 30));
    const std::size_t others = kOtherFiles + limits.http_connections_max;
    const std::size_t possible = allowed > others ? allowed - others : allowed / 2;
    if (limits.connections_max > possible) {
        spdlog::warn(
            "only {} of {} screens will find room: this process may open {} files. Raise it (LimitNOFILE= in systemd, "
            "ulimit -Hn) or start edges beside it: dais-server run --follow http://HOST:PORT.",
            possible, limits.connections_max, allowed);
    } else if (limits.connections_max == 0 && allowed < kPlenty) {
        spdlog::info(
            "this process may open {} files: room for {} screens. For more, raise it (LimitNOFILE= in systemd, "
            "ulimit -Hn) or start edges beside it: dais-server run --follow http://HOST:PORT.",
            allowed, possible);
    }
    return limits.connections_max == 0 ? possible : std::min(possible, limits.connections_max);
}

}  // namespace dais
