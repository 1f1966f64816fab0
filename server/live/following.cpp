#include "server/live/following.h"

#include "server/summit/projection.h"

namespace dais::live {

Following::Following(std::string log, v1::Audience audience, const Stream& stream, const v1::Resume* wish,
                     v1::Followed& answer)
    : log_(std::move(log)), audience_(audience) {
    answer.set_log(log_);
    answer.set_audience(audience_);
    answer.set_view(summit::view_hash());
    answer.set_position(stream.ring.head().position);
    if (wish == nullptr) {
        answer.set_reason("none");
    } else if (wish->audience() != audience_) {
        answer.set_reason("audience");
    } else if (wish->view() != summit::view_hash()) {
        answer.set_reason("view");
    } else if (!stream.ring.covers(wish->position())) {
        answer.set_reason("position");
    } else if (stream.ring.chain_at(wish->position()) != wish->chain()) {
        answer.set_reason("chain");
    } else {
        answer.set_resumed(true);
        wants_snapshot_ = false;
        cursor_ = wish->position();
    }
}

v1::ServerMessage Following::change_audience(v1::Audience audience, const Stream& stream) {
    audience_ = audience;
    wants_snapshot_ = true;
    snapshot_.reset();
    v1::ServerMessage message;
    message.mutable_reset()->set_log(log_);
    message.mutable_reset()->set_audience(audience_);
    message.mutable_reset()->set_position(stream.ring.head().position);
    return message;
}

Frame Following::next_part() {
    Frame frame = snapshot_->parts[part_++];
    if (part_ == snapshot_->parts.size()) {
        cursor_ = snapshot_->position;
        snapshot_.reset();
    }
    return frame;
}

Frame Following::next(Shard& shard) {
    if (snapshot_) return next_part();
    const Stream& stream = *shard.stream(log_, audience_);
    if (!wants_snapshot_ && !stream.ring.covers(cursor_)) wants_snapshot_ = true;  // too far behind
    if (wants_snapshot_) {
        snapshot_ = shard.snapshot(log_, audience_);
        if (!snapshot_) return nullptr;
        wants_snapshot_ = false;
        part_ = 0;
        return next_part();
    }
    if (const Ring::Item* item = stream.ring.after(cursor_)) {
        cursor_ = item->place.position;
        return item->frame;
    }
    if (heartbeat_due_ && stream.heartbeat && stream.heartbeat_position == cursor_) {
        heartbeat_due_ = false;
        return stream.heartbeat;
    }
    if (presence_ != stream.presence) return presence_ = stream.presence;
    return nullptr;
}

}  // namespace dais::live
