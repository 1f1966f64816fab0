#include "server/summit/settle.h"

#include <algorithm>

#include "server/summit/floor_rules.h"
#include "server/summit/progress.h"

namespace dais::summit {
namespace {

RoomRules rules_of(const v1::Room& room) { return {room.unoperated(), room.turnover_minutes() * 60'000LL}; }

void put_times(ChangeBuilder& builder, const Slot& slot, ExpectedTimes times) {
    auto progress =
        builder.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, slot.id).value_or(v1::SessionProgress());
    if (!slot.actual_start_ms && !slot.start_is_set) {
        progress.clear_projected_start_ms();
        if (times.start_ms != slot.planned_start_ms) progress.set_projected_start_ms(times.start_ms);
    }
    if (!slot.end_is_said()) {
        progress.clear_projected_end_ms();
        if (times.end_ms != slot.planned_end_ms) progress.set_projected_end_ms(times.end_ms);
    }
    put_progress(builder, std::string(slot.id), progress);  // a string of its own: the put replaces the slot
}

// An end that the clock pushed on before says nothing of a plan that is another now.
bool is_outdated_overrun(const ChangeBuilder& builder, const Slot& slot, const v1::SessionProgress& progress) {
    const Slot* before = builder.before().schedule().find(slot.id);
    if (!progress.end_is_least() || before == nullptr || !before->end_is_least) return false;
    const bool moved =
        before->planned_start_ms != slot.planned_start_ms || before->planned_end_ms != slot.planned_end_ms;
    return moved && before->projected_end_ms == progress.projected_end_ms();
}

// Takes out of a Session's progress what its plan has no place for any more; whether there was something.
bool forget_outdated_times(const ChangeBuilder& builder, const Slot& slot, v1::SessionProgress& progress) {
    bool any = false;
    if (is_outdated_overrun(builder, slot, progress)) {
        progress.clear_end_is_least();
        progress.clear_projected_end_ms();
        any = true;
    }
    // What merely follows is not said where it is as planned.
    if (progress.has_projected_start_ms() && !progress.start_is_set() &&
        progress.projected_start_ms() == slot.planned_start_ms) {
        progress.clear_projected_start_ms();
        any = true;
    }
    if (progress.has_projected_end_ms() && !progress.end_is_set() && !progress.end_is_least() &&
        progress.projected_end_ms() == slot.planned_end_ms) {
        progress.clear_projected_end_ms();
        any = true;
    }
    return any;
}

// Of people whom the plan no longer names, and of a move to where it is planned now.
void forget_outdated(ChangeBuilder& builder) {
    for (const std::string& id : builder.schedule().touched()) {
        const Slot* found = builder.schedule().find(id);
        if (found == nullptr) continue;
        const Slot slot = *found;  // a removal replaces it
        const std::vector<std::string> replacements = builder.ids_with_prefix(v1::KIND_REPLACEMENT, id + "@");
        auto progress = builder.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id);
        const bool was_moved = progress && !progress->room().empty();
        const auto session =
            replacements.empty() && !was_moved ? std::nullopt : builder.get<v1::Session>(v1::KIND_SESSION, id);
        for (const std::string& one : replacements)
            if (!is_planned(*session, *builder.get<v1::Replacement>(v1::KIND_REPLACEMENT, one)))
                builder.remove(v1::KIND_REPLACEMENT, one);
        if (!progress) continue;
        bool any = forget_outdated_times(builder, slot, *progress);
        if (was_moved && progress->room() == session->room()) {
            progress->clear_room();
            any = true;
        }
        if (any) put_progress(builder, id, *progress);
    }
}

void settle_times(ChangeBuilder& builder) {
    std::map<std::string, RoomRules> known;
    const RoomRulesOf rooms = [&](const std::string& room) {
        const auto found = known.find(room);
        return found != known.end() ? found->second : known[room] = room_rules(builder, room);
    };
    Ripple ripple(builder.schedule(), rooms,
                  [&](const Slot& slot, ExpectedTimes times) { put_times(builder, slot, times); });
    for (const std::string& id : builder.schedule().touched()) ripple.touched(builder.before().schedule().find(id), id);
    for (const std::string& room : builder.written(v1::KIND_ROOM))
        for (const Slot* slot : builder.schedule().in_room(room)) ripple.touched(slot, slot->id);
    ripple.run();
}

}  // namespace

bool is_planned(const v1::Session& session, const v1::Replacement& replacement) {
    const auto& people = session.people();
    return std::any_of(people.begin(), people.end(), [&](const v1::Participation& part) {
        return part.person() == replacement.person() && part.role() == replacement.role();
    });
}

RoomRules room_rules(const ChangeBuilder& builder, const std::string& room) {
    if (room.empty()) return {};
    const auto held = builder.get<v1::Room>(v1::KIND_ROOM, room);
    return held ? rules_of(*held) : RoomRules();
}

std::int64_t expected_start_ms(const ChangeBuilder& builder, const std::string& session) {
    const RoomRulesOf rooms = [&](const std::string& room) { return room_rules(builder, room); };
    return expected_times(builder.schedule(), *builder.schedule().find(session), rooms).start_ms;
}

void settle(ChangeBuilder& builder) {
    forget_outdated(builder);
    settle_times(builder);
    settle_floors(builder);
}

}  // namespace dais::summit
