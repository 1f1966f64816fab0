// One reader of one log: a place in its audience's ring, or a Snapshot on its way (decisions D8 and D10).
//
// It tells what comes next, and the reader folds it: what was missed while nobody asked comes later, in one send or,
// too far behind, as a Snapshot. It holds a position and no queue, knows no socket and no noun. Belongs to its shard's
// thread.
#pragma once

#include <memory>
#include <string>

#include "server/live/shard.h"

namespace dais::live {

class Following {
public:
    // Begins where the wish says that the reader stands if all of it agrees: audience, rules, position, chain.
    // Otherwise with a Snapshot. The answer, whose clock is not set here, tells which. tick: the shard's, now.
    Following(Stream& stream, const v1::Resume* wish, v1::Followed& answer, std::uint32_t tick);

    Stream& stream() const { return *stream_; }
    const std::string& log() const { return stream_->log(); }

    // Another audience of the log from now on. The Reset that must go out before the Snapshot that replaces what is
    // held.
    v1::ServerMessage change_audience(Stream& stream);
    // The next time that nothing else is there, a heartbeat is.
    void want_heartbeat(std::uint32_t tick);
    // Half of a reader's heartbeat has passed, in the shard's ticks. A heartbeat is wanted if nothing was sent of the
    // log meanwhile, so that the pause is never longer than a whole one; and, however much is sent, at least each
    // at_most: only it tells the time and is what all records are held against.
    void on_time(std::uint32_t tick, std::uint32_t half, std::uint32_t at_most);

    // What goes out next. Without a frame there is nothing as yet: the reader has everything, or its Snapshot is being
    // made. What is of the ring continues from a position, and may be taken in part.
    struct Next {
        Frame frame;
        bool of_ring = false;
        std::uint64_t from = 0;
    };
    Next next(Shard& shard);
    // A send of the ring's frames from a position was taken in part: stands after those that went whole. What the next
    // one still lacks, and how much of it went; without a frame: nothing.
    struct Rest {
        Frame frame;
        std::size_t sent = 0;
    };
    Rest settle(std::uint64_t from, std::size_t taken);

    // It goes on from its position: no Snapshot is under way, nor wanted.
    bool steady() const { return !wants_snapshot_ && !snapshot_; }
    std::uint64_t position() const { return position_; }
    void advance(std::uint64_t position) { position_ = position; }
    // Whether all up to a position went out.
    bool has_shown(std::uint64_t position) const { return steady() && position_ >= position; }

    std::uint32_t place = 0;  // among the stream's followers
    bool as_public = false;   // whoever they are, they wish to see what everybody does

private:
    Frame next_part();

    Stream* stream_;
    std::uint64_t position_ = 0;
    std::shared_ptr<const Snapshot> snapshot_;  // being sent
    std::uint32_t part_ = 0;
    bool wants_snapshot_ = true;
    bool heartbeat_due_ = false;
    std::uint32_t presence_at_ = 0;  // which of the stream's was sent last
    std::uint32_t beat_at_;          // the tick at which a heartbeat was wanted last, or when it began
};

}  // namespace dais::live
