#include "server/live/snapshot.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "server/summit/projection.h"

namespace dais::live {
namespace {

struct Item {
    v1::Kind kind;
    std::string id;
    std::pair<std::string, std::int64_t> place;  // of a Session: its room and its start
    const summit::Record* record;
};

// What an audience sees, by kind; Sessions beside those that they are like, since that compresses better.
std::vector<Item> in_order(const summit::State& view, v1::Audience audience) {
    std::vector<Item> items;
    view.for_each([&](v1::Kind kind, const std::string& id, const summit::Record& record) {
        if (!record.visible_to(audience)) return;
        Item& item = items.emplace_back(Item{kind, id, {}, &record});
        const summit::Slot* slot = kind == v1::KIND_SESSION ? view.schedule().find(id) : nullptr;
        if (slot != nullptr) item.place = {slot->room, slot->planned_start_ms};
    });
    std::stable_sort(items.begin(), items.end(), [](const Item& one, const Item& other) {
        return std::tie(one.kind, one.place) < std::tie(other.kind, other.place);
    });
    return items;
}

}  // namespace

std::vector<v1::ServerMessage> snapshot_messages(const std::string& log, const summit::State& view,
                                                 v1::Audience audience, const Limits& limits) {
    const summit::AudienceHead& head = view.head(audience);
    std::vector<v1::ServerMessage> parts;
    std::size_t bytes = 0;
    const auto begin = [&] {
        bytes = 0;
        v1::Snapshot& part = *parts.emplace_back().mutable_snapshot();
        part.set_log(log);
        part.set_audience(audience);
        part.set_view(summit::view_hash());
        part.set_position(head.position);
        part.set_chain(head.chain);
        part.set_digest(head.digest);
        part.set_part(static_cast<std::uint32_t>(parts.size() - 1));
    };
    begin();
    for (const auto& [kind, id, place, record] : in_order(view, audience)) {
        if (bytes > limits.snapshot_part_bytes) begin();
        v1::Entry& entry = *parts.back().mutable_snapshot()->add_entries();
        entry.set_kind(kind);
        entry.set_id(id);
        entry.set_owner(record->owner);
        entry.set_put(record->as_seen_by(audience));
        if (audience == v1::AUDIENCE_STAFF)
            for (const v1::Audience one : summit::kAudiences)
                if (record->visible_to(one)) entry.add_audiences(one);
        bytes += entry.put().size() + id.size() + 16;
    }
    parts.back().mutable_snapshot()->set_last(true);
    return parts;
}

std::shared_ptr<const Snapshot> make_snapshot(const std::string& log, const summit::State& view, v1::Audience audience,
                                              const Limits& limits) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->position = view.head(audience).position;
    for (const v1::ServerMessage& part : snapshot_messages(log, view, audience, limits))
        snapshot->parts.push_back(encode(part));
    return snapshot;
}

}  // namespace dais::live
