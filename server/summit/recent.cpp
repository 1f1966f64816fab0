#include "server/summit/recent.h"

#include <algorithm>

#include "server/summit/limits.h"

namespace dais::summit {
namespace {

v1::Entry as_it_was(const v1::Entry& entry, const State& state) {
    v1::Entry before;
    before.set_kind(entry.kind());
    before.set_id(entry.id());
    const Record* record = state.find(entry.kind(), entry.id());
    if (record == nullptr) return before;
    before.set_owner(record->owner);
    for (const v1::Audience audience : kAudiences)
        if (record->visible_to(audience)) before.add_audiences(audience);
    before.set_put(record->body);
    return before;
}

}  // namespace

RecentChange RecentChanges::look(const v1::Change& change, const State& before) {
    RecentChange recent;
    recent.change = change;
    for (const v1::Entry& entry : change.entries()) {
        recent.before.push_back(as_it_was(entry, before));
        recent.bytes += entry.put().size() + recent.before.back().put().size();
    }
    for (const v1::Audience audience : kAudiences)
        recent.positions[index_of(audience)] = before.head(audience).position;
    return recent;
}

void RecentChanges::add(RecentChange recent, const State& after) {
    for (const v1::Audience audience : kAudiences) {
        std::uint64_t& position = recent.positions[index_of(audience)];
        position = after.head(audience).position > position ? after.head(audience).position : 0;
    }
    bytes_ += recent.bytes;
    changes_.push_back(std::move(recent));
    while (changes_.size() > kRecentChangesMax || (bytes_ > kRecentBytesMax && changes_.size() > 1)) {
        bytes_ -= changes_.front().bytes;
        changes_.pop_front();
    }
}

void RecentChanges::forget_after(std::uint64_t seq) {
    while (!changes_.empty() && changes_.back().change.seq() > seq) {
        bytes_ -= changes_.back().bytes;
        changes_.pop_back();
    }
}

void RecentChanges::forget_contents() {
    for (RecentChange& recent : changes_) {
        for (v1::Entry& entry : *recent.change.mutable_entries()) entry.clear_put();
        recent.before.clear();
        recent.bytes = 0;
        recent.forgotten = true;
    }
    bytes_ = 0;
}

const RecentChange* RecentChanges::find(v1::Audience audience, std::uint64_t position) const {
    if (position == 0) return nullptr;
    for (auto recent = changes_.rbegin(); recent != changes_.rend(); ++recent)
        if (recent->positions[index_of(audience)] == position) return recent->forgotten ? nullptr : &*recent;
    return nullptr;
}

bool RecentChanges::touched_since(const RecentChange& recent, v1::Kind kind, const std::string& id) const {
    for (auto later = changes_.rbegin(); later != changes_.rend() && later->change.seq() > recent.change.seq(); ++later)
        for (const v1::Entry& entry : later->change.entries())
            if (entry.kind() == kind && entry.id() == id) return true;
    return false;
}

std::uint64_t RecentChanges::position_of(std::uint64_t seq, v1::Audience audience) const {
    const auto recent =
        std::lower_bound(changes_.begin(), changes_.end(), seq,
                         [](const RecentChange& one, std::uint64_t wanted) { return one.change.seq() < wanted; });
    if (recent == changes_.end() || recent->change.seq() != seq) return 0;
    return recent->positions[index_of(audience)];
}

}  // namespace dais::summit
