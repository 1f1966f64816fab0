#include "tests/bench/paths/command_to_screen.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include "clients/cpp/load/crowd.h"
#include "clients/cpp/load/dais_talk.h"
#include "clients/cpp/load/measures.h"
#include "clients/cpp/load/processes.h"
#include "clients/cpp/load/target.h"
#include "tests/bench/fanout/process_figures.h"
#include "tests/bench/fanout/rival.h"
#include "tests/bench/paths/commands.h"
#include "tests/bench/paths/histograms.h"
#include "tests/bench/paths/organiser.h"

namespace dais::bench {
namespace {

constexpr std::uint32_t kScreens = 1'000;
constexpr std::uint64_t kEveryNs = 20'000'000;  // fifty in a second
constexpr double kAllCameS = 30, kAllHeardS = 10;

struct Step {
    const char* family;
    const char* words;
};
constexpr std::array<Step, 6> kSteps = {{
    {"dais_command_queue_seconds", "queue: submitted, until the desk takes it"},
    {"dais_command_decide_seconds", "decide"},
    {"dais_group_commit_seconds", "commit: storage has it, until it is on disk"},
    {"dais_group_fold_seconds", "fold: applied, encoded, handed to the shards"},
    {"dais_publish_to_sent_seconds", "send: from the commit to the last socket"},
    {"dais_command_duration_seconds", "all of the desk: submitted, until the Reply leaves"},
}};

double seconds_since(std::uint64_t ns) { return static_cast<double>(load::monotonic_ns() - ns) / 1e9; }

void look_on(const load::Plan& plan, const load::Target& target, load::Measures& measures) {
    const auto groups = load::spread(plan);
    load::DaisTalk talk({"127.0.0.1", "", kLog, ""}, plan, groups, measures);
    load::Crowd crowd(plan, target, 0, groups, talk, measures);
    for (bool all = false; measures.at() != load::Phase::ended;) {
        crowd.poll(5);
        if (all) continue;
        const auto equal = talk.equal(1);
        load::set(measures.gauges[1].equal, equal);
        all = equal == plan.screens();
    }
}

void wait_for(const char* what, double seconds, const auto& done) {
    for (const auto begun = load::monotonic_ns(); !done();) {
        if (seconds_since(begun) > seconds) throw std::runtime_error(what);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

// Each leaves at a time of its own, whatever became of those before.
void command_for_a_while(Organiser& organiser, std::uint32_t count) {
    auto next = load::monotonic_ns();
    for (std::uint32_t number = 0; number < count; ++number, next += kEveryNs) {
        while (load::monotonic_ns() < next) {
            organiser.replies(false);
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
        organiser.command(announcement({load::monotonic_ns(), number}));
        organiser.flush();
    }
}

std::string line(const char* words, double p50_s, double p99_s, double mean_s) {
    char text[192];
    std::snprintf(text, sizeof text, "| %s | %.2f | %.2f | %.2f |\n", words, p50_s * 1e3, p99_s * 1e3, mean_s * 1e3);
    return text;
}

std::string line(const char* words, std::vector<double> seconds) {
    std::sort(seconds.begin(), seconds.end());
    double sum = 0;
    for (const double one : seconds) sum += one;
    return line(words, seconds[seconds.size() / 2], seconds[seconds.size() * 99 / 100],
                sum / static_cast<double>(seconds.size()));
}

std::string table(load::Measures& measures, std::uint32_t count, const Look& before, const Look& after) {
    std::vector<double> typical, last;
    for (std::uint32_t number = 0; number < count; ++number) {
        const auto& change = *measures.stamped_change(number);
        typical.push_back(change.delays.quantile(0.5) / 1e9);
        last.push_back(static_cast<double>(load::get(change.longest_ns)) / 1e9);
    }
    std::string text = "| ms | p50 | p99 | mean |\n|---|---|---|---|\n";
    text += line("**command to a typical screen** (the median one)", std::move(typical));
    text += line("**command to the last screen**", std::move(last));
    for (const auto& step : kSteps) {
        const auto gained = after.since(before, step.family);
        text += line(step.words, gained.quantile(0.5), gained.quantile(0.99), gained.mean());
    }
    return text;
}

}  // namespace

std::string command_to_screen(bool quick) {
    const std::uint32_t screens = quick ? 100 : kScreens, count = quick ? 50 : 1'000;
    fanout::Rival server(fanout::RivalKind::dais, {});
    Organiser organiser(server.port(), server.key());
    organiser.ask(put_summit());
    load::Plan plan;
    plan.groups = {{screens, {}, 0, 0}};
    const auto target = load::find_target({"127.0.0.1", std::to_string(server.port()), ""}, {}, screens);
    const std::unique_ptr<load::Measures, void (*)(load::Measures*)> measures(load::Measures::map(),
                                                                              load::Measures::unmap);
    load::Processes processes(2, [&](std::uint32_t) { look_on(plan, target, *measures); });
    wait_for("not every screen came", kAllCameS, [&] { return measures->equal() == screens; });
    const Look before(server.port());
    const double cpu = fanout::cpu_seconds(server.process());
    const auto begun = load::monotonic_ns();
    command_for_a_while(organiser, count);
    wait_for("a change did not come to every screen", kAllHeardS,
             [&] { return load::get(measures->stamped_change(count - 1)->arrivals) == screens; });
    const double seconds = seconds_since(begun), used = fanout::cpu_seconds(server.process()) - cpu;
    const Look after(server.port());
    measures->enter(load::Phase::ended);
    char head[256];
    std::snprintf(head, sizeof head,
                  "## Command to screen\n\n%u screens, %u commands in %.1f s, one organiser; %llu of %llu deliveries; "
                  "the server used %.2f cores.\n\n",
                  screens, count, seconds, static_cast<unsigned long long>(measures->deliveries.count()),
                  static_cast<unsigned long long>(std::uint64_t{screens} * count), used / seconds);
    return head + table(*measures, count, before, after);
}

}  // namespace dais::bench
