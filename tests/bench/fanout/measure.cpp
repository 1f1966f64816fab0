#include "tests/bench/fanout/measure.h"

#include <sys/prctl.h>

#include <memory>
#include <optional>
#include <thread>

#include "clients/cpp/load/crowd.h"
#include "clients/cpp/load/dais_talk.h"
#include "clients/cpp/load/echo_talk.h"
#include "clients/cpp/load/processes.h"
#include "clients/cpp/load/report.h"
#include "clients/cpp/load/target.h"
#include "tests/bench/fanout/process_figures.h"
#include "tests/bench/fanout/publisher.h"

namespace dais::fanout {
namespace {

constexpr double kStuckS = 8;
constexpr double kConnectS = 60;
constexpr double kRestS = 1;
constexpr unsigned long kTimerSlackNs = 1'000;
constexpr double kQuietCores = 0.1, kQuietWaitS = 15;

double seconds_since(std::uint64_t ns) { return static_cast<double>(load::monotonic_ns() - ns) / 1e9; }

// The machine may have other things to do: wait for a quiet moment, but not for ever.
void wait_until_quiet() {
    const auto begun = load::monotonic_ns();
    while (seconds_since(begun) < kQuietWaitS) {
        const double before = machine_cpu_seconds();
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        if (machine_cpu_seconds() - before < kQuietCores * 0.4) return;
    }
}

// The screens of one process.
class Screens {
public:
    Screens(const load::Plan& plan, const load::Target& target, const std::vector<std::uint8_t>& groups,
            const load::Share& share, RivalKind kind, load::Measures& measures)
        : share_(share), measures_(measures), mine_(std::span(groups).subspan(share.first, share.count)) {
        prctl(PR_SET_TIMERSLACK, kTimerSlackNs);
        if (kind == RivalKind::dais) {
            auto talk =
                std::make_unique<load::DaisTalk>(load::DaisWish{"127.0.0.1", "", kLog, ""}, plan, mine_, measures);
            dais_ = talk.get();
            talk_ = std::move(talk);
        } else {
            talk_ = std::make_unique<load::EchoTalk>("127.0.0.1", measures);
        }
        crowd_.emplace(plan, target, share.first, mine_, *talk_, measures);
    }

    void poll() {
        crowd_->poll(5);
        auto& gauges = measures_.gauges[share_.process];
        load::set(gauges.open, crowd_->open());
    }
    // Looks at every screen: not while it is measured.
    void look() {
        auto& gauges = measures_.gauges[share_.process];
        load::set(gauges.equal, dais_ ? dais_->equal(load::get(measures_.target)) : crowd_->open());
    }

private:
    const load::Share share_;
    load::Measures& measures_;
    const std::span<const std::uint8_t> mine_;
    std::unique_ptr<load::Talk> talk_;
    load::DaisTalk* dais_ = nullptr;
    std::optional<load::Crowd> crowd_;
};

class Run {
public:
    Run(const Case& of, Rival& server, Publisher& publisher, Screens& screens, load::Measures& measures)
        : of_(of), server_(server), publisher_(publisher), screens_(screens), measures_(measures) {}

    boost::json::object go() {
        boost::json::object line;
        const auto empty = memory_bytes(server_.process());
        const auto begun = load::monotonic_ns();
        if (!connect()) return lost("not all connected");
        line["connect_s"] = seconds_since(begun);
        rest();
        const auto idle = memory_bytes(server_.process());
        line["idle_bytes"] = static_cast<double>(idle - std::min(empty, idle)) / of_.screens;
        if (!send_up_to(of_.warm)) return lost("a message did not come to all");
        const double cpu = cpu_seconds(server_.process()), own = own_cpu_seconds(), all = machine_cpu_seconds();
        const auto bytes = load::get(measures_.counts.bytes);
        const auto from = load::monotonic_ns();
        if (!send_up_to(of_.warm + of_.messages)) return lost("a message did not come to all");
        figures(line, seconds_since(from), cpu_seconds(server_.process()) - cpu, own_cpu_seconds() - own,
                machine_cpu_seconds() - all);
        const auto came = static_cast<double>(load::get(measures_.counts.bytes) - bytes);
        line["bytes_per_delivery"] = came / (static_cast<double>(done_ - of_.warm) * of_.screens);
        rest();
        const auto after = memory_bytes(server_.process());
        line["after_bytes"] = static_cast<double>(after - std::min(empty, after)) / of_.screens;
        screens_.look();
        if (measures_.equal() != of_.screens) return lost("not every screen is equal");
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

    void rest() {
        for (const auto begun = load::monotonic_ns(); seconds_since(begun) < kRestS;) {
            screens_.poll();
            publisher_.drain();
        }
    }

    bool send_up_to(std::uint32_t end) {
        const auto begun = load::monotonic_ns();
        auto moved = begun;
        while (done_ < end) {
            if (sent_ < end && sent_ - done_ < of_.window) {
                // What takes too long is left out; what is under way is waited for.
                if (seconds_since(begun) > of_.seconds_max && sent_ > done_) end = sent_;
                if (sent_ < end) publisher_.publish(sent_++);
                continue;
            }
            screens_.poll();
            publisher_.drain();
            const auto before = done_;
            while (done_ < sent_ && load::get(measures_.stamped_change(done_)->arrivals) >= of_.screens) ++done_;
            if (done_ != before) moved = load::monotonic_ns();
            if (seconds_since(moved) > kStuckS) return false;
        }
        return true;
    }

    void figures(boost::json::object& line, double wall_s, double server_s, double own_s, double machine_s) const {
        const std::uint32_t messages = done_ - of_.warm;
        const double deliveries = static_cast<double>(messages) * of_.screens;
        const auto timing = load::stamped_timing(measures_, of_.warm, done_);
        line["messages"] = messages;
        line["deliveries_per_s"] = deliveries / wall_s;
        line["p50_ms"] = timing.p50_ms;
        line["p99_ms"] = timing.p99_ms;
        line["last_ms"] = timing.last_ms;
        line["worst_last_ms"] = timing.worst_last_ms;
        line["server_cpu_us"] = server_s * 1e6 / deliveries;
        line["load_cpu_us"] = own_s * 1e6 / deliveries;
        line["others_cores"] = (machine_s - server_s - own_s) / wall_s;
    }

    const Case& of_;
    Rival& server_;
    Publisher& publisher_;
    Screens& screens_;
    load::Measures& measures_;
    std::uint32_t sent_ = 0, done_ = 0;
};

}  // namespace

boost::json::object run_once(const Case& of, RivalKind kind, const std::vector<std::string>& options) {
    wait_until_quiet();
    Rival server(kind, options);
    Publisher publisher(server);
    load::Plan plan;
    plan.groups = {{of.screens, {}, 0, 0}};
    const auto files = load::raise_files();
    const auto target = load::find_target({"127.0.0.1", std::to_string(server.port()), ""}, {}, of.screens);
    const auto groups = load::spread(plan);
    const auto count = load::processes_for(plan, files);
    const std::unique_ptr<load::Measures, void (*)(load::Measures*)> measures(load::Measures::map(),
                                                                              load::Measures::unmap);
    load::Processes processes(count, [&](std::uint32_t process) {
        Screens screens(plan, target, groups, load::share(of.screens, process, count), kind, *measures);
        std::uint64_t looked_ns = 0;
        while (measures->at() != load::Phase::ended) {
            screens.poll();
            if (seconds_since(looked_ns) < 0.2) continue;
            looked_ns = load::monotonic_ns();
            screens.look();
        }
    });
    boost::json::object line;
    {
        Screens screens(plan, target, groups, load::share(of.screens, 0, count), kind, *measures);
        line = Run(of, server, publisher, screens, *measures).go();
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
