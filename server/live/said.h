// What one connection said last of who is there, of one log (decision D12): a big screen of itself, an edge of those
// behind it. The latest alone, bounded and never stored.
//
// Belongs to its shard's thread. The shard knows all there are (Said::All) without looking at its connections: those
// that only listen have none, and cost nothing for it.
#pragma once

#include <map>
#include <set>
#include <string>

#include "dais/v1/live.pb.h"
#include "server/live/limits.h"

namespace dais::live {

class Said {
public:
    // Of a shard.
    struct All {
        std::map<std::string, std::set<const Said*>> of_log;
        // Logs of which a screen shows something else than before, has come or is gone: staff are told soon.
        std::set<std::string> news;
    };

    // It is among all for as long as it is there.
    Said(All& all, std::string log);
    ~Said();
    Said(const Said&) = delete;
    Said& operator=(const Said&) = delete;

    const std::string& log() const { return log_; }
    const v1::Presence& presence() const { return presence_; }
    void take(v1::Presence presence);

private:
    All& all_;
    const std::string log_;
    v1::Presence presence_;
    std::string shown_;  // of presence_, what is no news as long as it stays
};

// What a big screen says as others are told it; a Report that is longer than any screen's is none (no screens).
v1::Presence presence_of(v1::Report report, const std::string& login, std::int64_t heard_at_ms, const Limits& limits);
// What an edge says as others are told it: without what is longer than any screen says, or of too many.
v1::Presence presence_of(v1::Presence presence, const Limits& limits);

// In the order in which they are told, so that the same is the same bytes.
void sort_screens(v1::Presence& presence);

}  // namespace dais::live
