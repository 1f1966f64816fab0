// What every Change ends with: what stands beside a plan still has a place there, the projected times of all Sessions
// that its commands moved, however far, follow (D17), and nobody speaks in a Session that does not run.
#pragma once

#include "server/summit/change_builder.h"
#include "server/summit/projected_times.h"

namespace dais::summit {

RoomRules room_rules(const ChangeBuilder& builder, const std::string& room);

// Whether a Session's plan names the person whose part somebody takes, in that role.
bool is_planned(const v1::Session& session, const v1::Replacement& replacement);

// When a Session is expected to start, given when all others are.
std::int64_t expected_start_ms(const ChangeBuilder& builder, const std::string& session);

// Forgets what was said of Sessions where their plan, as it is by now, has no place for it: somebody
// who takes the part of a person whom it no longer names, a move to the room in which it is now planned, an end that
// the clock pushed on. Then puts the progress of every Session that is now expected at another time. Commands say what
// somebody said or what happened; all that follows from it is worked out here, and on their floors.
void settle(ChangeBuilder& builder);

}  // namespace dais::summit
