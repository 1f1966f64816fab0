// dais-bench-storm: how soon all screens are back and equal after a crash of the edges, of the origin, of both.
//
//   dais-bench-storm [--screens 200000] [--edges N] [--rest-s 25] [--out build/bench/storm]
#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>

#include "tests/bench/storm/storm.h"
#include "tests/bench/storm/table.h"

namespace {

using namespace dais::storm;

constexpr std::uint32_t kChanges = 5;

void run(const Wish& wish, double rest_s, const std::string& out) {
    std::filesystem::create_directories(std::filesystem::path(out).parent_path());
    std::ofstream lines(out + ".jsonl", std::ios::trunc);
    std::vector<boost::json::object> steps;
    Storm storm(wish);
    const auto step = [&](boost::json::object line) {
        lines << boost::json::serialize(line) << std::endl;
        std::cout << told(line) << std::endl;
        steps.push_back(std::move(line));
        std::ofstream(out + ".md") << table(steps);
    };
    step(storm.connect());
    step(storm.change(kChanges));
    storm.rest(rest_s);
    step(storm.strike("edges", true, false));
    step(storm.strike("origin", false, true));
    storm.rest(rest_s);
    step(storm.strike("all", true, true));
    step(storm.change(kChanges));
    std::cout << "\n" << table(steps) << "\n" << out << ".md and .jsonl\n";
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app("How soon all screens are back and equal after a crash.");
    Wish wish;
    double rest_s = 25;
    std::string out = "build/bench/storm";
    app.add_option("--screens", wish.screens, "How many")->check(CLI::Range(1, 1'000'000))->capture_default_str();
    app.add_option("--edges", wish.edges, "0: as many as it takes")->check(CLI::Range(0, 100));
    app.add_option("--seconds-max", wish.seconds_max, "For each step")->capture_default_str();
    app.add_option("--rest-s", rest_s, "Between two blows: a heartbeat is to come")->capture_default_str();
    app.add_option("--out", out, "Where results go, without the ending")->capture_default_str();
    app.add_option("--options", wish.options, "More options of every dais-server run")->expected(-1);
    CLI11_PARSE(app, count, arguments);
    try {
        run(wish, rest_s, out);
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "dais-bench-storm: %s\n", problem.what());
        return 1;
    }
}
