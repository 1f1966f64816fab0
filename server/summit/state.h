// A log's state: all records, where each audience stands, and how a Change moves both.
//
// Copying a State is cheap (records are shared, a kind's map is copied when next written to): a copy handed to another
// thread is an immutable View. Otherwise not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/change.pb.h"
#include "dais/v1/series.pb.h"
#include "dais/v1/summit.pb.h"
#include "server/summit/audience.h"
#include "server/summit/schedule.h"

namespace dais::summit {

// The Change that last touched a record.
struct Touch {
    std::uint64_t seq = 0;
    std::int64_t at_ms = 0;
    v1::Actor actor;
};

struct Record {
    std::string owner;
    AudienceSet audiences = 0;
    std::string body;      // as staff see it
    std::string redacted;  // as everybody else sees it
    std::uint64_t digest = 0;
    std::uint64_t redacted_digest = 0;
    std::shared_ptr<const Touch> touch;
    // Per audience, the position that last showed it; 0 for never.
    std::array<std::uint64_t, kAudiences.size()> shown_at{};
    // The same of Changes that somebody asked for: what the clock did makes no basis stale.
    std::array<std::uint64_t, kAudiences.size()> said_at{};

    bool visible_to(v1::Audience audience) const { return (audiences & bit(audience)) != 0; }
    const std::string& as_seen_by(v1::Audience audience) const {
        return audience == v1::AUDIENCE_STAFF ? body : redacted;
    }
};

// Where an audience stands (decisions D7 and D9).
struct AudienceHead {
    std::uint64_t position = 0;
    std::string chain = std::string(8, '\0');
    std::uint64_t digest = 0;
};

// What a Change shows to each audience, in the order of kAudiences; empty for those to whom it shows nothing. Those who
// see the same of an Entry share it. Of a Change of which something was erased nothing may be left for one of the
// audiences, who were told of it once: audiences are those, whatever is left.
using ShownEntries = std::vector<std::shared_ptr<const v1::Entry>>;
struct Shown {
    std::array<ShownEntries, kAudiences.size()> entries;
    AudienceSet audiences = 0;
    // What it made of the records of its Entries, in their order, nullptr where one is gone; and each audience's
    // digest.
    std::vector<std::shared_ptr<const Record>> records;
    std::array<std::uint64_t, kAudiences.size()> digests{};
};

class State {
public:
    using Kindred = std::map<std::string, std::shared_ptr<const Record>, std::less<>>;

    State() = default;
    State(const State& other);
    State& operator=(const State& other);
    State(State&&) = default;
    State& operator=(State&&) = default;
    ~State() = default;

    const Record* find(v1::Kind kind, std::string_view id) const;
    // All records of a kind, by id.
    const Kindred& all(v1::Kind kind) const;
    // All records in the order of (kind, id): each(kind, id, record).
    template <class Each>
    void for_each(Each each) const {
        for (const auto& [kind, slot] : kinds_)
            for (const auto& [id, record] : *slot.kindred) each(static_cast<v1::Kind>(kind), id, *record);
    }

    // The record as a message; nothing if there is none.
    template <class Noun>
    std::optional<Noun> get(v1::Kind kind, std::string_view id) const {
        const Record* record = find(kind, id);
        if (record == nullptr) return std::nullopt;
        Noun noun;
        noun.ParseFromString(record->body);
        return noun;
    }

    // The Sessions as times and places.
    const Schedule& schedule() const { return schedule_; }
    // A blank one if there is none; of a series' log one that has the Series' name, languages and zone. The reference
    // holds until the next Change.
    const v1::Summit& summit() const { return summit_ ? *summit_ : v1::Summit::default_instance(); }

    // Moves on by one Change: seq must be seq() + 1. chain is the log's after it; empty while that is not known.
    // told: whom it showed something when it was made. Of a stored Change this must be said: what was erased since
    // shows itself no more, or to others, and positions stay what they were (decisions D7 and D18).
    Shown apply(const v1::Change& change, std::string_view chain, std::optional<AudienceSet> told = std::nullopt);
    // The same step where another State has made it already, from where this one stands: it shares what that one made.
    void follow(const v1::Change& change, const Shown& shown, std::string_view chain);

    std::uint64_t seq() const { return seq_; }
    std::int64_t at_ms() const { return at_ms_; }
    const AudienceHead& head(v1::Audience audience) const { return heads_[index_of(audience)]; }

    v1::Checkpoint checkpoint() const;
    static State from(const v1::Checkpoint& checkpoint);

    // The canonical dump of what an audience sees (ARCHITECTURE.md, Encodings).
    std::string dump(v1::Audience audience) const;

private:
    Kindred& writable(v1::Kind kind);
    void begin(const v1::Change& change);
    void put(const v1::Entry& entry, std::shared_ptr<const Record> record);
    void move_heads(const Shown& shown, std::string_view chain);
    // What was put or removed of a Session is of this kind.
    void reschedule(v1::Kind kind, const std::string& session);

    struct Slot {
        std::shared_ptr<Kindred> kindred = std::make_shared<Kindred>();
        // Nobody else has this map. Kept by us, because use_count() orders nothing between threads.
        mutable bool ours = true;
    };
    std::map<int, Slot> kinds_;
    Schedule schedule_;
    std::shared_ptr<const v1::Summit> summit_;
    std::array<AudienceHead, kAudiences.size()> heads_;
    std::uint64_t seq_ = 0;
    std::int64_t at_ms_ = 0;
};

// What a log is of: its Summit; else its Series, as far as a Summit says the same.
std::optional<v1::Summit> summit_of(std::optional<v1::Summit> summit, const std::optional<v1::Series>& series);

// A State that nobody changes any more.
using View = std::shared_ptr<const State>;

}  // namespace dais::summit
