#include "server/live/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace dais::live {
namespace {

prometheus::MetricFamily family(const char* name, const char* help, prometheus::MetricType type, double value) {
    prometheus::ClientMetric metric;
    (type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    return {name, help, type, {metric}};
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

std::vector<prometheus::MetricFamily> process_families() {
    using prometheus::MetricType;
    std::vector<prometheus::MetricFamily> families;
    rusage used{};
    if (getrusage(RUSAGE_SELF, &used) == 0)
        families.push_back(family("process_cpu_seconds_total", "Time of processors that the process has used.",
                                  MetricType::Counter, seconds(used.ru_utime) + seconds(used.ru_stime)));
    double pages = 0, resident_pages = 0;
    if (std::ifstream("/proc/self/statm") >> pages >> resident_pages)
        families.push_back(family("process_resident_memory_bytes",
                                  "Memory of the process; sockets' own is the system's.", MetricType::Gauge,
                                  resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE))));
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY)
        families.push_back(family("process_max_fds", "Files, sockets among them, that may be open at once.",
                                  MetricType::Gauge, static_cast<double>(files.rlim_cur)));
    return families;
}

}  // namespace dais::live
