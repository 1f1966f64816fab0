#include "clients/cpp/load/report.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <vector>

#include "clients/cpp/table.h"

namespace dais::load {
namespace {

namespace json = boost::json;

// 12,345.
std::string with_commas(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

// Three digits that mean something.
std::string milliseconds(double ms) {
    char text[32];
    std::snprintf(text, sizeof text, ms < 10 ? "%.2f ms" : ms < 100 ? "%.1f ms" : "%.0f ms", ms);
    return text;
}

std::string megabytes(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

// "2,000 in 1 process, which may open 20,000 files each".
std::string in_processes(const Told& told, const char* what = "") {
    return with_commas(told.screens) + what + " in " + std::to_string(told.processes) +
           (told.processes == 1 ? " process" : " processes") + ", which may open " + with_commas(told.files) +
           " files each";
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

Timing timing(std::span<const ChangeTimes> changes) {
    Timing all;
    std::vector<double> first, p50, p99, last;
    for (const auto& change : changes) {
        if (get(change.arrivals) == 0) continue;
        ++all.changes;
        first.push_back(change.delays.quantile(0) / 1e6);
        p50.push_back(change.delays.quantile(0.5) / 1e6);
        p99.push_back(change.delays.quantile(0.99) / 1e6);
        last.push_back(static_cast<double>(get(change.longest_ns)) / 1e6);
        all.worst_last_ms = std::max(all.worst_last_ms, last.back());
    }
    all.first_ms = median(first);
    all.p50_ms = median(p50);
    all.p99_ms = median(p99);
    all.last_ms = median(last);
    return all;
}

json::object timing_json(const Timing& timing) {
    return {{"changes", timing.changes}, {"first_ms", timing.first_ms}, {"p50_ms", timing.p50_ms},
            {"p99_ms", timing.p99_ms},   {"last_ms", timing.last_ms},   {"worst_last_ms", timing.worst_last_ms}};
}

void timing_rows(client::Table& table, const std::string& name, const Timing& timing) {
    if (timing.changes == 0) return;
    table.row({name, "at half of the screens after " + milliseconds(timing.p50_ms) + ", at 99 of 100 after " +
                         milliseconds(timing.p99_ms) + ", at the last after " + milliseconds(timing.last_ms)});
    table.row({"", "medians of " + with_commas(timing.changes) + " changes; the slowest took " +
                       milliseconds(timing.worst_last_ms)});
}

void trouble_rows(client::Table& table, const Measures& measures) {
    const auto& counts = measures.counts;
    const auto row = [&](const char* name, std::uint64_t count, const char* words) {
        if (get(count) > 0) table.row({name, with_commas(get(count)) + " " + words});
    };
    row("not reached", counts.connect_failed, "connections did not come about");
    row("full", counts.refused_full,
        "times the server had no room, and said to come again: see --connections-max there");
    row("refused", counts.refused_other, "upgrades were refused or cut");
    row("cut", counts.cut, "lines were cut by the server or on the way");
    row("silent", counts.silent, "lines were given up after hearing nothing for too long");
    row("goodbye", counts.goodbyes, "screens were told goodbye");
    row("sent away", counts.away_for_good, "screens were told not to come back");
    row("gaps", counts.gaps, "times something was missing, and asked for again");
    row("wrong", counts.differed, "times a screen was sent what did not agree with its digest");
    row("nonsense", counts.nonsense, "messages made no sense");
    row("not timed", counts.not_timed, "deliveries beyond the changes that are timed one by one");
    if (get(measures.trouble_taken) == 2) table.row({"it was said", measures.trouble.data()});
}

}  // namespace

Timing stamped_timing(const Measures& measures, std::uint64_t from, std::uint64_t to) {
    const auto end = std::min<std::uint64_t>(to, kChangesTimedMax), begin = std::min(from, end);
    return timing(std::span(measures.by_stamp).subspan(begin, end - begin));
}

Timing spread_timing(const Measures& measures) { return timing(measures.by_position); }

bool all_is_well(const Told& told, const Measures& measures) {
    return told.whole && told.expected > 0 && told.equal == told.expected && get(measures.counts.differed) == 0 &&
           get(measures.counts.nonsense) == 0;
}

std::string report_text(const Told& told, const Measures& measures) {
    const auto& counts = measures.counts;
    client::Table table;
    table.row({"screens", in_processes(told)});
    table.row({"connected", with_commas(get(counts.opened)) + " times, half of them within " +
                                milliseconds(measures.connects.quantile(0.5) / 1e6) + ", 99 of 100 within " +
                                milliseconds(measures.connects.quantile(0.99) / 1e6)});
    if (const auto all = get(counts.handshakes); all > 0)
        table.row({"encrypted", with_commas(all) + " times, " + with_commas(get(counts.handshakes_resumed)) +
                                    " of these by a ticket of an earlier time"});
    table.row({"changes", with_commas(get(counts.changes)) + " at all screens together, " +
                              with_commas(get(counts.heartbeats)) + " heartbeats"});
    timing_rows(table, "from sending", stamped_timing(measures, 0, kChangesTimedMax));
    timing_rows(table, "spread", spread_timing(measures));
    table.row({"began", with_commas(get(counts.snapshots)) + " snapshots, " + with_commas(get(counts.resumed)) +
                            " resumes, " + with_commas(get(counts.resume_refused)) +
                            " resumes answered by a snapshot"});
    if (get(counts.dropped) > 0) table.row({"dropped out", with_commas(get(counts.dropped)) + " times, on purpose"});
    if (get(counts.pongs) > 0) {
        table.row({"asked", with_commas(get(counts.pongs)) + " signs of life, half of them within " +
                                milliseconds(measures.pongs.quantile(0.5) / 1e6) + ", 99 of 100 within " +
                                milliseconds(measures.pongs.quantile(0.99) / 1e6)});
    }
    table.row({"received", megabytes(get(counts.bytes)) + " in " + with_commas(get(counts.frames)) + " messages, " +
                               megabytes(get(counts.snapshot_bytes)) + " of it snapshots"});
    trouble_rows(table, measures);
    if (!told.whole) table.row({"lost", "a process of this load ended before its time: is there memory enough?"});
    table.row({"equal", with_commas(told.equal) + " of " + with_commas(told.expected) + " at position " +
                            with_commas(told.position) +
                            (all_is_well(told, measures) ? "" : "  ← should be all, and nothing wrong")});
    return table.text();
}

json::object report_json(const Told& told, const Measures& measures) {
    const auto& c = measures.counts;
    const auto quantiles = [](const Histogram& of) {
        return json::object{{"p50_ms", of.quantile(0.5) / 1e6}, {"p99_ms", of.quantile(0.99) / 1e6}};
    };
    json::object counted{{"opened", c.opened},
                         {"connect_failed", c.connect_failed},
                         {"handshakes", c.handshakes},
                         {"handshakes_resumed", c.handshakes_resumed},
                         {"refused_full", c.refused_full},
                         {"refused_other", c.refused_other},
                         {"cut", c.cut},
                         {"silent", c.silent},
                         {"dropped", c.dropped},
                         {"goodbyes", c.goodbyes},
                         {"away_for_good", c.away_for_good},
                         {"resumed", c.resumed},
                         {"resume_refused", c.resume_refused},
                         {"snapshots", c.snapshots},
                         {"gaps", c.gaps},
                         {"differed", c.differed},
                         {"nonsense", c.nonsense},
                         {"bytes", c.bytes},
                         {"snapshot_bytes", c.snapshot_bytes},
                         {"frames", c.frames},
                         {"changes", c.changes},
                         {"heartbeats", c.heartbeats},
                         {"pongs", c.pongs},
                         {"not_timed", c.not_timed}};
    return {{"screens", told.screens},
            {"processes", told.processes},
            {"files", told.files},
            {"seconds", told.seconds},
            {"live_seconds", told.live_s},
            {"stopped_early", told.stopped},
            {"expected", told.expected},
            {"open", told.open},
            {"equal", told.equal},
            {"all_is_well", all_is_well(told, measures)},
            {"position", told.position},
            {"connect", quantiles(measures.connects)},
            {"pong", quantiles(measures.pongs)},
            {"from_sending", timing_json(stamped_timing(measures, 0, kChangesTimedMax))},
            {"spread", timing_json(spread_timing(measures))},
            {"counts", std::move(counted)},
            {"said", get(measures.trouble_taken) == 2 ? measures.trouble.data() : ""}};
}

std::string first_line(const Told& told) { return in_processes(told, " screens"); }

std::string progress_line(const Told& told, const Measures& measures) {
    char clock[16];
    const auto seconds = static_cast<unsigned>(told.seconds);
    std::snprintf(clock, sizeof clock, "%02u:%02u", seconds / 60, seconds % 60);
    std::string line = std::string(clock) + "  " + with_commas(told.open) + " of " + with_commas(told.screens) +
                       " screens here, " + with_commas(told.equal) + " equal";
    line += ", position " + with_commas(told.position) + ", " + with_commas(get(measures.counts.changes)) +
            " changes shown";
    if (const auto wrong = get(measures.counts.differed); wrong > 0) line += ", " + with_commas(wrong) + " WRONG";
    if (told.phase == Phase::settling) line += "  settling";
    return line;
}

}  // namespace dais::load
