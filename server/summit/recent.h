// The latest Changes of a log and what their records were before: what can be undone.
//
// Bounded in number and size (limits.h); what is older can be changed by hand. Not thread-safe: belongs to the desk,
// beside the tentative state.
#pragma once

#include <array>
#include <deque>
#include <optional>

#include "server/summit/state.h"

namespace dais::summit {

struct RecentChange {
    v1::Change change;
    // The records of its entries as they were, in the same order; without put: there was none.
    std::vector<v1::Entry> before;
    // The position that it made per audience, in the order of kAudiences; 0 where it showed nothing.
    std::array<std::uint64_t, kAudiences.size()> positions{};
    std::size_t bytes = 0;
    bool forgotten = false;  // what it put, and what was before
};

class RecentChanges {
public:
    // A Change about to be applied to this state.
    static RecentChange look(const v1::Change& change, const State& before);
    // The same Change, applied.
    void add(RecentChange recent, const State& after);
    // Those after a seq did not happen after all.
    void forget_after(std::uint64_t seq);

    // Of those so far nothing is kept but where they stand and which records they touched: something was erased. None
    // of them can be undone.
    void forget_contents();

    // The Change that made this position of an audience's view; nullptr if it is too long ago or forgotten, or none
    // did.
    const RecentChange* find(v1::Audience audience, std::uint64_t position) const;
    // Whether a Change after this one, which must be among them, put or removed a record.
    bool touched_since(const RecentChange& recent, v1::Kind kind, const std::string& id) const;
    // Where the Change with this seq stands in an audience's view; 0 if it is too long ago or showed it nothing.
    std::uint64_t position_of(std::uint64_t seq, v1::Audience audience) const;

private:
    std::deque<RecentChange> changes_;
    std::size_t bytes_ = 0;
};

}  // namespace dais::summit
