#include "server/live/snapshot.h"

#include "server/summit/projection.h"

namespace dais::live {

std::shared_ptr<const Snapshot> make_snapshot(const std::string& log, const summit::State& view, v1::Audience audience,
                                              const Limits& limits) {
    auto snapshot = std::make_shared<Snapshot>();
    const summit::AudienceHead& head = view.head(audience);
    snapshot->position = head.position;
    v1::ServerMessage message;
    std::size_t bytes = 0;
    const auto begin = [&] {
        bytes = 0;
        v1::Snapshot& part = *message.mutable_snapshot();
        part.Clear();
        part.set_log(log);
        part.set_audience(audience);
        part.set_view(summit::view_hash());
        part.set_position(head.position);
        part.set_chain(head.chain);
        part.set_digest(head.digest);
        part.set_part(static_cast<std::uint32_t>(snapshot->parts.size()));
    };
    begin();
    view.for_each([&](v1::Kind kind, const std::string& id, const summit::Record& record) {
        if (!record.visible_to(audience)) return;
        if (bytes > limits.snapshot_part_bytes) {
            snapshot->parts.push_back(encode(message));
            begin();
        }
        v1::Entry& entry = *message.mutable_snapshot()->add_entries();
        entry.set_kind(kind);
        entry.set_id(id);
        entry.set_owner(record.owner);
        entry.set_put(record.as_seen_by(audience));
        if (audience == v1::AUDIENCE_STAFF)
            for (const v1::Audience one : summit::kAudiences)
                if (record.visible_to(one)) entry.add_audiences(one);
        bytes += entry.put().size() + id.size() + 16;
    });
    message.mutable_snapshot()->set_last(true);
    snapshot->parts.push_back(encode(message));
    return snapshot;
}

}  // namespace dais::live
