#include "tests/bench/storm/storm.h"

#include <sys/resource.h>

#include <algorithm>
#include <thread>

#include "clients/cpp/load/report.h"
#include "tests/bench/fanout/process_figures.h"
#include "tests/bench/fanout/scrape.h"

namespace dais::storm {
namespace {

constexpr std::uint32_t kHeartbeatMs = 25'000;
constexpr std::uint32_t kFirstBlow = 3'000;  // numbers of their changes: the others are counted from 0
constexpr auto kLook = std::chrono::milliseconds(20);

load::Plan plan(std::uint32_t screens) {
    load::Plan made;
    made.groups = {{screens, {}, 0, 0}};
    return made;
}

std::uint32_t files_raised(std::uint32_t edges) {
    load::raise_files();
    return edges;
}

void put(boost::json::object& line, const char* name, std::optional<double> value) {
    if (value) line[name] = *value;
}

}  // namespace

std::uint32_t edges_for(const Wish& wish) {
    return std::max({1u, wish.edges, (wish.screens + kScreensPerEdge - 1) / kScreensPerEdge});
}

Storm::Storm(const Wish& wish)
    : wish_(wish),
      field_(fanout::RivalKind::dais, files_raised(edges_for(wish)), true, wish.options),
      measures_(load::Measures::map(), load::Measures::unmap),
      screening_([&] {
          auto all = fanout::screening(plan(wish.screens), fanout::RivalKind::dais, field_.serving());
          all.heartbeat_ms = kHeartbeatMs;
          return all;
      }()),
      sending_(field_, *measures_, wish.screens, [] { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }) {}

Storm::~Storm() { measures_->enter(load::Phase::ended); }

boost::json::object Storm::begin(const std::string& name) const {
    return {{"step", name}, {"screens", wish_.screens}, {"edges", field_.serving().size()}};
}

boost::json::object Storm::connect() {
    auto line = begin("connect");
    const auto begun = load::monotonic_ns();
    const auto count = static_cast<std::uint32_t>(field_.serving().size());
    const auto empty = field_.memory_bytes();
    processes_ = std::make_unique<load::Processes>(count + 1, [&](std::uint32_t process) {
        // The first process has no screens: it strikes and looks.
        auto share = load::share(wish_.screens, process - 1, count);
        fanout::Screens(screening_, share, *measures_).stay();
    });
    const auto back = wait_until_equal(begun);
    tell(line, back);
    line["connect_failed"] = load::get(measures_->counts.connect_failed);
    line["snapshots"] = load::get(measures_->counts.snapshots);
    line["server_cpu_us"] = field_.cpu_seconds() * 1e6 / wish_.screens;
    line["server_bytes"] = (static_cast<double>(field_.memory_bytes()) - static_cast<double>(empty)) / wish_.screens;
    return line;
}

boost::json::object Storm::change(std::uint32_t changes) {
    auto line = begin("change");
    const auto from = sending_.done();
    const double cpu = field_.cpu_seconds();
    if (!sending_.up_to(from + changes, 1, wish_.seconds_max)) {
        line["lost"] = "a change did not come to all";
        return line;
    }
    const auto timing = load::stamped_timing(*measures_, from, sending_.done());
    line["changes"] = timing.changes;
    line["first_ms"] = timing.first_ms;
    line["p50_ms"] = timing.p50_ms;
    line["p99_ms"] = timing.p99_ms;
    line["last_ms"] = timing.last_ms;
    line["server_cpu_us"] = (field_.cpu_seconds() - cpu) * 1e6 / (static_cast<double>(timing.changes) * wish_.screens);
    return line;
}

boost::json::object Storm::strike(const std::string& name, bool edges, bool origin) {
    auto line = begin(name);
    const auto before = measures_->counts;
    const auto known = counted(!edges, !origin);
    const double load = load_cpu_seconds(), cpu = server_cpu_seconds(!edges, !origin);
    aim_at_next();
    const auto begun = load::monotonic_ns();
    if (edges)
        for (const auto& each : field_.serving()) each->kill();
    if (origin) field_.origin()->kill();
    if (origin) {
        field_.origin()->start();
    } else {
        field_.publish(kFirstBlow + blows_++);
    }
    if (edges)
        for (const auto& each : field_.serving()) each->start();
    line["started_s"] = fanout::seconds_since(begun);
    if (origin) {
        field_.origin()->wait_until_there();
        line["origin_there_s"] = fanout::seconds_since(begun);
        field_.connect_again();
        field_.publish(kFirstBlow + blows_++);
    }
    tell(line, wait_until_equal(begun));
    line["server_cpu_us"] = (server_cpu_seconds(true, true) - cpu) * 1e6 / wish_.screens;
    line["load_cpu_us"] = (load_cpu_seconds() - load) * 1e6 / wish_.screens;
    const auto& counts = measures_->counts;
    for (const auto& [word, what] : {std::pair{"opened", &load::Counts::opened},
                                     {"connect_failed", &load::Counts::connect_failed},
                                     {"refused_full", &load::Counts::refused_full},
                                     {"refused_other", &load::Counts::refused_other},
                                     {"silent", &load::Counts::silent},
                                     {"resumed", &load::Counts::resumed},
                                     {"resume_refused", &load::Counts::resume_refused},
                                     {"snapshots", &load::Counts::snapshots},
                                     {"gaps", &load::Counts::gaps},
                                     {"differed", &load::Counts::differed}})
        line[word] = load::get(counts.*what) - before.*what;
    const auto now = counted(true, true);
    line["database_reads"] = now.reads - known.reads;
    line["origin_snapshot_builds"] = now.origin_builds - known.origin_builds;
    line["origin_connections"] = now.origin_opened - known.origin_opened;
    line["edge_snapshot_builds"] = now.edge_builds - known.edge_builds;
    line["edge_snapshots_sent"] = now.edge_snapshots - known.edge_snapshots;
    line["edge_resumes"] = now.edge_resumes - known.edge_resumes;
    return line;
}

void Storm::rest(double seconds) {
    for (const auto begun = load::monotonic_ns(); fanout::seconds_since(begun) < seconds;) wait_a_little();
}

double Storm::load_cpu_seconds() const {
    double sum = 0;
    for (const pid_t child : processes_->children()) sum += fanout::cpu_seconds(child);
    return sum;
}

double Storm::server_cpu_seconds(bool edges, bool origin) const {
    double sum = origin ? fanout::cpu_seconds(field_.origin()->process()) : 0;
    for (const auto& each : field_.serving())
        if (edges) sum += fanout::cpu_seconds(each->process());
    return sum;
}

// Whoever is asked nothing starts anew, and counts from 0.
Storm::Counted Storm::counted(bool edges, bool origin) const {
    Counted sum;
    if (origin) {
        const auto text = fanout::scrape(*field_.origin());
        sum.reads = fanout::series(text, "dais_database_reads_total");
        sum.origin_builds = fanout::series(text, "dais_snapshot_builds_total");
        sum.origin_opened = fanout::series(text, "dais_opened_connections_total");
    }
    for (const auto& each : field_.serving()) {
        if (!edges) break;
        const auto text = fanout::scrape(*each);
        sum.edge_builds += fanout::series(text, "dais_snapshot_builds_total");
        sum.edge_snapshots += fanout::series(text, "dais_snapshots_sent_total");
        sum.edge_resumes += fanout::series(text, "dais_resumes_total");
    }
    return sum;
}

void Storm::wait_a_little() {
    std::this_thread::sleep_for(kLook);
    field_.drain();
    if (!processes_->all_there()) throw std::runtime_error("a process of the load ended before its time");
}

Return Storm::wait_until_equal(std::uint64_t begun_ns) {
    Return back(wish_.screens);
    while (!back.all() && fanout::seconds_since(begun_ns) < wish_.seconds_max) {
        wait_a_little();
        back.saw(fanout::seconds_since(begun_ns), measures_->equal());
    }
    return back;
}

// From now on equal is who stands where nobody stands yet.
void Storm::aim_at_next() {
    load::set(measures_->target, measures_->position() + 1);
    while (measures_->equal() > 0) wait_a_little();
}

void Storm::tell(boost::json::object& line, const Return& back) const {
    if (!back.all()) line["lost"] = std::to_string(wish_.screens - back.equal()) + " screens are not equal";
    put(line, "half_s", back.since(0.5));
    put(line, "p99_s", back.since(0.99));
    put(line, "all_s", back.since(1));
    line["equal"] = back.equal();
}

}  // namespace dais::storm
