// The day: what happens to a Session, beside its plan (decisions D3 and D17).
#include "server/summit/check.h"
#include "server/summit/commands.h"

namespace dais::summit {
namespace {

// A Session as planned and what has happened to it so far, for commands of the day.
struct OnTheDay {
    v1::Session plan;
    v1::SessionProgress progress;
};

// Both must be as the author saw them: a new start is meant against the plan that was on the screen.
No look(const ChangeBuilder& builder, const std::string& id, OnTheDay& day) {
    if (auto no = builder.exists_and_fresh(v1::KIND_SESSION, id)) return no;
    if (auto no = builder.fresh(v1::KIND_SESSION_PROGRESS, id)) return no;
    day.plan = *builder.get<v1::Session>(v1::KIND_SESSION, id);
    day.progress = builder.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id).value_or(v1::SessionProgress());
    return std::nullopt;
}

No conflict(const char* message) { return refuse(v1::REFUSAL_CODE_CONFLICT, message, "id"); }

std::int64_t planned_length(const v1::Session& plan) {
    return plan.planned().ends_at_ms() - plan.planned().starts_at_ms();
}

// Progress exists only once it differs from the plan. Once it has been seen it stays, empty if need be, so that a
// basis older than its return to the plan is still found to be stale.
void write(ChangeBuilder& builder, const std::string& id, const v1::SessionProgress& progress) {
    if (!builder.exists(v1::KIND_SESSION_PROGRESS, id) && progress.ByteSizeLong() == 0) return;
    builder.put(v1::KIND_SESSION_PROGRESS, id, id, builder.audiences_of(v1::KIND_SESSION, id), progress);
}

}  // namespace

No set_projected_start(ChangeBuilder& builder, const v1::SetProjectedStart& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (auto no = check_instant(command.at_ms(), "at_ms")) return no;
    if (day.progress.status() == v1::SESSION_STATUS_CANCELLED) return conflict("The session is cancelled.");
    if (day.progress.has_actual_start_ms()) return conflict("The session has started already.");
    if (command.at_ms() == day.plan.planned().starts_at_ms()) {
        day.progress.clear_projected_start_ms();
        day.progress.clear_projected_end_ms();
    } else {
        day.progress.set_projected_start_ms(command.at_ms());
        day.progress.set_projected_end_ms(command.at_ms() + planned_length(day.plan));
    }
    write(builder, command.id(), day.progress);
    return std::nullopt;
}

No start_session(ChangeBuilder& builder, const v1::StartSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (day.progress.status() == v1::SESSION_STATUS_CANCELLED) return conflict("The session is cancelled.");
    if (day.progress.status() == v1::SESSION_STATUS_ENDED) return conflict("The session has ended already.");
    const std::int64_t at_ms = command.has_at_ms() ? command.at_ms() : builder.context().now_ms;
    if (auto no = check_instant(at_ms, "at_ms")) return no;
    day.progress.set_status(v1::SESSION_STATUS_RUNNING);
    day.progress.set_actual_start_ms(at_ms);
    day.progress.clear_projected_start_ms();
    day.progress.set_projected_end_ms(at_ms + planned_length(day.plan));
    if (day.progress.projected_end_ms() == day.plan.planned().ends_at_ms()) day.progress.clear_projected_end_ms();
    write(builder, command.id(), day.progress);
    return std::nullopt;
}

No end_session(ChangeBuilder& builder, const v1::EndSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (day.progress.status() == v1::SESSION_STATUS_CANCELLED) return conflict("The session is cancelled.");
    if (!day.progress.has_actual_start_ms()) return conflict("The session has not started.");
    const std::int64_t at_ms = command.has_at_ms() ? command.at_ms() : builder.context().now_ms;
    if (auto no = check_instant(at_ms, "at_ms")) return no;
    if (at_ms < day.progress.actual_start_ms())
        return refuse(v1::REFUSAL_CODE_INVALID, "The session would end before it started.", "at_ms");
    day.progress.set_status(v1::SESSION_STATUS_ENDED);
    day.progress.set_actual_end_ms(at_ms);
    day.progress.clear_projected_end_ms();
    write(builder, command.id(), day.progress);
    return std::nullopt;
}

No move_session(ChangeBuilder& builder, const v1::MoveSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (auto no = builder.visible(v1::KIND_ROOM, command.room(), "room")) return no;
    if (day.progress.status() == v1::SESSION_STATUS_CANCELLED) return conflict("The session is cancelled.");
    if (day.progress.status() == v1::SESSION_STATUS_ENDED) return conflict("The session has ended already.");
    day.progress.set_room(command.room() == day.plan.room() ? "" : command.room());
    write(builder, command.id(), day.progress);
    return std::nullopt;
}

No cancel_session(ChangeBuilder& builder, const v1::CancelSession& command) {
    OnTheDay day;
    if (auto no = look(builder, command.id(), day)) return no;
    if (day.progress.has_actual_end_ms()) return conflict("The session has ended already.");
    day.progress.set_status(v1::SESSION_STATUS_CANCELLED);
    day.progress.clear_projected_start_ms();
    day.progress.clear_projected_end_ms();
    write(builder, command.id(), day.progress);
    return std::nullopt;
}

}  // namespace dais::summit
