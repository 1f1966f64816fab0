// What the server counts about itself, rendered in Prometheus' text format, 0.0.4.
//
// One per process, made first and handed on by reference; a call site reads metrics.desk.changes.Increment(). Counting
// may be done on any thread and never fails: counters and gauges are atomic, a histogram takes a lock of its own that
// only text() holds beside it. Who delivers to many counts once per fan-out, never per delivery.
//
// Every label has a list of values that is known when the process starts. No log, login or address is one: who writes
// a log, or connects, would decide how much the server and its observer must keep.
// Source: https://prometheus.io/docs/instrumenting/exposition_formats/ and …/practices/naming/.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dais/v1/live.pb.h"
#include "server/live/snapshot.h"

namespace dais::live {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;

// What histograms of time are given.
double seconds_since(std::chrono::steady_clock::time_point begin);

// Sockets that were not let in, by what they ran into.
struct RefusedConnections {
    Counter& full;       // no room for another, in the shard or for plain HTTP
    Counter& address;    // too many from one address
    Counter& login;      // too many of one login
    Counter& admission;  // too many at once
    Counter& stopping;
};

// Of the whole process.
struct ServerMetrics {
    RefusedConnections refused;
    std::vector<std::reference_wrapper<Counter>> http_requests;  // by the status' first digit, from 1
    Histogram& http_seconds;                                     // from a request read to its answer made

    void count_http(unsigned status, std::chrono::steady_clock::time_point begin);
};

// Why a reader did not go on from where it stood, and got a snapshot.
struct Resyncs {
    Counter& none;      // it stood nowhere
    Counter& audience;  // it is in another audience now
    Counter& view;      // it, or the server, projects otherwise
    Counter& position;  // no such position yet
    Counter& chain;     // another history
    Counter& behind;    // further back than the ring reaches
};

// Why a socket was closed.
struct Closed {
    Counter& left;       // by its peer
    Counter& silent;     // answered no ping
    Counter& slow;       // did not take a frame in time
    Counter& handshake;  // said no Hello in time
    Counter& protocol;   // said what makes no sense
    Counter& key;        // its key is unknown or was revoked
    Counter& stopping;
    Counter& error;
};

// Of one shard; counted on its thread.
struct ShardMetrics {
    Gauge& connections;  // WebSockets
    Counter& connections_opened;
    Counter& deliveries;  // frames handed to a socket
    Counter& bytes;       // of these
    Counter& fanouts;
    Counter& frames_joined;  // went out in one write with the frame before
    Gauge& waiting_sockets;  // whose buffer is full
    Gauge& ring_lag;         // positions that the last of all readers is behind, as last looked at
    Counter& resumes;        // went on from where they stood
    Counter& snapshots_sent;
    Resyncs resyncs;
    Counter& digest_mismatches;  // connections whose records did not sum to the digest
    Counter& pings_sent;
    Closed closed;
    Histogram& loop_lag_seconds;         // how late a timer of the shard's loop fires
    Histogram& publish_to_sent_seconds;  // from a commit to the last socket of its fan-out
};

// Of snapshots for one audience.
struct SnapshotMetrics {
    Counter& builds;
    Gauge& bytes;  // of the latest, as sent
};

struct CommandOutcomes {
    Counter& done;
    Counter& refused;
    Counter& unavailable;
    Counter& preview;
};

struct DeskMetrics {
    CommandOutcomes commands;
    std::vector<std::reference_wrapper<Counter>> refusals;  // by v1::RefusalCode
    Counter& changes;
    Counter& groups_stored;
    Counter& groups_failed;
    Histogram& group_size;  // commands answered together
    Gauge& logs;
    Gauge& clock_doubted;  // 1: the wall clock was put on or back, and nothing happens by itself

    // A command's way, in seconds.
    Histogram& queue_seconds;   // submitted to taken
    Histogram& decide_seconds;  // one command
    Histogram& commit_seconds;  // one group: taken by the storage thread to durable
    Histogram& fold_seconds;    // one group: applied and handed to the shards
    Histogram& whole_seconds;   // submitted to its Reply leaving

    std::vector<SnapshotMetrics> snapshots;  // by summit::index_of(audience)
    Histogram& snapshot_seconds;

    // By its outcome and, if refused, its code.
    void count_reply(const v1::Reply& reply);
    void count_snapshot(v1::Audience audience, const Snapshot& made, std::chrono::steady_clock::time_point begin);
};

// What is asked of the database while the server runs, beside commits and checkpoints. A resume asks nothing.
struct DatabaseReads {
    Counter& text;     // one long text
    Counter& texts;    // the long texts of an exported programme
    Counter& past;     // a state of the past
    Counter& history;  // a page of history
    Counter& ledger;   // part of a ledger
    Counter& keys;
};

struct DatabaseMetrics {
    DatabaseReads reads;
    Gauge& archive_waiting;  // questions about the past that wait for their turn
};

class Metrics {
    prometheus::Registry registry_;

public:
    explicit Metrics(unsigned shard_count);
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // All of it, as it is now. Any thread.
    std::string text() const;

    ServerMetrics server;
    std::vector<ShardMetrics> shards;
    DeskMetrics desk;
    DatabaseMetrics database;
};

// The Content-Type of text().
inline constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace dais::live
