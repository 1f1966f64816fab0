// A session's floor as everybody works it out from its records: who speaks, who waits and in which order, how long each
// may speak and when that is likely to begin, and who has spoken how long. No Change tells any of it, for it follows
// from what a reader holds and the log's clock.
//
// The same in the browser (clients/web/sdk/src/floor.ts), by the examples of tests/golden/floor.json. Pure; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/floor.pb.h"

namespace dais::summit {

// A request and what came of it.
struct Asked {
    std::string id;  // "session@number"
    v1::SpeakerRequest request;
    std::optional<v1::Turn> turn;  // none: it has not begun
};

// "s1ab@12" is 12; 0 if it is none.
int number_of(std::string_view request_id);

// Ids of requests. Each is in one of them.
struct FloorList {
    std::vector<std::string> speaking;  // who has the floor; behind it, whom that interrupts
    std::vector<std::string> waiting;   // points of order, then statements, then replies; each as placed
    std::vector<std::string> spoken;    // in the order in which they began
    std::vector<std::string> absent;    // withdrawn or skipped
};
FloorList floor_list(const std::vector<Asked>& asked);

// How long a turn has taken; while it runs, up to now.
std::int64_t spoken_ms(const v1::Turn& turn, std::int64_t now_ms);
// What is left of it: less than 0 once it is longer than allotted; nothing if it is not limited.
std::optional<std::int64_t> left_ms(const v1::Turn& turn, std::int64_t now_ms);

// By Party, how long it has spoken in statements of its own: of a joint one each has an equal part, of one on behalf
// of a group nobody has any. Nor do replies and points of order count.
std::map<std::string, std::int64_t> spoken_by_party(const std::vector<Asked>& asked, std::int64_t now_ms);

// How many seconds a request that waits would be given: 0 if it is not limited; nothing if there is none left in a
// budget. spoken: as of spoken_by_party.
std::optional<int> allotment_seconds(const v1::Floor& floor, const std::vector<Asked>& asked, const Asked& one,
                                     const std::map<std::string, std::int64_t>& spoken);

// When a request that waits is likely to have the floor, if each before it takes what it is given.
struct ExpectedTurn {
    std::string id;
    std::int64_t starts_at_ms = 0;
    std::optional<int> seconds;  // as of allotment_seconds
};
// In the order of the list. from_ms: when the floor is, or will be, free to begin with them if nobody speaks.
std::vector<ExpectedTurn> expected_turns(const v1::Floor& floor, const std::vector<Asked>& asked, std::int64_t now_ms,
                                         std::int64_t from_ms);

}  // namespace dais::summit
