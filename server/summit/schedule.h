// The sessions as times and places: what the rules of the day, projected times and clashes are worked out from.
//
// Derived from Session and SessionProgress, and kept beside a State as its Changes are applied. A Schedule may lie over
// another: it then holds what a Change in the making alters. Copying is cheap; a copy handed to another thread is
// immutable. Pointers to Slots hold until the next put or remove.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/change.pb.h"
#include "dais/v1/session.pb.h"
#include "server/summit/audience.h"

namespace dais::summit {

// One Session: when, where and who, as planned and as things stand. Instants in UTC ms.
struct Slot {
    std::string id;
    std::string part_of;
    std::string planned_room;
    std::string room;  // where it is held now; empty for none
    v1::SessionKind kind = v1::SESSION_KIND_UNSPECIFIED;
    v1::SessionStatus status = v1::SESSION_STATUS_SCHEDULED;
    AudienceSet audiences = 0;
    std::int64_t planned_start_ms = 0;
    std::int64_t planned_end_ms = 0;
    std::optional<std::int64_t> actual_start_ms;
    std::optional<std::int64_t> actual_end_ms;
    std::optional<std::int64_t> projected_start_ms;
    std::optional<std::int64_t> projected_end_ms;
    bool start_is_set = false;
    bool end_is_set = false;
    bool end_is_least = false;
    bool anchored = false;
    std::int64_t shortest_ms = 0;      // what it may shrink to
    std::vector<std::string> persons;  // who must be there today, sorted
    std::string presiding;             // who presides instead of whom the plan names

    std::int64_t length_ms() const { return planned_end_ms - planned_start_ms; }
    // As things stand: actual, else projected, else planned.
    std::int64_t start_ms() const;
    std::int64_t end_ms() const;
    // Somebody, or the clock, has said the expected end.
    bool end_is_said() const { return (end_is_set || end_is_least) && projected_end_ms; }
    // Cancelled or postponed: it takes no time and no room.
    bool gone() const;

    bool operator==(const Slot&) const = default;
};

Slot slot_of(const std::string& id, const v1::Session& session, const v1::SessionProgress& progress,
             const std::vector<v1::Replacement>& replacements, AudienceSet audiences);

// The Slot of the same plan after other progress; nothing where that is not enough to tell.
std::optional<Slot> with_progress(const Slot& held, const v1::SessionProgress& progress);

// Whether records of this kind make up Slots.
constexpr bool is_scheduled(v1::Kind kind) {
    return kind == v1::KIND_SESSION || kind == v1::KIND_SESSION_PROGRESS || kind == v1::KIND_REPLACEMENT;
}

class Schedule {
public:
    using Slots = std::vector<const Slot*>;

    Schedule() = default;
    // Over another, which must outlive it and not change meanwhile.
    explicit Schedule(const Schedule& under, std::nullptr_t) : under_(&under) {}
    Schedule(const Schedule& other);
    Schedule& operator=(const Schedule& other);
    Schedule(Schedule&&) = default;
    Schedule& operator=(Schedule&&) = default;
    ~Schedule() = default;

    void put(Slot slot);
    void remove(const std::string& id);

    // nullptr if there is none.
    const Slot* find(std::string_view id) const;
    // Held in a room now, in the order of the plan.
    Slots in_room(std::string_view room) const;
    Slots of_person(std::string_view person) const;
    // The parts of a Session, in the order of the plan.
    Slots parts_of(std::string_view id) const;
    Slots all() const;
    // Running or paused.
    Slots on() const;
    // Ids put or removed here, not in what lies under.
    std::set<std::string> touched() const;

private:
    using SlotPtr = std::shared_ptr<const Slot>;
    using Index = std::map<std::string, std::vector<SlotPtr>, std::less<>>;
    struct Data {
        std::map<std::string, SlotPtr, std::less<>> slots;  // nullptr: removed
        Index rooms;
        Index persons;
        Index parts;
        std::map<std::string, SlotPtr, std::less<>> on;
        std::vector<const Slot*> hidden;  // what lies under and is put or removed here, by address
    };
    Data& writable();
    // The place of a Slot that is put or removed; from now on what lies under it is hidden.
    SlotPtr& place(Data& data, const std::string& id);
    static void take_out(Data& data, const SlotPtr& slot);
    static const std::vector<SlotPtr>* list(const Index& index, std::string_view key);
    Slots merged(Slots below, const std::vector<SlotPtr>* here) const;

    const Schedule* under_ = nullptr;
    std::shared_ptr<Data> data_ = std::make_shared<Data>();
    // Nobody else has this data; see State.
    mutable bool ours_ = true;
};

// The order of the plan: by planned start, planned end, id.
bool planned_before(const Slot& one, const Slot& other);

// Whether a Session is neither a part of itself nor within, or around, parts deeper than is allowed.
bool is_nested_well(const Schedule& schedule, const std::string& session);

// Whether one is a part of the other, however deep.
bool related(const Schedule& schedule, const Slot& one, const Slot& other);

}  // namespace dais::summit
