// One thread with its sockets: an io_context, the rings of all logs, and the connections that stand in them.
//
// It shares nothing with other threads but immutable frames, snapshots and keys that are handed over. take(),
// set_keys() and stop() may be called from anywhere; everything else belongs to the shard's own thread.
#pragma once

#include <boost/asio/io_context.hpp>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "server/live/hub.h"
#include "server/live/snapshot.h"

namespace dais::live {

class Connection;
class Desk;

// All that a shard has of one audience of one log.
struct Stream {
    Ring ring;
    std::uint64_t heartbeat_position = 0;
    Frame heartbeat;
    Frame presence;  // the same frame as long as it says the same
    std::shared_ptr<const Snapshot> snapshot;
    bool snapshot_asked = false;
};

class Shard {
public:
    Shard(const Limits& limits, Desk& desk) : limits_(limits), desk_(desk) {}

    ~Shard() { stopped_ = nullptr; }  // the connections that go with it are nobody's news any more
    Shard(const Shard&) = delete;
    Shard& operator=(const Shard&) = delete;

    boost::asio::io_context& context() { return context_; }
    const Limits& limits() const { return limits_; }
    Desk& desk() { return desk_; }

    void take(std::shared_ptr<const std::vector<Published>> published,
              std::shared_ptr<const std::vector<Heartbeat>> heartbeats);
    void set_keys(KeyTable keys);
    // Says Goodbye to everybody; runs done, on this thread, when the last connection is gone.
    void stop(std::function<void()> done);

    // The log that a client means: by name, or the only one. Empty: there is none.
    std::string resolve(const std::string& log) const;
    // nullptr for an unknown log.
    Stream* stream(const std::string& log, v1::Audience audience);
    // A snapshot that the ring continues; nullptr if it is still being made (the connections are woken then).
    std::shared_ptr<const Snapshot> snapshot(const std::string& log, v1::Audience audience);
    const Keys& keys() const { return *keys_; }

    // False: there is no room for another.
    bool enter(Connection& connection);
    void leave(Connection& connection);
    std::size_t connections() const { return connections_.size(); }
    bool stopping() const { return stopping_; }
    // A connection said, for the first time, that what it held did not sum to the digest.
    void note_digest_differed(const std::string& log) { ++digests_differed_[log]; }

private:
    void count_presence();
    void leave_if_last();
    void take_one(const Published& step);
    void take_snapshot(const std::string& log, v1::Audience audience, std::shared_ptr<const Snapshot> snapshot);

    const Limits& limits_;
    Desk& desk_;
    std::map<std::string, std::map<v1::Audience, Stream>> streams_;
    std::set<Connection*> connections_;
    std::map<std::string, std::uint32_t> digests_differed_;  // by log, since the start
    std::map<std::string, std::uint32_t> digests_told_;      // of these, what the operator's log tells
    KeyTable keys_ = std::make_shared<const Keys>();
    bool stopping_ = false;
    std::function<void()> stopped_;
    // Last: what its coroutines refer to outlives them.
    boost::asio::io_context context_{1};
};

}  // namespace dais::live
