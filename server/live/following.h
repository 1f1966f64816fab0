// One reader of one log: a place in its audience's ring, or a Snapshot on its way (decisions D8 and D10).
//
// It tells what comes next, and the reader folds it: what was missed while nobody asked comes later, frame by frame or,
// too far behind, as a Snapshot. It holds a position and no queue, knows no socket and no noun. Belongs to its shard's
// thread.
#pragma once

#include <memory>
#include <string>

#include "server/live/shard.h"

namespace dais::live {

class Following {
public:
    // Of a log that the shard has. Begins where the wish says that the reader stands if all of it agrees: audience,
    // rules, position, chain. Otherwise with a Snapshot. The answer, whose clock is not set here, tells which.
    Following(std::string log, v1::Audience audience, const Stream& stream, const v1::Resume* wish,
              v1::Followed& answer);

    const std::string& log() const { return log_; }
    v1::Audience audience() const { return audience_; }

    // Another audience from now on. The Reset that must go out before the Snapshot that replaces what is held.
    v1::ServerMessage change_audience(v1::Audience audience, const Stream& stream);
    // The next time that nothing else is there, the latest heartbeat is.
    void want_heartbeat() { heartbeat_due_ = true; }

    // What goes out next; nullptr for nothing as yet: then the reader has everything, or its Snapshot is being made.
    Frame next(Shard& shard);
    // Whether all up to a position went out.
    bool has_shown(std::uint64_t position) const { return !wants_snapshot_ && !snapshot_ && cursor_ >= position; }

private:
    Frame next_part();

    std::string log_;
    v1::Audience audience_;
    std::uint64_t cursor_ = 0;
    bool wants_snapshot_ = true;
    std::shared_ptr<const Snapshot> snapshot_;  // being sent
    std::size_t part_ = 0;
    bool heartbeat_due_ = false;
    Frame presence_;  // as last sent; only staff have any
};

}  // namespace dais::live
