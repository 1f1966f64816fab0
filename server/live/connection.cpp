#include "server/live/connection.h"

#include <algorithm>
#include <cerrno>

#include "server/live/metrics.h"
#include "server/live/origin.h"

namespace dais::live {

Connection::Connection(Shard& shard, ConnectionId id, Visitor visitor)
    : shard_(shard),
      id_(id),
      socket_(std::move(visitor.socket)),
      descriptor_(socket_->descriptor()),
      shared_(visitor.shared),
      ticket_(std::move(visitor.ticket)),
      heartbeat_ms_(shard.limits().heartbeat_ms),
      heard_ms_(shard.now_ms()),
      since_ms_(heard_ms_) {
    if (!visitor.key.empty()) talk().key = std::move(visitor.key);
}

Connection::~Connection() { leave_streams(); }

Connection::Talk& Connection::talk() {
    if (!talk_) talk_ = std::make_unique<Talk>();
    return *talk_;
}

const Guest& Connection::guest() const {
    static const Guest nobody;
    return talk_ ? talk_->guest : nobody;
}

v1::Audience Connection::audience(const std::string& log, v1::Audience wish) const {
    if (!guest().identity.anybody() || wish == v1::AUDIENCE_PUBLIC) return v1::AUDIENCE_PUBLIC;
    if (guest().identity.edge && wish != v1::AUDIENCE_UNSPECIFIED) return wish;
    return shard_.reception().standing(guest(), log).audience();
}

Following* Connection::following(const Stream& stream) {
    for (Following& each : following_)
        if (&each.stream() == &stream) return &each;
    return nullptr;
}

std::uint64_t Connection::behind() const {
    std::uint64_t most = 0;
    for (const Following& each : following_)
        if (each.steady()) most = std::max(most, each.stream().ring.head().position - each.position());
    return most;
}

// --- Events

void Connection::on_event(const SocketEvent& event) {
    const bool both = socket_->is_crossed();
    if (event.writable || both) {
        socket_->writable();
        if (full_) {
            full_ = false;
            deliver();
            if (!full_ && !dropped_) {
                patient_ = false;
                set_user_timeout(descriptor_, shard_.limits().user_timeout_ms);
            }
        }
    }
    if ((event.readable || event.ended || both) && !dropped_) read();
}

std::uint32_t Connection::on_time() {
    const Limits& limits = shard_.limits();
    const std::int64_t now = shard_.now_ms();
    const auto past = [&](std::int64_t since, std::uint32_t limit) { return now - since >= limit; };
    if (parted_ && past(since_ms_, limits.close_ms)) return shard_.drop(*this, why_), 0;
    if (full_ && past(since_ms_, limits.send_ms)) return shard_.drop(*this, Ending::slow), 0;
    if (!greeted_ && !ending_ && past(since_ms_, limits.handshake_ms))
        end_with(Ending::handshake, {}, 1008, "Say Hello first, and sooner.");
    if (past(heard_ms_, limits.silence_ms)) return shard_.drop(*this, Ending::silent), 0;
    if (greeted_ && !pinged_ && past(heard_ms_, limits.silence_ms / 2)) {
        pinged_ = true;
        shard_.counts().pings_sent.Increment();
        talk().control = shard_.ping_frame();
    }
    // A ticket's time is over whether somebody says so or not.
    if (talk_ && talk_->guest.ticket) check_grants();
    if (dropped_) return 0;
    const std::uint32_t half_ms = heartbeat_ms_ / 2;
    for (Following& following : following_)
        following.on_time(shard_.ticks(), Shard::ticks_of(half_ms), Shard::ticks_of(limits.heartbeat_ms_max));
    deliver();
    if (ending_) return std::min(limits.close_ms, half_ms);
    return greeted_ ? std::min(half_ms, limits.silence_ms / 2) : limits.handshake_ms;
}

// --- Taking

void Connection::take_early(std::string bytes) {
    if (!bytes.empty()) take(bytes);
    if (!dropped_) read();
}

bool Connection::reads() const { return !talk_ || talk_->under_way < shard_.limits().replies_max; }

// Until there is nothing more: the system tells only once. Others have their turn between two full buffers.
void Connection::read() {
    const std::span<char> buffer = shard_.read_buffer();
    while (!dropped_) {
        if (!reads()) {
            paused_ = true;
            return;
        }
        const ssize_t count = socket_->read(buffer);
        if (count == -EAGAIN || count == -EINTR) return;
        if (count <= 0) return shard_.drop(*this, ending_ ? why_ : count == 0 ? Ending::left : Ending::error);
        heard_ms_ = shard_.now_ms();
        pinged_ = false;
        take(buffer.first(static_cast<std::size_t>(count)));
        if (count == static_cast<ssize_t>(buffer.size()) && !dropped_) return shard_.read_on(id_);
    }
}

void Connection::take(std::span<char> bytes) {
    if (deaf_) return;
    if (!reader_) reader_ = shard_.lend_reader();
    reader_->read(bytes, shard_.limits().message_bytes_max, *this);
    if (deaf_ || peer_closed_ || dropped_) {
        reader_.reset();  // it reads nothing more
    } else if (reader_->idle()) {
        shard_.give_back(std::move(reader_));
    }
}

bool Connection::on_message(websocket::Opcode opcode, std::string_view payload) {
    if (ending_) return true;  // who is sent away is not listened to, but for their Close
    if (opcode == websocket::Opcode::kText) {
        say_goodbye(v1::Goodbye::REASON_PROTOCOL, "Messages are binary protobuf: dais.v1.ClientMessage.", 0);
        return true;
    }
    v1::ClientMessage message;
    if (!message.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
        say_goodbye(v1::Goodbye::REASON_PROTOCOL, "This is no dais.v1.ClientMessage.", 0);
    } else if (!greeted_ && !message.has_hello()) {
        say_goodbye(v1::Goodbye::REASON_PROTOCOL, "The first message must be Hello.", 0);
    } else {
        switch (message.message_case()) {
            case v1::ClientMessage::kHello: take_hello(message.hello()); break;
            case v1::ClientMessage::kCommand: take_command(std::move(*message.mutable_command())); break;
            case v1::ClientMessage::kReport: take_report(std::move(*message.mutable_report())); break;
            case v1::ClientMessage::kPresence: take_presence(std::move(*message.mutable_presence())); break;
            case v1::ClientMessage::kPing: take_ping(message.ping()); break;
            case v1::ClientMessage::kRenew: take_renewal(message.renew()); break;
            case v1::ClientMessage::MESSAGE_NOT_SET: break;  // of a newer client
        }
    }
    return !dropped_;
}

void Connection::take_hello(const v1::Hello& hello) {
    const Limits& limits = shard_.limits();
    if (greeted_) return say_goodbye(v1::Goodbye::REASON_PROTOCOL, "Hello was said already.", 0);
    greeted_ = true;
    const std::string key = !hello.ticket().empty() ? hello.ticket()
                            : !hello.key().empty()  ? hello.key()
                            : talk_                 ? talk_->key
                                                    : std::string();
    if (talk_) talk_->key.clear();
    if (!key.empty() && !sign_in(key)) return;
    if (hello.follow_size() > static_cast<int>(limits.follows_max))
        return say_goodbye(v1::Goodbye::REASON_PROTOCOL, "One connection follows fewer logs.", 0);
    if (hello.heartbeat_ms() > 0)
        heartbeat_ms_ = std::clamp(hello.heartbeat_ms(), limits.heartbeat_ms,
                                   std::max(limits.heartbeat_ms, limits.heartbeat_ms_max));
    v1::ServerMessage message;
    v1::Welcome& welcome = *message.mutable_welcome();
    welcome.set_server("dais/0.1");
    welcome.set_heartbeat_ms(heartbeat_ms_);
    introduce(welcome);
    following_.reserve(static_cast<std::size_t>(hello.follow_size()));
    for (const v1::Follow& wish : hello.follow()) follow(wish, *welcome.add_followed());
    greet(message);
    shard_.greeted(*this, heartbeat_ms_);
    deliver();
}

void Connection::follow(const v1::Follow& wish, v1::Followed& answer) {
    const std::string log = shard_.resolve(wish.log());
    answer.set_log(log.empty() ? wish.log() : log);
    Stream* stream = shard_.stream(log, audience(log, wish.audience()));
    if (stream == nullptr || following(*stream) != nullptr) {
        answer.set_unknown(true);
        return;
    }
    Following& following =
        following_.emplace_back(*stream, wish.has_resume() ? &wish.resume() : nullptr, answer, shard_.ticks());
    following.as_public = wish.audience() == v1::AUDIENCE_PUBLIC;
    stream->enter(*this, following);
    // Who has missed nothing is told so at once, and who is new, that what there is is old.
    const bool missed_nothing = answer.resumed() && wish.resume().position() == stream->ring.head().position;
    if (missed_nothing || shard_.stale_ms(*stream) > 0) following.want_heartbeat(shard_.ticks());
    *answer.mutable_clock() = shard_.origin().clock(log);
    if (guest().identity.anybody()) *answer.mutable_roles() = shard_.reception().standing(guest(), log).roles();
    shard_.count_followed(answer);
}

// False: they are sent away.
bool Connection::sign_in(const std::string& secret) {
    const auto guest = shard_.reception().admit(secret);
    if (!guest) {
        say_goodbye(shard_.reception().worthless(secret));
        return false;
    }
    Admission::Answer login = shard_.admission().sign_in(guest->identity.login);
    if (!login.ticket) {
        shard_.metrics().server.refused.login.Increment();
        say_goodbye(v1::Goodbye::REASON_FULL, "Too many screens are signed in with this key.", 60'000);
        return false;
    }
    talk().guest = *guest;
    talk().login = *std::move(login.ticket);
    return true;
}

void Connection::introduce(v1::Welcome& welcome) const {
    if (!guest().identity.anybody()) return;
    const v1::Standing anywhere = shard_.reception().standing(guest(), {});
    welcome.mutable_actor()->set_login(guest().identity.login);
    if (!anywhere.roles().empty()) welcome.mutable_actor()->set_role(static_cast<v1::Role>(anywhere.roles(0)));
    if (!guest().identity.edge) return;
    welcome.set_ticket_key(shard_.reception().ticket_key());
    *welcome.mutable_void_tickets() = shard_.reception().void_tickets();
}

// Of somebody else it is worth nothing here: whoever they were is known by what they showed first.
void Connection::take_renewal(const v1::Renew& renew) {
    if (!talk_ || !talk_->guest.identity.anybody()) return;
    auto guest = shard_.reception().admit(renew.ticket());
    if (!guest || guest->identity.login != talk_->guest.identity.login) return;
    if (!talk_->guest.ticket) return;  // it is known here who they are
    talk_->guest = *std::move(guest);
    check_grants();
}

void Connection::take_ping(const v1::Ping& ping) {
    v1::ServerMessage answer;
    v1::Pong& pong = *answer.mutable_pong();
    pong.set_sent_ms(ping.sent_ms());
    pong.set_log(ping.log());
    *pong.mutable_clock() = shard_.origin().clock(shard_.resolve(ping.log()));
    talk().pong = encode(answer);
    deliver();
}

bool Connection::follows_as(v1::Role role, const std::string& log) const {
    if (!guest().identity.anybody()) return false;
    if (std::none_of(following_.begin(), following_.end(), [&](const Following& each) { return each.log() == log; }))
        return false;
    const v1::Standing standing = shard_.reception().standing(guest(), log);
    return std::find(standing.roles().begin(), standing.roles().end(), role) != standing.roles().end();
}

// Of a digest, everybody is heard: however often it is said, once counts. Of the rest, big screens alone.
void Connection::take_report(v1::Report report) {
    for (const Following& each : following_) {
        if (!report.digest_differed() || digest_differed_) break;
        if (each.log() != report.log()) continue;
        digest_differed_ = true;
        shard_.count_digest_differed(each.log());
    }
    if (!follows_as(v1::ROLE_SCREEN, report.log())) return;
    const std::int64_t now_ms = shard_.origin().clock(report.log()).at_ms();
    v1::Presence presence = presence_of(std::move(report), guest().identity.login, now_ms, shard_.limits());
    if (!presence.screens().empty()) note(std::move(presence));
}

// Of nobody but an edge.
void Connection::take_presence(v1::Presence presence) {
    if (!follows_as(v1::ROLE_EDGE, presence.log())) return;
    note(presence_of(std::move(presence), shard_.limits()));
}

void Connection::note(v1::Presence presence) {
    auto& said = talk().said;
    auto of_log =
        std::find_if(said.begin(), said.end(), [&](const auto& each) { return each->log() == presence.log(); });
    if (of_log == said.end()) of_log = said.insert(said.end(), std::make_unique<Said>(shard_.said(), presence.log()));
    (*of_log)->take(std::move(presence));
}

void Connection::take_command(v1::Command command) {
    ++talk().under_way;
    if (command.log().empty()) command.set_log(shard_.resolve(""));
    const std::string log = command.log();
    // What may not be asked for is refused here: the desk's time, and how long it takes, are nothing to strangers (D7).
    if (auto no = shard_.reception().refuse(guest(), command)) {
        v1::Reply reply;
        reply.set_command_id(command.id());
        *reply.mutable_refusal() = *std::move(no);
        shard_.metrics().desk.count_reply(reply);
        return take_reply(reply, log);
    }
    shard_.submit(id_, std::move(command), guest());
}

void Connection::take_reply(const v1::Reply& reply, const std::string& log) {
    if (ending_) return;
    v1::ServerMessage message;
    *message.mutable_reply() = reply;
    talk().replies.push_back({log, reply.done().position(), encode(message)});
    deliver();
}

void Connection::check_grants() {
    if (!talk_ || !talk_->guest.identity.anybody() || ending_ || !greeted_) return;
    const bool good = shard_.reception().is_good(talk_->guest);
    if (!good && !talk_->guest.ticket)
        return say_goodbye(v1::Goodbye::REASON_KEY, "You are signed out, or this key was revoked.", 0);
    // Who is no screen any more, nor an edge, has said nothing.
    std::erase_if(talk_->said, [&](const std::unique_ptr<Said>& each) {
        return !follows_as(v1::ROLE_SCREEN, each->log()) && !follows_as(v1::ROLE_EDGE, each->log());
    });
    if (talk_->guest.identity.edge) {
        v1::ServerMessage message;
        *message.mutable_void_tickets() = shard_.reception().void_tickets();
        talk_->voids = encode(message);
        return deliver();
    }
    bool any = false;
    for (Following& each : following_) {
        if (each.as_public) continue;
        const v1::Standing standing = shard_.reception().standing(talk_->guest, each.log());
        Stream* stream = shard_.stream(each.log(), standing.audience());
        if (stream == nullptr) stream = shard_.stream(each.log(), v1::AUDIENCE_PUBLIC);
        if (stream == nullptr || stream == &each.stream()) continue;
        reset(each, *stream, standing);
        any = true;
    }
    // Whose ticket is worth nothing any more may be more than it said: they come back with another.
    if (!good && !any) return say_goodbye(shard_.reception().worthless(talk_->guest.ticket_text));
    deliver();
}

void Connection::reset(Following& following, Stream& stream, const v1::Standing& standing) {
    following.stream().leave(following);
    v1::ServerMessage message = following.change_audience(stream);
    *message.mutable_reset()->mutable_roles() = standing.roles();
    stream.enter(*this, following);
    // At most one Reset per log waits: a later one says it all.
    if (talk_->greetings.size() <= following_.size()) greet(message);
}

// --- The WebSocket's own frames

bool Connection::on_ping(std::string_view payload) {
    if (ending_) return true;
    talk().control = std::make_shared<const std::string>(websocket::framed(websocket::Opcode::kPong, payload));
    deliver();
    return !dropped_;
}

bool Connection::on_pong(std::string_view) { return true; }  // that something came was noted

bool Connection::on_close(std::uint16_t code, std::string_view) {
    peer_closed_ = deaf_ = true;
    if (parted_) {
        shard_.drop(*this, why_);
    } else if (!ending_) {
        end_with(Ending::left, {}, code == 1005 ? 0 : code, {});
    }
    return false;
}

bool Connection::on_broken(std::uint16_t code, std::string_view why) {
    deaf_ = true;
    if (!ending_) end_with(Ending::protocol, {}, code, why);
    return false;
}

}  // namespace dais::live
