// A log as a server would tell it, without a server: says Welcome, Snapshots, Changes and heartbeats that are true.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dais/v1/live.pb.h"
#include "server/summit/records.h"

namespace dais::client {

inline v1::Entry put(int kind, const std::string& id, const std::string& body) {
    v1::Entry entry;
    entry.set_kind(static_cast<v1::Kind>(kind));
    entry.set_id(id);
    entry.set_put(body);
    return entry;
}

inline v1::Entry removed(int kind, const std::string& id) {
    v1::Entry entry;
    entry.set_kind(static_cast<v1::Kind>(kind));
    entry.set_id(id);
    return entry;
}

class ScriptedLog {
public:
    explicit ScriptedLog(std::string name = "summit") : log(std::move(name)) {}

    v1::ServerMessage welcome(bool resumed = false, std::uint32_t heartbeat_ms = 1000) const {
        v1::ServerMessage message;
        auto& greeting = *message.mutable_welcome();
        greeting.set_heartbeat_ms(heartbeat_ms);
        auto& followed = *greeting.add_followed();
        followed.set_log(log);
        followed.set_audience(audience);
        followed.set_view(view);
        followed.set_resumed(resumed);
        followed.set_position(position);
        followed.mutable_clock()->set_at_ms(1'726'000'000'000);
        followed.mutable_clock()->set_rate_permille(1000);
        return message;
    }

    // The state as it is, in this many parts.
    std::vector<v1::ServerMessage> snapshot(std::uint32_t parts = 1) const {
        std::vector<v1::ServerMessage> messages(parts);
        for (std::uint32_t part = 0; part < parts; ++part) {
            auto& sent = *messages[part].mutable_snapshot();
            sent.set_log(log);
            sent.set_audience(audience);
            sent.set_view(view);
            sent.set_position(position);
            sent.set_chain(chain());
            sent.set_digest(records.digest());
            sent.set_part(part);
            sent.set_last(part + 1 == parts);
        }
        std::uint32_t next = 0;
        for (const auto& [key, body] : records.all()) {
            *messages[next++ % parts].mutable_snapshot()->add_entries() = put(key.first, key.second, body);
        }
        return messages;
    }

    // One Change happens, and this is how it is told.
    v1::ServerMessage change(const std::vector<v1::Entry>& entries) {
        v1::ServerMessage message;
        auto& changes = *message.mutable_changes();
        changes.set_log(log);
        changes.set_after(position);
        auto& happened = *changes.add_changes();
        happened.set_at_ms(1'726'000'000'000 + static_cast<std::int64_t>(position));
        for (const auto& entry : entries) {
            records.apply(entry);
            *happened.add_entries() = entry;
        }
        ++position;
        stand(changes);
        return message;
    }

    v1::ServerMessage heartbeat() const {
        v1::ServerMessage message;
        message.mutable_changes()->set_log(log);
        message.mutable_changes()->set_after(position);
        stand(*message.mutable_changes());
        return message;
    }

    std::string chain() const {
        std::string bytes = history + std::to_string(position);
        bytes.resize(8, '.');
        return bytes;
    }

    std::string log;
    std::string view = "viewview";
    std::string history = "c";
    v1::Audience audience = v1::AUDIENCE_PUBLIC;
    std::uint64_t position = 0;
    summit::Records records;

private:
    void stand(v1::Changes& changes) const {
        changes.set_position(position);
        changes.set_chain(chain());
        changes.set_digest(records.digest());
    }
};

}  // namespace dais::client
