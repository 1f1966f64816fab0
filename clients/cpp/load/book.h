// What all screens of one process hold, folded once: who is sent the same bytes as another need not fold them again.
//
// It folds each distinct frame and snapshot as a real screen does (summit::Records) and keeps, for each position, the
// digest that it computed itself, the chain as sent, and a hash of what the change said. A frame agrees if its changes
// are those that were folded at their positions and its digest is the computed one. A frame that does not agree is not
// folded further: what one liar says spoils nothing for the others.
//
// A screen may run ahead of the book, as after a snapshot that is newer than what the book has folded: its frames wait
// (bounded), and catch_up() goes on from the newest snapshot if nobody brings what is missing.
//
// Not thread-safe; no socket. Damaged bytes are BadFrame (clients/cpp/inflate.h).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dais/v1/live.pb.h"
#include "server/summit/records.h"

namespace dais::load {

enum class Verdict : std::uint8_t {
    agrees,
    not_yet,  // the book has not come so far; ask agrees_at() later
    differs,
};

// A frame of changes as it was judged; without changes it is a heartbeat.
struct SeenFrame {
    std::string bytes;
    std::uint64_t after = 0, position = 0, chain = 0, digest = 0;
    Verdict verdict = Verdict::not_yet;
    struct Change {
        bool stamped;
        std::uint64_t number;  // the stamp's, or the position
        std::uint64_t sent_ns;
    };
    std::vector<Change> changes;
};

// A snapshot as it was judged, its parts in the order in which they came.
struct SeenSnapshot {
    std::uint32_t id = 0;
    std::vector<std::string> parts;
    std::uint64_t position = 0, chain = 0, digest = 0;
    v1::Audience audience = v1::AUDIENCE_UNSPECIFIED;
    std::string view;
    bool whole = false;
    bool agrees = true;
    summit::Records records;  // until it is whole
};

class Book {
public:
    // The frame that a screen at this position was sent, if these are the very bytes that another one was.
    const SeenFrame* find(std::uint64_t at, std::string_view bytes) const;
    // Folds and judges it.
    const SeenFrame& learn(const v1::Changes& changes, std::string_view bytes);

    // The snapshot of which these bytes are the next part. id: that of the parts before, 0 for the first. Null if they
    // were not seen yet.
    const SeenSnapshot* find_part(std::uint32_t id, std::uint32_t part, std::string_view bytes) const;
    // Null if it does not continue the parts before.
    const SeenSnapshot* learn_part(std::uint32_t id, const v1::Snapshot& part, std::string_view bytes);

    // Whether somebody who says to stand so is right; nothing if the book has not been there.
    std::optional<bool> agrees_at(std::uint64_t position, std::uint64_t chain, std::uint64_t digest) const;

    // Goes on from the newest snapshot if frames wait for something that nobody brings. Call now and then.
    void catch_up();

    // Where the furthest stand.
    std::uint64_t position() const { return newest_ ? std::max(position_, newest_->first) : position_; }
    // Changes folded, ever.
    std::uint64_t folded() const { return folded_; }

private:
    struct Page {
        std::uint64_t digest = 0, chain = 0;
        std::size_t said = 0;  // hash of the change; 0 if it is not known
        bool chain_known = false;
    };

    Verdict judge(const v1::Changes& changes);
    Verdict judge_heartbeat(const v1::Changes& changes) const;
    // Folds changes that begin where the book stands; takes them back if the digest differs.
    Verdict fold(const v1::Changes& changes, int from);
    void fold_waiting();
    void write(std::uint64_t position, const Page& page);
    void finish(SeenSnapshot& snapshot);

    static constexpr std::size_t kFrames = 1'024;  // of the latest positions
    static constexpr std::size_t kHeartbeats = 4;
    static constexpr std::size_t kWaitingMax = 4'096;
    static constexpr std::size_t kSnapshotsMax = 32;
    static constexpr std::uint64_t kPagesMax = 1 << 17;

    bool open_ = false;  // a snapshot was folded
    summit::Records records_;
    std::uint64_t position_ = 0;
    std::uint64_t folded_ = 0;
    std::unordered_map<std::uint64_t, Page> pages_;
    std::uint64_t oldest_page_ = 0;
    std::map<std::uint64_t, v1::Changes> waiting_;  // by what they come after
    std::uint64_t caught_up_at_ = 0;
    std::optional<std::pair<std::uint64_t, summit::Records>> newest_;  // a snapshot beyond the book

    std::array<SeenFrame, kFrames> frames_;  // by position
    std::array<SeenFrame, kHeartbeats> heartbeats_;
    std::size_t next_heartbeat_ = 0;
    std::map<std::uint32_t, SeenSnapshot> snapshots_;
    std::uint32_t next_snapshot_ = 1;
};

}  // namespace dais::load
