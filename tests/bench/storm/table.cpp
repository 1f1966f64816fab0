#include "tests/bench/storm/table.h"

#include <cstdio>

namespace dais::storm {
namespace {

namespace json = boost::json;

std::string number(const json::object& step, const char* name, int digits) {
    const auto* value = step.if_contains(name);
    if (!value || !value->is_number()) return "–";
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value->to_number<double>());
    std::string shown = text;
    const auto point = shown.find('.');
    for (auto at = point == std::string::npos ? shown.size() : point; at > 3 && shown[at - 4] != '-'; at -= 3)
        shown.insert(at - 3, ",");
    return shown;
}

std::string name_of(const json::object& step) { return std::string(step.at("step").as_string()); }

bool is_change(const json::object& step) { return step.contains("last_ms"); }
bool is_blow(const json::object& step) { return step.contains("database_reads"); }

}  // namespace

std::string told(const json::object& step) {
    const auto of = [&](const char* name, int digits) { return number(step, name, digits); };
    std::string line = name_of(step) + ": ";
    if (const auto* lost = step.if_contains("lost")) line += "LOST, " + std::string(lost->as_string()) + "; ";
    if (is_change(step))
        return line + "first " + of("first_ms", 1) + ", p50 " + of("p50_ms", 0) + ", p99 " + of("p99_ms", 0) +
               ", last " + of("last_ms", 0) + " ms; server " + of("server_cpu_us", 2) + " µs a delivery";
    line += of("equal", 0) + " equal, half after " + of("half_s", 2) + ", p99 " + of("p99_s", 2) + ", all " +
            of("all_s", 2) + " s; " + of("connect_failed", 0) + " attempts failed; server " + of("server_cpu_us", 0) +
            " µs a screen";
    if (!is_blow(step)) return line;
    return line + "; resumed " + of("resumed", 0) + ", snapshots " + of("snapshots", 0) + ", database reads " +
           of("database_reads", 0) + ", differed " + of("differed", 0);
}

std::string table(const std::vector<json::object>& steps) {
    if (steps.empty()) return "# A storm\n\nNot run.\n";
    std::string text =
        "# A storm\n\n" + number(steps.front(), "screens", 0) + " screens at " + number(steps.front(), "edges", 0) +
        " edges before one origin, both ends on this machine. A screen is back when it stands at a "
        "change\nthat was published after the blow and its digest agrees.\n\n"
        "| step | half s | p99 s | all s | lines opened | attempts failed | resumed | snapshots | builds "
        "at edges / origin | database reads | server CPU µs/screen |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|\n";
    std::string changes;
    for (const auto& step : steps) {
        const auto of = [&](const char* name, int digits) { return number(step, name, digits); };
        if (is_change(step) || name_of(step) == "change") {
            changes += "\n" + told(step) + "\n";
            continue;
        }
        text += "| " + name_of(step) + (step.contains("lost") ? " (lost)" : "") + " | " + of("half_s", 2) + " | " +
                of("p99_s", 2) + " | " + of("all_s", 2) + " | " + of("opened", 0) + " | " + of("connect_failed", 0) +
                " | " + of("resumed", 0) + " | " + of("snapshots", 0) + " | " + of("edge_snapshot_builds", 0) + " / " +
                of("origin_snapshot_builds", 0) + " | " + of("database_reads", 0) + " | " + of("server_cpu_us", 0) +
                " |\n";
    }
    return text + changes;
}

}  // namespace dais::storm
