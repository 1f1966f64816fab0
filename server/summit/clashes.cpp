#include "server/summit/clashes.h"

#include <algorithm>
#include <set>

#include "server/summit/interpretation_cover.h"
#include "server/summit/settle.h"
#include "server/summit/venue_time.h"

namespace dais::summit {
namespace {

// What takes no time overlaps nothing.
bool overlap(const Slot& one, const Slot& other) {
    return std::max(one.start_ms(), other.start_ms()) < std::min(one.end_ms(), other.end_ms());
}

bool overlap_by_plan(const Slot& one, const Slot& other) {
    return std::max(one.planned_start_ms, other.planned_start_ms) < std::min(one.planned_end_ms, other.planned_end_ms);
}

bool is_formal(v1::SessionKind kind) {
    return kind == v1::SESSION_KIND_PLENARY || kind == v1::SESSION_KIND_MINISTERIAL;
}

bool presides(v1::SessionRole role) {
    return role == v1::SESSION_ROLE_CHAIR || role == v1::SESSION_ROLE_CO_CHAIR || role == v1::SESSION_ROLE_MODERATOR;
}

bool speaks(v1::SessionRole role) {
    return role == v1::SESSION_ROLE_KEYNOTE || role == v1::SESSION_ROLE_SPEAKER || role == v1::SESSION_ROLE_PANELLIST;
}

// Finds the clashes of single Sessions with everything else.
class Finder {
public:
    // interpreted: there are shifts, or were before the Change that this is about.
    Finder(const ChangeBuilder& builder, bool interpreted)
        : builder_(builder), schedule_(builder.schedule()), interpreted_(interpreted) {}

    // By time and place: may change for whatever the ripple moves.
    void by_time(const Slot& slot);
    // By who and what is planned: changes with the plan and the people alone.
    void by_plan(const Slot& slot);

    Clashes found;
    // For how long Sessions are not interpreted that should be, in ms, whether that clashes yet or not.
    std::map<std::string, std::int64_t> uncovered;

private:
    void add(v1::ClashKind kind, bool hard, const Slot& slot, const std::string& other, const std::string& person = {});
    void with_room(const Slot& slot);
    void with_pair(const Slot& slot, const Slot& other, std::int64_t turnover_ms);
    void with_persons(const Slot& slot);
    void with_hours(const Slot& slot);
    void with_shifts(const Slot& slot);
    void with_people(const Slot& slot, const v1::Session& session);
    const ChangeBuilder& builder_;
    const Schedule& schedule_;
    bool interpreted_;
    std::optional<InterpretationCover> cover_;  // looked up once
};

void Finder::add(v1::ClashKind kind, bool hard, const Slot& slot, const std::string& other, const std::string& person) {
    v1::Clash clash;
    clash.set_kind(kind);
    clash.set_hard(hard);
    clash.set_session(slot.id);
    clash.set_other(other);
    clash.set_person(person);
    clash.set_room(slot.room);
    const auto [one, two] = std::minmax(slot.id, other);
    found.emplace(ClashKey(kind, one, two, person), std::move(clash));
}

// One of two that share a room runs into the other, or leaves it no time to be made ready.
void Finder::with_pair(const Slot& slot, const Slot& other, std::int64_t turnover_ms) {
    const Slot& later = planned_before(slot, other) ? other : slot;
    const Slot& earlier = &later == &slot ? other : slot;
    // During a break a room is free for others, unless the break is held in place.
    const bool is_break = slot.kind == v1::SESSION_KIND_BREAK || other.kind == v1::SESSION_KIND_BREAK;
    if (is_break && !later.anchored) return;
    if (overlap(slot, other)) {
        const bool planned = overlap_by_plan(slot, other);
        if (!planned && later.anchored && !later.actual_start_ms) {
            add(v1::CLASH_KIND_ANCHOR, false, earlier, later.id);
        } else {
            add(v1::CLASH_KIND_ROOM_TAKEN, planned, slot, other.id);
        }
        return;
    }
    const bool same_whole = !slot.part_of.empty() && slot.part_of == other.part_of;
    const std::int64_t gap_ms = later.start_ms() - earlier.end_ms();
    if (!is_break && !same_whole && gap_ms >= 0 && gap_ms < turnover_ms && slot.length_ms() > 0 &&
        other.length_ms() > 0)
        add(v1::CLASH_KIND_TURNOVER_TOO_SHORT, false, earlier, later.id);
}

void Finder::with_room(const Slot& slot) {
    if (slot.room.empty()) return;
    const std::int64_t turnover_ms = room_rules(builder_, slot.room).turnover_ms;
    for (const Slot* other : schedule_.in_room(slot.room)) {
        if (other->start_ms() - turnover_ms > slot.end_ms() || other->end_ms() + turnover_ms < slot.start_ms())
            continue;
        const bool over = other->actual_end_ms || other->status == v1::SESSION_STATUS_SUSPENDED;
        if (other->id == slot.id || other->gone() || over || related(schedule_, slot, *other)) continue;
        with_pair(slot, *other, turnover_ms);
    }
}

void Finder::with_persons(const Slot& slot) {
    for (const std::string& person : slot.persons)
        for (const Slot* other : schedule_.of_person(person)) {
            if (other->id == slot.id || other->gone() || !overlap(slot, *other)) continue;
            if (!related(schedule_, slot, *other))
                add(v1::CLASH_KIND_PERSON_IN_TWO_PLACES, false, slot, other->id, person);
        }
}

void Finder::with_hours(const Slot& slot) {
    const Slot* whole = slot.part_of.empty() ? nullptr : schedule_.find(slot.part_of);
    if (whole != nullptr && whole->start_ms() <= slot.start_ms() && slot.end_ms() <= whole->end_ms())
        return;  // its whole answers for it
    const v1::Summit& summit = builder_.summit();
    if (summit.opens_minutes() == 0 && summit.closes_minutes() == 0) return;
    const DayMinute start = day_minute(summit, slot.start_ms());
    const std::int64_t end = minute_of_day(summit, slot.end_ms(), start.day);
    if (start.minute < summit.opens_minutes() || end > summit.closes_minutes() || !sits_on(summit, start.day))
        add(v1::CLASH_KIND_OUTSIDE_HOURS, false, slot, {});
}

// A Session that is not interpreted from its beginning to its end, on a day for which interpreters are planned.
void Finder::with_shifts(const Slot& slot) {
    if (slot.room.empty() || !interpreted_) return;
    if (!cover_) cover_.emplace(builder_);
    const auto session = builder_.get<v1::Session>(v1::KIND_SESSION, slot.id);
    for (const std::string& language : session->interpretation_languages()) {
        const InterpretationCover::Gap gap = cover_->gap(slot, language);
        if (gap.ms > 0) uncovered[slot.id] += gap.ms;
        if (gap.is_clash) add(v1::CLASH_KIND_PAST_INTERPRETATION, false, slot, gap.last_shift);
    }
}

void Finder::by_time(const Slot& slot) {
    if (slot.gone() || slot.actual_end_ms) return;
    with_room(slot);
    with_persons(slot);
    with_hours(slot);
    with_shifts(slot);
}

void Finder::with_people(const Slot& slot, const v1::Session& session) {
    bool chaired = !builder_.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, slot.id)
                        .value_or(v1::SessionProgress())
                        .presiding()
                        .empty();
    for (const v1::Participation& part : session.people()) {
        const auto replaced = builder_.get<v1::Replacement>(
            v1::KIND_REPLACEMENT, slot.id + "@" + part.person() + "@" + std::to_string(static_cast<int>(part.role())));
        const std::string comes = replaced ? replaced->by() : part.person();
        if (comes.empty()) continue;
        chaired = chaired || presides(part.role());
        if (!is_formal(slot.kind) || !speaks(part.role())) continue;
        const auto person = builder_.get<v1::Person>(v1::KIND_PERSON, comes);
        const bool known =
            !part.party().empty() || (replaced && !replaced->party().empty()) || (person && !person->party().empty());
        if (!known) add(v1::CLASH_KIND_UNKNOWN_PARTY, false, slot, {}, comes);
    }
    if (!chaired && slot.part_of.empty() && (is_formal(slot.kind) || slot.kind == v1::SESSION_KIND_PANEL))
        add(v1::CLASH_KIND_MISSING_CHAIR, false, slot, {});
}

void Finder::by_plan(const Slot& slot) {
    if (slot.gone() || slot.actual_end_ms) return;
    const auto session = builder_.get<v1::Session>(v1::KIND_SESSION, slot.id);
    const auto room = slot.room.empty() ? std::nullopt : builder_.get<v1::Room>(v1::KIND_ROOM, slot.room);
    const int places = room ? room->capacity() : 0;
    const int offered = session->capacity() > 0 ? session->capacity() : places;
    if ((offered > 0 && session->expected() > offered) || (places > 0 && session->capacity() > places))
        add(v1::CLASH_KIND_OVER_CAPACITY, false, slot, slot.room);
    with_people(slot, *session);
}

// Whether only the times of a Session are others than before.
bool only_times_moved(const ChangeBuilder& builder, const Slot& after) {
    const Slot* before = builder.before().schedule().find(after.id);
    return before != nullptr && before->room == after.room && before->persons == after.persons &&
           before->gone() == after.gone() && !builder.is_written(v1::KIND_SESSION, after.id) &&
           !builder.is_written(v1::KIND_ROOM, after.room) &&
           std::none_of(after.persons.begin(), after.persons.end(),
                        [&](const std::string& person) { return builder.is_written(v1::KIND_PERSON, person); });
}

bool is_public(const Record* record) { return record != nullptr && record->audiences != kStaffOnly; }

void find_adopted(const ChangeBuilder& builder, Clashes& found) {
    const std::vector<std::string> written = builder.written(v1::KIND_SESSION);
    if (written.empty()) return;
    if (builder.before().summit().programme_status() != v1::PROGRAMME_STATUS_ADOPTED) return;
    for (const std::string& id : written) {
        const bool was = is_public(builder.before().find(v1::KIND_SESSION, id));
        const bool is =
            builder.exists(v1::KIND_SESSION, id) && builder.audiences_of(v1::KIND_SESSION, id) != kStaffOnly;
        if (!was && !is) continue;
        const auto before = builder.before().get<v1::Session>(v1::KIND_SESSION, id);
        const auto after = builder.get<v1::Session>(v1::KIND_SESSION, id);
        const bool same = was && is && before->room() == after->room() &&
                          before->planned().starts_at_ms() == after->planned().starts_at_ms() &&
                          before->planned().ends_at_ms() == after->planned().ends_at_ms();
        if (same) continue;
        v1::Clash clash;
        clash.set_kind(v1::CLASH_KIND_ADOPTED_PROGRAMME);
        clash.set_session(id);
        found.emplace(ClashKey(clash.kind(), "", id, ""), clash);
    }
}

// Whether the summit is open at other times, or on other days, than before.
bool hours_changed(const ChangeBuilder& builder) {
    if (!builder.is_written(v1::KIND_SUMMIT, "m")) return false;
    const auto hours = [](const v1::Summit& summit) {
        v1::Summit only;
        only.set_opens_minutes(summit.opens_minutes());
        only.set_closes_minutes(summit.closes_minutes());
        only.set_day_start_minutes(summit.day_start_minutes());
        *only.mutable_days() = summit.days();
        *only.mutable_offsets() = summit.offsets();
        return only.SerializeAsString();
    };
    return hours(builder.before().summit()) != hours(builder.summit());
}

// Sessions of which something may clash now: those that are others, and those in rooms, with people or interpreters, or
// within hours that are.
std::set<std::string> sessions_to_look_at(const ChangeBuilder& builder) {
    std::set<std::string> ids = builder.schedule().touched();
    if (hours_changed(builder))
        for (const Slot* slot : builder.schedule().all()) ids.insert(slot->id);
    for (const std::string& person : builder.written(v1::KIND_PERSON))
        for (const Slot* slot : builder.schedule().of_person(person)) ids.insert(slot->id);
    std::set<std::string> rooms;
    for (const std::string& id : builder.written(v1::KIND_ROOM)) rooms.insert(id);
    const auto add_room = [&](const std::string& booth) {
        if (const auto was = builder.before().get<v1::Booth>(v1::KIND_BOOTH, booth)) rooms.insert(was->room());
        if (const auto now = builder.get<v1::Booth>(v1::KIND_BOOTH, booth)) rooms.insert(now->room());
    };
    for (const std::string& id : builder.written(v1::KIND_BOOTH)) add_room(id);
    for (const std::string& id : builder.written(v1::KIND_SHIFT)) {
        if (const auto was = builder.before().get<v1::Shift>(v1::KIND_SHIFT, id)) add_room(was->booth());
        if (const auto now = builder.get<v1::Shift>(v1::KIND_SHIFT, id)) add_room(now->booth());
    }
    for (const std::string& room : rooms)
        for (const Slot* slot : builder.schedule().in_room(room)) ids.insert(slot->id);
    return ids;
}

// Whether two were planned in one room at once before, so that this Change is not to blame for it.
bool were_planned_so(const State& before, const v1::Clash& clash) {
    const Slot* one = before.schedule().find(clash.session());
    const Slot* other = before.schedule().find(clash.other());
    return one != nullptr && other != nullptr && !one->gone() && !other->gone() && one->room == other->room &&
           overlap_by_plan(*one, *other);
}

}  // namespace

Clashes new_clashes(const ChangeBuilder& builder) {
    const ChangeBuilder untouched(builder.before(), builder.context());
    const bool interpreted = has_shifts(builder);
    Finder after(builder, interpreted);
    Finder before(untouched, interpreted);
    for (const std::string& id : sessions_to_look_at(builder)) {
        const Slot* slot = builder.schedule().find(id);
        if (slot == nullptr) continue;
        after.by_time(*slot);
        const Slot* was = untouched.schedule().find(id);
        if (was != nullptr) before.by_time(*was);
        if (only_times_moved(builder, *slot)) continue;
        after.by_plan(*slot);
        if (was != nullptr) before.by_plan(*was);
    }
    for (auto& [key, clash] : after.found)
        if (clash.hard() && were_planned_so(builder.before(), clash)) clash.set_hard(false);
    // What is interpreted no less than before is no clash of this Change's.
    std::erase_if(after.found, [&](const auto& found) {
        const v1::Clash& clash = found.second;
        return clash.kind() == v1::CLASH_KIND_PAST_INTERPRETATION &&
               after.uncovered[clash.session()] <= before.uncovered[clash.session()];
    });
    for (const auto& [key, clash] : before.found) {
        if (clash.kind() == v1::CLASH_KIND_PAST_INTERPRETATION) continue;
        const auto still = after.found.find(key);
        if (still != after.found.end() && (clash.hard() || !still->second.hard())) after.found.erase(still);
    }
    find_adopted(builder, after.found);
    return std::move(after.found);
}

bool only_told(const v1::Clash& clash, const ChangeBuilder& builder) {
    switch (clash.kind()) {
        case v1::CLASH_KIND_MISSING_CHAIR:
        case v1::CLASH_KIND_PAST_INTERPRETATION:
        case v1::CLASH_KIND_UNKNOWN_PARTY: return builder.before().find(v1::KIND_SESSION, clash.session()) == nullptr;
        default: return false;
    }
}

bool may_know(const v1::Clash& clash, const ChangeBuilder& builder, v1::Audience audience) {
    const auto sees = [&](const std::string& id) {
        const Record* was = builder.before().find(v1::KIND_SESSION, id);
        return (builder.audiences_of(v1::KIND_SESSION, id) & bit(audience)) != 0 ||
               (was != nullptr && was->visible_to(audience));
    };
    return sees(clash.session()) || (builder.exists(v1::KIND_SESSION, clash.other()) && sees(clash.other()));
}

Clashes all_clashes(const State& state) {
    const Context nobody{};
    const ChangeBuilder builder(state, nobody);
    Finder finder(builder, has_shifts(builder));
    for (const Slot* slot : builder.schedule().all()) {
        finder.by_time(*slot);
        finder.by_plan(*slot);
    }
    return std::move(finder.found);
}

bool is_fact(v1::Command::VerbCase verb) {
    switch (verb) {
        case v1::Command::kStartSession:
        case v1::Command::kPauseSession:
        case v1::Command::kSuspendSession:
        case v1::Command::kResumeSession:
        case v1::Command::kEndSession:
        case v1::Command::kCallSession:
        case v1::Command::kCancelSession:
        case v1::Command::kPostponeSession:
        case v1::Command::kPushOverrun:
        case v1::Command::kImportProgramme: return true;
        default: return false;
    }
}

std::string override_id(const v1::Clash& clash) {
    return clash.session() + "@" + std::to_string(static_cast<int>(clash.kind())) + "@" +
           (clash.other().empty() ? clash.person() : clash.other());
}

void put_override(ChangeBuilder& builder, const v1::Clash& clash, const std::string& reason) {
    v1::Override accepted;
    accepted.set_kind(clash.kind());
    accepted.set_session(clash.session());
    accepted.set_other(clash.other());
    accepted.set_reason(reason);
    accepted.set_by(builder.context().actor.login());
    accepted.set_at_ms(builder.context().now_ms);
    // The reason for taking a Session off an adopted programme outlives it.
    const std::string owner = builder.exists(v1::KIND_SESSION, clash.session()) ? clash.session() : "";
    builder.put(v1::KIND_OVERRIDE, override_id(clash), owner, kStaffOnly, accepted);
}

}  // namespace dais::summit
