#include "tests/bench/fanout/process_figures.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace dais::fanout {
namespace {

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

double cpu_seconds(pid_t process) {
    double sum = 0;
    std::error_code gone;
    for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task", gone)) {
        std::ifstream in(task.path() / "schedstat");
        double ns = 0;
        in >> ns;
        sum += ns / 1e9;
    }
    return sum;
}

std::uint64_t memory_bytes(pid_t process) {
    std::ifstream in("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("VmRSS:")) return std::stoull(line.substr(6)) * 1024;
    return 0;
}

double machine_cpu_seconds() {
    std::ifstream in("/proc/stat");
    std::string name;
    in >> name;
    double sum = 0, value = 0;
    constexpr int kIdle = 3, kWaiting = 4, kFields = 8;
    for (int i = 0; i < kFields && in >> value; ++i)
        if (i != kIdle && i != kWaiting) sum += value;
    return sum / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double softirq_cpu_seconds() {
    double sum = 0;
    for (const auto& process : std::filesystem::directory_iterator("/proc")) {
        std::string name;
        std::ifstream(process.path() / "comm") >> name;
        if (name.starts_with("ksoftirqd/")) sum += cpu_seconds(std::stoi(process.path().filename()));
    }
    return sum;
}

double own_cpu_seconds() {
    double sum = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage used{};
        getrusage(who, &used);
        sum += seconds(used.ru_utime) + seconds(used.ru_stime);
    }
    return sum;
}

}  // namespace dais::fanout
