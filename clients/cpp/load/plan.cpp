#include "clients/cpp/load/plan.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <random>
#include <stdexcept>

#include "clients/cpp/load/measures.h"

namespace dais::load {
namespace {

constexpr std::uint32_t kFilesOfOurOwn = 100;
constexpr std::uint64_t kPerAddress = 25'000;  // connections from one source address: well inside the ephemeral ports
constexpr std::uint64_t kLoopbackAddresses = 250;
// Measured over a million connections: of the kernel, for both ends or for one.
constexpr std::uint64_t kBytesBothEnds = 8'000, kBytesOneEnd = 4'500;

std::uint64_t available_bytes() {
    std::ifstream in("/proc/meminfo");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("MemAvailable:")) return std::strtoull(line.c_str() + 13, nullptr, 10) * 1024;
    }
    return ~std::uint64_t{0};
}

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument(why); }

}  // namespace

std::uint32_t Plan::screens() const {
    return std::accumulate(groups.begin(), groups.end(), std::uint32_t{0},
                           [](std::uint32_t sum, const Group& group) { return sum + group.screens; });
}

std::uint32_t raise_files() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<std::uint32_t>(std::min<rlim_t>(limit.rlim_max, 1'000'000));
}

std::uint32_t processes_for(const Plan& plan, std::uint32_t files) {
    const std::uint32_t each = files > kFilesOfOurOwn ? files - kFilesOfOurOwn : 1;
    return std::max<std::uint32_t>(1, (plan.screens() + each - 1) / each);
}

void check(const Plan& plan, std::uint32_t files, bool loopback) {
    const std::uint64_t screens = plan.screens();
    if (screens == 0) refuse("no screens: give --screens a number from 1");
    const auto processes = processes_for(plan, files);
    if (processes > kProcessesMax) {
        refuse(std::to_string(screens) + " screens would take " + std::to_string(processes) +
               " processes, since each may open " + std::to_string(files) +
               " files: raise that limit (ulimit -Hn), or ask for fewer screens");
    }
    const auto addresses = !plan.from.empty() ? plan.from.size() : loopback ? kLoopbackAddresses : 1;
    if (screens > addresses * kPerAddress) {
        refuse(std::to_string(screens) + " screens do not fit " + std::to_string(addresses) + " source address" +
               (addresses == 1 ? "" : "es") + ", which carry " + std::to_string(kPerAddress) +
               " each: name more of this machine's with --address, or rehearse from several machines");
    }
    const auto needed = screens * (loopback ? kBytesBothEnds : kBytesOneEnd), free = available_bytes();
    if (needed > free / 10 * 9) {
        refuse(std::to_string(screens) + " screens take about " + std::to_string(needed >> 20) +
               " MiB of memory, and " + std::to_string(free >> 20) +
               " are free: ask for fewer, or rehearse from several machines");
    }
}

std::vector<std::uint8_t> spread(const Plan& plan) {
    std::vector<std::uint8_t> of;
    of.reserve(plan.screens());
    for (std::size_t i = 0; i < plan.groups.size(); ++i)
        of.insert(of.end(), plan.groups[i].screens, static_cast<std::uint8_t>(i));
    std::shuffle(of.begin(), of.end(), std::mt19937(1));  // alike from run to run
    return of;
}

}  // namespace dais::load
