#include "server/summit/projected_times.h"

#include <algorithm>

#include "server/summit/limits.h"

namespace dais::summit {
namespace {

// Whether a Session waits for another that was planned before it: ended before it began, and seen by all who see it.
bool waits_for(const Schedule& schedule, const Slot& slot, const Slot& other) {
    if (slot.id == other.id || other.gone() || other.status == v1::SESSION_STATUS_SUSPENDED) return false;
    if (other.planned_end_ms > slot.planned_start_ms || !planned_before(other, slot)) return false;
    return (slot.audiences & ~other.audiences) == 0 && !related(schedule, slot, other);
}

std::int64_t latest_before(const Schedule& schedule, const Slot& slot, std::int64_t turnover_ms) {
    std::int64_t latest = slot.planned_start_ms;
    if (!slot.room.empty())
        for (const Slot* other : schedule.in_room(slot.room)) {
            if (!waits_for(schedule, slot, *other)) continue;
            const std::int64_t gap_ms = slot.planned_start_ms - other->planned_end_ms;
            latest = std::max(latest, other->end_ms() + std::min(turnover_ms, gap_ms));
        }
    for (const std::string& person : slot.persons)
        for (const Slot* other : schedule.of_person(person))
            if (waits_for(schedule, slot, *other)) latest = std::max(latest, other->end_ms());
    return latest;
}

// A whole that starts early or late takes its parts along.
std::int64_t start_with_whole(const Schedule& schedule, const Slot& slot, std::int64_t start_ms) {
    const Slot* whole = slot.part_of.empty() ? nullptr : schedule.find(slot.part_of);
    if (whole == nullptr || whole->gone()) return start_ms;
    const std::int64_t early_ms = whole->planned_start_ms - whole->start_ms();
    if (early_ms > 0 && start_ms == slot.planned_start_ms) return start_ms - early_ms;
    return std::max(start_ms, whole->start_ms());
}

std::int64_t expected_start(const Schedule& schedule, const Slot& slot, const RoomRulesOf& rooms) {
    if (slot.actual_start_ms) return *slot.actual_start_ms;
    if (slot.start_is_set && slot.projected_start_ms) return *slot.projected_start_ms;
    if (slot.anchored) return slot.planned_start_ms;
    const RoomRules room = rooms(slot.room);
    if (room.unoperated) return slot.planned_start_ms;
    return start_with_whole(schedule, slot, latest_before(schedule, slot, room.turnover_ms));
}

}  // namespace

ExpectedTimes expected_times(const Schedule& schedule, const Slot& slot, const RoomRulesOf& rooms) {
    const std::int64_t start_ms = expected_start(schedule, slot, rooms);
    // What may be shortened ends as planned as long as it can; what starts early lasts as long as planned.
    std::int64_t end_ms = start_ms + slot.length_ms();
    if (start_ms > slot.planned_start_ms)
        end_ms = std::clamp(slot.planned_end_ms, start_ms + slot.shortest_ms, start_ms + slot.length_ms());
    if (slot.end_is_set && slot.projected_end_ms) {
        end_ms = std::max(*slot.projected_end_ms, start_ms);
    } else {
        if (slot.end_is_least && slot.projected_end_ms) end_ms = std::max(end_ms, *slot.projected_end_ms);
        for (const Slot* part : schedule.parts_of(slot.id))
            if (!part->gone() && part->end_ms() > part->planned_end_ms) end_ms = std::max(end_ms, part->end_ms());
    }
    return {start_ms, end_ms};
}

void Ripple::wait(const Slot& slot) {
    if (!slot.gone()) waiting_.insert({slot.planned_start_ms, slot.planned_end_ms, slot.id});
}

// Whatever may wait for a Session that is, or was, expected to end at reach_ms.
void Ripple::wait_after(const Slot& slot, std::int64_t reach_ms) {
    const auto consider = [&](const Schedule::Slots& others, std::int64_t turnover_ms) {
        for (const Slot* other : others)
            if (other->id != slot.id && other->planned_start_ms >= slot.planned_end_ms &&
                other->planned_start_ms < reach_ms + turnover_ms)
                wait(*other);
    };
    if (!slot.room.empty()) consider(schedule_.in_room(slot.room), rooms_(slot.room).turnover_ms);
    for (const std::string& person : slot.persons) consider(schedule_.of_person(person), 0);
    for (const Slot* part : schedule_.parts_of(slot.id)) wait(*part);
    if (!slot.part_of.empty())
        if (const Slot* whole = schedule_.find(slot.part_of)) wait(*whole);
}

void Ripple::touched(const Slot* before, const std::string& id) {
    if (before != nullptr) wait_after(*before, before->end_ms());
    const Slot* after = schedule_.find(id);
    if (after == nullptr) return;
    wait(*after);
    wait_after(*after, after->end_ms());
}

void Ripple::run() {
    for (std::size_t step = 0; !waiting_.empty() && step < kRippleStepsMax; ++step) {
        const Slot* found = schedule_.find(waiting_.extract(waiting_.begin()).value().id);
        if (found == nullptr || found->gone() || found->actual_end_ms) continue;
        const ExpectedTimes held{found->start_ms(), found->end_ms()};
        const ExpectedTimes times = expected_times(schedule_, *found, rooms_);
        if (times == held) continue;
        const std::string id = found->id;
        set_(*found, times);
        const Slot& now = *schedule_.find(id);
        wait_after(now, std::max(held.end_ms, times.end_ms));
    }
}

}  // namespace dais::summit
