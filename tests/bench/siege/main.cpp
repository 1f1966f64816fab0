// dais-bench-siege: whether a siege at the door is felt by those who are inside.
//
//   dais-bench-siege [--quick] [--rounds 5] [--out build/bench/siege.md]
//
// 1,000 screens look on; 5,000 connections say nothing, or a byte a second, and come back as soon as they are closed.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/bench/fanout/results.h"
#include "tests/bench/siege/siege.h"

namespace {

using namespace dais::bench;

const char* name_of(Way way) {
    switch (way) {
        case Way::peace: return "peace";
        case Way::many_addresses: return "siege from many addresses";
        case Way::one_address: return "siege from one address";
    }
    return "";
}

const Turn& of(const Round& round, Way way) { return round[static_cast<std::size_t>(way)]; }

double ratio(const Round& round, Way way) { return of(round, way).p99_ms / of(round, Way::peace).p99_ms; }

std::string row(int number, const Round& round, Way way) {
    const Turn& turn = of(round, way);
    char text[256];
    std::snprintf(text, sizeof text,
                  "| %d | %s | %.2f | %.2f | %.2f | %.1f | %.0f | %.0f | %.0f | %.0f | %.0f | %.1f | %.1f | %.1f | "
                  "%.2f | %.2f | %.2f |\n",
                  number + 1, name_of(way), turn.p50_ms, turn.p99_ms, ratio(round, way), turn.worst_ms, turn.connected,
                  turn.websockets, turn.refused_per_s, turn.closed_per_s, turn.came_per_s, turn.newcomer_ms,
                  turn.slowest_newcomer_ms, turn.server_bytes / 1e6, turn.server_cores, turn.siege_cores,
                  turn.others_cores);
    return text;
}

std::string head(const Wish& wish) {
    char text[1'024];
    std::snprintf(text, sizeof text,
                  "# A siege\n\n%u screens, %u announcements a second, %u besiegers from %u addresses or from one: a "
                  "quarter each says nothing,\nor a byte a second of a header, of a body, of a WebSocket's first "
                  "message; whoever is closed comes back at once. All of it is on\nthis machine. Milliseconds until a "
                  "Change is at a screen, over all deliveries of a turn of %.0f s; a newcomer's, until /health is "
                  "answered.\n\n"
                  "| round | | p50 ms | p99 ms | p99 ÷ peace | worst ms | connected | WebSockets of them | refused/s | "
                  "closed/s | came/s | newcomer p50 ms | slowest ms | server MB | server cores | besiegers' cores | "
                  "others' cores |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
                  wish.screens, wish.per_s, wish.besiegers, wish.addresses, wish.seconds);
    return text;
}

std::string foot(const std::vector<Round>& rounds) {
    std::string text = "\nMedians of the rounds' ratios of p99:";
    for (const Way way : {Way::many_addresses, Way::one_address}) {
        std::vector<double> ratios;
        for (const Round& round : rounds) ratios.push_back(ratio(round, way));
        char part[96];
        std::snprintf(part, sizeof part, " %s ÷ peace %.2f;", name_of(way), *dais::fanout::median(ratios));
        text += part;
    }
    return text + " every screen ended equal to the server.\n";
}

void run(const Wish& wish, int count, const std::string& out) {
    std::string text = head(wish);
    std::vector<Round> rounds;
    Siege siege(wish);
    for (int number = 0; number < count; ++number) {
        rounds.push_back(siege.round(number));
        for (const Way way : kWays) {
            text += row(number, rounds.back(), way);
            std::printf("%s", row(number, rounds.back(), way).c_str());
        }
        std::fflush(stdout);
    }
    siege.check_screens();
    text += foot(rounds);
    std::filesystem::create_directories(std::filesystem::path(out).parent_path());
    std::ofstream(out) << text;
    std::printf("\n%s\n%s\n", text.c_str(), out.c_str());
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app("Whether a siege at the door is felt by those who are inside.");
    Wish wish;
    bool quick = false;
    int rounds = 5;
    std::string out = "build/bench/siege.md";
    app.add_flag("--quick", quick, "A small run, to see that all works");
    app.add_option("--rounds", rounds, "How many")->check(CLI::Range(1, 100))->capture_default_str();
    app.add_option("--per-s", wish.per_s, "Announcements in a second")
        ->check(CLI::Range(1, 200))
        ->capture_default_str();
    app.add_option("--out", out, "Where the table goes")->capture_default_str();
    app.add_option("--options", wish.options, "More options of dais-server run")->expected(-1);
    CLI11_PARSE(app, count, arguments);
    if (quick) {
        wish = {100, 400, 8, wish.per_s, 1, 2, wish.options};
        rounds = 1;
    }
    try {
        run(wish, rounds, out);
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "dais-bench-siege: %s\n", problem.what());
        return 1;
    }
}
