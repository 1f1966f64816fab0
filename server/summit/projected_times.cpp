#include "server/summit/projected_times.h"

#include <algorithm>

#include "server/summit/limits.h"

namespace dais::summit {
namespace {

// Whether all who see the one see the other, too.
bool as_public(const Slot& one, const Slot& other) { return (one.audiences & ~other.audiences) == 0; }

// The whole that a part is planned within; nullptr for what stands alone, or beside the times of its whole.
const Slot* whole_around(const Schedule& schedule, const Slot& part) {
    const Slot* whole = part.part_of.empty() ? nullptr : schedule.find(part.part_of);
    if (whole == nullptr || !as_public(part, *whole)) return nullptr;
    const bool within = whole->planned_start_ms <= part.planned_start_ms &&
                        part.planned_start_ms < whole->planned_end_ms && part.planned_end_ms <= whole->planned_end_ms;
    return within ? whole : nullptr;
}

// When it would start if it waited for nothing: as planned, or with its whole.
std::int64_t earliest_start(const Schedule& schedule, const Slot& slot) {
    const Slot* whole = whole_around(schedule, slot);
    if (whole == nullptr || whole->gone()) return slot.planned_start_ms;
    const std::int64_t early_ms = whole->planned_start_ms - whole->start_ms();
    return early_ms > 0 ? slot.planned_start_ms - early_ms : std::max(slot.planned_start_ms, whole->start_ms());
}

// Set, or begun, so late that what was planned to be over by then does not wait for it.
bool has_lost_its_turn(const Slot& other, const Slot& slot) {
    const bool said = other.actual_start_ms || (other.start_is_set && other.projected_start_ms);
    return said && other.start_ms() - other.planned_start_ms >= kTurnMsMax && other.start_ms() >= slot.planned_end_ms;
}

// Whether a Session waits for another that was planned before it, and whose whole was, too.
bool waits_for(const Schedule& schedule, const Slot& slot, const Slot& other) {
    if (slot.id == other.id || other.gone() || other.status == v1::SESSION_STATUS_SUSPENDED) return false;
    if (other.planned_end_ms > slot.planned_start_ms || !planned_before(other, slot)) return false;
    if (!as_public(slot, other) || has_lost_its_turn(other, slot) || related(schedule, slot, other)) return false;
    for (const Slot* whole = whole_around(schedule, other); whole != nullptr; whole = whole_around(schedule, *whole))
        if (whole->id != slot.part_of && !planned_before(*whole, slot)) return false;
    return true;
}

// Parts without a room follow one another where their whole is.
bool shares_place(const Slot& part, const Slot& other) { return part.room.empty() && other.room.empty(); }

std::int64_t latest_before(const Schedule& schedule, const Slot& slot, std::int64_t turnover_ms) {
    std::int64_t latest = earliest_start(schedule, slot);
    if (!slot.room.empty())
        for (const Slot* other : schedule.in_room(slot.room)) {
            if (other->planned_start_ms > slot.planned_start_ms) break;
            if (other->end_ms() + turnover_ms <= latest || !waits_for(schedule, slot, *other)) continue;
            const std::int64_t gap_ms = slot.planned_start_ms - other->planned_end_ms;
            latest = std::max(latest, other->end_ms() + std::min(turnover_ms, gap_ms));
        }
    if (!slot.part_of.empty() && slot.room.empty())
        for (const Slot* other : schedule.parts_of(slot.part_of))
            if (shares_place(slot, *other) && waits_for(schedule, slot, *other))
                latest = std::max(latest, other->end_ms());
    for (const std::string& person : slot.persons)
        for (const Slot* other : schedule.of_person(person))
            if (waits_for(schedule, slot, *other)) latest = std::max(latest, other->end_ms());
    return latest;
}

std::int64_t expected_start(const Schedule& schedule, const Slot& slot, const RoomRulesOf& rooms) {
    if (slot.actual_start_ms) return *slot.actual_start_ms;
    if (slot.start_is_set && slot.projected_start_ms) return *slot.projected_start_ms;
    if (slot.anchored) return slot.planned_start_ms;
    const RoomRules room = rooms(slot.room);
    if (room.unoperated) return slot.planned_start_ms;
    return latest_before(schedule, slot, room.turnover_ms);
}

}  // namespace

ExpectedTimes expected_times(const Schedule& schedule, const Slot& slot, const RoomRulesOf& rooms) {
    const std::int64_t start_ms = expected_start(schedule, slot, rooms);
    // What may be shortened ends as planned as long as it can; what starts early lasts as long as planned.
    std::int64_t end_ms = start_ms + slot.length_ms();
    if (start_ms > slot.planned_start_ms)
        end_ms = std::clamp(slot.planned_end_ms, start_ms + slot.shortest_ms, start_ms + slot.length_ms());
    if (slot.end_is_said()) {
        end_ms = std::max(*slot.projected_end_ms, start_ms);
    } else {
        for (const Slot* part : schedule.parts_of(slot.id))
            if (!part->gone() && as_public(slot, *part) && whole_around(schedule, *part) != nullptr)
                end_ms = std::max(end_ms, part->end_ms());
    }
    return {start_ms, end_ms};
}

void Ripple::wait(const Slot& slot) {
    if (!slot.gone()) waiting_.insert({slot.planned_start_ms, slot.planned_end_ms, slot.id});
}

// Those that may wait for a Session that is, or was, expected to end at reach_ms.
void Ripple::consider(const Slot& slot, const Schedule::Slots& others, std::int64_t reach_ms) {
    for (const Slot* other : others)
        if (other->id != slot.id && other->planned_start_ms >= slot.planned_end_ms &&
            earliest_start(schedule_, *other) < reach_ms)
            wait(*other);
}

void Ripple::wait_after(const Slot& slot, std::int64_t reach_ms) {
    if (!slot.room.empty()) consider(slot, schedule_.in_room(slot.room), reach_ms + rooms_(slot.room).turnover_ms);
    for (const std::string& person : slot.persons) consider(slot, schedule_.of_person(person), reach_ms);
    for (const Slot* part : schedule_.parts_of(slot.id)) wait(*part);
    if (slot.part_of.empty()) return;
    if (const Slot* whole = schedule_.find(slot.part_of)) wait(*whole);
    if (slot.room.empty()) consider(slot, schedule_.parts_of(slot.part_of), reach_ms);
}

namespace {

// Whether what is within one Session, however deep, may wait for others than within the other.
bool nests_otherwise(const Slot* before, const Slot& after) {
    return before == nullptr || before->part_of != after.part_of || before->audiences != after.audiences ||
           before->planned_start_ms != after.planned_start_ms || before->planned_end_ms != after.planned_end_ms;
}

}  // namespace

void Ripple::wait_within(const Slot& whole) {
    for (const Slot* part : schedule_.parts_of(whole.id)) {
        wait(*part);
        wait_after(*part, part->end_ms());
        wait_within(*part);
    }
}

void Ripple::touched(const Slot* before, const std::string& id) {
    if (before != nullptr) wait_after(*before, before->end_ms());
    const Slot* after = schedule_.find(id);
    if (after == nullptr) return;
    wait(*after);
    wait_after(*after, after->end_ms());
    if (nests_otherwise(before, *after)) wait_within(*after);
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
