// All that a shard has of one audience of one log: its ring, its snapshot, and who follows it. Belongs to its shard's
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/live/ring.h"
#include "server/live/sender.h"
#include "server/live/snapshot.h"
#include "server/summit/projection.h"

namespace dais::live {

class Connection;
class Following;

class Stream {
public:
    Stream(const Limits& limits, std::string log, v1::Audience audience, Place start)
        : ring(limits, std::move(start)), view(summit::view_hash()), log_(std::move(log)), audience_(audience) {}
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    const std::string& log() const { return log_; }
    v1::Audience audience() const { return audience_; }

    // Who reads along. A follower knows its place here, so that it leaves without being looked for.
    void enter(Connection& connection, Following& following);
    void leave(const Following& following);
    const std::vector<Connection*>& followers() const { return followers_; }

    // What its followers lack, to all of them that are at rest, in as few sends as they need. Whoever is not catches up
    // when their socket takes bytes again.
    struct Sent {
        std::uint64_t frames = 0;  // a Change to a screen each
        std::uint64_t sends = 0;
        std::uint64_t bytes = 0;
    };
    Sent fan_out(Sender& sender);

    Ring ring;
    std::string view;               // by which rules its records were projected
    Frame presence;                 // staff's alone
    std::uint32_t presence_at = 0;  // counts those that said something else than the one before
    std::shared_ptr<const Snapshot> snapshot;
    bool snapshot_asked = false;
    bool has_news = false;      // to be fanned out
    std::uint32_t sent_at = 0;  // the tick of the last fan-out
    std::int64_t fresh_ms = 0;  // when it was known last that the ring's head is all there is; steady
    Frame heartbeat;            // as made at
    std::uint32_t heartbeat_at = 0;

private:
    std::string log_;
    v1::Audience audience_;
    std::vector<Connection*> followers_;
};

}  // namespace dais::live
