// What every Change ends with: the projected times of all Sessions that its commands moved, however far (D17).
#pragma once

#include "server/summit/change_builder.h"
#include "server/summit/projected_times.h"

namespace dais::summit {

RoomRules room_rules(const ChangeBuilder& builder, const std::string& room);

// When a Session is expected to start, given when all others are.
std::int64_t expected_start_ms(const ChangeBuilder& builder, const std::string& session);

// Puts the progress of every Session that is now expected at another time. Commands say what somebody said or what
// happened; all that follows from it is worked out here.
void settle_times(ChangeBuilder& builder);

}  // namespace dais::summit
