#include "server/summit/schedule.h"

#include <algorithm>
#include <tuple>

#include "server/summit/limits.h"

namespace dais::summit {
namespace {

std::optional<std::int64_t> optional_ms(bool has, std::int64_t value) {
    return has ? std::optional<std::int64_t>(value) : std::nullopt;
}

std::int64_t shortest_ms(const v1::Session& session, std::int64_t length_ms) {
    if (session.shortest_minutes() > 0) return std::min<std::int64_t>(session.shortest_minutes() * 60'000LL, length_ms);
    return session.kind() == v1::SESSION_KIND_BREAK ? length_ms / 2 : length_ms;
}

std::vector<std::string> persons_today(const v1::Session& session, const v1::SessionProgress& progress,
                                       const std::vector<v1::Replacement>& replacements) {
    std::vector<std::string> persons;
    for (const v1::Participation& part : session.people()) {
        const auto replaced = std::find_if(replacements.begin(), replacements.end(), [&](const v1::Replacement& one) {
            return one.person() == part.person() && one.role() == part.role();
        });
        if (replaced == replacements.end()) {
            persons.push_back(part.person());
        } else if (!replaced->by().empty()) {
            persons.push_back(replaced->by());
        }
    }
    if (!progress.presiding().empty()) persons.push_back(progress.presiding());
    std::sort(persons.begin(), persons.end());
    persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
    return persons;
}

}  // namespace

std::int64_t Slot::start_ms() const { return actual_start_ms.value_or(projected_start_ms.value_or(planned_start_ms)); }

std::int64_t Slot::end_ms() const {
    return std::max(start_ms(), actual_end_ms.value_or(projected_end_ms.value_or(planned_end_ms)));
}

bool Slot::gone() const { return status == v1::SESSION_STATUS_CANCELLED || status == v1::SESSION_STATUS_POSTPONED; }

namespace {

// All of its progress but who presides, which is among the persons.
void set_progress(Slot& slot, const v1::SessionProgress& progress) {
    slot.room = progress.room().empty() ? slot.planned_room : progress.room();
    slot.status =
        progress.status() == v1::SESSION_STATUS_UNSPECIFIED ? v1::SESSION_STATUS_SCHEDULED : progress.status();
    slot.actual_start_ms = optional_ms(progress.has_actual_start_ms(), progress.actual_start_ms());
    slot.actual_end_ms = optional_ms(progress.has_actual_end_ms(), progress.actual_end_ms());
    slot.projected_start_ms = optional_ms(progress.has_projected_start_ms(), progress.projected_start_ms());
    slot.projected_end_ms = optional_ms(progress.has_projected_end_ms(), progress.projected_end_ms());
    slot.start_is_set = progress.start_is_set();
    slot.end_is_set = progress.end_is_set();
    slot.end_is_least = progress.end_is_least();
}

}  // namespace

Slot slot_of(const std::string& id, const v1::Session& session, const v1::SessionProgress& progress,
             const std::vector<v1::Replacement>& replacements, AudienceSet audiences) {
    Slot slot;
    slot.id = id;
    slot.part_of = session.part_of();
    slot.planned_room = session.room();
    slot.kind = session.kind();
    slot.audiences = audiences;
    slot.planned_start_ms = session.planned().starts_at_ms();
    slot.planned_end_ms = session.planned().ends_at_ms();
    slot.anchored = session.anchor().kind() != v1::ANCHOR_KIND_UNSPECIFIED;
    slot.shortest_ms = shortest_ms(session, slot.length_ms());
    slot.persons = persons_today(session, progress, replacements);
    slot.presiding = progress.presiding();
    set_progress(slot, progress);
    return slot;
}

std::optional<Slot> with_progress(const Slot& held, const v1::SessionProgress& progress) {
    if (held.presiding != progress.presiding()) return std::nullopt;
    Slot slot = held;
    set_progress(slot, progress);
    return slot;
}

bool planned_before(const Slot& one, const Slot& other) {
    return std::tie(one.planned_start_ms, one.planned_end_ms, one.id) <
           std::tie(other.planned_start_ms, other.planned_end_ms, other.id);
}

namespace {

// How deep the parts within a Session go, counted no further than matters.
int depth_of_parts(const Schedule& schedule, const std::string& session, int no_further) {
    int deepest = 0;
    if (no_further > 0)
        for (const Slot* part : schedule.parts_of(session))
            deepest = std::max(deepest, 1 + depth_of_parts(schedule, part->id, no_further - 1));
    return deepest;
}

}  // namespace

bool is_nested_well(const Schedule& schedule, const std::string& session) {
    int wholes = 0;
    const Slot* up = schedule.find(session);
    while (up != nullptr && !up->part_of.empty()) {
        if (up->part_of == session || ++wholes > kPartDepthMax) return false;
        up = schedule.find(up->part_of);
    }
    return wholes + depth_of_parts(schedule, session, kPartDepthMax + 1) <= kPartDepthMax;
}

bool related(const Schedule& schedule, const Slot& one, const Slot& other) {
    const auto is_within = [&](const Slot& part, const Slot& whole) {
        const Slot* up = &part;
        for (int depth = 0; up != nullptr && depth < kPartDepthMax; ++depth) {
            if (up->part_of.empty()) return false;
            if (up->part_of == whole.id) return true;
            up = schedule.find(up->part_of);
        }
        return false;
    };
    return is_within(one, other) || is_within(other, one);
}

Schedule::Schedule(const Schedule& other) : under_(other.under_), data_(other.data_), ours_(false) {
    other.ours_ = false;
}

Schedule& Schedule::operator=(const Schedule& other) { return *this = Schedule(other); }

Schedule::Data& Schedule::writable() {
    if (!ours_) {
        data_ = std::make_shared<Data>(*data_);
        ours_ = true;
    }
    return *data_;
}

const std::vector<Schedule::SlotPtr>* Schedule::list(const Index& index, std::string_view key) {
    const auto found = index.find(key);
    return found == index.end() ? nullptr : &found->second;
}

void Schedule::take_out(Data& data, const SlotPtr& slot) {
    const auto drop = [&](Index& index, const std::string& key) {
        const auto found = index.find(key);
        if (found == index.end()) return;
        std::erase(found->second, slot);
        if (found->second.empty()) index.erase(found);
    };
    drop(data.rooms, slot->room);
    drop(data.parts, slot->part_of);
    for (const std::string& person : slot->persons) drop(data.persons, person);
    data.on.erase(slot->id);
}

Schedule::SlotPtr& Schedule::place(Data& data, const std::string& id) {
    const auto [at, is_new] = data.slots.try_emplace(id);
    const Slot* below = is_new && under_ != nullptr ? under_->find(id) : nullptr;
    if (below != nullptr)
        data.hidden.insert(std::upper_bound(data.hidden.begin(), data.hidden.end(), below, std::less<>()), below);
    return at->second;
}

void Schedule::put(Slot slot) {
    Data& data = writable();
    SlotPtr& held = place(data, slot.id);
    if (held) take_out(data, held);
    held = std::make_shared<const Slot>(std::move(slot));
    const auto add = [&](Index& index, const std::string& key) {
        std::vector<SlotPtr>& slots = index[key];
        const auto at =
            std::upper_bound(slots.begin(), slots.end(), held,
                             [](const SlotPtr& one, const SlotPtr& other) { return planned_before(*one, *other); });
        slots.insert(at, held);
    };
    if (!held->room.empty()) add(data.rooms, held->room);
    if (!held->part_of.empty()) add(data.parts, held->part_of);
    for (const std::string& person : held->persons) add(data.persons, person);
    if (held->status == v1::SESSION_STATUS_RUNNING || held->status == v1::SESSION_STATUS_PAUSED)
        data.on[held->id] = held;
}

void Schedule::remove(const std::string& id) {
    Data& data = writable();
    SlotPtr& held = place(data, id);
    if (held) take_out(data, held);
    if (under_ == nullptr) {
        data.slots.erase(id);
    } else {
        held = nullptr;
    }
}

const Slot* Schedule::find(std::string_view id) const {
    if (const auto held = data_->slots.find(id); held != data_->slots.end()) return held->second.get();
    return under_ == nullptr ? nullptr : under_->find(id);
}

// What lies under, without what was touched here, and what is here.
Schedule::Slots Schedule::merged(Slots below, const std::vector<SlotPtr>* here) const {
    const std::vector<const Slot*>& hidden = data_->hidden;
    std::erase_if(
        below, [&](const Slot* slot) { return std::binary_search(hidden.begin(), hidden.end(), slot, std::less<>()); });
    if (here == nullptr) return below;
    const auto middle = static_cast<std::ptrdiff_t>(below.size());
    for (const SlotPtr& slot : *here) below.push_back(slot.get());
    std::inplace_merge(below.begin(), below.begin() + middle, below.end(),
                       [](const Slot* one, const Slot* other) { return planned_before(*one, *other); });
    return below;
}

Schedule::Slots Schedule::in_room(std::string_view room) const {
    return merged(under_ == nullptr ? Slots() : under_->in_room(room), list(data_->rooms, room));
}

Schedule::Slots Schedule::of_person(std::string_view person) const {
    return merged(under_ == nullptr ? Slots() : under_->of_person(person), list(data_->persons, person));
}

Schedule::Slots Schedule::parts_of(std::string_view id) const {
    return merged(under_ == nullptr ? Slots() : under_->parts_of(id), list(data_->parts, id));
}

Schedule::Slots Schedule::all() const {
    std::vector<SlotPtr> here;
    for (const auto& [id, slot] : data_->slots)
        if (slot) here.push_back(slot);
    std::sort(here.begin(), here.end(),
              [](const auto& one, const auto& other) { return planned_before(*one, *other); });
    return merged(under_ == nullptr ? Slots() : under_->all(), &here);
}

Schedule::Slots Schedule::on() const {
    std::vector<SlotPtr> here;
    for (const auto& [id, slot] : data_->on) here.push_back(slot);
    std::sort(here.begin(), here.end(),
              [](const auto& one, const auto& other) { return planned_before(*one, *other); });
    return merged(under_ == nullptr ? Slots() : under_->on(), &here);
}

std::set<std::string> Schedule::touched() const {
    std::set<std::string> ids;
    for (const auto& [id, slot] : data_->slots) ids.insert(id);
    return ids;
}

}  // namespace dais::summit
