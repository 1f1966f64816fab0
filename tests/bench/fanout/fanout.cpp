// dais-bench-fanout: how quickly one change is at every screen, beside a bare send() loop and uWebSockets.
//
//   dais-bench-fanout [CASE…] [--rounds 5] [--servers dais,raw,raw-uring,uws] [--quick] [--out build/bench/fanout]
//
// The servers take turns (A B C, B C A, …), so that a machine that drifts is unfair to nobody. Each run is a line of
// OUT.jsonl, to which further calls add (--first-round); OUT.md and OUT.svg are made of all lines.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/bench/fanout/chart.h"
#include "tests/bench/fanout/measure.h"
#include "tests/bench/fanout/results.h"
#include "tests/bench/fanout/slow.h"
#include "tests/bench/fanout/tables.h"

namespace {

using namespace dais::fanout;

struct Options {
    std::vector<std::string> cases;
    std::vector<std::string> servers = {"dais", "raw", "raw-uring", "uws"};
    std::string dais_options = "--shards 1";
    int rounds = 5, first_round = 0, again = 1;
    bool quick = false, only_report = false;
    std::string out = "build/bench/fanout";
};

std::vector<Case> all_cases(bool quick) {
    if (quick)
        return {{"quick-1", "500 screens, one change in flight", 500, 1, 100, 5, 10},
                {"quick-8", "500 screens, eight changes in flight", 500, 8, 400, 16, 10}};
    return {{"window-1", "10,000 screens, one change in flight", 10'000, 1, 200, 5, 40},
            {"window-8", "10,000 screens, eight changes in flight", 10'000, 8, 400, 16, 40},
            {"memory", "19,000 screens, a thousand changes, sixty-four in flight", 19'000, 64, 1'000, 0, 60},
            {"many", "50,000 screens at three processes, one change in flight", 50'000, 1, 40, 2, 40, 3}};
}

std::vector<Case> chosen(const Options& options) {
    auto all = all_cases(options.quick);
    if (options.cases.empty()) return all;
    std::vector<Case> found;
    for (const auto& name : options.cases) {
        if (name == kSlowCase) continue;
        const auto it = std::find_if(all.begin(), all.end(), [&](const Case& each) { return each.name == name; });
        if (it == all.end())
            throw std::invalid_argument("“" + name + "” is no case: window-1, window-8, memory, many or slow");
        found.push_back(*it);
    }
    return found;
}

std::vector<std::string> words(const std::string& line) {
    std::istringstream in(line);
    return {std::istream_iterator<std::string>(in), {}};
}

void tell(const boost::json::object& line) {
    const auto* lost = line.if_contains("lost");
    const auto name = std::string(line.at("server").as_string());
    if (lost) {
        std::printf("  %-10s lost: %s\n", name.c_str(), lost->as_string().c_str());
    } else {
        const auto figure = [&](const char* of) { return line.at(of).to_number<double>(); };
        std::printf("  %-10s %9.0f deliveries/s  last %7.1f ms  server %6.2f µs  idle %6.0f B/conn.  others %.2f\n",
                    name.c_str(), figure("deliveries_per_s"), figure("last_ms"), figure("server_cpu_us"),
                    figure("idle_bytes"), figure("others_cores"));
    }
    std::fflush(stdout);
}

boost::json::object run_one(const Case& of, const RivalName& server, const Options& options) {
    try {
        return run_once(of, server.kind, words(options.dais_options));
    } catch (const std::exception& problem) {
        return {{"server", server.name}, {"case", of.name}, {"lost", problem.what()}};
    }
}

void run(const Options& options, const std::vector<std::string>& there) {
    std::filesystem::create_directories(std::filesystem::path(options.out).parent_path());
    std::ofstream lines(options.out + ".jsonl", options.first_round == 0 ? std::ios::trunc : std::ios::app);
    for (const auto& of : chosen(options)) {
        for (int round = options.first_round; round < options.first_round + options.rounds; ++round) {
            std::printf("%s, round %d\n", of.title.c_str(), round + 1);
            for (std::size_t i = 0; i < there.size(); ++i) {
                const auto& server = rival_named(there[(i + static_cast<std::size_t>(round)) % there.size()]);
                auto line = run_one(of, server, options);
                for (int repeated = 0; is_noisy(read_line(line)) && repeated < options.again; ++repeated)
                    line = run_one(of, server, options);
                line["round"] = round;
                lines << boost::json::serialize(line) << std::endl;
                tell(line);
            }
        }
    }
}

// Dais alone: the others skip what a full socket does not take.
void run_slow_readers(const Options& options) {
    const auto& cases = options.cases;
    if (!cases.empty() && std::find(cases.begin(), cases.end(), kSlowCase) == cases.end()) return;
    const SlowCase of = options.quick ? SlowCase{500, 1, 20, 200} : SlowCase{};
    std::printf("%u screens, one in ten of which stops reading\n", of.screens);
    std::fflush(stdout);
    std::ofstream lines(options.out + ".jsonl", std::ios::app);
    for (const auto& line : run_slow(of, words(options.dais_options))) {
        lines << boost::json::serialize(line) << std::endl;
        std::cout << "  " << boost::json::serialize(line) << std::endl;
    }
}

void report(const Options& options, const std::vector<std::string>& there) {
    Results results;
    std::ifstream lines(options.out + ".jsonl");
    for (std::string line; std::getline(lines, line);) results.add(read_line(boost::json::parse(line).as_object()));
    const auto cases = all_cases(options.quick);
    const auto text = tables(cases, results, there);
    std::ofstream(options.out + ".md") << text;
    std::ofstream(options.out + ".svg") << chart(cases, results);
    std::cout << "\n" << text << "\n" << options.out << ".md, .svg and .jsonl\n";
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app("How quickly one change is at every screen, beside other servers.");
    Options options;
    app.add_option("case", options.cases, "window-1, window-8, memory, many, slow; none: all");
    app.add_option("--servers", options.servers, "Which take turns")->delimiter(',')->allow_extra_args(false);
    app.add_option("--rounds", options.rounds, "How many turns")->check(CLI::Range(1, 100))->capture_default_str();
    app.add_option("--first-round", options.first_round, "Not 0: adds to what is there")->check(CLI::Range(0, 1'000));
    app.add_option("--again", options.again, "How often a run is repeated that others disturbed")
        ->check(CLI::Range(0, 10))
        ->capture_default_str();
    app.add_option("--dais-options", options.dais_options, "More options of dais-server run")->capture_default_str();
    app.add_option("--out", options.out, "Where results go, without the ending")->capture_default_str();
    app.add_flag("--quick", options.quick, "A small run, to see that all works");
    app.add_flag("--report", options.only_report, "Only the table and the picture of what is there");
    CLI11_PARSE(app, count, arguments);
    try {
        std::vector<std::string> there;
        for (const auto& name : options.servers) {
            if (is_there(rival_named(name).kind)) there.push_back(name);
        }
        if (!options.only_report) {
            run(options, there);
            run_slow_readers(options);
        }
        report(options, there);
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "dais-bench-fanout: %s\n", problem.what());
        return 1;
    }
}
