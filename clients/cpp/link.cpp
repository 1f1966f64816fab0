#include "clients/cpp/link.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <random>
#include <utility>

#include "clients/cpp/inflate.h"
#include "clients/cpp/wire.h"

namespace dais::client {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t kHeartbeatMs = 5'000;     // until Welcome says
constexpr std::uint32_t kSendAgainMs = 250;       // if Unavailable does not say
constexpr std::chrono::seconds kTicketAgain{10};  // after one could not be had
constexpr milliseconds kTicketSoon{500};          // after the last proved to be worth nothing

// The watchdog's patience: two heartbeats may be late, a third one not.
milliseconds silence_allowed(std::uint32_t heartbeat_ms) {
    return milliseconds(std::uint64_t{heartbeat_ms == 0 ? kHeartbeatMs : heartbeat_ms} * 5 / 2);
}

}  // namespace

std::string random_command_id() {
    static constexpr char kHex[] = "0123456789abcdef";
    std::random_device device;
    std::string id;
    for (int word = 0; word < 4; ++word) {
        for (unsigned bits = device(), digit = 0; digit < 8; ++digit, bits >>= 4) id += kHex[bits & 15];
    }
    return id;
}

Link::Link(asio::any_io_executor executor, LinkSettings settings, LinkEvents events)
    : executor_(std::move(executor)),
      settings_(std::move(settings)),
      events_(std::move(events)),
      backoff_(settings_.backoff, settings_.dice),
      follower_(settings_.held.complete() ? std::move(settings_.held) : Follower(settings_.log)),
      pause_(executor_),
      renewal_(executor_) {}

std::shared_ptr<Link> Link::start(const asio::any_io_executor& executor, LinkSettings settings, LinkEvents events) {
    std::shared_ptr<Link> link(new Link(executor, std::move(settings), std::move(events)));
    // What an event handler throws comes out of the io_context's run().
    asio::co_spawn(executor, run(link), [](const std::exception_ptr& thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
    return link;
}

asio::awaitable<void> Link::run(std::shared_ptr<Link> self) {
    while (!self->stopped_) {
        self->goodbye_.reset();
        self->greeted_ = self->log_unknown_ = false;
        auto wire = std::make_shared<Wire>(self->executor_);
        self->wire_ = wire;
        co_await converse(self, wire);
        self->wire_.reset();
        self->greeted_ = false;
        if (self->stopped_) break;
        self->now(self->follower_.complete() ? LinkState::stale : LinkState::connecting);
        // A new one that is worth nothing either is asked for again no sooner than anything else.
        if (self->wants_ticket()) {
            const bool got = co_await get_ticket(self);
            if (got && !std::exchange(self->ticket_is_new_, true)) continue;
        }
        const auto wait = self->wait_before_next();
        if (!wait) break;
        self->pause_.expires_after(*wait);
        co_await self->pause_.async_wait(kAsTuple);
    }
    self->end();
}

asio::awaitable<void> Link::converse(std::shared_ptr<Link> self, std::shared_ptr<Wire> wire) {
    wire->allow_silence(self->settings_.open_within);
    asio::co_spawn(self->executor_, Wire::guard(wire), asio::detached);
    // Where keys are not known, none is shown.
    const std::string key = self->ticket_from_.empty() ? self->settings_.key : "";
    const std::string failure = co_await Wire::open(wire, self->settings_.url, key);
    if (!failure.empty()) {
        self->in_trouble(failure);
        self->refused(wire->refused_with());
        wire->cut(failure);
        co_return;
    }
    asio::co_spawn(self->executor_, Wire::deliver(wire), asio::detached);
    self->say_hello();
    // The one place in which what the other end said may prove to be nonsense.
    try {
        while (!wire->down()) {
            const auto message = co_await Wire::read(wire);
            if (message && !wire->closing()) self->take(*message);
        }
        // Whoever closes it has said why.
        if (!wire->closing()) self->in_trouble(wire->why());
    } catch (const BadFrame& nonsense) {
        self->in_trouble(nonsense.what());
        wire->cut(nonsense.what());
    }
}

// Told to bring one, or what it has is about to end.
bool Link::wants_ticket() const {
    if (settings_.key.empty()) return false;
    if (goodbye_ && goodbye_->reason() == v1::Goodbye::REASON_TICKET && !goodbye_->ticket_from().empty()) return true;
    return !ticket_from_.empty() && Ticket::Clock::now() >= ticket_.renew_at;
}

asio::awaitable<bool> Link::get_ticket(std::shared_ptr<Link> self) {
    if (self->goodbye_ && !self->goodbye_->ticket_from().empty()) self->ticket_from_ = self->goodbye_->ticket_from();
    std::string trouble;
    try {
        auto ticket = co_await client::get_ticket(self->ticket_from_, self->settings_.url.ca, self->settings_.key);
        if (ticket) {
            self->ticket_ = *std::move(ticket);
            co_return true;
        }
        // Whoever is nobody there is nobody here.
        self->refused(401);
    } catch (const std::exception& failure) {
        trouble = failure.what();
    }
    if (!trouble.empty()) self->in_trouble("no ticket from " + self->ticket_from_ + ": " + trouble);
    co_return false;
}

asio::awaitable<void> Link::renew_ticket(std::shared_ptr<Link> self, std::shared_ptr<Wire> wire) {
    while (!wire->down() && !self->stopped_) {
        self->renewal_.expires_at(self->ticket_.renew_at);
        co_await self->renewal_.async_wait(kAsTuple);
        if (wire->down() || wire->closing() || self->stopped_) break;
        const bool got = co_await get_ticket(self);
        if (!got) self->ticket_.renew_at = Ticket::Clock::now() + kTicketAgain;
        if (wire->down() || wire->closing()) break;
        v1::ClientMessage message;
        message.mutable_renew()->set_ticket(self->ticket_.text);
        wire->say(message);
    }
}

void Link::say_hello() {
    v1::ClientMessage message;
    auto& hello = *message.mutable_hello();
    *hello.add_follow() = follower_.follow();
    hello.mutable_follow(0)->set_audience(settings_.audience);
    hello.set_ticket(ticket_.text);
    hello.set_client(settings_.client);
    wire_->say(message);
}

void Link::take(const v1::ServerMessage& message) {
    if (events_.on_message) events_.on_message(message);
    if (message.has_reply()) return take_reply(message.reply());
    if (message.has_goodbye()) return take_goodbye(message.goodbye());
    const Taken taken = follower_.take(message);
    if (message.has_welcome()) take_welcome(message.welcome());
    act_on(taken, message);
}

void Link::take_welcome(const v1::Welcome& welcome) {
    greeted_ = true;
    ticket_is_new_ = false;
    if (!ticket_from_.empty()) asio::co_spawn(executor_, renew_ticket(shared_from_this(), wire_), asio::detached);
    actor_.reset();
    if (welcome.has_actor()) actor_ = welcome.actor();
    for (const auto& followed : welcome.followed()) {
        if (followed.log() == follower_.log() && followed.has_clock()) clock_.set(followed.clock(), Wire::Clock::now());
    }
    wire_->allow_silence(silence_allowed(welcome.heartbeat_ms()));
    for (auto& pending : pending_) say_command(pending.command);
}

void Link::act_on(Taken taken, const v1::ServerMessage& message) {
    switch (taken) {
        case Taken::reset:
            // On an edge, this may only say that the ticket is worth nothing any more.
            if (!ticket_from_.empty()) {
                ticket_.renew_at = std::min(ticket_.renew_at, Ticket::Clock::now() + kTicketSoon);
                renewal_.cancel();
            }
            [[fallthrough]];
        case Taken::snapshot_comes: now(follower_.complete() ? LinkState::stale : LinkState::connecting); break;
        case Taken::snapshot_complete:
            if (events_.on_snapshot) events_.on_snapshot(follower_);
            if (follower_.current()) now(LinkState::live);
            break;
        case Taken::welcomed:
            if (follower_.current()) now(LinkState::live);
            break;
        case Taken::folded:
            tell_changes(message.changes());
            if (events_.on_folded) events_.on_folded(message.changes(), wire_->bytes());
            if (follower_.current()) now(LinkState::live);
            break;
        case Taken::heartbeat:
            if (message.changes().has_clock()) clock_.set(message.changes().clock(), Wire::Clock::now());
            // Only what has held for a while is a success: who differs at each attempt backs off.
            backoff_.succeeded();
            if (message.changes().stale_ms() > 0) {
                if (state_ != LinkState::stale) in_trouble("the server itself has not heard for a while what is new");
                now(LinkState::stale);
            } else if (follower_.current()) {
                now(LinkState::live);
            }
            if (events_.on_heartbeat) events_.on_heartbeat(message.changes());
            break;
        case Taken::unknown_log:
            log_unknown_ = true;
            in_trouble(settings_.log.empty()
                           ? "the server has no log that you may see, or several: name one by its slug"
                           : "there is no log “" + settings_.log + "” here that you may see");
            // Commands may still make it.
            if (pending_.empty()) wire_->close();
            break;
        case Taken::gap:
        case Taken::digest_differed: begin_anew(taken); break;
        case Taken::not_mine:
        case Taken::snapshot_part:
        case Taken::early: break;
    }
}

void Link::tell_changes(const v1::Changes& changes) {
    std::uint64_t position = changes.after();
    for (const auto& change : changes.changes()) {
        ++position;
        if (events_.on_change) events_.on_change(changes.log(), change, position);
    }
}

void Link::begin_anew(Taken taken) {
    const bool differed = taken == Taken::digest_differed;
    if (differed) {
        v1::ClientMessage message;
        auto& report = *message.mutable_report();
        report.set_log(follower_.log());
        report.set_position(follower_.position());
        report.set_digest_differed(true);
        wire_->say(message);
    }
    in_trouble(differed ? "what is held differs from the server's; asking for all of it"
                        : "changes are missing; asking for them");
    now(follower_.complete() ? LinkState::stale : LinkState::connecting);
    wire_->close();
}

bool Link::send(v1::Command command, OnReply on_reply) {
    if (stopped_ || state_ == LinkState::ended || pending_.size() >= settings_.commands_max) return false;
    if (command.id().empty()) command.set_id(random_command_id());
    if (greeted_) say_command(command);
    pending_.push_back({std::move(command), std::move(on_reply)});
    return true;
}

asio::awaitable<v1::Reply> Link::ask(v1::Command command) {
    const auto initiate = [](auto handler, Link* link, const v1::Command& asked) {
        // std::function wants to be copied, a coroutine's handler cannot be.
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        const std::string& id = asked.id();
        const bool sent = link->send(asked, [shared](const v1::Reply& reply) { (*shared)(reply); });
        if (sent) return;
        v1::Reply reply;
        reply.set_command_id(id);
        reply.mutable_unavailable()->set_reason("too many commands await their replies");
        asio::post(link->executor_, [shared, reply] { (*shared)(reply); });
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(v1::Reply)>(
        initiate, asio::use_awaitable, this, std::move(command));
}

bool Link::tell(const v1::ClientMessage& message) {
    if (!greeted_ || !wire_ || wire_->down() || wire_->closing() || wire_->waiting() > 0) return false;
    wire_->say(message);
    return true;
}

void Link::say_command(v1::Command& command) {
    // Kept, so that the same command is the same bytes when it is sent again.
    if (command.log().empty()) command.set_log(follower_.log());
    v1::ClientMessage message;
    *message.mutable_command() = command;
    wire_->say(message);
}

void Link::take_reply(const v1::Reply& reply) {
    const auto found = std::find_if(pending_.begin(), pending_.end(),
                                    [&](const Pending& pending) { return pending.command.id() == reply.command_id(); });
    if (found == pending_.end()) return;
    if (reply.has_unavailable()) {
        in_trouble(reply.unavailable().reason());
        const auto after_ms = reply.unavailable().retry_after_ms();
        asio::co_spawn(executor_, send_again(shared_from_this(), reply.command_id(), after_ms), asio::detached);
        return;
    }
    const auto on_reply = std::move(found->on_reply);
    pending_.erase(found);
    if (on_reply) on_reply(reply);
    if (log_unknown_ && pending_.empty() && wire_) wire_->close();
}

asio::awaitable<void> Link::send_again(std::shared_ptr<Link> self, std::string id, std::uint32_t after_ms) {
    const std::weak_ptr<Wire> refused_on = self->wire_;
    asio::steady_timer timer(self->executor_, milliseconds(after_ms == 0 ? kSendAgainMs : after_ms));
    co_await timer.async_wait(kAsTuple);
    // On another wire it has been sent already.
    if (!self->greeted_ || self->wire_ != refused_on.lock()) co_return;
    for (auto& pending : self->pending_) {
        if (pending.command.id() == id) self->say_command(pending.command);
    }
}

void Link::take_goodbye(const v1::Goodbye& goodbye) {
    goodbye_ = goodbye;
    if (!goodbye.message().empty()) in_trouble("the server said goodbye: " + goodbye.message());
    if (events_.on_goodbye) events_.on_goodbye(goodbye);
    if (wire_) wire_->close();
}

void Link::refused(unsigned status) {
    if (status != 401 && status != 403) return;
    v1::Goodbye goodbye;
    goodbye.set_reason(v1::Goodbye::REASON_KEY);
    goodbye.set_message("the key is unknown or was revoked");
    take_goodbye(goodbye);
}

std::optional<milliseconds> Link::wait_before_next() {
    if (goodbye_) return backoff_.after_goodbye(goodbye_->retry_after_ms());
    return backoff_.after_failure();
}

void Link::stop() {
    if (stopped_) return;
    stopped_ = true;
    if (wire_) wire_->close();
    pause_.cancel();
    renewal_.cancel();
}

void Link::cut() {
    if (wire_) wire_->cut("cut on purpose");
}

void Link::now(LinkState state) {
    if (state == state_) return;
    state_ = state;
    if (events_.on_state) events_.on_state(state);
}

void Link::in_trouble(const std::string& why) {
    trouble_ = why;
    if (events_.on_trouble) events_.on_trouble(why);
}

void Link::end() {
    now(LinkState::ended);
    for (const auto& pending : std::exchange(pending_, {})) {
        v1::Reply unknown;
        unknown.set_command_id(pending.command.id());
        if (pending.on_reply) pending.on_reply(unknown);
    }
}

}  // namespace dais::client
