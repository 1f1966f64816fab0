#include "tests/bench/fanout/tables.h"

#include <algorithm>
#include <cstdio>

namespace dais::fanout {
namespace {

std::string number(std::optional<double> value, int digits, bool commas = false) {
    if (!value) return "–";
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, *value);
    std::string shown = text;
    if (commas)
        for (std::size_t at = shown.size(); at > 3; at -= 3) shown.insert(at - 3, ",");
    return shown;
}

std::string row(const Case& of, const Results& results, const RivalName& server, bool there) {
    const auto median = [&](const char* figure) { return results.median_of(of.name, server.name, figure); };
    const auto faster = [&](const char* other) {
        return results.ratio(of.name, server.name, other, "deliveries_per_s");
    };
    std::string line = "| " + std::string(server.title) + " | ";
    if (!there) return line + "not there | | | | | | | | | |\n";
    const auto lost = results.lost(of.name, server.name);
    const auto rounds = results.rounds(of.name, server.name, "deliveries_per_s").size();
    if (rounds == 0) return line + (lost.empty() ? "not run" : "lost: " + lost.front()) + " | | | | | | | | | |\n";
    line += number(median("deliveries_per_s"), 0, true) + " | " + number(faster("raw"), 2) + " | " +
            number(faster("uws"), 2) + " | " + number(median("server_cpu_us"), 2) + " | " +
            number(median("p50_ms"), 1) + " | " + number(median("p99_ms"), 1) + " | " + number(median("last_ms"), 1) +
            " | " + number(median("idle_bytes"), 0, true) + " | " + number(median("after_bytes"), 0, true) + " | " +
            std::to_string(rounds);
    if (!lost.empty()) line += ", " + std::to_string(lost.size()) + " lost (" + lost.front() + ")";
    return line + " |\n";
}

}  // namespace

std::string tables(const std::vector<Case>& cases, const Results& results, const std::vector<std::string>& there) {
    std::string text =
        "# Fan-out\n\nBoth ends on this machine, frames of 200 bytes. Medians over rounds in which the servers took "
        "turns; "
        "ratios are\ntaken round by round. Memory is what the server's process grew by, per connection: idle, and "
        "after the "
        "messages.\n";
    for (const auto& of : cases) {
        text += "\n## " + of.title + "\n\n";
        text +=
            "| server | deliveries/s | ÷ raw loop | ÷ uWebSockets | server CPU µs/delivery | p50 ms | p99 ms | last ms "
            "| "
            "idle B/conn. | after B/conn. | rounds |\n|---|---|---|---|---|---|---|---|---|---|---|\n";
        for (const auto& server : rival_names())
            text += row(of, results, server, std::find(there.begin(), there.end(), server.name) != there.end());
        if (const auto noisy = results.noisy(of.name); noisy > 0)
            text += "\n" + std::to_string(noisy) + " runs left out: others used the processor meanwhile.\n";
    }
    text +=
        "\n## 50,000 screens\n\nTo come: over an origin and its edges, each a process of its own, since one may open "
        "20,000 "
        "files on many hosts.\n";
    return text;
}

}  // namespace dais::fanout
