#include "server/live/shard.h"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <chrono>
#include <random>

#include "server/live/connection.h"
#include "server/live/metrics.h"
#include "server/live/origin.h"
#include "server/live/rim.h"

namespace dais::live {

namespace asio = boost::asio;

namespace {

std::int64_t system_steady_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Counter& counter_of(Closed& closed, Ending why) {
    switch (why) {
        case Ending::left: return closed.left;
        case Ending::silent: return closed.silent;
        case Ending::slow: return closed.slow;
        case Ending::handshake: return closed.handshake;
        case Ending::protocol: return closed.protocol;
        case Ending::key: return closed.key;
        case Ending::stopping: return closed.stopping;
        case Ending::error: break;
    }
    return closed.error;
}

// By the reason in a Followed.
Counter& resync(Resyncs& resyncs, std::string_view reason) {
    return reason == "audience"   ? resyncs.audience
           : reason == "view"     ? resyncs.view
           : reason == "position" ? resyncs.position
           : reason == "chain"    ? resyncs.chain
                                  : resyncs.none;
}

}  // namespace

Shard::Shard(const Limits& limits, Origin& origin, Admission& admission, Metrics& metrics, ShardOptions options)
    : limits_(limits),
      origin_(origin),
      admission_(admission),
      metrics_(metrics),
      reception_(options.reception == nullptr ? static_cast<const Reception&>(nobody_) : *options.reception),
      number_(options.number),
      sender_(make_sender(options.sender)),
      steady_ms_(options.steady_ms ? std::move(options.steady_ms) : std::function<std::int64_t()>(system_steady_ms)),
      started_ms_(steady_ms_()),
      now_ms_(started_ms_),
      read_buffer_(64 * 1024),
      ping_frame_(std::make_shared<const std::string>(websocket::framed(websocket::Opcode::kPing, {}))),
      poller_(context_, [this](const SocketEvent& event) { on_event(event); }),
      timer_(context_) {
    wait_for_tick();
}

Shard::~Shard() { stopped_ = nullptr; }  // the connections that go with it are nobody's news any more

// --- Time

void Shard::wait_for_tick() {
    timer_.expires_after(std::chrono::milliseconds(kTickMs));
    timer_.async_wait([this](boost::system::error_code ec) {
        if (ec) return;
        counts().loop_lag_seconds.Observe(seconds_since(timer_.expiry()));
        tick();
        wait_for_tick();
    });
}

void Shard::tick() {
    now_ms_ = steady_ms_();
    tick_ = static_cast<std::uint32_t>((now_ms_ - started_ms_) / kTickMs);
    wheel_.advance(tick_, [this](std::uint64_t number, std::uint32_t due) {
        Connection* connection = find(ConnectionId::of(number));
        if (connection == nullptr || connection->next_look != due) return;
        const std::uint32_t again_ms = connection->on_time();
        if (!connection->dropped() && connection->next_look == due) look_at(*connection, again_ms);
    });
    if (!said_.news.empty() && now_ms_ - news_ms_ >= limits_.presence_ms) tell_news();
}

void Shard::look_at(Connection& connection, std::uint32_t in_ms) {
    connection.next_look = tick_ + ticks_of(in_ms);
    wheel_.schedule(connection.id().number(), connection.next_look);
}

// Whoever comes at the same moment need not be looked at together for ever.
void Shard::greeted(Connection& connection, std::uint32_t heartbeat_ms) {
    static thread_local std::minstd_rand dice(std::random_device{}());
    look_at(connection, std::uniform_int_distribution<std::uint32_t>(heartbeat_ms / 2, heartbeat_ms)(dice));
}

// --- What is published

void Shard::take(std::shared_ptr<const std::vector<Published>> published,
                 std::shared_ptr<const std::vector<Pulse>> pulses) {
    asio::post(context_, [this, published = std::move(published), pulses = std::move(pulses),
                          handed_over = std::chrono::steady_clock::now()] {
        now_ms_ = steady_ms_();
        for (const Published& step : *published) take_one(step);
        for (const Pulse& pulse : *pulses) take_pulse(pulse);
        if (std::any_of(pulses->begin(), pulses->end(), [](const Pulse& pulse) { return !pulse.between; }))
            count_presence();
        if (news_.empty() || std::exchange(fan_out_posted_, true)) return;
        news_since_ = handed_over;
        // After what else is waiting: it goes out in the same round.
        asio::post(context_, [this] { fan_out(); });
    });
}

void Shard::take_one(const Published& step) {
    const auto [at, opened] =
        streams_[step.log].try_emplace(step.audience, limits_, step.log, step.audience, step.place);
    Stream& stream = at->second;
    stream.fresh_ms = now_ms_;
    stream.heartbeat.reset();
    if (!step.frame && !step.view.empty()) stream.view = step.view;
    if (step.is_series) series_.insert(step.log);
    if (opened) return;
    if (step.frame) {
        stream.ring.push(step.after, step.place, step.frame);
    } else {
        stream.ring.restart(step.place);
        stream.snapshot.reset();  // of what may have been another history
    }
    if (!std::exchange(stream.has_news, true)) news_.push_back(&stream);
}

void Shard::take_pulse(const Pulse& pulse) {
    const auto of_log = streams_.find(pulse.log);
    if (of_log == streams_.end()) return;
    for (auto& [audience, stream] : of_log->second) {
        if (pulse.audience != v1::AUDIENCE_UNSPECIFIED && pulse.audience != audience) continue;
        stream.fresh_ms = now_ms_ - pulse.stale_ms;
        stream.heartbeat.reset();
    }
    const auto staff = of_log->second.find(v1::AUDIENCE_STAFF);
    if (!pulse.presence || staff == of_log->second.end()) return;
    Stream& stream = staff->second;
    if (stream.presence && *stream.presence == *pulse.presence) return;
    stream.presence = pulse.presence;
    ++stream.presence_at;
    for (Connection* connection : std::vector<Connection*>(stream.followers())) connection->deliver();
}

void Shard::fan_out() {
    fan_out_posted_ = false;
    for (Stream* stream : std::exchange(news_, {})) {
        stream->sent_at = tick_;
        const Stream::Sent sent = stream->fan_out(*sender_);
        counts().deliveries.Increment(static_cast<double>(sent.frames));
        counts().frames_joined.Increment(static_cast<double>(sent.frames - sent.sends));
        counts().bytes.Increment(static_cast<double>(sent.bytes));
        counts().fanouts.Increment();
    }
    counts().publish_to_sent_seconds.Observe(seconds_since(news_since_));
    now_ms_ = steady_ms_();
}

Frame Shard::heartbeat(Stream& stream) {
    if (stream.heartbeat && stream.heartbeat_at == tick_) return stream.heartbeat;
    const Place& head = stream.ring.head();
    v1::ServerMessage message;
    v1::Changes& changes = *message.mutable_changes();
    changes.set_log(stream.log());
    changes.set_after(head.position);
    changes.set_position(head.position);
    changes.set_chain(head.chain);
    changes.set_digest(head.digest);
    *changes.mutable_clock() = origin_.clock(stream.log());
    changes.set_stale_ms(stale_ms(stream));
    stream.heartbeat = encode(message);
    stream.heartbeat_at = tick_;
    return stream.heartbeat;
}

std::uint32_t Shard::stale_ms(const Stream& stream) const {
    const std::int64_t age_ms = now_ms_ - stream.fresh_ms;
    if (age_ms <= limits_.stale_ms()) return 0;
    return static_cast<std::uint32_t>(std::min<std::int64_t>(age_ms, UINT32_MAX));
}

// Who is there of a log, and what those said who said something: nobody else is looked at.
Counted Shard::count(const std::string& log) {
    Counted counted;
    v1::Presence& presence = counted.presence;
    presence.set_log(log);
    for (const auto& [audience, stream] : streams_.find(log)->second) counted.here += stream.followers().size();
    std::uint64_t all = counted.here;
    for (const Said* said : said_.of_log[log]) {
        all += said->presence().connections();
        presence.mutable_screens()->MergeFrom(said->presence().screens());
    }
    presence.set_connections(static_cast<std::uint32_t>(std::min<std::uint64_t>(all, UINT32_MAX)));
    presence.set_digests_differed(digests_differed_[log]);
    return counted;
}

// What cannot wait for the next pulse.
void Shard::tell_news() {
    news_ms_ = now_ms_;
    std::vector<Counted> counted;
    for (const std::string& log : std::exchange(said_.news, {})) counted.push_back(count(log));
    origin_.take_presence(*this, std::move(counted), true);
}

// Once per pulse, and only the latest counts (decision D12).
void Shard::count_presence() {
    std::vector<Counted> counted;
    for (const auto& [log, of_log] : streams_) {
        const std::uint32_t differed = counted.emplace_back(count(log)).presence.digests_differed();
        if (std::exchange(digests_told_[log], differed) != differed)
            spdlog::warn("{} screens of {} have held records that did not agree with the digest", differed, log);
    }
    origin_.take_presence(*this, std::move(counted), false);
    std::size_t waiting = 0;
    std::uint64_t lag = 0;
    for_each([&](const Connection& connection) {
        waiting += connection.full();
        lag = std::max(lag, connection.behind());
    });
    counts().waiting_sockets.Set(static_cast<double>(waiting));
    counts().ring_lag.Set(static_cast<double>(lag));
}

void Shard::check_grants() {
    asio::post(context_, [this] { for_each([](Connection& connection) { connection.check_grants(); }); });
}

std::string Shard::resolve(const std::string& log) const {
    if (!log.empty()) return streams_.contains(log) ? log : std::string();
    std::string only;
    for (const auto& [named, of_log] : streams_) {
        if (series_.contains(named)) continue;
        if (!only.empty()) return {};
        only = named;
    }
    return only;
}

Stream* Shard::stream(const std::string& log, v1::Audience audience) {
    const auto of_log = streams_.find(log);
    if (of_log == streams_.end()) return nullptr;
    const auto found = of_log->second.find(audience);
    return found == of_log->second.end() ? nullptr : &found->second;
}

std::shared_ptr<const Snapshot> Shard::snapshot(Stream& stream) {
    if (stream.snapshot && stream.ring.covers(stream.snapshot->position) &&
        stream.ring.head().position - stream.snapshot->position <= limits_.snapshot_behind_max)
        return stream.snapshot;
    stream.snapshot.reset();
    if (stream.snapshot_asked) return nullptr;
    stream.snapshot_asked = true;  // single flight
    origin_.make_snapshot(
        stream.log(), stream.audience(),
        [this, log = stream.log(), audience = stream.audience()](std::shared_ptr<const Snapshot> made) {
            asio::post(context_, [this, log, audience, made = std::move(made)] { take_snapshot(log, audience, made); });
        });
    return nullptr;
}

void Shard::take_snapshot(const std::string& log, v1::Audience audience, std::shared_ptr<const Snapshot> snapshot) {
    Stream& stream = *this->stream(log, audience);
    stream.snapshot_asked = false;
    stream.snapshot = std::move(snapshot);
    for (Connection* connection : std::vector<Connection*>(stream.followers())) connection->deliver();
}

// --- Who comes and goes

void Shard::adopt(Visitor visitor) {
    now_ms_ = steady_ms_();
    if (free_.empty()) {
        free_.push_back(static_cast<std::uint32_t>(slots_.size()));
        slots_.emplace_back();
    }
    const std::uint32_t place = free_.back();
    free_.pop_back();
    Slot& slot = slots_[place];
    const ConnectionId id{place, ++slot.generation};
    const int descriptor = visitor.socket->descriptor();
    std::string early = std::move(visitor.early);
    visitor.shared = visitor.socket->is_plain() && sender_->enter(descriptor);
    slot.connection = std::make_unique<Connection>(*this, id, std::move(visitor));
    counts().connections.Set(static_cast<double>(++count_));
    counts().connections_opened.Increment();
    Connection& connection = *slot.connection;
    if (!poller_.add(descriptor, id.number())) return drop(connection, Ending::error);
    look_at(connection, limits_.handshake_ms);
    connection.take_early(std::move(early));
    if (stopping_) connection.say_goodbye(v1::Goodbye::REASON_STOPPING, "The server stops.", 1'000);
}

Connection* Shard::find(ConnectionId id) {
    if (id.slot >= slots_.size() || slots_[id.slot].generation != id.generation) return nullptr;
    return slots_[id.slot].connection.get();
}

template <class Do>
void Shard::for_each(Do&& act) {
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (slots_[i].connection) act(*slots_[i].connection);
}

void Shard::on_event(const SocketEvent& event) {
    if (Connection* connection = find(ConnectionId::of(event.id))) connection->on_event(event);
}

void Shard::read_on(ConnectionId id) {
    asio::post(context_, [this, id] {
        if (Connection* connection = find(id)) connection->on_event({id.number(), true, false, false});
    });
}

// The origin must never hold a Connection: it would let it go on its own thread.
void Shard::submit(ConnectionId id, v1::Command command, const Guest& guest) {
    auto answer = [this, id, log = command.log()](const v1::Reply& reply) {
        asio::post(context_, [this, id, log, reply] {
            if (Connection* connection = find(id)) connection->take_reply(reply, log);
        });
    };
    std::string digest = body_digest(command);
    Submission submission;
    submission.command = std::move(command);
    submission.body_digest = std::move(digest);
    submission.identity = guest.identity;
    submission.ticket = guest.ticket_text;
    submission.done = std::move(answer);
    origin_.submit(std::move(submission));
}

void Shard::drop(Connection& connection, Ending why) {
    if (connection.dropped()) return;
    counter_of(counts().closed, why).Increment();
    connection.set_dropped();
    poller_.remove(connection.descriptor());
    sender_->leave(connection.descriptor());
    if (dropped_.empty()) asio::post(context_, [this] { bury(); });
    const std::uint32_t place = connection.id().slot;
    dropped_.push_back(std::move(slots_[place].connection));
    free_.push_back(place);
    counts().connections.Set(static_cast<double>(--count_));
}

void Shard::bury() {
    dropped_.clear();
    leave_if_last();
}

std::unique_ptr<websocket::Reader> Shard::lend_reader() {
    if (!spare_reader_) return std::make_unique<websocket::Reader>();
    return std::move(spare_reader_);
}

ShardMetrics& Shard::counts() { return metrics_.shards[number_]; }

void Shard::count_followed(const v1::Followed& followed) {
    if (followed.resumed()) {
        counts().resumes.Increment();
    } else {
        resync(counts().resyncs, followed.reason()).Increment();
    }
}

void Shard::count_digest_differed(const std::string& log) {
    ++digests_differed_[log];
    counts().digest_mismatches.Increment();
}

// --- The end

// Everybody is told another moment to come back at, so that they do not come together.
void Shard::stop(std::function<void()> done) {
    asio::post(context_, [this, done = std::move(done)] {
        stopping_ = true;
        stopped_ = done;
        std::minstd_rand dice(std::random_device{}());
        const auto spread_ms = static_cast<std::uint32_t>(admission_.inside() * 1'000 / limits_.goodbyes_per_second);
        std::uniform_int_distribution<std::uint32_t> when(500, 1'000 + spread_ms);
        for_each([&](Connection& connection) {
            connection.say_goodbye(v1::Goodbye::REASON_STOPPING, "The server stops; come back in a moment.",
                                   when(dice));
        });
        leave_if_last();
    });
}

void Shard::leave_if_last() {
    if (stopped_ && count_ == 0) std::exchange(stopped_, nullptr)();
}

}  // namespace dais::live
