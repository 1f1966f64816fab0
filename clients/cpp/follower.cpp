#include "clients/cpp/follower.h"

#include <utility>

namespace dais::client {
namespace {

// Not the running sum: the point is to look at the bytes themselves.
std::uint64_t digest_of_held(const summit::Records& records) {
    std::uint64_t sum = 0;
    for (const auto& [key, body] : records.all()) sum += summit::record_digest(key.first, key.second, body);
    return sum;
}

}  // namespace

Taken Follower::take(const v1::ServerMessage& message) {
    Taken taken = Taken::not_mine;
    switch (message.message_case()) {
        case v1::ServerMessage::kWelcome: taken = take_welcome(message.welcome()); break;
        case v1::ServerMessage::kSnapshot:
            if (is_mine(message.snapshot().log())) taken = take_snapshot(message.snapshot());
            break;
        case v1::ServerMessage::kChanges:
            if (is_mine(message.changes().log())) taken = take_changes(message.changes());
            break;
        case v1::ServerMessage::kReset:
            if (!is_mine(message.reset().log())) break;
            audience_ = message.reset().audience();
            head_ = message.reset().position();
            resumable_ = false;
            awaits_snapshot_ = true;
            parts_ = 0;
            taken = Taken::reset;
            break;
        case v1::ServerMessage::kReply:
        case v1::ServerMessage::kPresence:
        case v1::ServerMessage::kPong:
        case v1::ServerMessage::kGoodbye:
        case v1::ServerMessage::kVoidTickets:
        case v1::ServerMessage::kCompressed:
        case v1::ServerMessage::MESSAGE_NOT_SET: break;
    }
    if (taken != Taken::not_mine && taken != Taken::unknown_log) ++frames_;
    return taken;
}

std::optional<v1::Resume> Follower::resume() const {
    if (!complete_ || !resumable_) return std::nullopt;
    v1::Resume resume;
    resume.set_audience(audience_);
    resume.set_view(view_);
    resume.set_position(position_);
    resume.set_chain(chain_);
    return resume;
}

v1::Follow Follower::follow() const {
    v1::Follow follow;
    follow.set_log(log_);
    if (auto standing = resume()) *follow.mutable_resume() = *std::move(standing);
    return follow;
}

Taken Follower::take_welcome(const v1::Welcome& welcome) {
    for (const auto& followed : welcome.followed()) {
        if (!log_.empty() && followed.log() != log_) continue;
        if (followed.unknown()) return Taken::unknown_log;
        log_ = followed.log();
        head_ = followed.position();
        incoming_ = {};
        parts_ = 0;
        awaits_snapshot_ = !followed.resumed();
        if (followed.resumed()) return resume() ? Taken::welcomed : Taken::gap;
        audience_ = followed.audience();
        resumable_ = false;
        return Taken::snapshot_comes;
    }
    return Taken::not_mine;
}

Taken Follower::take_snapshot(const v1::Snapshot& snapshot) {
    awaits_snapshot_ = true;
    if (snapshot.part() == 0) {
        incoming_ = {};
        parts_ = 0;
    }
    if (snapshot.part() != parts_) return Taken::gap;
    ++parts_;
    for (const auto& entry : snapshot.entries()) incoming_.apply(entry);
    if (!snapshot.last()) return Taken::snapshot_part;

    records_ = std::exchange(incoming_, {});
    parts_ = 0;
    if (digest_of_held(records_) != snapshot.digest()) return drop();
    audience_ = snapshot.audience();
    view_ = snapshot.view();
    position_ = snapshot.position();
    chain_ = snapshot.chain();
    complete_ = resumable_ = true;
    awaits_snapshot_ = false;
    return Taken::snapshot_complete;
}

Taken Follower::take_changes(const v1::Changes& changes) {
    if (awaits_snapshot_) return Taken::early;
    if (!complete_) return changes.changes().empty() ? Taken::early : Taken::gap;
    const auto count = static_cast<std::uint64_t>(changes.changes_size());
    if (changes.after() != position_ || changes.position() != position_ + count) return Taken::gap;
    if (count == 0) return take_heartbeat(changes);

    for (const auto& change : changes.changes()) {
        for (const auto& entry : change.entries()) records_.apply(entry);
    }
    changes_ += count;
    position_ = changes.position();
    chain_ = changes.chain();
    return records_.digest() == changes.digest() ? Taken::folded : drop();
}

Taken Follower::take_heartbeat(const v1::Changes& changes) {
    // The same position after another history: the server will see it by the chain and send a Snapshot.
    if (changes.chain() != chain_) return Taken::gap;
    return digest_of_held(records_) == changes.digest() ? Taken::heartbeat : drop();
}

Taken Follower::drop() {
    records_ = {};
    complete_ = resumable_ = false;
    return Taken::digest_differed;
}

}  // namespace dais::client
