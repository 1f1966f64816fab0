// One log as an edge holds it: what a Follower folds, and which record belongs to which, so that newcomers are told all
// that the server that is followed would tell them. Pure; not thread-safe.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cpp/follower.h"
#include "server/live/hub.h"
#include "server/live/snapshot.h"

namespace dais::edge {

// The owner of each record that has one: a Follower keeps the records' bytes alone.
class Owners {
public:
    // Every message of the log that may be folded.
    void take(const v1::ServerMessage& message);
    // Forgets those of records that are gone.
    void keep(const summit::Records& records);
    const std::string& of(const summit::RecordKey& record) const;

private:
    void note(const v1::Entry& entry);

    std::map<summit::RecordKey, std::string> owners_;
};

// Where a complete follower stands.
live::Place place_of(const client::Follower& held);

// Folded Changes as shards are told of them: the bytes of their message as they came. A ring counts by ones, so that
// what moves on by several positions makes it start again.
live::Published step_of(const v1::Changes& changes, std::string_view bytes, v1::Audience audience);
// The ring starts, or starts again, where a complete follower stands.
live::Published start_of(const client::Follower& held, v1::Audience audience);

// All of it in parts, in the order of a Snapshot of the server's own (server/live/snapshot.h).
std::vector<v1::ServerMessage> snapshot_messages(const client::Follower& held, const Owners& owners,
                                                 const live::Limits& limits);
// Encoded; nothing if the bytes do not sum to the digest, because what was held is damaged.
std::shared_ptr<const live::Snapshot> encoded(const std::vector<v1::ServerMessage>& parts);

}  // namespace dais::edge
