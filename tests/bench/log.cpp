// What a log costs: deciding, the wire, snapshots, a start and the past. Figures on one table, each beside what it
// should be at most; nothing fails here.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>

#include "server/live/admission.h"
#include "server/live/desk.h"
#include "server/live/metrics.h"
#include "server/live/past_reader.h"
#include "server/live/rim.h"
#include "server/live/shard.h"
#include "server/live/snapshot.h"
#include "tests/bench/played_log.h"

namespace dais::bench {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double at(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void row(const std::string& what, double value, const char* unit, double most = 0, const std::string& more = {}) {
    std::printf("%-48s %9.1f %-3s", what.c_str(), value, unit);
    if (most > 0)
        std::printf("  %s %.0f", value <= most ? "≤" : "ABOVE", most);
    else
        std::printf("%6s", "");
    std::printf("  %s\n", more.c_str());
}

void decide(PlayedLog& log) {
    std::vector<double> all;
    std::map<std::string, std::vector<double>> by_verb;
    std::size_t entries = 0;
    while (all.size() < 5'000) {
        v1::Command command = log.random_command();
        const auto* verb = v1::Command::descriptor()->FindFieldByNumber(command.verb_case());
        const PlayedLog::Outcome outcome = log.ask(std::move(command));
        if (!outcome.done) continue;
        all.push_back(outcome.microseconds);
        by_verb[verb->name()].push_back(outcome.microseconds);
        entries += static_cast<std::size_t>(outcome.change.entries_size());
    }
    row("decide + fold, median", at(all, 0.5), "µs", 50,
        "p99 " + std::to_string(static_cast<int>(at(all, 0.99))) + " µs, " + std::to_string(entries * 10 / all.size()) +
            " entries per 10 commands");
    for (const auto& [verb, times] : by_verb)
        row("  " + verb, at(times, 0.5), "µs", 0, std::to_string(times.size()) + " commands");
}

// The Change of a late start that moves about this many sessions.
void slip(std::size_t sessions) {
    PlayedLog log;
    PlayedLog::Outcome best;
    std::size_t best_moved = 0;
    const auto distance = [&](std::size_t moved) { return moved > sessions ? moved - sessions : sessions - moved; };
    std::vector<std::string> ids;
    for (const auto& [id, record] : log.state().all(v1::KIND_SESSION)) ids.push_back(id);
    summit::State before = log.state();
    for (const std::string& id : ids) {
        PlayedLog tried = log;
        v1::Command command = tried.random_command();
        command.mutable_set_projected_start()->set_id(id);
        const auto session = *tried.state().get<v1::Session>(v1::KIND_SESSION, id);
        command.mutable_set_projected_start()->set_at_ms(session.planned().starts_at_ms() + 40 * 60'000);
        PlayedLog::Outcome outcome = tried.ask(std::move(command));
        std::size_t moved = 0;
        for (const v1::Entry& entry : outcome.change.entries()) moved += entry.kind() == v1::KIND_SESSION_PROGRESS;
        if (!outcome.done || (best.done && distance(moved) >= distance(best_moved))) continue;
        best = std::move(outcome);
        best_moved = moved;
        before = tried.state();
        if (moved == sessions) break;
    }
    for (const v1::Audience audience : {v1::AUDIENCE_PUBLIC, v1::AUDIENCE_STAFF}) {
        const auto& entries = best.shown.entries[summit::index_of(audience)];
        const v1::ServerMessage message =
            live::changes_message(log.name(), best.change, entries, audience, before.head(audience));
        row("a slip over " + std::to_string(best_moved) + " sessions, for " +
                (audience == v1::AUDIENCE_STAFF ? "staff" : "others"),
            static_cast<double>(live::encode(message)->size()), "B", 2'048,
            std::to_string(message.ByteSizeLong()) + " B before deflate");
    }
}

// Of some kinds, what a Snapshot of theirs alone takes on the wire. Sessions without one of their fields, if it is
// named.
double snapshot_kib(v1::ServerMessage whole, const std::function<bool(v1::Kind)>& wanted,
                    const google::protobuf::FieldDescriptor* without = nullptr) {
    auto& entries = *whole.mutable_snapshot()->mutable_entries();
    entries.erase(std::remove_if(entries.begin(), entries.end(), [&](auto& entry) { return !wanted(entry.kind()); }),
                  entries.end());
    for (v1::Entry& entry : entries) {
        if (entry.kind() != v1::KIND_SESSION || without == nullptr) continue;
        v1::Session session;
        session.ParseFromString(entry.put());
        v1::Session::GetReflection()->ClearField(&session, without);
        entry.set_put(session.SerializeAsString());
    }
    return static_cast<double>(live::encode(whole)->size()) / 1024;
}

void snapshots(const PlayedLog& log) {
    const summit::State& state = log.state();
    live::Limits limits;
    const auto sent = live::make_snapshot(log.name(), state, v1::AUDIENCE_PUBLIC, limits);
    limits.snapshot_part_bytes = SIZE_MAX;
    const auto whole = live::snapshot_messages(log.name(), state, v1::AUDIENCE_PUBLIC, limits).front();
    const auto but_texts = [](v1::Kind kind) { return kind != v1::KIND_SESSION_TEXT; };
    const auto but_persons = [](v1::Kind kind) { return kind != v1::KIND_SESSION_TEXT && kind != v1::KIND_PERSON; };
    row("snapshot without persons and texts", snapshot_kib(whole, but_persons), "KiB", 40);
    row("snapshot with persons, without texts", snapshot_kib(whole, but_texts), "KiB", 65);
    std::map<v1::Kind, std::size_t> counts;
    state.for_each([&](v1::Kind kind, const std::string&, const summit::Record& record) {
        if (record.visible_to(v1::AUDIENCE_PUBLIC)) ++counts[kind];
    });
    for (const auto& [kind, count] : counts)
        row("  " + v1::Kind_Name(kind), snapshot_kib(whole, [only = kind](v1::Kind one) { return one == only; }), "KiB",
            0, std::to_string(count) + " records");
    const auto sessions = [](v1::Kind kind) { return kind == v1::KIND_SESSION; };
    const double all = snapshot_kib(whole, sessions);
    for (int i = 0; i < v1::Session::descriptor()->field_count(); ++i) {
        const auto* field = v1::Session::descriptor()->field(i);
        const double saved = all - snapshot_kib(whole, sessions, field);
        if (saved > 0.5) row("    of which " + field->name(), saved, "KiB");
    }
    std::size_t bytes = 0;
    for (const live::Frame& part : sent->parts) bytes += part->size();
    row("snapshot as sent to the public", static_cast<double>(bytes) / 1024, "KiB");
}

void load(const std::string& path, std::uint64_t changes) {
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
        const live::Limits limits;
        const auto begin = Clock::now();
        storage::Database database(path, {});
        live::Hub hub(limits);
        live::Metrics metrics(1);
        access::Access access(live::wall_clock_ms);
        live::Desk desk(limits, database, hub, metrics, access, [](const std::string&) {});
        live::Admission admission(limits, 1);
        live::Shard shard(limits, desk, admission, metrics);
        hub.add(shard);
        desk.open();
        times.push_back(ms_since(begin));
    }
    row("a start, " + std::to_string(changes) + " changes, median", at(times, 0.5), "ms", 1'000,
        "of " + std::to_string(times.size()) + "; folds 9,095 from a checkpoint");
}

void past(const std::string& path, const PlayedLog& log) {
    const live::Limits limits;
    const auto view = std::make_shared<const summit::State>(log.state());
    const auto ask = [&](live::PastReader& reader, std::uint64_t seq, bool as_public) {
        const live::Onlooker who{log.name(), v1::AUDIENCE_PUBLIC, as_public ? view : nullptr};
        const auto begin = Clock::now();
        const auto state = reader.state(who, seq);
        return ms_since(begin);  // to have it; to let it go is nobody's wait
    };
    live::PastReader reader(limits, path);
    const auto begin = Clock::now();
    reader.course(log.name());
    row("positions of the whole log, once", ms_since(begin), "ms");
    std::vector<double> worst, random;
    std::mt19937_64 numbers(7);
    for (std::uint64_t n = 1; n <= 10; ++n) worst.push_back(ask(reader, n * 10'000 - 1, n % 2 == 0));
    for (int i = 0; i < 50; ++i) random.push_back(ask(reader, 1 + numbers() % log.state().seq(), i % 2 == 0));
    row("the state 4,999 changes after a checkpoint, worst", at(worst, 1), "ms", 100);
    row("the state at any position, median", at(random, 0.5), "ms", 100);
}

int run() {
    spdlog::set_level(spdlog::level::warn);
    const auto folder = std::filesystem::temp_directory_path() /
                        ("dais-bench-" + std::to_string(Clock::now().time_since_epoch().count()));
    std::filesystem::create_directories(folder);
    const std::string path = folder / "bench.db";
    PlayedLog log;
    std::printf("programme: %s\n", log.programme().c_str());
    snapshots(log);
    slip(20);
    {
        PlayedLog other = log;
        decide(other);
    }
    {
        storage::Database database(path, {});
        // As far from a checkpoint as a start can be: the one before the ring is nearly 5,000 older.
        log.play(database, 104'094);
    }
    row("database", static_cast<double>(std::filesystem::file_size(path)) / (1 << 20), "MiB");
    load(path, log.state().seq());
    past(path, log);
    std::filesystem::remove_all(folder);
    return 0;
}

}  // namespace
}  // namespace dais::bench

int main() { return dais::bench::run(); }
