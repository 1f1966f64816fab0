// What the desk does by itself: commands that the clock gives (D11). And what it only thinks through: previews.
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "server/live/desk.h"
#include "server/live/metrics.h"
#include "server/live/rim.h"
#include "server/summit/due.h"
#include "server/summit/preview.h"
#include "server/summit/rights.h"

namespace dais::live {

namespace asio = boost::asio;

namespace {

v1::Actor clock_actor() {
    v1::Actor actor;
    actor.set_login("server");
    actor.set_name("Dais");
    actor.set_role(v1::ROLE_SERVER);
    return actor;
}

}  // namespace

void Desk::watch_clock() {
    if (!clock_watch_.stepped(clocks_.real().wall_ms(), clocks_.real().steady_ms())) return;
    clock_doubted_ = true;
    metrics_.desk.clock_doubted.Set(1);
    spdlog::warn(
        "the wall clock was put on or back by more than a minute: nothing happens by itself until an organiser's "
        "next command");
}

// Only what an organiser or co-chair says shows that somebody has looked.
void Desk::trust_clock(v1::Role role) {
    if (!clock_doubted_ || !summit::covers(role, v1::ROLE_CO_CHAIR)) return;
    clock_doubted_ = false;
    metrics_.desk.clock_doubted.Set(0);
    spdlog::info("the clock is trusted again");
    for (const auto& [slug, log] : logs_) wait_for_due(slug);
}

// A log with a clock of its own does not care what the wall shows.
bool Desk::may_do_due(const std::string& slug) {
    if (!clocks_.goes_by_the_wall(slug)) return true;
    watch_clock();
    return !clock_doubted_;
}

void Desk::wait_for_due(const std::string& slug) {
    due_.erase(slug);
    const auto log = logs_.find(slug);
    if (log == logs_.end() || !log->second.stored || stopping_ || !may_do_due(slug)) return;
    if (const auto due = summit::next_due(log->second.durable, clocks_.now_ms(slug)))
        wait_then_do(slug, clocks_.until(slug, due->at_ms));
}

// The wall's clock is put right little by little, and the machine may sleep: hence due_ms.
void Desk::wait_then_do(const std::string& slug, std::chrono::milliseconds wait) {
    due_.erase(slug);
    due_.emplace(slug, asio::steady_timer(context_, std::min(wait, std::chrono::milliseconds(limits_.due_ms))))
        .first->second.async_wait([this, slug](boost::system::error_code ec) {
            if (!ec) do_due(slug);
        });
}

// The next one is waited for when this one is on disk. Its id names the state that it was due in: asked for again on
// the same state, it does nothing twice.
void Desk::do_due(const std::string& slug) {
    const Log& log = logs_.at(slug);
    const auto due = summit::next_due(log.durable, clocks_.now_ms(slug));
    if (!due || stopping_ || !may_do_due(slug)) return;
    if (clocks_.until(slug, due->at_ms).count() > 0) return wait_for_due(slug);
    Submission submission;
    submission.command = due->command;
    submission.command.set_log(slug);
    submission.command.set_id("due-" + std::to_string(log.durable.seq()));
    submission.body_digest = body_digest(submission.command);
    submission.actor = clock_actor();
    submission.done = [this, slug](const v1::Reply& reply) {
        // Somebody was faster: what they did is about to be committed, and due is what follows from it.
        if (reply.has_refusal()) spdlog::debug("{}: {}: {}", slug, reply.command_id(), reply.refusal().message());
        if (reply.has_unavailable() && !stopping_)
            wait_then_do(slug, std::chrono::milliseconds(reply.unavailable().retry_after_ms()));
    };
    take(std::move(submission));
}

// Thought through on a View off the desk's thread; an undo, which is short and wants what the desk alone has, on it.
// Like a screen it sees what is durable: what waits for the disk may never have happened.
void Desk::preview(Submission submission) {
    v1::Reply reply;
    Log* log = find_or_begin(submission.command, reply);
    if (log == nullptr || previews_ >= limits_.previews_max) {
        if (log != nullptr) {
            reply.mutable_unavailable()->set_reason("Too many previews are under way.");
            reply.mutable_unavailable()->set_retry_after_ms(1'000);
        }
        reply.set_command_id(submission.command.id());
        return reply_to(submission.done, reply, submission.submitted);
    }
    complete(submission.command);
    summit::Context context = context_for(*log, submission);
    const auto view = std::make_shared<const summit::State>(log->durable);
    if (submission.command.undo().position() > view->head(context.audience).position) context.recent = nullptr;
    if (!log->stored && log->tentative.seq() == 0) logs_.erase(submission.command.log());
    auto think = [view, context](const v1::Command& command) {
        v1::Reply answer;
        answer.set_command_id(command.id());
        summit::Decided decided = summit::decide(*view, command, context);
        if (auto* refusal = std::get_if<v1::Refusal>(&decided)) {
            *answer.mutable_refusal() = std::move(*refusal);
        } else {
            *answer.mutable_preview() = summit::preview_of(*view, std::get<summit::Decision>(decided), context);
        }
        return answer;
    };
    if (submission.command.has_undo()) {
        return reply_to(submission.done, think(submission.command), submission.submitted);
    }
    ++previews_;
    asio::post(workers_, [this, think, submission = std::move(submission)] {
        asio::post(context_, [this, done = submission.done, answer = think(submission.command),
                              submitted = submission.submitted] {
            --previews_;
            reply_to(done, answer, submitted);
        });
    });
}

}  // namespace dais::live
