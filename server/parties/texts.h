// The bytes of states.txtpb and organisations.txtpb, as they were when this was built.
#pragma once

#include <string_view>

namespace dais::parties {

std::string_view states_text();
std::string_view organisations_text();

}  // namespace dais::parties
