// The bytes of gdpa_2024.txtpb and play.txtpb, as they were when this was built.
#pragma once

#include <string_view>

namespace dais::demo {

std::string_view text();
std::string_view play_text();

}  // namespace dais::demo
