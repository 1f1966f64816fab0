#include "server/live/desk.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>

#include "server/live/metrics.h"
#include "server/live/rim.h"
#include "server/summit/check.h"
#include "server/summit/standing.h"

namespace dais::live {

namespace asio = boost::asio;

namespace {

v1::Reply refused(v1::Refusal refusal) {
    v1::Reply reply;
    *reply.mutable_refusal() = std::move(refusal);
    return reply;
}

v1::Reply unavailable(const std::string& reason) {
    v1::Reply reply;
    reply.mutable_unavailable()->set_reason(reason);
    reply.mutable_unavailable()->set_retry_after_ms(1'000);
    return reply;
}

}  // namespace

std::string Desk::command_key(const std::string& login, const std::string& command_id) {
    return login + '\0' + command_id;
}

void Desk::submit(Submission submission) {
    if (queued_.load() >= limits_.pending_max) {
        v1::Reply reply = unavailable("Too many commands are waiting.");
        reply.set_command_id(submission.command.id());
        reply_to(submission.done, reply, submission.submitted);
        return;
    }
    ++queued_;
    asio::post(context_, [this, submission = std::move(submission)]() mutable {
        --queued_;
        take(std::move(submission));
    });
}

void Desk::take(Submission submission) {
    metrics_.desk.queue_seconds.Observe(seconds_since(submission.submitted));
    if (auto reply = submission.erasing ? std::nullopt : too_much(submission))
        return reply_to(submission.done, *reply, submission.submitted);
    if (submission.command.has_erase_person() && !submission.erasing && !stopping_)
        return look_before_erasing(std::move(submission));
    if (submission.command.preview() && !stopping_) return preview(std::move(submission));
    Item item;
    item.done = std::move(submission.done);
    item.submitted = submission.submitted;
    v1::Reply reply;
    if (stopping_ || waiting_.items.size() >= limits_.pending_max) {
        reply = unavailable(stopping_ ? "The server is stopping." : "Too many commands are waiting for the disk.");
    } else if (Log* log = find_or_begin(submission.command, reply)) {
        const auto begin = std::chrono::steady_clock::now();
        reply = decide(*log, submission, item);
        metrics_.desk.decide_seconds.Observe(seconds_since(begin));
        if (!log->stored && log->tentative.seq() == 0) logs_.erase(submission.command.log());
    }
    reply.set_command_id(submission.command.id());
    item.reply = std::move(reply);
    const bool first = idle();
    answer(std::move(item));
    // After what else has come: it shares the commit, and then the fan-out.
    if (first && !idle()) asio::post(context_, [this] { pump(); });
}

// Of those who ask from outside.
std::optional<v1::Reply> Desk::too_much(const Submission& submission) {
    if (!submission.identity.anybody()) return std::nullopt;
    const auto now = Rate::Clock::now();
    auto wait = rate_of_login_.take(submission.identity.login, now);
    if (wait.count() == 0) wait = rate_of_log_.take(submission.command.log(), now);
    if (wait.count() == 0) return std::nullopt;
    v1::Reply reply = unavailable("Too many commands at once.");
    reply.mutable_unavailable()->set_retry_after_ms(static_cast<std::uint32_t>(wait.count()));
    reply.set_command_id(submission.command.id());
    return reply;
}

Desk::Log* Desk::find_or_begin(const v1::Command& command, v1::Reply& reply) {
    if (const auto found = logs_.find(command.log()); found != logs_.end()) return &found->second;
    if (!summit::creates_log(command)) {
        reply = refused(*summit::refuse(v1::REFUSAL_CODE_NOT_FOUND, "There is no log “" + command.log() + "”.", "log"));
    } else if (!summit::is_log_slug(command.log())) {
        reply = refused(*summit::refuse(v1::REFUSAL_CODE_INVALID,
                                        "A log is named by 1 to 63 of a-z, 0-9 and “-”, as in “gdpa-2024”.", "log"));
    } else if (logs_.size() >= limits_.logs_max) {
        reply = refused(*summit::refuse(v1::REFUSAL_CODE_CONFLICT, "This server has no room for another log.", "log"));
    } else {
        Log& log = logs_[command.log()];
        log.secret = random_secret();
        return &log;
    }
    return nullptr;
}

// Who asks is what they are at this moment, by everything that was decided before.
summit::Context Desk::context_for(Log& log, const Submission& submission) {
    const v1::Command& command = submission.command;
    summit::Context context;
    context.log = command.log();
    context.secret = log.secret;
    context.now_ms = std::max(clocks_.now_ms(command.log()), log.tentative.at_ms());
    context.actor = submission.actor;
    if (submission.identity.anybody()) {
        if (!log.offices_are_known || context.now_ms >= log.offices.until_ms) {
            log.offices = summit::offices(log.tentative, context.now_ms);
            log.offices_are_known = true;
        }
        const access::Granted granted = access_.granted(submission.identity, command.log());
        context.standing =
            summit::standing(granted.grants, granted.scopes, command.log(), log.offices, clocks_.real().wall_ms());
        context.actor.set_login(submission.identity.login);
        context.actor.set_role(summit::role_for(context.standing, command.verb_case()));
    } else {
        context.standing = summit::standing_as(submission.actor.role());
    }
    context.audience = summit::audience_of(context.standing.role());
    if (command.has_basis()) context.basis = command.basis();
    context.recent = &log.recent;
    context.erasing = submission.erasing.get();
    context.name_of = [this](const v1::Actor& actor) { return access_.name_of(actor); };
    return context;
}

// Decides on the tentative state and moves it on. The reply is a promise that only the disk can make good.
v1::Reply Desk::decide(Log& log, Submission& submission, Item& item) {
    v1::Command& command = submission.command;
    const summit::Context context = context_for(log, submission);
    const v1::Audience audience = context.audience;
    trust_clock(context.standing.role());
    const std::string key = command_key(context.actor.login(), command.id());
    v1::Reply reply;
    const std::string digest = kept_digest(log.secret, submission.body_digest);
    if (const auto known = log.decided.find(key); known != log.decided.end()) {
        // What an older release decided is kept as it was submitted.
        if (known->second.body_digest != digest && known->second.body_digest != submission.body_digest)
            return refused(*summit::refuse(v1::REFUSAL_CODE_COMMAND_ID_REUSED,
                                           "This command id was used for another command.", "id"));
        // Told again as it was told then: whoever undoes by this position means that Change and no later one.
        const std::uint64_t position = log.recent.position_of(known->second.seq, audience);
        reply.mutable_done()->set_position(position > 0 ? position : log.tentative.head(audience).position);
        reply.mutable_done()->set_id(known->second.made);
        return reply;
    }
    complete(command);
    summit::Decided decided = summit::decide(log.tentative, command, context);
    if (auto* refusal = std::get_if<v1::Refusal>(&decided)) return refused(std::move(*refusal));

    auto& decision = std::get<summit::Decision>(decided);
    storage::Append append;
    append.log = command.log();
    if (!log.stored && log.tentative.seq() == 0) append.new_secret = log.secret;
    append.change.set_seq(log.tentative.seq() + 1);
    append.change.set_at_ms(context.now_ms);
    *append.change.mutable_actor() = context.actor;
    for (v1::Entry& entry : decision.entries) *append.change.add_entries() = std::move(entry);
    append.command_id = command.id();
    append.body_digest = digest;
    append.made = decision.made;
    log.decided[key] = {digest, decision.made, append.change.seq()};
    for (summit::LongText& text : decision.texts) append.texts.push_back({std::move(text.hash), std::move(text.body)});
    summit::RecentChange recent = summit::RecentChanges::look(append.change, log.tentative);
    item.shown = log.tentative.apply(append.change, {});
    append.shown = item.shown.audiences;
    log.recent.add(std::move(recent), log.tentative);
    if (concerns_offices(append.change)) log.offices_are_known = false;
    item.log = command.log();
    item.command_key = key;
    item.erased = std::move(decision.erased);
    waiting_.appends.push_back(std::move(append));  // answer() puts the item beside it
    reply.mutable_done()->set_position(log.tentative.head(audience).position);
    reply.mutable_done()->set_id(decision.made);
    if (command.has_import_programme()) *reply.mutable_done()->mutable_report() = std::move(decision.report);
    for (v1::Clash& clash : decision.clashes) *reply.mutable_done()->add_clashes() = std::move(clash);
    for (v1::ImportNote& note : decision.notes) *reply.mutable_done()->add_notes() = std::move(note);
    return reply;
}

// Nothing leaves before what it stands on is durable; with nothing under way it leaves at once.
void Desk::answer(Item item) {
    if (item.log.empty() && idle()) return reply_to(item.done, item.reply, item.submitted);
    waiting_.items.push_back(std::move(item));
}

// Counted first: whoever has the Reply finds it counted.
void Desk::reply_to(const std::function<void(const v1::Reply&)>& done, const v1::Reply& reply,
                    std::chrono::steady_clock::time_point submitted) {
    metrics_.desk.count_reply(reply);
    metrics_.desk.whole_seconds.Observe(seconds_since(submitted));
    if (done) done(reply);
}

bool Desk::concerns_offices(const v1::Change& change) {
    return std::any_of(change.entries().begin(), change.entries().end(), [](const v1::Entry& entry) {
        return entry.kind() == v1::KIND_SEAT || entry.kind() == v1::KIND_SUMMIT || entry.kind() == v1::KIND_SERIES;
    });
}

void Desk::tell_offices(const std::string& slug, Log& log) {
    summit::Offices now = summit::offices(log.durable, clocks_.now_ms(slug));
    log.told_until_ms = now.until_ms;
    if (access_.set_offices(slug, std::move(now))) hub_.check_grants();
}

void Desk::pump() {
    if (storing_ || waiting_.items.empty()) return;
    storing_ = true;
    auto group = std::make_shared<Group>(std::exchange(waiting_, {}));
    asio::post(storage_thread_, [this, group] {
        try {
            storage::Appended appended = store(group->appends);
            asio::post(context_,
                       [this, group, appended = std::move(appended)] { stored(std::move(*group), appended); });
        } catch (const std::exception& fault) {
            asio::post(context_, [this, what = std::string(fault.what())] { fault_(what); });
        }
    });
}

storage::Appended Desk::store(const std::vector<storage::Append>& appends) {
    if (appends.empty()) return {true, {}, {}};
    const auto begin = std::chrono::steady_clock::now();
    storage::Appended appended = database_.append(appends);
    metrics_.desk.commit_seconds.Observe(seconds_since(begin));
    return appended;
}

void Desk::stored(Group group, const storage::Appended& appended) {
    storing_ = false;
    metrics_.desk.group_size.Observe(static_cast<double>(group.items.size()));
    (appended.committed ? metrics_.desk.groups_stored : metrics_.desk.groups_failed).Increment();
    if (appended.committed) {
        pump();  // the disk has the next group while this one is folded and published
        commit(group, appended);
    } else {
        spdlog::error("a group of {} could not be stored: {}", group.items.size(), appended.reason);
        roll_back(group, appended.reason);
        pump();
    }
    finish_if_idle();
}

void Desk::commit(Group& group, const storage::Appended& appended) {
    const auto begin = std::chrono::steady_clock::now();
    std::size_t n = 0;
    std::set<std::string> offices;
    for (const Item& item : group.items) {
        if (item.log.empty()) continue;
        Log& log = logs_.at(item.log);
        if (concerns_offices(group.appends[n].change)) offices.insert(item.log);
        if (!log.stored) {
            hub_.open(item.log, log.durable);
            metrics_.desk.logs.Increment();
        }
        log.stored = true;
        const v1::Change& change = group.appends[n].change;
        log.durable.follow(change, item.shown, appended.chains[n++]);
        hub_.publish(item.log, change, item.shown, log.durable, !item.erased.empty());
        metrics_.desk.changes.Increment();
    }
    hub_.flush();
    for (const std::string& slug : offices) tell_offices(slug, logs_.at(slug));
    if (n > 0) metrics_.desk.fold_seconds.Observe(seconds_since(begin));
    std::set<std::string> changed;
    for (Item& item : group.items) {
        if (!item.log.empty()) changed.insert(item.log);
        if (item.erased.empty()) {
            reply_to(item.done, item.reply, item.submitted);
        } else {
            erase(std::move(item));
        }
    }
    for (const std::string& slug : changed) {
        checkpoint_if_due(slug, logs_.at(slug), false);
        wait_for_due(slug);
    }
}

// What was decided since on top of this group falls with it.
void Desk::roll_back(Group& group, const std::string& reason) {
    Group since = std::exchange(waiting_, {});
    std::move(since.items.begin(), since.items.end(), std::back_inserter(group.items));
    for (const Item& item : group.items) {
        if (item.log.empty()) continue;
        const auto log = logs_.find(item.log);
        if (log == logs_.end()) continue;
        log->second.decided.erase(item.command_key);
        if (log->second.stored) {
            log->second.tentative = log->second.durable;
            log->second.recent.forget_after(log->second.durable.seq());
            log->second.offices_are_known = false;
        } else {
            logs_.erase(log);
        }
    }
    for (Item& item : group.items) {
        v1::Reply reply = unavailable("The server could not store this: " + reason);
        reply.set_command_id(item.reply.command_id());
        reply_to(item.done, reply, item.submitted);
    }
}

void Desk::checkpoint_if_due(const std::string& slug, Log& log, bool at_stop) {
    const std::uint64_t since = log.durable.seq() - log.checkpoint_seq;
    if (since == 0 || (!at_stop && since < limits_.checkpoint_changes)) return;
    log.checkpoint_seq = log.durable.seq();
    const auto view = std::make_shared<const summit::State>(log.durable);
    asio::post(storage_thread_, [this, slug, view] {
        if (!database_.put_checkpoint(slug, {view->seq(), view->checkpoint().SerializeAsString()}))
            spdlog::warn("a checkpoint of {} could not be stored; the next start takes longer", slug);
    });
}

void Desk::make_snapshot(std::string log, v1::Audience audience,
                         std::function<void(std::shared_ptr<const Snapshot>)> done) {
    asio::post(context_, [this, log = std::move(log), audience, done = std::move(done)] {
        const summit::State& durable = logs_.at(log).durable;
        Shared& shared = shared_snapshots_[{log, audience}];
        if (shared.latest && shared.latest->position == durable.head(audience).position) return done(shared.latest);
        shared.waiting.push_back(done);
        if (shared.waiting.size() > 1) return;
        const auto view = std::make_shared<const summit::State>(durable);
        asio::post(snapshots_, [this, log, audience, view] {
            const auto begin = std::chrono::steady_clock::now();
            std::shared_ptr<const Snapshot> made = live::make_snapshot(log, *view, audience, limits_);
            metrics_.desk.count_snapshot(audience, *made, begin);
            asio::post(context_, [this, log, audience, made] { share_snapshot(log, audience, made); });
        });
    });
}

void Desk::share_snapshot(const std::string& log, v1::Audience audience, std::shared_ptr<const Snapshot> made) {
    Shared& shared = shared_snapshots_[{log, audience}];
    shared.latest = std::move(made);
    for (const auto& done : std::exchange(shared.waiting, {})) done(shared.latest);
}

void Desk::stop(std::function<void()> done) {
    asio::post(context_, [this, done = std::move(done)] {
        stopping_ = true;
        stopped_ = done;
        heart_.cancel();
        outside_timer_.cancel();
        due_.clear();
        finish_if_idle();
    });
}

void Desk::finish_if_idle() {
    if (!stopping_ || !idle() || erasing_ > 0 || !stopped_) return;
    for (auto& [slug, log] : logs_) checkpoint_if_due(slug, log, true);
    asio::post(storage_thread_, [this, done = std::exchange(stopped_, nullptr)] { asio::post(context_, done); });
}

}  // namespace dais::live
