#include "tests/bench/fanout/measure.h"

#include <algorithm>
#include <memory>
#include <thread>

#include "clients/cpp/load/processes.h"
#include "clients/cpp/load/report.h"
#include "tests/bench/fanout/process_figures.h"
#include "tests/bench/fanout/screens.h"
#include "tests/bench/fanout/sending.h"

namespace dais::fanout {
namespace {

constexpr double kConnectS = 60;
constexpr double kRestS = 1;
constexpr double kQuietCores = 0.1, kQuietWaitS = 15;

// The machine may have other things to do: wait for a quiet moment, but not for ever.
void wait_until_quiet() {
    const auto begun = load::monotonic_ns();
    while (seconds_since(begun) < kQuietWaitS) {
        const double before = machine_cpu_seconds();
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        if (machine_cpu_seconds() - before < kQuietCores * 0.4) return;
    }
}

// Of all processes of the load.
double load_cpu_seconds(const load::Processes& processes) {
    double sum = own_cpu_seconds();
    for (const pid_t child : processes.children()) sum += cpu_seconds(child);
    return sum;
}

class Run {
public:
    Run(const Case& of, Field& field, Screens& screens, const load::Processes& processes, load::Measures& measures)
        : of_(of),
          field_(field),
          screens_(screens),
          processes_(processes),
          measures_(measures),
          sending_(field, measures, of.screens, [this] { screens_.poll(); }) {}

    boost::json::object go() {
        boost::json::object line;
        const auto empty = field_.memory_bytes();
        const auto begun = load::monotonic_ns();
        if (!connect()) return lost("not all connected");
        line["connect_s"] = seconds_since(begun);
        sending_.rest(kRestS);
        const auto idle = field_.memory_bytes();
        line["idle_bytes"] = static_cast<double>(idle - std::min(empty, idle)) / of_.screens;
        if (!sending_.up_to(of_.warm, of_.window, of_.seconds_max)) return lost("a message did not come to all");
        const auto before = sending_.done();
        const double cpu = field_.cpu_seconds(), own = load_cpu_seconds(processes_), all = machine_cpu_seconds(),
                     softirq = softirq_cpu_seconds();
        const auto bytes = load::get(measures_.counts.bytes);
        const auto from = load::monotonic_ns();
        if (!sending_.up_to(of_.warm + of_.messages, of_.window, of_.seconds_max))
            return lost("a message did not come to all");
        figures(line, before, seconds_since(from), field_.cpu_seconds() - cpu, load_cpu_seconds(processes_) - own,
                machine_cpu_seconds() - all, softirq_cpu_seconds() - softirq);
        const auto came = static_cast<double>(load::get(measures_.counts.bytes) - bytes);
        line["bytes_per_delivery"] = came / (static_cast<double>(sending_.done() - before) * of_.screens);
        sending_.rest(kRestS);
        const auto after = field_.memory_bytes();
        line["after_bytes"] = static_cast<double>(after - std::min(empty, after)) / of_.screens;
        if (!all_equal()) return lost("not every screen is equal");
        return line;
    }

private:
    static boost::json::object lost(const std::string& why) { return {{"lost", why}}; }

    bool connect() {
        const auto begun = load::monotonic_ns();
        while (measures_.equal() < of_.screens) {
            if (seconds_since(begun) > kConnectS) return false;
            for (int i = 0; i < 20; ++i) screens_.poll();
            screens_.look();
        }
        return true;
    }

    // The other processes look now and then.
    bool all_equal() {
        sending_.rest(kRestS);
        screens_.look();
        return measures_.equal() == of_.screens;
    }

    void figures(boost::json::object& line, std::uint32_t from, double wall_s, double server_s, double own_s,
                 double machine_s, double softirq_s) const {
        const std::uint32_t messages = sending_.done() - from;
        const double deliveries = static_cast<double>(messages) * of_.screens;
        const auto timing = load::stamped_timing(measures_, from, sending_.done());
        line["messages"] = messages;
        line["deliveries_per_s"] = deliveries / wall_s;
        line["p50_ms"] = timing.p50_ms;
        line["p99_ms"] = timing.p99_ms;
        line["last_ms"] = timing.last_ms;
        line["worst_last_ms"] = timing.worst_last_ms;
        line["server_cpu_us"] = server_s * 1e6 / deliveries;
        line["load_cpu_us"] = own_s * 1e6 / deliveries;
        line["softirq_cpu_us"] = softirq_s * 1e6 / deliveries;
        line["others_cores"] = (machine_s - server_s - own_s - softirq_s) / wall_s;
    }

    const Case& of_;
    Field& field_;
    Screens& screens_;
    const load::Processes& processes_;
    load::Measures& measures_;
    Sending sending_;
};

}  // namespace

boost::json::object run_once(const Case& of, RivalKind kind, const std::vector<std::string>& options) {
    wait_until_quiet();
    Field field(kind, of.servers, of.servers > 1, options);
    load::Plan plan;
    plan.groups = {{of.screens, {}, 0, 0}};
    const auto files = load::raise_files();
    const auto all = screening(plan, kind, field.serving());
    // Each process stays with one server.
    const auto count = std::max(load::processes_for(plan, files), of.servers);
    const std::unique_ptr<load::Measures, void (*)(load::Measures*)> measures(load::Measures::map(),
                                                                              load::Measures::unmap);
    const load::Processes processes(
        count, [&](std::uint32_t process) { Screens(all, load::share(of.screens, process, count), *measures).stay(); });
    boost::json::object line;
    {
        Screens screens(all, load::share(of.screens, 0, count), *measures);
        line = Run(of, field, screens, processes, *measures).go();
        measures->enter(load::Phase::ended);
    }
    for (const auto& each : rival_names())
        if (each.kind == kind) line["server"] = each.name;
    line["case"] = of.name;
    line["screens"] = of.screens;
    line["window"] = of.window;
    return line;
}

}  // namespace dais::fanout
