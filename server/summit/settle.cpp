#include "server/summit/settle.h"

#include <algorithm>

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

// Of people whom the plan no longer names.
void forget_replacements(ChangeBuilder& builder, const std::string& id, const v1::Session& session) {
    for (const std::string& one : builder.ids_with_prefix(v1::KIND_REPLACEMENT, id + "@")) {
        const auto replacement = *builder.get<v1::Replacement>(v1::KIND_REPLACEMENT, one);
        if (!is_planned(session, replacement)) builder.remove(v1::KIND_REPLACEMENT, one);
    }
}

void forget_move(ChangeBuilder& builder, const std::string& id, const v1::Session& session) {
    auto progress = builder.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id);
    if (!progress || progress->room().empty() || progress->room() != session.room()) return;
    progress->clear_room();
    put_progress(builder, id, *progress);
}

// An end that the clock pushed on before says nothing of a plan that is another now.
void forget_overrun(ChangeBuilder& builder, const std::string& id, const v1::Session& session) {
    auto progress = builder.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, id);
    const Slot* before = builder.before().schedule().find(id);
    if (!progress || !progress->end_is_least() || before == nullptr || !before->end_is_least) return;
    const bool moved = before->planned_start_ms != session.planned().starts_at_ms() ||
                       before->planned_end_ms != session.planned().ends_at_ms();
    if (!moved || before->projected_end_ms != progress->projected_end_ms()) return;
    progress->clear_end_is_least();
    progress->clear_projected_end_ms();
    put_progress(builder, id, *progress);
}

void forget_outdated(ChangeBuilder& builder) {
    for (const std::string& id : builder.schedule().touched()) {
        const auto session = builder.get<v1::Session>(v1::KIND_SESSION, id);
        if (!session) continue;
        forget_replacements(builder, id, *session);
        forget_move(builder, id, *session);
        forget_overrun(builder, id, *session);
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
}

}  // namespace dais::summit
