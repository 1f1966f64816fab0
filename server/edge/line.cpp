#include "server/edge/line.h"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "server/live/rim.h"

namespace dais::edge {

namespace asio = boost::asio;
using client::LinkState;
using std::chrono::milliseconds;

Line::Line(Works& works, std::string log, v1::Audience audience)
    : works_(works),
      log_(std::move(log)),
      audience_(audience),
      recalled_held_(log_),
      noted_(Steady::now()),
      fresh_(noted_) {
    if (!works_.folder.empty())
        recording_ = std::make_shared<Recording>(works_.folder, log_, audience_, works_.url.text(), works_.limits);
}

std::int64_t Line::age_ms() const { return std::chrono::duration_cast<milliseconds>(Steady::now() - fresh_).count(); }

// What was recorded may be all there is, or not: until the server that is followed says so it is stale.
void Line::recall() {
    auto recalled = recording_ ? recording_->recall() : std::nullopt;
    if (!recalled) return;
    recalled_ = true;
    recalled_held_ = std::move(recalled->held);
    owners_ = std::move(recalled->owners);
    const std::int64_t now_ms = live::wall_clock_ms();
    if (recalled->clock) {
        v1::Clock clock = *recalled->clock;
        const std::int64_t passed_ms = std::max<std::int64_t>(0, now_ms - recalled->clock_at_ms);
        clock.set_at_ms(clock.at_ms() + passed_ms * clock.rate_permille() / 1'000);
        works_.clocks.set(log_, clock);
    }
    const std::int64_t age =
        std::clamp<std::int64_t>(now_ms - recalled->as_of_ms, std::int64_t{works_.limits.heartbeat_ms} * 4, UINT32_MAX);
    fresh_ = Steady::now() - milliseconds(age);
    std::vector<live::Published> steps = {std::move(recalled->start)};
    std::move(recalled->steps.begin(), recalled->steps.end(), std::back_inserter(steps));
    spdlog::info("log {}: position {} from disk, {} frames in its ring", log_, recalled_held_.position(),
                 steps.size() - 1);
    works_.hand_over(std::move(steps), {{log_, nullptr, static_cast<std::uint32_t>(age), audience_}});
}

void Line::follow() {
    client::LinkSettings settings;
    settings.url = works_.url;
    settings.log = log_;
    settings.key = works_.key;
    if (!works_.key.empty()) settings.audience = audience_;
    settings.held = link_ ? link_->follower() : std::exchange(recalled_held_, client::Follower(log_));
    settings.client = "edge/0.1";
    settings.commands_max = 0;
    settings.backoff.cap = milliseconds(works_.limits.follow_ms);
    client::LinkEvents events;
    events.on_message = [this](const v1::ServerMessage& message) { note_clocks(message); };
    events.on_snapshot = [this](const client::Follower& held) { take_snapshot(held); };
    events.on_folded = [this](const v1::Changes& changes, std::string_view bytes) { take_changes(changes, bytes); };
    events.on_heartbeat = [this](const v1::Changes& heartbeat) { take_heartbeat(heartbeat); };
    events.on_state = [this](LinkState state) { take_state(state); };
    events.on_trouble = [this](const std::string&) {
        failed_ = true;
        works_.changed();
    };
    link_ = client::Link::start(works_.context.get_executor(), std::move(settings), std::move(events));
}

void Line::stop() {
    stopping_ = true;
    if (link_) link_->stop();
}

void Line::tell(const v1::Presence& presence, bool news) {
    std::string bytes = presence.SerializeAsString();
    const auto now = Steady::now();
    if (bytes == told_ || (!news && now - told_at_ < milliseconds(works_.limits.heartbeat_ms))) return;
    v1::ClientMessage message;
    *message.mutable_presence() = presence;
    if (!link_ || !link_->tell(message)) return;
    told_ = std::move(bytes);
    told_at_ = now;
}

void Line::note_clocks(const v1::ServerMessage& message) {
    owners_.take(message);
    if (message.has_welcome()) told_.clear(), told_at_ = {};
    if (message.has_welcome() && !message.welcome().ticket_key().empty())
        works_.told_of_tickets(message.welcome().ticket_key(), message.welcome().void_tickets());
    if (message.has_void_tickets()) works_.told_of_tickets({}, message.void_tickets());
    if (message.has_presence())
        works_.hand_over({}, {{log_, live::encode(message), static_cast<std::uint32_t>(age_ms()), audience_, true}});
    for (const v1::Followed& followed : message.welcome().followed())
        if (followed.log() == log_ && followed.has_clock()) works_.clocks.set(log_, followed.clock());
    const std::uint32_t theirs_ms = message.welcome().heartbeat_ms();
    if (theirs_ms <= works_.limits.heartbeat_ms || std::exchange(warned_, true)) return;
    spdlog::warn("{} sends a heartbeat every {} ms, which is more rarely than here: give --heartbeat-ms {}",
                 works_.url.text(), theirs_ms, theirs_ms);
}

void Line::take_state(LinkState state) {
    if (state == LinkState::live) {
        spdlog::info("log {}: follows {} at position {}", log_, works_.url.text(), held().position());
        was_live_ = true;
        pulse(0);
    } else if (state != LinkState::connecting && !stopping_) {
        spdlog::warn("log {}: what is served from now on is stale: {}", log_, trouble());
    }
    works_.changed();
}

void Line::pulse(std::uint32_t stale_ms) {
    fresh_ = Steady::now() - milliseconds(stale_ms);
    works_.hand_over({}, {{log_, nullptr, stale_ms, audience_}});
}

void Line::hand_over(live::Published step) {
    fresh_ = Steady::now();
    std::vector<live::Published> steps;
    steps.push_back(std::move(step));
    works_.hand_over(std::move(steps), {});
}

void Line::take_snapshot(const client::Follower& held) {
    owners_.keep(held.records());
    made_.reset();
    hand_over(start_of(held, audience_));
    begin_recording();
    make_snapshot();
}

void Line::take_changes(const v1::Changes& changes, std::string_view bytes) {
    live::Published step = step_of(changes, bytes, audience_);
    if (!step.frame) step.view = held().view();
    hand_over(std::move(step));
    record(std::string(bytes));
}

void Line::take_heartbeat(const v1::Changes& heartbeat) {
    if (heartbeat.has_clock()) works_.clocks.set(log_, heartbeat.clock());
    pulse(heartbeat.stale_ms());
    make_snapshot();  // if one is waited for that could not be made
    const auto now = Steady::now();
    if (heartbeat.stale_ms() > 0 || now - noted_ < milliseconds(works_.limits.record_pulse_ms)) return;
    noted_ = now;
    if (recording_ && (forgone_ || recording_->broken())) begin_recording();
    v1::ServerMessage message;
    *message.mutable_changes() = heartbeat;
    record(message.SerializeAsString());
}

// --- Newcomers

void Line::snapshot(Done done) {
    waiting_.push_back(std::move(done));
    make_snapshot();
}

void Line::make_snapshot() {
    if (making_ || waiting_.empty() || !held().complete()) return;
    if (made_ && made_->position == held().position() && made_chain_ == held().chain()) return give(made_);
    making_ = true;
    auto parts =
        std::make_shared<const std::vector<v1::ServerMessage>>(snapshot_messages(held(), owners_, works_.limits));
    asio::post(works_.encoding, [this, parts] {
        asio::post(works_.context, [this, chain = parts->back().snapshot().chain(), made = encoded(*parts)] {
            making_ = false;
            if (!made) {
                spdlog::error("log {}: what is held is damaged and not shown to anybody new", log_);
                return;
            }
            made_ = made;
            made_chain_ = chain;
            give(made);
        });
    });
}

void Line::give(const std::shared_ptr<const live::Snapshot>& made) {
    for (const Done& done : std::exchange(waiting_, {})) done(made);
}

// --- The disk

void Line::begin_recording() {
    if (!recording_) return;
    forgone_ = false;
    noted_ = Steady::now();
    auto parts =
        std::make_shared<const std::vector<v1::ServerMessage>>(snapshot_messages(held(), owners_, works_.limits));
    asio::post(works_.disk, [recording = recording_, parts] { recording->begin(*parts, live::wall_clock_ms()); });
    // A log that is played has a time of its own, and it has to be known after a start.
    v1::ServerMessage message;
    v1::Changes& changes = *message.mutable_changes();
    changes.set_log(log_);
    changes.set_after(held().position());
    changes.set_position(held().position());
    changes.set_chain(held().chain());
    changes.set_digest(held().records().digest());
    *changes.mutable_clock() = works_.clocks.now(log_);
    record(message.SerializeAsString());
}

// A disk that is too slow must not make memory grow: what it does not take is left out, and all is recorded anew later.
void Line::record(std::string message) {
    if (!recording_ || forgone_) return;
    const std::size_t size = message.size();
    if (recording_->waiting + size > works_.limits.record_waiting_bytes) {
        forgone_ = true;
        return;
    }
    recording_->waiting += size;
    asio::post(works_.disk, [recording = recording_, message = std::move(message)] {
        recording->append(message, live::wall_clock_ms());
        recording->waiting -= message.size();
    });
}

}  // namespace dais::edge
