#include "tests/model/reader.h"

#include "clients/cpp/inflate.h"
#include "tests/model/broken.h"

namespace dais::model {

void Reader::connect(LogAtWork& log, bool anew) {
    live::Shard& shard = log.shard();
    if (anew) follower_ = client::Follower(kLog);
    const v1::Follow wish = follower_.follow();
    v1::ServerMessage message;
    v1::Followed& answer = *message.mutable_welcome()->add_followed();
    following_.emplace(*shard.stream(kLog, audience_), wish.has_resume() ? &wish.resume() : nullptr, answer,
                       shard.ticks());
    const client::Taken taken = follower_.take(message);
    if (taken != (answer.resumed() ? client::Taken::welcomed : client::Taken::snapshot_comes))
        throw Broken("a Welcome is not understood", message.ShortDebugString());
}

void Reader::change_audience(LogAtWork& log, v1::Audience audience) {
    audience_ = audience;
    live::Shard& shard = log.shard();
    const v1::ServerMessage reset = following_->change_audience(*shard.stream(kLog, audience));
    if (follower_.take(reset) != client::Taken::reset) throw Broken("a Reset is not understood");
}

void Reader::damage() {
    v1::Entry entry;
    const bool is_series = follower_.records().find(v1::KIND_SERIES, "z") != nullptr;
    entry.set_kind(is_series ? v1::KIND_SERIES : v1::KIND_SUMMIT);
    entry.set_id(is_series ? "z" : "m");
    follower_.records_to_damage().apply(entry);
}

// What one send would carry counts as one, however many messages it is.
void Reader::take(LogAtWork& log, std::optional<std::uint32_t> messages) {
    live::Shard& shard = log.shard();
    for (std::uint32_t taken = 0; !messages || taken < *messages; ++taken) {
        live::Following::Next next = following_->next(shard);
        while (!next.frame && !following_->has_shown(shard.stream(kLog, audience_)->ring.head().position)) {
            log.wait_for_news();
            next = following_->next(shard);
        }
        if (!next.frame) return;
        take_frames(*next.frame);
    }
}

void Reader::take_frames(std::string_view frames) {
    while (!frames.empty()) {
        const std::string_view payload = live::websocket::payload_of(frames);
        take_message(payload);
        frames.remove_prefix(static_cast<std::size_t>(payload.end() - frames.begin()));
    }
}

void Reader::take_message(std::string_view bytes) {
    v1::ServerMessage message = client::read_message(bytes);
    check(message);
    switch (follower_.take(message)) {
        case client::Taken::folded:
            for (v1::Change& change : *message.mutable_changes()->mutable_changes())
                heard_.push_back(std::move(change));
            return;
        case client::Taken::snapshot_part:
        case client::Taken::snapshot_complete:
        case client::Taken::heartbeat: return;
        default: break;
    }
    throw Broken("a reader cannot go on", v1::Audience_Name(audience_) + " at " + std::to_string(follower_.position()) +
                                              ", " + message.ShortDebugString().substr(0, 400));
}

void Reader::check(const v1::ServerMessage& message) const {
    if (audience_ == v1::AUDIENCE_STAFF) return;
    const auto check_entries = [&](const auto& entries) {
        for (const v1::Entry& entry : entries)
            if (!entry.audiences().empty()) throw Broken("who else may see it is told", entry.ShortDebugString());
    };
    check_entries(message.snapshot().entries());
    for (const v1::Change& change : message.changes().changes()) {
        if (change.seq() != 0 || change.has_actor()) throw Broken("who did it is told", change.ShortDebugString());
        if (change.entries().empty()) throw Broken("a position that shows nothing");
        check_entries(change.entries());
    }
}

}  // namespace dais::model
