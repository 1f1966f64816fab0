#include "server/live/hub.h"

#include "server/live/shard.h"

namespace dais::live {
namespace {

bool are_alike(const Place& one, const Place& other) {
    return one.position == other.position && one.digest == other.digest && one.chain == other.chain;
}

}  // namespace

v1::ServerMessage changes_message(const std::string& log, const v1::Change& change, const summit::ShownEntries& entries,
                                  v1::Audience audience, const summit::AudienceHead& head, const NameOf& name_of) {
    v1::ServerMessage message;
    v1::Changes& changes = *message.mutable_changes();
    changes.set_log(log);
    changes.set_after(head.position - 1);
    changes.set_position(head.position);
    changes.set_chain(head.chain);
    changes.set_digest(head.digest);
    v1::Change& seen = *changes.add_changes();
    seen.set_at_ms(change.at_ms());
    if (audience == v1::AUDIENCE_STAFF) {
        seen.set_seq(change.seq());
        *seen.mutable_actor() = change.actor();
        if (name_of) seen.mutable_actor()->set_name(name_of(change.actor()));
    }
    for (const auto& entry : entries) *seen.add_entries() = *entry;
    return message;
}

void Hub::open(const std::string& log, const summit::State& state) {
    for (const v1::Audience audience : summit::kAudiences) open(log, audience, state);
}

void Hub::open(const std::string& log, v1::Audience audience, const summit::State& state) {
    const summit::AudienceHead& head = state.head(audience);
    const bool is_series = state.find(v1::KIND_SERIES, "z") != nullptr;
    published_.push_back(
        {log, audience, head.position, {head.position, head.chain, head.digest}, nullptr, {}, is_series});
}

void Hub::publish(const std::string& log, const v1::Change& change, const summit::Shown& shown,
                  const summit::State& state, bool anew) {
    const bool is_series = state.find(v1::KIND_SERIES, "z") != nullptr;
    const summit::ShownEntries* told = nullptr;  // to the audience before; most of a summit is the same for all
    for (const v1::Audience audience : summit::kAudiences) {
        const auto& entries = shown.entries[summit::index_of(audience)];
        if ((shown.audiences & summit::bit(audience)) == 0) continue;
        const summit::AudienceHead& head = state.head(audience);
        Published step{log,     audience, head.position - 1, {head.position, head.chain, head.digest},
                       nullptr, {},       is_series};
        std::size_t bytes = 0;
        for (const auto& entry : entries) bytes += entry->put().size() + entry->id().size() + 16;
        const bool staff = audience == v1::AUDIENCE_STAFF;  // are told who did it
        if (told && !staff && are_alike(published_.back().place, step.place) && *told == entries) {
            step.frame = published_.back().frame;
        } else if (!anew && bytes <= limits_.change_bytes_max) {
            step.frame = encode(changes_message(log, change, entries, audience, head, name_of_));
        }
        told = staff ? nullptr : &entries;
        published_.push_back(std::move(step));
    }
}

void Hub::pulse(const v1::Presence& presence, bool between) {
    v1::ServerMessage message;
    *message.mutable_presence() = presence;
    pulses_.push_back({presence.log(), encode(message), 0, v1::AUDIENCE_UNSPECIFIED, between});
}

void Hub::flush() {
    if (published_.empty() && pulses_.empty()) return;
    const auto published = std::make_shared<const std::vector<Published>>(std::move(published_));
    const auto pulses = std::make_shared<const std::vector<Pulse>>(std::move(pulses_));
    for (Shard* shard : shards_) shard->take(published, pulses);
    published_.clear();
    published_.reserve(published->size());  // about as many as the last time
    pulses_.clear();
}

void Hub::check_grants() {
    for (Shard* shard : shards_) shard->check_grants();
}

}  // namespace dais::live
