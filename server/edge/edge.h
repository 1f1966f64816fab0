// An edge: the origin of shards that repeat what another server tells the public (ARCHITECTURE.md, Edges).
//
// It follows every log of that server, one Line each, and looks for new ones from time to time. Frames go to the shards
// as they came; nothing is decided, projected or encoded twice. While the line is cut it goes on serving, and says
// since when what it serves may be old. Commands are answered with where they belong.
//
// One thread, in run(); the Origin's methods, logs() and health() may be called from any. Shards are added before
// open() and outlive it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/edge/line.h"
#include "server/edge/ticket_reception.h"
#include "server/live/origin.h"

namespace dais::live {
class Shard;
}

namespace dais::edge {

struct EdgeSettings {
    client::Url url;         // of the server that is followed
    std::string public_url;  // where people reach it; for redirections and for what is said
    std::string folder;      // of the recordings; empty: nothing is kept
    std::string key;         // of an edge at that server; empty: the public is served alone
};

// What an edge holds of a log.
struct LogHealth {
    std::string log;
    std::uint64_t position = 0;
    std::int64_t age_ms = 0;  // how long ago that was known to be all there is
    bool stale = false;       // longer than heartbeats may take
};

struct ListedLog {
    std::string log;
    v1::Summit summit;  // of a Series' log as summit::summit_of makes it
    bool is_series = false;
};

class Edge final : public live::Origin {
public:
    Edge(const live::Limits& limits, EdgeSettings settings);
    ~Edge();

    void add(live::Shard& shard) { shards_.push_back(&shard); }
    // Whom its shards let in.
    const live::Reception& reception() const { return reception_; }
    // Fills the rings from the recordings. Throws std::runtime_error with the remedy if the folder cannot be used, or
    // is used by another edge.
    void open();
    // Follows; returns after halt(). ready: once, on this thread, when there is something to be served: all there is,
    // or what the recordings hold if the server cannot be reached.
    void run(std::function<void()> ready);
    // Says farewell to the server that is followed; then runs done.
    void stop(std::function<void()> done);
    void halt() { works_.context.stop(); }

    const std::string& public_url() const { return settings_.public_url; }

    void submit(live::Submission submission) override;
    void make_snapshot(std::string log, v1::Audience audience,
                       std::function<void(std::shared_ptr<const live::Snapshot>)> done) override;
    void take_presence(const live::Shard& shard, std::vector<live::Counted> counted, bool news) override;
    v1::Clock clock(const std::string& log) const override { return works_.clocks.now(log); }

    boost::asio::awaitable<std::vector<LogHealth>> health();
    // Those whose Summit is there to be seen.
    boost::asio::awaitable<std::vector<ListedLog>> logs();
    // Screens that follow a log here, and not behind edges of this one.
    std::uint64_t screens() const;

private:
    boost::asio::awaitable<void> look_for_logs();
    boost::asio::awaitable<void> say_while_waiting();
    void take_logs(const std::string& answer);
    using Of = std::pair<std::string, v1::Audience>;
    void follow_log(const std::string& log);
    Line* add_line(const Of& of);
    boost::asio::awaitable<void> relay(live::Submission submission);
    void take_tickets(const std::string& key, const v1::VoidTickets& voids);
    void look_whether_ready();
    void hand_over(std::vector<live::Published> published, std::vector<live::Pulse> pulses) const;
    v1::Presence presence(const std::string& log) const;
    void tell_presence(const std::string& log, bool news);
    bool is_stale(const Line& line) const;
    void lock_folder();

    const live::Limits& limits_;
    EdgeSettings settings_;
    TicketReception reception_;
    std::vector<live::Shard*> shards_;
    int lock_ = -1;  // of the folder
    std::function<void()> ready_;
    bool stopping_ = false;
    bool asked_ = false;      // for logs, with an answer
    std::string unanswered_;  // else why not
    mutable std::mutex mutex_;
    std::map<std::string, std::map<const live::Shard*, live::Counted>> present_;  // by log, the latest of each
    Works works_;
    std::map<Of, std::unique_ptr<Line>> lines_;
    std::atomic<std::size_t> relayed_{0};  // commands on their way to where they are decided
    boost::asio::steady_timer look_{works_.context};
    boost::asio::steady_timer say_{works_.context};
};

}  // namespace dais::edge
