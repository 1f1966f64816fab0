// The desk's start, its heartbeat, and what it lets others read.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <future>

#include "server/live/desk.h"
#include "server/live/metrics.h"
#include "server/live/on_thread.h"
#include "server/live/rim.h"
#include "server/summit/limits.h"

namespace dais::live {

namespace asio = boost::asio;

Desk::Desk(const Limits& limits, storage::Database& database, Hub& hub, Metrics& metrics, access::Access& access,
           std::function<void(const std::string&)> fault, RealTime real)
    : limits_(limits),
      database_(database),
      hub_(hub),
      metrics_(metrics),
      access_(access),
      fault_(std::move(fault)),
      clocks_(std::move(real)) {}

void Desk::open() {
    for (const storage::LogInfo& info : database_.logs()) open_log(info);
    for (const auto& [slug, log] : logs_) finish_erasing(slug, log);
    hub_.flush();
    for (auto& [slug, log] : logs_) tell_offices(slug, log);
}

namespace {

// To whom a Change shows what stands over something that was erased since it was put: what they held before sums to
// other digests than can be worked out now, so nobody goes on from there. The day's own records may be blank.
summit::AudienceSet over_what_was_erased(const summit::State& state, const v1::Change& change) {
    summit::AudienceSet audiences = 0;
    for (const v1::Entry& entry : change.entries()) {
        if (entry.kind() == v1::KIND_SESSION_PROGRESS || entry.kind() == v1::KIND_TURN) continue;
        const summit::Record* held = state.find(entry.kind(), entry.id());
        if (held != nullptr && held->body.empty()) audiences |= held->audiences;
    }
    return audiences;
}

}  // namespace

// Newest checkpoint older than the ring, then forward through every ring. What would fall out of a ring again is not
// encoded, and of what is older than that only the commands' ids are read.
void Desk::open_log(const storage::LogInfo& info) {
    Log& log = logs_[info.slug];
    log.secret = info.secret;
    log.stored = true;
    const std::uint64_t ring = limits_.ring_frames_max;
    if (const auto checkpoint = database_.checkpoint(info.slug, info.seq > ring ? info.seq - ring : 0)) {
        v1::Checkpoint body;
        if (body.ParseFromString(checkpoint->body)) {
            log.durable = summit::State::from(body);
            log.checkpoint_seq = checkpoint->seq;
        } else {
            spdlog::error("the checkpoint {} of {} is damaged; the log is folded from its beginning: run verify",
                          checkpoint->seq, info.slug);
        }
    }
    const std::uint64_t folded_from = log.durable.seq();
    // By audience, the positions made since; then where its ring begins.
    std::array<std::uint64_t, summit::kAudiences.size()> begins{};
    log.decided.reserve(info.seq);
    database_.commands(info.slug, [&](storage::StoredCommand&& command) {
        for (const v1::Audience audience : summit::kAudiences)
            if (command.seq > folded_from && (command.shown & summit::bit(audience)) != 0)
                ++begins[summit::index_of(audience)];
        log.decided[command_key(command.login, command.command_id)] = {std::move(command.body_digest),
                                                                       std::move(command.made), command.seq};
    });
    for (const v1::Audience audience : summit::kAudiences) {
        std::uint64_t& begin = begins[summit::index_of(audience)];
        begin = log.durable.head(audience).position + (begin > ring ? begin - ring : 0);
        if (log.durable.head(audience).position == begin) hub_.open(info.slug, audience, log.durable);
    }
    database_.changes(info.slug, folded_from, [&](const storage::StoredChange& stored) {
        const bool may_be_undone = stored.change.seq() + summit::kRecentChangesMax > info.seq;
        summit::RecentChange recent;
        if (may_be_undone) recent = summit::RecentChanges::look(stored.change, log.durable);
        const summit::AudienceSet mended = over_what_was_erased(log.durable, stored.change);
        summit::Shown shown = log.durable.apply(stored.change, stored.chain, stored.shown);
        if (may_be_undone) log.recent.add(std::move(recent), log.durable);
        for (const v1::Audience audience : summit::kAudiences) {
            const std::uint64_t position = log.durable.head(audience).position;
            const std::uint64_t begin = begins[summit::index_of(audience)];
            if (position <= begin && (shown.audiences & summit::bit(audience)) != 0) {
                shown.audiences &= ~summit::bit(audience);
                if (position == begin) hub_.open(info.slug, audience, log.durable);
            }
        }
        hub_.publish(info.slug, stored.change, shown, log.durable);
        for (const v1::Audience audience : summit::kAudiences)
            if ((mended & summit::bit(audience)) != 0 &&
                log.durable.head(audience).position >= begins[summit::index_of(audience)])
                hub_.open(info.slug, audience, log.durable);
        return true;
    });
    log.tentative = log.durable;
    metrics_.desk.logs.Increment();
    spdlog::info("log {}: {} changes, {} folded", info.slug, log.durable.seq(), log.durable.seq() - folded_from);
}

void Desk::play(const std::string& log, std::int64_t at_ms, std::uint32_t rate_permille) {
    const auto found = logs_.find(log);
    clocks_.set(log, found == logs_.end() ? at_ms : std::max(at_ms, found->second.durable.at_ms()), rate_permille);
}

void Desk::play_anew(const std::string& log, std::int64_t at_ms, std::uint32_t rate_permille) {
    std::promise<void> set;
    asio::post(context_, [&] {
        play(log, at_ms, rate_permille);
        set.set_value();
    });
    set.get_future().wait();
}

void Desk::run() {
    beat();
    look_outside();
    for (const auto& [slug, log] : logs_) wait_for_due(slug);
    const auto work = asio::make_work_guard(context_);
    context_.run();
    storage_thread_.join();
    workers_.join();
    snapshots_.join();
}

// What nobody tells the desk: what another process has written into the file, and whose time is over.
void Desk::look_outside() {
    outside_timer_.expires_after(std::chrono::milliseconds(limits_.keys_ms));
    outside_timer_.async_wait([this](boost::system::error_code ec) {
        if (ec) return;
        look_at_offices();
        asio::post(storage_thread_, [this] {
            try {
                const std::int64_t version = database_.outside_version();
                if (version == outside_version_) return;
                metrics_.database.reads.keys.Increment();
                if (outside_write_) outside_write_();
                outside_version_ = version;
            } catch (const storage::Fault& fault) {
                spdlog::warn("what another program wrote could not be read: {}", fault.what());
            }
        });
        look_outside();
    });
}

void Desk::look_at_offices() {
    for (auto& [slug, log] : logs_)
        if (log.stored && clocks_.now_ms(slug) >= log.told_until_ms) tell_offices(slug, log);
    const std::int64_t now_ms = clocks_.real().wall_ms();
    if (now_ms >= grants_end_ms_ && grants_end_ms_ > 0) hub_.check_grants();
    grants_end_ms_ = access_.next_end_ms(now_ms);
}

asio::awaitable<LogView> Desk::view(std::string log) {
    std::function<LogView()> work = [this, log] {
        const auto found = logs_.find(log.empty() && logs_.size() == 1 ? logs_.begin()->first : log);
        if (found == logs_.end() || !found->second.stored) return LogView();
        return LogView{found->first, found->second.secret,
                       std::make_shared<const summit::State>(found->second.durable)};
    };
    co_return co_await on_thread_of<LogView>(context_, std::move(work));
}

asio::awaitable<std::vector<LogView>> Desk::logs() {
    std::function<std::vector<LogView>()> work = [this] {
        std::vector<LogView> views;
        for (const auto& [slug, log] : logs_)
            if (log.stored) views.push_back({slug, log.secret, std::make_shared<const summit::State>(log.durable)});
        return views;
    };
    co_return co_await on_thread_of<std::vector<LogView>>(context_, std::move(work));
}

asio::awaitable<DeskCounts> Desk::counts() {
    std::function<DeskCounts()> work = [this] {
        const DeskMetrics& desk = metrics_.desk;
        const auto sum = [](auto&... counters) { return static_cast<std::uint64_t>((counters.Value() + ...)); };
        DeskCounts counts;
        counts.logs = logs_.size();
        counts.commands =
            sum(desk.commands.done, desk.commands.refused, desk.commands.unavailable, desk.commands.preview);
        counts.changes = sum(desk.changes);
        counts.refusals = sum(desk.commands.refused);
        counts.unavailable = sum(desk.commands.unavailable);
        counts.groups = sum(desk.groups_stored, desk.groups_failed);
        counts.clock_doubted = clock_doubted_ ? 1 : 0;
        for (const auto& [log, parts] : present_)
            for (const auto& [shard, part] : parts) counts.digests_differed += part.digests_differed();
        return counts;
    };
    co_return co_await on_thread_of<DeskCounts>(context_, std::move(work));
}

asio::awaitable<v1::Reply> Desk::ask(v1::Command command, v1::Actor actor, std::string digest) {
    Submission submission;
    submission.body_digest = digest.empty() ? body_digest(command) : std::move(digest);
    submission.command = std::move(command);
    submission.actor = std::move(actor);
    return ask(std::move(submission));
}

asio::awaitable<v1::Reply> Desk::ask(v1::Command command, access::Identity identity, std::string digest) {
    Submission submission;
    submission.body_digest = digest.empty() ? body_digest(command) : std::move(digest);
    submission.command = std::move(command);
    submission.identity = std::move(identity);
    return ask(std::move(submission));
}

asio::awaitable<v1::Reply> Desk::ask(Submission submission) {
    auto initiate = [this](auto handler, Submission asked) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        asked.done = [shared](const v1::Reply& reply) {
            auto executor = asio::get_associated_executor(*shared);
            asio::post(executor, [shared, reply] { std::move (*shared)(reply); });
        };
        submit(std::move(asked));
    };
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(v1::Reply)>(
        std::move(initiate), asio::use_awaitable, std::move(submission));
}

asio::awaitable<std::optional<std::string>> Desk::text(std::string log, std::string hash) {
    metrics_.database.reads.text.Increment();
    auto read = [](storage::Database& database, std::string slug,
                   std::string wanted) -> asio::awaitable<std::optional<std::string>> {
        co_return database.text(slug, wanted);
    };
    co_return co_await asio::co_spawn(storage_thread_, read(database_, std::move(log), std::move(hash)),
                                      asio::use_awaitable);
}

}  // namespace dais::live
