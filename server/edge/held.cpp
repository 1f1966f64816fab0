#include "server/edge/held.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace dais::edge {
namespace {

struct Item {
    const summit::RecordKey* key;
    const std::string* body;
    std::pair<std::string, std::int64_t> place;  // of a Session: its room and its start
};

std::vector<Item> in_order(const summit::Records& records) {
    std::vector<Item> items;
    items.reserve(records.all().size());
    for (const auto& [key, body] : records.all()) {
        Item& item = items.emplace_back(Item{&key, &body, {}});
        v1::Session session;
        if (key.first == v1::KIND_SESSION && session.ParseFromString(body))
            item.place = {session.room(), session.planned().starts_at_ms()};
    }
    std::stable_sort(items.begin(), items.end(), [](const Item& one, const Item& other) {
        return std::tie(one.key->first, one.place) < std::tie(other.key->first, other.place);
    });
    return items;
}

}  // namespace

void Owners::note(const v1::Entry& entry) {
    summit::RecordKey key{entry.kind(), entry.id()};
    if (entry.has_put() && !entry.owner().empty()) {
        owners_[std::move(key)] = entry.owner();
    } else {
        owners_.erase(key);
    }
}

void Owners::take(const v1::ServerMessage& message) {
    for (const v1::Entry& entry : message.snapshot().entries()) note(entry);
    for (const v1::Change& change : message.changes().changes())
        for (const v1::Entry& entry : change.entries()) note(entry);
}

void Owners::keep(const summit::Records& records) {
    for (auto at = owners_.begin(); at != owners_.end();)
        at = records.find(at->first.first, at->first.second) == nullptr ? owners_.erase(at) : std::next(at);
}

const std::string& Owners::of(const summit::RecordKey& record) const {
    static const std::string none;
    const auto found = owners_.find(record);
    return found == owners_.end() ? none : found->second;
}

live::Place place_of(const client::Follower& held) { return {held.position(), held.chain(), held.records().digest()}; }

live::Published step_of(const v1::Changes& changes, std::string_view bytes, v1::Audience audience) {
    live::Frame frame = changes.changes_size() == 1 ? live::frame_of(bytes) : nullptr;
    live::Place place{changes.position(), changes.chain(), changes.digest()};
    return {changes.log(), audience, changes.after(), std::move(place), std::move(frame), {}};
}

live::Published start_of(const client::Follower& held, v1::Audience audience) {
    const bool is_series = held.records().find(v1::KIND_SERIES, "z") != nullptr;
    return {held.log(), audience, held.position(), place_of(held), nullptr, held.view(), is_series};
}

std::vector<v1::ServerMessage> snapshot_messages(const client::Follower& held, const Owners& owners,
                                                 const live::Limits& limits) {
    std::vector<v1::ServerMessage> parts;
    std::size_t bytes = 0;
    const auto begin = [&] {
        bytes = 0;
        v1::Snapshot& part = *parts.emplace_back().mutable_snapshot();
        part.set_log(held.log());
        part.set_audience(held.audience());
        part.set_view(held.view());
        part.set_position(held.position());
        part.set_chain(held.chain());
        part.set_digest(held.records().digest());
        part.set_part(static_cast<std::uint32_t>(parts.size() - 1));
    };
    begin();
    for (const Item& item : in_order(held.records())) {
        if (bytes > limits.snapshot_part_bytes) begin();
        v1::Entry& entry = *parts.back().mutable_snapshot()->add_entries();
        entry.set_kind(static_cast<v1::Kind>(item.key->first));
        entry.set_id(item.key->second);
        entry.set_owner(owners.of(*item.key));
        entry.set_put(*item.body);
        bytes += item.body->size() + item.key->second.size() + 16;
    }
    parts.back().mutable_snapshot()->set_last(true);
    return parts;
}

std::shared_ptr<const live::Snapshot> encoded(const std::vector<v1::ServerMessage>& parts) {
    std::uint64_t digest = 0;
    for (const v1::ServerMessage& part : parts)
        for (const v1::Entry& entry : part.snapshot().entries())
            digest += summit::record_digest(entry.kind(), entry.id(), entry.put());
    if (digest != parts.back().snapshot().digest()) return nullptr;
    auto snapshot = std::make_shared<live::Snapshot>();
    snapshot->position = parts.back().snapshot().position();
    for (const v1::ServerMessage& part : parts) snapshot->parts.push_back(live::encode(part));
    return snapshot;
}

}  // namespace dais::edge
