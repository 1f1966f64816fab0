#include "server/live/shard.h"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include "server/live/connection.h"
#include "server/live/desk.h"

namespace dais::live {

namespace asio = boost::asio;

void Shard::take(std::shared_ptr<const std::vector<Published>> published,
                 std::shared_ptr<const std::vector<Heartbeat>> heartbeats) {
    asio::post(context_, [this, published = std::move(published), heartbeats = std::move(heartbeats)] {
        for (const Published& step : *published) take_one(step);
        for (const Heartbeat& beat : *heartbeats) {
            Stream* stream = this->stream(beat.log, beat.audience);
            stream->heartbeat = beat.frame;
            stream->heartbeat_position = beat.position;
            if (beat.presence && (!stream->presence || *stream->presence != *beat.presence))
                stream->presence = beat.presence;
        }
        for (Connection* connection : connections_) connection->wake(!heartbeats->empty());
        if (!heartbeats->empty()) count_presence();
    });
}

void Shard::take_one(const Published& step) {
    std::map<v1::Audience, Stream>& of_log = streams_[step.log];
    const auto [at, opened] =
        of_log.try_emplace(step.audience, Stream{Ring(limits_, step.place), 0, nullptr, nullptr, nullptr, false});
    if (opened) return;
    if (step.frame) {
        at->second.ring.push(step.after, step.place, step.frame);
    } else {
        at->second.ring.restart(step.place);
    }
}

// Once per heartbeat, and only the latest counts (decision D12).
void Shard::count_presence() {
    std::map<std::string, v1::Presence> by_log;
    for (const Connection* connection : connections_)
        for (const std::string& log : connection->follows()) {
            v1::Presence& presence = by_log[log];
            presence.set_connections(presence.connections() + 1);
        }
    for (const auto& [log, count] : digests_differed_) {
        by_log[log].set_digests_differed(count);
        if (std::exchange(digests_told_[log], count) != count)
            spdlog::warn("{} screens of {} have held records that did not agree with the digest", count, log);
    }
    std::vector<v1::Presence> counted;
    for (auto& [log, presence] : by_log) {
        presence.set_log(log);
        counted.push_back(std::move(presence));
    }
    desk_.take_presence(*this, std::move(counted));
}

void Shard::set_keys(KeyTable keys) {
    asio::post(context_, [this, keys = std::move(keys)] {
        keys_ = keys;
        for (Connection* connection : connections_) connection->check_grants();
    });
}

void Shard::stop(std::function<void()> done) {
    asio::post(context_, [this, done = std::move(done)] {
        stopping_ = true;
        stopped_ = done;
        for (Connection* connection : connections_)
            connection->say_goodbye(v1::Goodbye::REASON_STOPPING, "The server stops; come back in a moment.", 1'000);
        leave_if_last();
    });
}

std::string Shard::resolve(const std::string& log) const {
    if (!log.empty()) return streams_.contains(log) ? log : std::string();
    return streams_.size() == 1 ? streams_.begin()->first : std::string();
}

Stream* Shard::stream(const std::string& log, v1::Audience audience) {
    const auto of_log = streams_.find(log);
    if (of_log == streams_.end()) return nullptr;
    const auto found = of_log->second.find(audience);
    return found == of_log->second.end() ? nullptr : &found->second;
}

std::shared_ptr<const Snapshot> Shard::snapshot(const std::string& log, v1::Audience audience) {
    Stream& stream = *this->stream(log, audience);
    if (stream.snapshot && stream.ring.covers(stream.snapshot->position) &&
        stream.ring.head().position - stream.snapshot->position <= limits_.snapshot_behind_max)
        return stream.snapshot;
    stream.snapshot.reset();
    if (stream.snapshot_asked) return nullptr;
    stream.snapshot_asked = true;  // single flight
    desk_.make_snapshot(log, audience, [this, log, audience](std::shared_ptr<const Snapshot> made) {
        asio::post(context_, [this, log, audience, made = std::move(made)] { take_snapshot(log, audience, made); });
    });
    return nullptr;
}

void Shard::take_snapshot(const std::string& log, v1::Audience audience, std::shared_ptr<const Snapshot> snapshot) {
    Stream& stream = *this->stream(log, audience);
    stream.snapshot_asked = false;
    stream.snapshot = std::move(snapshot);
    for (Connection* connection : connections_) connection->wake(false);
}

bool Shard::enter(Connection& connection) {
    if (stopping() || connections_.size() >= limits_.connections_max) return false;
    connections_.insert(&connection);
    return true;
}

void Shard::leave(Connection& connection) {
    connections_.erase(&connection);
    leave_if_last();
}

void Shard::leave_if_last() {
    if (stopped_ && connections_.empty()) std::exchange(stopped_, nullptr)();
}

}  // namespace dais::live
