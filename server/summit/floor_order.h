// In which order speakers are called who wait: by precedence, and within a rank by turns. Pure.
#pragma once

#include <string>
#include <vector>

#include "server/summit/change_builder.h"
#include "server/summit/floor_list.h"

namespace dais::summit {

// Ids of the statements that wait, in the order of the floor's rules: the highest rank first; within it statements on
// behalf of groups, if they come first; then by one after the other whoever has the fewest turns behind them, first by
// the first rule. A turn of this session counts once it has begun. Whoever asked first is first otherwise.
std::vector<std::string> ordered_by_rules(const ChangeBuilder& builder, const v1::Floor& floor,
                                          const std::vector<Asked>& asked);

}  // namespace dais::summit
