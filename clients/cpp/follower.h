// One log as a client holds it: takes what the server says of it, message by message, and folds.
//
// Promises: what is held is the state at position(), or take() says that it is not. It continues only where it stands;
// it swaps to a Snapshot when the last part is there; it compares digests with every message, and at each heartbeat
// sums the digest anew over the bytes actually held, so that damage to them does not live longer than one heartbeat.
//
// Pure: no socket, no clock; messages come inflated (inflate.h). Not thread-safe. It asks for nothing itself: after gap
// or digest_differed, or whenever a connection begins, say Hello with follow().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dais/v1/live.pb.h"
#include "server/summit/records.h"

namespace dais::client {

// What a message turned out to be.
enum class Taken {
    not_mine,           // of another log, or nothing that a follower is concerned with
    welcomed,           // the conversation about this log begins; the resume was good
    snapshot_comes,     // it begins with a Snapshot
    unknown_log,        // there is no such log for this reader
    snapshot_part,      // not the last one
    snapshot_complete,  // all that was held is replaced
    folded,             // Changes, and they continued what was held
    heartbeat,          // nothing new, and the digest agrees
    early,              // Changes while a Snapshot is awaited: nothing to do
    gap,                // does not continue what is held: resume anew
    digest_differed,    // what was held is wrong and dropped: begin anew, and report it
    reset,              // the audience is another; a Snapshot comes that replaces everything
};

class Follower {
public:
    // An empty name is the server's only log; its name is learned from Welcome.
    explicit Follower(std::string log = {}) : log_(std::move(log)) {}

    Taken take(const v1::ServerMessage& message);

    // Where this stands; absent if nothing is held that could be continued.
    std::optional<v1::Resume> resume() const;

    // For Hello: the log, and where it stands.
    v1::Follow follow() const;

    const std::string& log() const { return log_; }
    v1::Audience audience() const { return audience_; }
    const std::string& view() const { return view_; }
    std::uint64_t position() const { return position_; }
    const std::string& chain() const { return chain_; }
    const summit::Records& records() const { return records_; }

    // True once a Snapshot was complete, and until what is held is dropped.
    bool complete() const { return complete_; }

    // True if what is held is all that there was when the conversation began, or more.
    bool current() const { return complete_ && !awaits_snapshot_ && position_ >= head_; }

    // Messages of this log that were taken, and changes folded, ever.
    std::uint64_t frames() const { return frames_; }
    std::uint64_t changes() const { return changes_; }

    // For tests that damage what is held.
    summit::Records& records_to_damage() { return records_; }

private:
    Taken take_welcome(const v1::Welcome& welcome);
    Taken take_snapshot(const v1::Snapshot& snapshot);
    Taken take_changes(const v1::Changes& changes);
    Taken take_heartbeat(const v1::Changes& changes);
    Taken drop();
    bool is_mine(const std::string& log) const { return log == log_; }

    std::string log_;
    v1::Audience audience_ = v1::AUDIENCE_UNSPECIFIED;
    std::string view_;
    std::uint64_t position_ = 0;
    std::uint64_t head_ = 0;  // where the server said that the log stands
    std::string chain_;
    summit::Records records_;
    bool complete_ = false;
    // After a Reset what is held may still be shown, but belongs to another audience.
    bool resumable_ = false;
    bool awaits_snapshot_ = false;
    // The parts so far, and how many.
    summit::Records incoming_;
    std::uint32_t parts_ = 0;
    std::uint64_t frames_ = 0;
    std::uint64_t changes_ = 0;
};

}  // namespace dais::client
