// The day: what happens to a Session, beside its plan (decisions D3 and D17). What follows from it for other Sessions
// is worked out afterwards, in settle.h.
#include <algorithm>

#include "server/summit/check.h"
#include "server/summit/commands.h"
#include "server/summit/limits.h"
#include "server/summit/progress.h"
#include "server/summit/settle.h"

namespace dais::summit {
namespace {

// A Session as it stands, for commands of the day.
struct OnTheDay {
    v1::SessionProgress progress;
    Slot slot;
};

v1::SessionProgress progress_of(const ChangeBuilder& builder, const std::string& id) {
    return builder.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id).value_or(v1::SessionProgress());
}

// Both must be as the author saw them: a new start is meant against the plan that was on the screen.
No look(const ChangeBuilder& builder, const std::string& id, OnTheDay& day) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SESSION, id)) return no;
    if (auto no = builder.fresh(v1::KIND_SESSION_PROGRESS, id)) return no;
    day.progress = progress_of(builder, id);
    day.slot = *builder.schedule().find(id);
    return std::nullopt;
}

No conflict(const char* message) { return refuse(v1::REFUSAL_CODE_CONFLICT, message, "id"); }

No refuse_ended(const OnTheDay& day) {
    if (day.slot.status == v1::SESSION_STATUS_ENDED) return conflict("The session has ended already.");
    return std::nullopt;
}

// A no for what is over, cancelled or postponed.
No refuse_gone(const OnTheDay& day) {
    if (day.slot.status == v1::SESSION_STATUS_CANCELLED)
        return conflict("The session is cancelled. Reinstate it first.");
    if (day.slot.status == v1::SESSION_STATUS_POSTPONED)
        return conflict("The session is postponed. Give it a new start, or reinstate it first.");
    return refuse_ended(day);
}

// What has happened is past: somebody who mistypes an hour is told.
No check_past(const ChangeBuilder& builder, std::int64_t at_ms) {
    if (auto no = check_instant(at_ms, "at_ms")) return no;
    if (at_ms <= builder.context().now_ms + kEarlyMsMax) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID,
                  "That is still to come. Say it when it has happened; until then, say when it is expected.", "at_ms");
}

bool is_on(const OnTheDay& day) { return day.progress.has_actual_start_ms() && !day.progress.has_actual_end_ms(); }

// Nobody holds the expected start or end any more; it follows from what is before it.
void forget_start(v1::SessionProgress& progress) {
    progress.clear_projected_start_ms();
    progress.clear_start_is_set();
}

void forget_end(v1::SessionProgress& progress) {
    progress.clear_projected_end_ms();
    progress.clear_end_is_set();
    progress.clear_end_is_least();
}

void forget_interruption(v1::SessionProgress& progress) {
    progress.clear_held_since_ms();
    progress.clear_resumes_at_ms();
}

// Until when an interruption is known to last.
std::int64_t held_until_ms(const OnTheDay& day) {
    return day.progress.has_resumes_at_ms() ? day.progress.resumes_at_ms() : day.progress.held_since_ms();
}

// What was left when it was interrupted is left when it goes on. An end that the clock pushed on meanwhile stands: the
// clock goes on pushing it.
void goes_on_at(OnTheDay& day, std::int64_t at_ms) {
    const std::int64_t longer_ms = at_ms - held_until_ms(day);
    if (longer_ms == 0 || day.slot.end_is_least) return;
    day.progress.set_projected_end_ms(day.slot.end_ms() + longer_ms);
    day.progress.set_end_is_set(true);
}

// The parts of a Session, which may be written while one goes through them.
std::vector<Slot> parts_of(const ChangeBuilder& builder, const std::string& id) {
    std::vector<Slot> parts;
    for (const Slot* part : builder.schedule().parts_of(id)) parts.push_back(*part);
    return parts;
}

// Cancelled or postponed, with its parts: also those that the actor cannot see.
void call_off(ChangeBuilder& builder, const std::string& id, v1::SessionStatus status, const std::string& reason) {
    v1::SessionProgress progress = progress_of(builder, id);
    progress.set_status(status);
    forget_start(progress);
    forget_end(progress);
    forget_interruption(progress);
    if (!reason.empty()) progress.set_staff_note(reason);
    put_progress(builder, id, progress);
    for (const Slot& part : parts_of(builder, id))
        if (!part.gone() && !part.actual_end_ms) call_off(builder, part.id, status, reason);
}

// Held after all, with the parts that were called off as it was.
void call_on_again(ChangeBuilder& builder, const std::string& id, v1::SessionStatus called_off) {
    v1::SessionProgress progress = progress_of(builder, id);
    progress.clear_status();
    progress.clear_staff_note();
    if (progress.has_actual_start_ms()) progress.set_status(v1::SESSION_STATUS_RUNNING);  // called off while it ran
    put_progress(builder, id, progress);
    for (const Slot& part : parts_of(builder, id))
        if (part.status == called_off) call_on_again(builder, part.id, called_off);
}

// A start that was said has passed, and the room is still in use: it cannot be true any more, and follows again.
// Neither for what readers cannot see, nor within the Session itself.
void forget_missed_starts(ChangeBuilder& builder, const Slot& running, std::int64_t end_ms) {
    if (running.room.empty()) return;
    std::vector<std::string> missed;
    for (const Slot* slot : builder.schedule().in_room(running.room)) {
        const bool waits = slot->start_is_set && !slot->actual_start_ms && !slot->gone() && !slot->anchored;
        const bool hidden_from_some = (slot->audiences & ~running.audiences) != 0;
        if (hidden_from_some || related(builder.schedule(), running, *slot)) continue;
        if (waits && planned_before(running, *slot) && slot->start_ms() < end_ms &&
            slot->start_ms() <= builder.context().now_ms)
            missed.push_back(slot->id);
    }
    for (const std::string& id : missed) {
        v1::SessionProgress progress = progress_of(builder, id);
        forget_start(progress);
        put_progress(builder, id, progress);
    }
}

}  // namespace

No set_projected_start(ChangeBuilder& builder, const v1::SetProjectedStart& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (auto no = check_instant(command.at_ms(), "at_ms")) return no;
    if (day.slot.status == v1::SESSION_STATUS_CANCELLED)
        return conflict("The session is cancelled. Reinstate it first.");
    if (day.progress.has_actual_start_ms()) return conflict("The session has started already.");
    if (day.slot.status == v1::SESSION_STATUS_POSTPONED) {
        call_on_again(builder, command.id(), v1::SESSION_STATUS_POSTPONED);
        day.progress.clear_status();
        day.progress.clear_staff_note();
    }
    forget_end(day.progress);
    forget_start(day.progress);
    put_progress(builder, command.id(), day.progress);
    // Back at the plan, unless something before it stands in the way: then somebody means it all the same.
    const std::int64_t by_itself_ms = expected_start_ms(builder, command.id());
    if (command.at_ms() != day.slot.planned_start_ms || by_itself_ms != command.at_ms()) {
        day.progress.set_projected_start_ms(command.at_ms());
        day.progress.set_start_is_set(true);
    }
    put_progress(builder, command.id(), day.progress);
    return std::nullopt;
}

No set_projected_end(ChangeBuilder& builder, const v1::SetProjectedEnd& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (auto no = check_instant(command.at_ms(), "at_ms")) return no;
    if (auto no = refuse_gone(day)) return no;
    if (command.at_ms() < day.slot.start_ms())
        return refuse(v1::REFUSAL_CODE_INVALID, "The session would end before it starts.", "at_ms");
    if (command.at_ms() - day.slot.start_ms() > kSessionMsMax)
        return refuse(v1::REFUSAL_CODE_INVALID, "The session would last longer than a week.", "at_ms");
    forget_end(day.progress);
    day.progress.set_projected_end_ms(command.at_ms());
    day.progress.set_end_is_set(true);
    put_progress(builder, command.id(), day.progress);
    return std::nullopt;
}

No call_session(ChangeBuilder& builder, const v1::CallSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (auto no = refuse_gone(day)) return no;
    if (day.progress.has_actual_start_ms()) return conflict("The session has started already.");
    day.progress.set_status(v1::SESSION_STATUS_CALLED);
    put_progress(builder, command.id(), day.progress);
    return std::nullopt;
}

No start_session(ChangeBuilder& builder, const v1::StartSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (auto no = refuse_gone(day)) return no;
    if (day.slot.status == v1::SESSION_STATUS_PAUSED || day.slot.status == v1::SESSION_STATUS_SUSPENDED)
        return conflict("The session is interrupted. Resume it.");
    if (day.slot.status == v1::SESSION_STATUS_RUNNING && !command.has_at_ms())
        return conflict("The session has started already. To correct when, say the time.");
    const std::int64_t at_ms = command.has_at_ms() ? command.at_ms() : builder.context().now_ms;
    if (auto no = check_past(builder, at_ms)) return no;
    day.progress.set_status(v1::SESSION_STATUS_RUNNING);
    day.progress.set_actual_start_ms(at_ms);
    forget_start(day.progress);
    // An end that somebody has set stands, as long as it is still to come.
    if (!day.progress.end_is_set() || day.progress.projected_end_ms() <= at_ms) forget_end(day.progress);
    put_progress(builder, command.id(), day.progress);
    return std::nullopt;
}

No pause_session(ChangeBuilder& builder, const v1::PauseSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (day.slot.status != v1::SESSION_STATUS_RUNNING) return conflict("Only a session that runs can be paused.");
    day.progress.set_status(v1::SESSION_STATUS_PAUSED);
    day.progress.set_held_since_ms(builder.context().now_ms);
    put_progress(builder, command.id(), day.progress);
    return std::nullopt;
}

No suspend_session(ChangeBuilder& builder, const v1::SuspendSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (!is_on(day) || day.slot.gone()) return conflict("Only a session that runs can be suspended.");
    if (day.slot.status == v1::SESSION_STATUS_RUNNING) day.progress.set_held_since_ms(builder.context().now_ms);
    day.progress.set_status(v1::SESSION_STATUS_SUSPENDED);
    if (command.has_resumes_at_ms()) {
        if (auto no = check_instant(command.resumes_at_ms(), "resumes_at_ms")) return no;
        if (command.resumes_at_ms() < day.progress.held_since_ms())
            return refuse(v1::REFUSAL_CODE_INVALID, "The session would resume before it is interrupted.",
                          "resumes_at_ms");
        goes_on_at(day, command.resumes_at_ms());
        day.progress.set_resumes_at_ms(command.resumes_at_ms());
    }
    put_progress(builder, command.id(), day.progress);
    return std::nullopt;
}

No resume_session(ChangeBuilder& builder, const v1::ResumeSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (!day.progress.has_held_since_ms() || !is_on(day))
        return conflict("Only a session that is paused or suspended can be resumed.");
    const std::int64_t at_ms = command.has_at_ms() ? command.at_ms() : builder.context().now_ms;
    if (auto no = check_past(builder, at_ms)) return no;
    if (at_ms < day.progress.held_since_ms())
        return refuse(v1::REFUSAL_CODE_INVALID, "The session would resume before it was interrupted.", "at_ms");
    goes_on_at(day, at_ms);
    day.progress.set_status(v1::SESSION_STATUS_RUNNING);
    forget_interruption(day.progress);
    put_progress(builder, command.id(), day.progress);
    return std::nullopt;
}

No end_session(ChangeBuilder& builder, const v1::EndSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (day.slot.status == v1::SESSION_STATUS_CANCELLED)
        return conflict("The session is cancelled. Reinstate it first.");
    if (!day.progress.has_actual_start_ms()) return conflict("The session has not started.");
    const std::int64_t at_ms = command.has_at_ms() ? command.at_ms() : builder.context().now_ms;
    if (auto no = check_past(builder, at_ms)) return no;
    if (at_ms < day.progress.actual_start_ms())
        return refuse(v1::REFUSAL_CODE_INVALID, "The session would end before it started.", "at_ms");
    day.progress.set_status(v1::SESSION_STATUS_ENDED);
    day.progress.set_actual_end_ms(at_ms);
    forget_end(day.progress);
    forget_interruption(day.progress);
    put_progress(builder, command.id(), day.progress);
    return std::nullopt;
}

No move_session(ChangeBuilder& builder, const v1::MoveSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (command.room() != day.slot.planned_room)
        if (auto no = builder.visible(v1::KIND_ROOM, command.room(), "room")) return no;
    if (auto no = refuse_gone(day)) return no;
    day.progress.set_room(command.room() == day.slot.planned_room ? "" : command.room());
    put_progress(builder, command.id(), day.progress);
    // Its parts go where it goes.
    for (const Slot& part : parts_of(builder, command.id())) {
        if (part.gone() || part.actual_end_ms || part.room != day.slot.room) continue;
        v1::MoveSession along;
        along.set_id(part.id);
        along.set_room(command.room());
        if (auto no = move_session(builder, along)) return no;
    }
    return std::nullopt;
}

No cancel_session(ChangeBuilder& builder, const v1::CancelSession& command, const std::string& reason) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (auto no = refuse_ended(day)) return no;
    call_off(builder, command.id(), v1::SESSION_STATUS_CANCELLED, reason);
    return std::nullopt;
}

No postpone_session(ChangeBuilder& builder, const v1::PostponeSession& command, const std::string& reason) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (day.slot.status == v1::SESSION_STATUS_CANCELLED)
        return conflict("The session is cancelled. Reinstate it first.");
    if (day.progress.has_actual_start_ms()) return conflict("The session has started already. Suspend or end it.");
    call_off(builder, command.id(), v1::SESSION_STATUS_POSTPONED, reason);
    return std::nullopt;
}

No reinstate_session(ChangeBuilder& builder, const v1::ReinstateSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (!day.slot.gone()) return conflict("The session is neither cancelled nor postponed.");
    call_on_again(builder, command.id(), day.slot.status);
    return std::nullopt;
}

No push_overrun(ChangeBuilder& builder, const v1::PushOverrun& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (!is_on(day) || day.slot.gone()) return conflict("The session is not on.");
    if (auto no = check_instant(command.at_ms(), "at_ms")) return no;
    if (command.at_ms() <= day.slot.end_ms()) return conflict("The session is expected to end later.");
    day.progress.clear_end_is_set();
    day.progress.set_end_is_least(true);
    day.progress.set_projected_end_ms(command.at_ms());
    put_progress(builder, command.id(), day.progress);
    forget_missed_starts(builder, day.slot, command.at_ms());
    return std::nullopt;
}

}  // namespace dais::summit
