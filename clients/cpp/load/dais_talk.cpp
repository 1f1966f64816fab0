#include "clients/cpp/load/dais_talk.h"

#include <algorithm>
#include <utility>

#include "clients/cpp/inflate.h"

namespace dais::load {
namespace {

std::string eight_bytes(std::uint64_t number) {
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(number >> (8 * i) & 255);
    return bytes;
}

}  // namespace

DaisTalk::DaisTalk(DaisWish wish, const Plan& plan, std::span<const std::uint8_t> groups, Measures& measures)
    : wish_(std::move(wish)), measures_(measures), stands_(groups.size()), log_(wish_.log) {
    for (std::size_t i = 0; i < groups.size(); ++i) stands_[i].timed = !plan.groups[groups[i]].read_bytes_per_s;
}

UpgradeWish DaisTalk::upgrade() const { return {wish_.authority, wish_.path + "/live", "dais.v1", wish_.key}; }

void DaisTalk::opened(std::uint32_t screen, Line& line) {
    Stand& stand = stands_[screen];
    stand.there = true;
    stand.current = false;
    stand.part = 0;
    stand.snapshot = 0;
    v1::ClientMessage message;
    auto& hello = *message.mutable_hello();
    hello.set_client("load/1");
    hello.set_heartbeat_ms(wish_.heartbeat_ms);
    auto& follow = *hello.add_follow();
    follow.set_log(log_);
    if (stand.complete) {
        auto& resume = *follow.mutable_resume();
        resume.set_audience(views_[stand.view].first);
        resume.set_view(views_[stand.view].second);
        resume.set_position(stand.position);
        resume.set_chain(eight_bytes(stand.chain));
    }
    line.say(screen, message.SerializeAsString());
}

void DaisTalk::lost(std::uint32_t screen) {
    Stand& stand = stands_[screen];
    stand.there = stand.current = false;
}

Turn DaisTalk::heard(std::uint32_t screen, std::string_view message, std::uint64_t now_ns, Line& line) {
    Stand& stand = stands_[screen];
    if (stand.complete && !stand.awaits) {
        if (const auto* frame = book_.find(stand.position, message))
            return take_changes(stand, screen, *frame, now_ns, line);
    } else if (stand.awaits) {
        const auto* snapshot = book_.find_part(stand.snapshot, stand.part, message);
        const bool last = snapshot && snapshot->whole && std::size_t{stand.part} + 1 == snapshot->parts.size();
        if (snapshot) return take_part(stand, screen, snapshot, last, message.size(), line);
    }
    try {
        return take_new(stand, screen, message, now_ns, line);
    } catch (const client::BadFrame& nonsense) {
        const std::string why = nonsense.what();
        measures_.say_trouble(why.data(), why.size());
        add(measures_.counts.nonsense);
        return {Turn::What::come_back, 0};
    }
}

Turn DaisTalk::take_new(Stand& stand, std::uint32_t screen, std::string_view bytes, std::uint64_t now_ns, Line& line) {
    const auto message = client::read_message(bytes);
    switch (message.message_case()) {
        case v1::ServerMessage::kWelcome: return take_welcome(stand, message.welcome());
        case v1::ServerMessage::kSnapshot: {
            const auto& part = message.snapshot();
            if (part.part() == 0) stand.snapshot = 0;
            const auto* snapshot = book_.learn_part(stand.snapshot, part, bytes);
            return take_part(stand, screen, snapshot, part.last(), bytes.size(), line);
        }
        case v1::ServerMessage::kChanges: {
            const auto& changes = message.changes();
            if (stand.awaits || !stand.complete) return {};
            if (changes.after() != stand.position) {
                add(measures_.counts.gaps);
                return {Turn::What::come_back, 0};
            }
            const auto folded = book_.folded();
            const auto& frame = book_.learn(changes, bytes);
            add(measures_.counts.changes_distinct, book_.folded() - folded);
            return take_changes(stand, screen, frame, now_ns, line);
        }
        case v1::ServerMessage::kGoodbye: return take_goodbye(message.goodbye());
        case v1::ServerMessage::kPong: {
            const auto sent = static_cast<std::uint64_t>(message.pong().sent_ms());
            add(measures_.counts.pongs);
            if (stand.timed) measures_.pongs.add(now_ns > sent ? now_ns - sent : 0);
            return {};
        }
        case v1::ServerMessage::kReset:
            stand.awaits = true;
            stand.part = 0;
            stand.snapshot = 0;
            stand.complete = stand.current = false;
            stand.head = message.reset().position();
            return {};
        case v1::ServerMessage::kReply:
        case v1::ServerMessage::kPresence:
        case v1::ServerMessage::kVoidTickets:
        case v1::ServerMessage::kCompressed:
        case v1::ServerMessage::MESSAGE_NOT_SET: return {};
    }
    return {};
}

Turn DaisTalk::take_welcome(Stand& stand, const v1::Welcome& welcome) {
    constexpr std::uint32_t kHeartbeatMs = 5'000;
    // As the real screens have it: two heartbeats may be late, a third one not.
    silence_ms_ = (welcome.heartbeat_ms() == 0 ? kHeartbeatMs : welcome.heartbeat_ms()) * 5 / 2;
    if (welcome.followed().empty() || welcome.followed(0).unknown()) {
        const std::string why = wish_.log.empty()
                                    ? "the server has no log that screens may see, or several: name one by --log"
                                    : "there is no log “" + wish_.log + "” here that screens may see";
        measures_.say_trouble(why.data(), why.size());
        return {Turn::What::stay_away, 0};
    }
    const auto& followed = welcome.followed(0);
    log_ = followed.log();
    stand.head = followed.position();
    stand.awaits = !followed.resumed();
    if (stand.complete) add(followed.resumed() ? measures_.counts.resumed : measures_.counts.resume_refused);
    if (followed.resumed() && !stand.complete) {
        add(measures_.counts.gaps);
        return {Turn::What::come_back, 0};
    }
    stand.current = stand.complete && !stand.awaits && stand.position >= stand.head;
    return {};
}

Turn DaisTalk::take_part(Stand& stand, std::uint32_t screen, const SeenSnapshot* snapshot, bool last, std::size_t bytes,
                         Line& line) {
    add(measures_.counts.snapshot_bytes, bytes);
    if (!snapshot) {  // it does not continue the parts before
        add(measures_.counts.gaps);
        return {Turn::What::come_back, 0};
    }
    stand.awaits = true;
    stand.snapshot = snapshot->id;
    ++stand.part;
    if (!last) return {};
    stand.part = 0;
    stand.snapshot = 0;
    if (!snapshot->agrees) return differs(stand, screen, line);
    add(measures_.counts.snapshots);
    stand.awaits = false;
    stand.complete = true;
    stand.view = view(snapshot->audience, snapshot->view);
    stand.position = snapshot->position;
    stand.chain = snapshot->chain;
    stand.digest = snapshot->digest;
    stand.current = stand.position >= stand.head;
    return {};
}

Turn DaisTalk::take_changes(Stand& stand, std::uint32_t screen, const SeenFrame& frame, std::uint64_t now_ns,
                            Line& line) {
    if (frame.verdict == Verdict::differs) return differs(stand, screen, line);
    const bool timed = stand.current && stand.timed;
    stand.position = frame.position;
    stand.chain = frame.chain;
    stand.digest = frame.digest;
    if (frame.changes.empty()) {
        add(measures_.counts.heartbeats);
        return {Turn::What::all_is_well, 0};
    }
    add(measures_.counts.changes, frame.changes.size());
    stand.current = stand.position >= stand.head;
    if (timed) {
        for (const auto& change : frame.changes)
            measures_.arrived(change.stamped, change.number, change.sent_ns, now_ns);
    }
    return {};
}

// As a real screen: what is held is dropped, the server is told, and all of it is asked for again.
Turn DaisTalk::differs(Stand& stand, std::uint32_t screen, Line& line) {
    add(measures_.counts.differed);
    v1::ClientMessage message;
    auto& report = *message.mutable_report();
    report.set_log(log_);
    report.set_position(stand.position);
    report.set_digest_differed(true);
    line.say(screen, message.SerializeAsString());
    stand.complete = stand.awaits = stand.current = false;
    return {Turn::What::come_back, 0};
}

Turn DaisTalk::take_goodbye(const v1::Goodbye& goodbye) {
    add(measures_.counts.goodbyes);
    measures_.say_trouble(goodbye.message().data(), goodbye.message().size());
    if (goodbye.retry_after_ms() == 0) return {Turn::What::stay_away, 0};
    return {Turn::What::come_back_later, goodbye.retry_after_ms()};
}

void DaisTalk::ask(std::uint32_t screen, std::uint64_t now_ns, Line& line) {
    v1::ClientMessage message;
    message.mutable_ping()->set_sent_ms(static_cast<std::int64_t>(now_ns));  // our own clock: it comes back as it is
    message.mutable_ping()->set_log(log_);
    line.say(screen, message.SerializeAsString());
}

std::uint8_t DaisTalk::view(v1::Audience audience, const std::string& rules) {
    const std::pair key(audience, rules);
    const auto found = std::find(views_.begin(), views_.end(), key);
    if (found != views_.end()) return static_cast<std::uint8_t>(found - views_.begin());
    if (views_.size() < 255) views_.push_back(key);
    return static_cast<std::uint8_t>(views_.size() - 1);
}

std::uint64_t DaisTalk::equal(std::uint64_t position_min) {
    book_.catch_up();
    return static_cast<std::uint64_t>(std::count_if(stands_.begin(), stands_.end(), [&](const Stand& stand) {
        return stand.there && stand.complete && !stand.awaits && stand.position >= position_min &&
               book_.agrees_at(stand.position, stand.chain, stand.digest).value_or(false);
    }));
}

}  // namespace dais::load
