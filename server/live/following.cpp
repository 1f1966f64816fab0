#include "server/live/following.h"

#include <algorithm>

#include "server/live/metrics.h"

namespace dais::live {

Following::Following(Stream& stream, const v1::Resume* wish, v1::Followed& answer, std::uint32_t tick)
    : stream_(&stream), beat_at_(tick) {
    const Ring& ring = stream.ring;
    answer.set_log(stream.log());
    answer.set_audience(stream.audience());
    answer.set_view(stream.view);
    answer.set_position(ring.head().position);
    if (wish == nullptr) {
        answer.set_reason("none");
    } else if (wish->audience() != stream.audience()) {
        answer.set_reason("audience");
    } else if (wish->view() != stream.view) {
        answer.set_reason("view");
    } else if (!ring.covers(wish->position())) {
        answer.set_reason("position");
    } else if (ring.chain_at(wish->position()) != wish->chain()) {
        answer.set_reason("chain");
    } else {
        answer.set_resumed(true);
        wants_snapshot_ = false;
        position_ = wish->position();
    }
}

v1::ServerMessage Following::change_audience(Stream& stream) {
    stream_ = &stream;
    wants_snapshot_ = true;
    snapshot_.reset();
    v1::ServerMessage message;
    message.mutable_reset()->set_log(stream.log());
    message.mutable_reset()->set_audience(stream.audience());
    message.mutable_reset()->set_position(stream.ring.head().position);
    return message;
}

void Following::want_heartbeat(std::uint32_t tick) {
    beat_at_ = tick;
    heartbeat_due_ = true;
}

void Following::on_time(std::uint32_t tick, std::uint32_t half, std::uint32_t at_most) {
    const std::uint32_t since_beat = tick - beat_at_, since_sent = tick - stream_->sent_at;
    if (std::min(since_beat, since_sent) > half || since_beat >= at_most) want_heartbeat(tick);
}

Frame Following::next_part() {
    Frame frame = snapshot_->parts[part_++];
    if (part_ == snapshot_->parts.size()) {
        position_ = snapshot_->position;
        snapshot_.reset();
    }
    return frame;
}

Following::Next Following::next(Shard& shard) {
    if (snapshot_) return {next_part()};
    if (!wants_snapshot_ && !stream_->ring.covers(position_)) {  // too far behind
        wants_snapshot_ = true;
        shard.counts().resyncs.behind.Increment();
    }
    if (wants_snapshot_) {
        snapshot_ = shard.snapshot(*stream_);
        if (!snapshot_) return {};
        wants_snapshot_ = false;
        part_ = 0;
        shard.counts().snapshots_sent.Increment();
        return {next_part()};
    }
    if (position_ != stream_->ring.head().position) {
        const Batch& batch = stream_->ring.since(position_);
        const std::uint64_t from = std::exchange(position_, batch.to);
        return {batch.frame, true, from};
    }
    if (heartbeat_due_) {
        heartbeat_due_ = false;
        if (Frame heartbeat = shard.heartbeat(*stream_)) return {heartbeat};
    }
    if (presence_at_ != stream_->presence_at) {
        presence_at_ = stream_->presence_at;
        return {stream_->presence};
    }
    return {};
}

Following::Rest Following::settle(std::uint64_t from, std::size_t taken) {
    position_ = from;
    while (taken > 0) {
        const Ring::Item* item = stream_->ring.after(position_);
        position_ = item->place.position;
        if (taken < item->frame->size()) return {item->frame, taken};
        taken -= item->frame->size();
    }
    return {};
}

}  // namespace dais::live
