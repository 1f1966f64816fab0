#include "server/live/stream.h"

#include <utility>

#include "server/live/connection.h"

namespace dais::live {
namespace {

// Bytes that went out together in a round, and where those who got them stood.
struct Part {
    Batch batch;
    std::uint64_t from = 0;
};

// A send that was not taken whole: of a part, to a follower.
struct Short {
    std::uint64_t tag = 0;
    ssize_t taken = 0;
};

}  // namespace

void Stream::enter(Connection& connection, Following& following) {
    following.place = static_cast<std::uint32_t>(followers_.size());
    followers_.push_back(&connection);
}

void Stream::leave(const Following& following) {
    const std::uint32_t place = following.place;
    followers_[place] = followers_.back();
    followers_.pop_back();
    if (place < followers_.size()) followers_[place]->following(*this)->place = place;
}

Stream::Sent Stream::fan_out(Sender& sender) {
    has_news = false;
    const std::uint64_t head = ring.head().position;
    std::vector<Part> parts;
    std::vector<Short> shorts;
    std::vector<Connection*> others;
    Sent sent;
    const Sender::Short note = [&](std::uint64_t tag, ssize_t taken) { shorts.push_back({tag, taken}); };
    for (std::size_t i = 0; i < followers_.size(); ++i) {
        Connection& connection = *followers_[i];
        Following* following = connection.at_rest() ? connection.following(*this) : nullptr;
        if (following == nullptr) continue;
        if (!following->steady() || !connection.takes_sends_of_others() || !ring.covers(following->position())) {
            others.push_back(&connection);
            continue;
        }
        const std::uint64_t from = following->position();
        if (from == head) continue;
        if (parts.empty() || parts.back().from != from) parts.push_back({ring.since(from), from});
        const Batch& batch = parts.back().batch;
        sender.send(connection.descriptor(), *batch.frame, (parts.size() - 1) << 32 | i, note);
        following->advance(batch.to);
        if (batch.to < head) others.push_back(&connection);
        ++sent.sends;
        sent.frames += batch.to - from;
        sent.bytes += batch.frame->size();
    }
    sender.finish(note);
    for (const Short& one : shorts) {
        Connection& connection = *followers_[one.tag & 0xffffffff];
        connection.sent_short(*connection.following(*this), parts[one.tag >> 32].from, one.taken);
    }
    for (Connection* connection : others) connection->deliver();
    return sent;
}

}  // namespace dais::live
