#include "server/live/metrics.h"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <sstream>

#include "server/live/process_metrics.h"
#include "server/summit/audience.h"

namespace dais::live {

namespace {

using Buckets = Histogram::BucketBoundaries;

// Thinking: a rule takes microseconds, an import a good part of a second.
const Buckets kThoughtSeconds = {0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                 0.01,    0.025,    0.05,    0.1,    0.25,    0.5,    1,     2.5};
// A disk: a sync takes 50 µs on good flash, 10 ms on a spinning disk; a second is a disk in trouble.
const Buckets kCommitSeconds = {0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005,
                                0.01,    0.02,   0.05,   0.1,    0.2,   0.5,   1};
// A command as its author feels it, or a request over HTTP.
const Buckets kAnswerSeconds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                0.05,   0.1,     0.25,   0.5,   1,      2.5,   5,    10};
// Ten thousand screens take 60 ms, a hundred thousand a second.
const Buckets kDeliverySeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
const Buckets kLagSeconds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1};
const Buckets kGroupSizes = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1'024, 4'096};

using Labels = prometheus::Labels;

// A name that was met before means another value of its labels.
struct Book {
    prometheus::Registry& registry;
    Labels of = {};  // what all of them are of

    Counter& counter(const std::string& name, const std::string& help, Labels labels = {}) const {
        labels.insert(of.begin(), of.end());
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add(labels);
    }
    Gauge& gauge(const std::string& name, const std::string& help, Labels labels = {}) const {
        labels.insert(of.begin(), of.end());
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add(labels);
    }
    Histogram& histogram(const std::string& name, const std::string& help, const Buckets& buckets) const {
        return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add(of, buckets);
    }
    // The counters of one name, told apart by one label.
    auto each(const std::string& name, const std::string& label, const std::string& help) const {
        return [=, this](const std::string& value) -> Counter& { return counter(name, help, {{label, value}}); };
    }
};

// "REFUSAL_CODE_NOT_FOUND" is not_found.
std::string word(std::string name, std::size_t prefix) {
    name.erase(0, prefix);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name;
}

ServerMetrics server_metrics(const Book& book) {
    book.gauge("dais_build_info", "1; what runs is in the labels.", {{"version", DAIS_VERSION}}).Set(1);
    book.gauge("process_start_time_seconds", "When the process started, in seconds since 1970.")
        .Set(std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count());
    const auto refused =
        book.each("dais_refused_connections_total", "reason", "Connections that were not let in, by what they met.");
    const auto requests = book.each("dais_http_requests_total", "code", "HTTP requests answered, by class of status.");
    return {{refused("full"), refused("address"), refused("login"), refused("admission"), refused("stopping")},
            {requests("1xx"), requests("2xx"), requests("3xx"), requests("4xx"), requests("5xx")},
            book.histogram("dais_http_request_duration_seconds", "From an HTTP request read to its answer made.",
                           kAnswerSeconds)};
}

ShardMetrics shard_metrics(const Book& book) {
    const auto resyncs = book.each("dais_resyncs_total", "reason",
                                   "Readers that began with a snapshot, by why they could not go on; none: new ones.");
    const auto closed = book.each("dais_closed_connections_total", "reason", "WebSockets closed, by why.");
    return {book.gauge("dais_connections", "WebSockets open."),
            book.counter("dais_opened_connections_total", "WebSockets opened."),
            book.counter("dais_deliveries_total", "Frames handed to a socket."),
            book.counter("dais_delivered_bytes_total", "Bytes handed to sockets."),
            book.counter("dais_fanouts_total", "Times that news went out to all who follow."),
            book.counter("dais_frames_joined_total", "Frames that went out in one write with the frame before."),
            book.gauge("dais_waiting_sockets", "Sockets that take no more for the moment."),
            book.gauge("dais_ring_lag_positions", "Positions that the last of all readers is behind; sampled."),
            book.counter("dais_resumes_total", "Readers that went on from where they stood."),
            book.counter("dais_snapshots_sent_total", "Snapshots begun to be sent."),
            {resyncs("none"), resyncs("audience"), resyncs("view"), resyncs("position"), resyncs("chain"),
             resyncs("behind")},
            book.counter("dais_digest_mismatches_total", "Connections whose records did not agree with the digest."),
            book.counter("dais_pings_sent_total", "WebSocket pings sent."),
            {closed("left"), closed("silent"), closed("slow"), closed("handshake"), closed("protocol"), closed("key"),
             closed("stopping"), closed("error")},
            book.histogram("dais_loop_lag_seconds", "How late a timer of a shard's loop fires.", kLagSeconds),
            book.histogram("dais_publish_to_sent_seconds", "From a commit to the last socket of its fan-out.",
                           kDeliverySeconds)};
}

std::vector<ShardMetrics> all_shards(prometheus::Registry& registry, unsigned count) {
    std::vector<ShardMetrics> shards;
    shards.reserve(count);
    for (unsigned i = 0; i < count; ++i) shards.push_back(shard_metrics({registry, {{"shard", std::to_string(i)}}}));
    return shards;
}

std::vector<std::reference_wrapper<Counter>> refusals(const Book& book) {
    std::vector<std::reference_wrapper<Counter>> by_code;
    by_code.reserve(v1::RefusalCode_ARRAYSIZE);
    const auto of = book.each("dais_refusals_total", "code", "Commands refused, by the code of the Refusal.");
    for (int code = 0; code < v1::RefusalCode_ARRAYSIZE; ++code)
        by_code.push_back(of(word(v1::RefusalCode_Name(code), sizeof "REFUSAL_CODE_" - 1)));
    return by_code;
}

std::vector<SnapshotMetrics> snapshots(const Book& book) {
    std::vector<SnapshotMetrics> by_audience;
    by_audience.reserve(summit::kAudiences.size());
    for (const v1::Audience audience : summit::kAudiences) {
        const Labels of{{"audience", word(v1::Audience_Name(audience), sizeof "AUDIENCE_" - 1)}};
        by_audience.push_back(
            {book.counter("dais_snapshot_builds_total", "Snapshots made for those who follow.", of),
             book.gauge("dais_snapshot_bytes", "Size of the snapshot made last, of whichever log, as sent.", of)});
    }
    return by_audience;
}

DeskMetrics desk_metrics(const Book& book) {
    const auto commands = book.each("dais_commands_total", "outcome", "Commands answered, by outcome.");
    const auto groups = book.each("dais_groups_total", "outcome", "Groups of commands given to storage, by outcome.");
    return {
        {commands("done"), commands("refused"), commands("unavailable"), commands("preview")},
        refusals(book),
        book.counter("dais_changes_total", "Changes on disk and published."),
        groups("stored"),
        groups("failed"),
        book.histogram("dais_group_commands", "Commands that share a group, and its commit.", kGroupSizes),
        book.gauge("dais_logs", "Logs of this server."),
        book.gauge("dais_clock_doubted", "1 while nothing happens by itself, since the wall clock was set."),
        book.histogram("dais_command_queue_seconds", "From a command submitted to its being taken.", kThoughtSeconds),
        book.histogram("dais_command_decide_seconds", "Deciding one command.", kThoughtSeconds),
        book.histogram("dais_group_commit_seconds", "From a group taken by storage to its being on disk.",
                       kCommitSeconds),
        book.histogram("dais_group_fold_seconds", "Applying a group on disk and handing it to the shards.",
                       kThoughtSeconds),
        book.histogram("dais_command_duration_seconds", "From a command submitted to its reply leaving the desk.",
                       kAnswerSeconds),
        snapshots(book),
        book.histogram("dais_snapshot_build_seconds", "Making one snapshot.", kAnswerSeconds)};
}

DatabaseMetrics database_metrics(const Book& book) {
    const auto reads = book.each("dais_database_reads_total", "question",
                                 "Questions to the database while the server runs; those who resume ask none.");
    return {{reads("text"), reads("texts"), reads("past"), reads("history"), reads("ledger"), reads("keys")},
            book.gauge("dais_archive_waiting", "Questions about the past that wait for their turn.")};
}

}  // namespace

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void ServerMetrics::count_http(unsigned status, std::chrono::steady_clock::time_point begin) {
    http_requests[std::clamp(status / 100, 1u, 5u) - 1].get().Increment();
    http_seconds.Observe(seconds_since(begin));
}

void DeskMetrics::count_reply(const v1::Reply& reply) {
    switch (reply.outcome_case()) {
        case v1::Reply::kDone: commands.done.Increment(); break;
        case v1::Reply::kUnavailable: commands.unavailable.Increment(); break;
        case v1::Reply::kPreview: commands.preview.Increment(); break;
        case v1::Reply::kRefusal: {
            commands.refused.Increment();
            const auto code = static_cast<std::size_t>(reply.refusal().code());
            refusals[code < refusals.size() ? code : 0].get().Increment();
            break;
        }
        case v1::Reply::OUTCOME_NOT_SET: break;
    }
}

void DeskMetrics::count_snapshot(v1::Audience audience, const Snapshot& made,
                                 std::chrono::steady_clock::time_point begin) {
    snapshot_seconds.Observe(seconds_since(begin));
    SnapshotMetrics& of = snapshots.at(summit::index_of(audience));
    of.builds.Increment();
    std::size_t bytes = 0;
    for (const Frame& part : made.parts) bytes += part->size();
    of.bytes.Set(static_cast<double>(bytes));
}

Metrics::Metrics(unsigned shard_count)
    : server(server_metrics({registry_})),
      shards(all_shards(registry_, shard_count)),
      desk(desk_metrics({registry_})),
      database(database_metrics({registry_})) {}

std::string Metrics::text() const {
    std::ostringstream text;
    std::vector<prometheus::MetricFamily> families = registry_.Collect();
    for (prometheus::MetricFamily& family : process_families()) families.push_back(std::move(family));
    prometheus::TextSerializer().Serialize(text, families);
    return std::move(text).str();
}

}  // namespace dais::live
