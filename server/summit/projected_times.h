// Projected times (decision D17): when Sessions are now expected, worked out from what somebody said and what happened.
//
// A pure function of the schedule, without memory: each Session starts when planned unless somebody set its start, or
// what it waits for ends later. It waits for whatever was planned before it in its room, or with one of its persons,
// but not for what was set to start hours later and so has lost its turn (limits.h). Gaps in the plan absorb delay down
// to the room's turnover, breaks and other sessions that may be shortened give way; an anchored start stays, and so
// does a room that nobody operates. What is planned within a whole starts no earlier than it, or as much earlier as it
// does; a whole ends no earlier than what is planned within it, unless somebody, or the clock, has said its end. What
// readers cannot see moves nothing that they can see. Nothing else starts earlier than planned by itself.
//
// It has one solution, whatever the order in which things are said: a time depends only on what is planned earlier, or
// on the whole that it is planned within.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "server/summit/schedule.h"

namespace dais::summit {

// What projected times need to know of a Room.
struct RoomRules {
    bool unoperated = false;
    std::int64_t turnover_ms = 0;
};

struct ExpectedTimes {
    std::int64_t start_ms = 0;
    std::int64_t end_ms = 0;

    bool operator==(const ExpectedTimes&) const = default;
};

using RoomRulesOf = std::function<RoomRules(const std::string& room)>;

// When one Session is expected, given when all others are. Neither for what is gone nor for what has ended.
ExpectedTimes expected_times(const Schedule& schedule, const Slot& slot, const RoomRulesOf& rooms);

// Follows a change from Session to Session until nothing moves any more.
class Ripple {
public:
    // set: told that a Session's expected times are others now; it must put a Slot that says so into the schedule.
    Ripple(const Schedule& schedule, RoomRulesOf rooms, std::function<void(const Slot&, ExpectedTimes)> set)
        : schedule_(schedule), rooms_(std::move(rooms)), set_(std::move(set)) {}

    // A Session is another than before (nullptr: there was none).
    void touched(const Slot* before, const std::string& id);
    // Moves everything that moves with what was touched.
    void run();

private:
    struct Place {
        std::int64_t start_ms = 0;
        std::int64_t end_ms = 0;
        std::string id;
        bool operator<(const Place& other) const {
            return std::tie(start_ms, end_ms, id) < std::tie(other.start_ms, other.end_ms, other.id);
        }
    };
    void wait(const Slot& slot);
    void consider(const Slot& slot, const Schedule::Slots& others, std::int64_t reach_ms);
    void wait_after(const Slot& slot, std::int64_t reach_ms);
    // All within a Session, however deep, and whatever may wait for them.
    void wait_within(const Slot& whole);

    const Schedule& schedule_;
    RoomRulesOf rooms_;
    std::function<void(const Slot&, ExpectedTimes)> set_;
    std::set<Place> waiting_;  // to be looked at, in the order of the plan
};

}  // namespace dais::summit
