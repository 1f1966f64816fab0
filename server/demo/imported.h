// What the programme of the demo calls its records.
#pragma once

#include <string>
#include <string_view>

#include "server/summit/state.h"

namespace dais::demo {

// The id of the record of a kind that is called so; empty: there is no such record any more.
std::string imported(const summit::State& state, v1::Kind kind, std::string_view external_id);

}  // namespace dais::demo
