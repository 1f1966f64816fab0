#pragma once

#include <string>
#include <string_view>

namespace dais::web {

// A string as a JSON literal, quotes included.
std::string json_string(std::string_view text);

}  // namespace dais::web
