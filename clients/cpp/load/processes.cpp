#include "clients/cpp/load/processes.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>

namespace dais::load {
namespace {

constexpr int kWaitMs = 5'000;

bool ended(pid_t child) { return waitpid(child, nullptr, WNOHANG) != 0; }

[[noreturn]] void be_child(std::uint32_t process, pid_t parent, const std::function<void(std::uint32_t)>& work) {
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    try {
        work(process);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "dais: %s\n", problem.what());
        _exit(1);
    }
    _exit(0);
}

}  // namespace

Share share(std::uint32_t screens, std::uint32_t process, std::uint32_t processes) {
    const auto begins = [&](std::uint64_t i) { return static_cast<std::uint32_t>(screens * i / processes); };
    return {process, begins(process), begins(process + 1) - begins(process)};
}

Processes::Processes(std::uint32_t count, const std::function<void(std::uint32_t)>& work) {
    std::fflush(nullptr);
    const pid_t parent = getpid();
    for (std::uint32_t process = 1; process < count; ++process) {
        const pid_t child = fork();
        if (child == 0) be_child(process, parent, work);
        if (child < 0)
            throw std::runtime_error("no more processes may be made: ask for fewer screens, or raise ulimit -u");
        children_.push_back(child);
    }
}

bool Processes::all_there() { return std::none_of(children_.begin(), children_.end(), ended); }

Processes::~Processes() {
    for (const pid_t child : children_) {
        int waited = 0;
        for (; waited < kWaitMs && !ended(child); waited += 10) {
            const timespec pause{0, 10'000'000};
            nanosleep(&pause, nullptr);
        }
        if (waited < kWaitMs) continue;
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
    }
}

}  // namespace dais::load
