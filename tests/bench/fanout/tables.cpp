#include "tests/bench/fanout/tables.h"

#include <algorithm>
#include <cstdio>

#include "tests/bench/fanout/slow.h"

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

std::string less_processor(const Case& of, const Results& results) {
    const auto than = [&](const char* other) { return results.ratio(of.name, "dais", other, "server_cpu_us"); };
    if (!than("raw") && !than("uws")) return "";
    return "\nDais took " + number(than("raw"), 2) + " of the raw loop's processor per delivery, and " +
           number(than("uws"), 2) + " of uWebSockets'.\n";
}

std::string slow_readers(const Results& results) {
    const auto median = [&](const char* figure) { return results.median_of(kSlowCase, "dais", figure); };
    std::string text = "\n## One reader in ten does not read\n\n";
    for (const auto& why : results.lost(kSlowCase, "dais")) text += "Lost: " + why + ".\n\n";
    if (!median("p99_stuck_ms")) return text + "Not run.\n";
    return text + number(median("stuck"), 0, true) + " of " + number(median("screens"), 0, true) +
           " stop reading, and their sockets are full. At 99 of 100 of the others a change is after " +
           number(median("p99_stuck_ms"), 1) + " ms, " + number(median("p99_ratio"), 2) +
           " times as long as when all read (" + number(median("p99_all_ms"), 1) +
           " ms, rounds in turn). One who is stuck costs the server " + number(median("stuck_bytes"), 0, true) +
           " bytes. When they read again all are equal after " + number(median("equal_s"), 1) +
           " s. Those who never do are closed after " + number(median("closed_s"), 1) +
           " s (--send-ms 30000): " + number(median("closed"), 0, true) + " of " + number(median("stuck"), 0, true) +
           ".\n";
}

}  // namespace

std::string tables(const std::vector<Case>& cases, const Results& results, const std::vector<std::string>& there) {
    std::string text =
        "# Fan-out\n\nBoth ends on this machine, frames of 200 bytes. Medians over rounds in which the servers took "
        "turns; "
        "ratios are\ntaken round by round. Memory is what the server's process grew by, per connection: idle, and "
        "after the "
        "messages.\nFifty thousand screens are spread over three processes, since one may open 20,000 files on many "
        "hosts: of Dais three edges\nbefore an origin that serves none of them and whose processor and memory count, "
        "of the others three servers, each of which is\ntold every message.\n";
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
        text += less_processor(of, results);
    }
    text += slow_readers(results);
    return text;
}

}  // namespace dais::fanout
