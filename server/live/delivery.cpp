// A connection's other half: what goes out, and how it ends.
#include <algorithm>
#include <cerrno>
#include <utility>

#include "server/live/connection.h"
#include "server/live/metrics.h"

namespace dais::live {
namespace {

std::uint16_t close_code(v1::Goodbye::Reason reason) {
    switch (reason) {
        case v1::Goodbye::REASON_STOPPING: return 1012;  // service restart
        case v1::Goodbye::REASON_PROTOCOL: return 1008;  // policy
        case v1::Goodbye::REASON_TICKET:
        case v1::Goodbye::REASON_KEY: return 4'401;  // our own from 4400: do not come back by yourself
        case v1::Goodbye::REASON_FULL: return 1013;  // try again later
        default: return 1001;
    }
}

Ending ending_of(v1::Goodbye::Reason reason) {
    switch (reason) {
        case v1::Goodbye::REASON_STOPPING: return Ending::stopping;
        case v1::Goodbye::REASON_KEY:
        case v1::Goodbye::REASON_TICKET:
        case v1::Goodbye::REASON_FULL: return Ending::key;
        default: return Ending::protocol;
    }
}

}  // namespace

void Connection::greet(const v1::ServerMessage& message) { talk().greetings.push_back(encode(message)); }

void Connection::say_goodbye(v1::Goodbye::Reason reason, std::string text, std::uint32_t retry_after_ms) {
    v1::Goodbye goodbye;
    goodbye.set_reason(reason);
    goodbye.set_message(std::move(text));
    goodbye.set_retry_after_ms(retry_after_ms);
    say_goodbye(goodbye);
}

void Connection::say_goodbye(const v1::Goodbye& goodbye) {
    if (ending_ || dropped_) return;
    const v1::Goodbye::Reason reason = goodbye.reason();
    v1::ServerMessage message;
    *message.mutable_goodbye() = goodbye;
    // Whose right is gone gets nothing more, and nothing more is done in their name; others what is due to them.
    if (reason == v1::Goodbye::REASON_KEY || reason == v1::Goodbye::REASON_TICKET) {
        sign_out();
    } else {
        deliver();
        if (dropped_) return;
    }
    end_with(ending_of(reason), *encode(message), close_code(reason), {});
}

void Connection::sign_out() {
    leave_streams();
    talk_.reset();
}

void Connection::leave_streams() {
    for (const Following& each : following_) each.stream().leave(each);
    following_.clear();
}

// A frame that is partly sent is finished; then these words, a Close, and the peer is to hang up.
void Connection::end_with(Ending why, std::string last_words, std::uint16_t code, std::string_view reason) {
    last_ = std::make_shared<const std::string>(std::move(last_words) + websocket::close_frame(code, reason));
    ending_ = true;
    why_ = why;
    leave_streams();
    talk_.reset();
    since_ms_ = shard_.now_ms();
    shard_.look_at(*this, shard_.limits().close_ms);
    deliver();
}

// A Reply goes out after the frame that shows its Change.
bool Connection::shown(const PendingReply& reply) const {
    for (const Following& following : following_)
        if (following.log() == reply.log) return following.has_shown(reply.position);
    return true;
}

Frame Connection::next_reply() {
    if (!talk_) return nullptr;
    const auto reply = std::find_if(talk_->replies.begin(), talk_->replies.end(),
                                    [&](const PendingReply& each) { return shown(each); });
    if (reply == talk_->replies.end()) return nullptr;
    Frame frame = std::move(reply->frame);
    talk_->replies.erase(reply);
    --talk_->under_way;
    return frame;
}

// What this connection alone is told.
Following::Next Connection::next_said() {
    if (!talk_) return {};
    if (talk_->control) return {std::exchange(talk_->control, nullptr)};
    if (!talk_->greetings.empty()) {
        Frame frame = std::move(talk_->greetings.front());
        talk_->greetings.erase(talk_->greetings.begin());
        return {std::move(frame)};
    }
    if (talk_->voids) return {std::exchange(talk_->voids, nullptr)};
    return {std::exchange(talk_->pong, nullptr)};
}

void Connection::deliver() {
    if (dropped_ || full_ || parted_ || !push_rest()) return;
    while (!dropped_ && !full_) {
        Following::Next next = ending_ ? Following::Next{last_} : next_said();
        Following* of = nullptr;
        for (auto each = following_.begin(); !next.frame && each != following_.end(); ++each) {
            next = each->next(shard_);
            of = &*each;
        }
        if (!next.frame) next.frame = next_reply();
        if (!next.frame) break;
        if (send(next, of) && ending_) return part();
    }
    if (talk_ && talk_->idle()) talk_.reset();
    if (paused_ && reads() && !dropped_) {
        paused_ = false;
        shard_.read_on(id_);
    }
}

// Whether it went whole.
bool Connection::send(const Following::Next& next, Following* of) {
    const ssize_t taken = socket_->write(*next.frame);
    if (taken == static_cast<ssize_t>(next.frame->size())) {
        stalled_ = false;
        shard_.counts().deliveries.Increment();
        shard_.counts().bytes.Increment(static_cast<double>(next.frame->size()));
        return true;
    }
    if (next.of_ring) {
        sent_short(*of, next.from, taken);
        return false;
    }
    if (taken < 0 && taken != -EAGAIN) {
        shard_.drop(*this, Ending::error);
        return false;
    }
    if (taken > 0) took();
    rest_ = std::make_unique<Rest>(Rest{next.frame, static_cast<std::size_t>(std::max<ssize_t>(taken, 0))});
    filled();
    return false;
}

void Connection::sent_short(Following& following, std::uint64_t from, ssize_t taken) {
    if (taken < 0 && taken != -EAGAIN) return shard_.drop(*this, Ending::error);
    const Following::Rest rest = following.settle(from, static_cast<std::size_t>(std::max<ssize_t>(taken, 0)));
    if (taken > 0) took();
    if (rest.frame) rest_ = std::make_unique<Rest>(Rest{rest.frame, rest.sent});
    filled();
}

// Every byte is another chance; to be told that there is room is none.
void Connection::took() {
    stalled_ = false;
    since_ms_ = shard_.now_ms();
}

void Connection::filled() {
    if (!patient_) set_user_timeout(descriptor_, 0);  // on_time() tells how long it may take nothing
    patient_ = true;
    if (!stalled_) since_ms_ = shard_.now_ms();
    full_ = stalled_ = true;
}

// What is left of a frame that is partly sent. False: the socket is full, or gone.
bool Connection::push_rest() {
    if (rest_) {
        const std::string_view left = std::string_view(*rest_->frame).substr(rest_->sent);
        const ssize_t taken = socket_->write(left);
        if (taken < 0 && taken != -EAGAIN) {
            shard_.drop(*this, Ending::error);
            return false;
        }
        if (taken > 0) {
            rest_->sent += static_cast<std::size_t>(taken);
            took();
        }
        if (rest_->sent < rest_->frame->size()) {
            filled();
            return false;
        }
        const bool was_last = rest_->frame == last_;
        rest_.reset();
        if (was_last) {
            part();
            return false;
        }
    }
    return true;
}

// The last word went out. RFC 6455, 7.1.1: the server hangs up first, once the peer has closed, too.
void Connection::part() {
    parted_ = true;
    since_ms_ = shard_.now_ms();
    socket_->finish();
    if (peer_closed_) shard_.drop(*this, why_);
}

}  // namespace dais::live
