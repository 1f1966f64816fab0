// From the desk to every shard: what is durable, encoded once per audience (decision D6).
//
// publish() is called from one place while the server runs, after the Change is on disk, and at its start to fill the
// rings again. Belongs to the desk's thread; the shards take what it hands over on their own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/live/ring.h"
#include "server/summit/state.h"

namespace dais::live {

class Shard;

// One step of one audience of one log. Without a frame the ring starts again from a snapshot at this place.
struct Published {
    std::string log;
    v1::Audience audience;
    std::uint64_t after = 0;
    Place place;
    Frame frame;
    std::string view;        // without a frame: the rules of projection, if not this program's own
    bool is_series = false;  // the log is of a Series
};

// What was published of a log until now is all there is, or was so long ago; and who is there, for staff alone.
struct Pulse {
    std::string log;
    Frame presence;
    std::uint32_t stale_ms = 0;
    v1::Audience audience = v1::AUDIENCE_UNSPECIFIED;  // of one; otherwise of all
    bool between = false;                              // it comes between two others: nobody is counted for it
};

// What a login is called today.
using NameOf = std::function<std::string(const v1::Actor&)>;

// What a Change shows to an audience that stands at head after it; staff alone see who and which seq.
v1::ServerMessage changes_message(const std::string& log, const v1::Change& change, const summit::ShownEntries& entries,
                                  v1::Audience audience, const summit::AudienceHead& head, const NameOf& name_of = {});

class Hub {
public:
    explicit Hub(const Limits& limits, NameOf name_of = {}) : limits_(limits), name_of_(std::move(name_of)) {}

    // Before any log is opened.
    void add(Shard& shard) { shards_.push_back(&shard); }

    // A log's rings, or one of them, start here, at what the state's heads say.
    void open(const std::string& log, const summit::State& state);
    void open(const std::string& log, v1::Audience audience, const summit::State& state);
    // A Change that has just been applied: what it shows, and the state after it. anew: nobody shall go on from what
    // was told before it; everybody gets a Snapshot, and the rings start there.
    void publish(const std::string& log, const v1::Change& change, const summit::Shown& shown,
                 const summit::State& state, bool anew = false);
    // Nothing of a log is missing; who is there. Shards that hear nothing for long tell their screens.
    // between: staff are told something between two heartbeats.
    void pulse(const v1::Presence& presence, bool between = false);
    // Hands over what was published since the last time, at once: what shares a commit shares a wake-up.
    void flush();

    // Somebody may be another for some log than a moment ago: every connection looks. Any thread.
    void check_grants();

private:
    const Limits& limits_;
    const NameOf name_of_;
    std::vector<Shard*> shards_;
    std::vector<Published> published_;
    std::vector<Pulse> pulses_;
};

}  // namespace dais::live
