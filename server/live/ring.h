// The recent frames of one audience of one log, for those who are a little behind (decisions D8 and D10).
//
// Each shard has its own; frames are shared. Knows no socket. Not thread-safe.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "server/live/frame.h"
#include "server/live/limits.h"

namespace dais::live {

// Where an audience stands: a position, the chain and the digest there.
struct Place {
    std::uint64_t position = 0;
    std::string chain = std::string(8, '\0');
    std::uint64_t digest = 0;
};

// Frames that follow one another, as the bytes of one send.
struct Batch {
    Frame frame;
    std::uint64_t to = 0;  // the position to which they lead
};

class Ring {
public:
    Ring(const Limits& limits, Place start) : limits_(&limits), floor_(std::move(start)) {}

    // A frame that leads from after to place. after must be head().position.
    void push(std::uint64_t after, Place place, Frame frame);
    // Drops all frames: what came last is too large to be kept, and everybody starts from a snapshot at this place.
    void restart(Place place);

    // The frame that continues a position; nothing at the head or for a position that is not covered.
    struct Item {
        Place place;
        Frame frame;
    };
    const Item* after(std::uint64_t position) const;
    // The frames that continue a position that is covered and not the head: as many as one send may carry. Those who
    // stand at the same place are given the same bytes.
    const Batch& since(std::uint64_t position);
    // Whether everything after this position is here.
    bool covers(std::uint64_t position) const { return position >= floor_.position && position <= head().position; }
    // The chain at a position that is covered.
    std::optional<std::string> chain_at(std::uint64_t position) const;
    const Place& head() const { return items_.empty() ? floor_ : items_.back().place; }

private:
    const Limits* limits_;
    Place floor_;  // what the oldest frame continues
    std::deque<Item> items_;
    std::size_t bytes_ = 0;
    Batch joined_;  // as asked for last
    std::uint64_t joined_from_ = 0;
};

}  // namespace dais::live
