// Words in Markdown. Pure.
#pragma once

#include <string>

namespace dais::client {

// For a line of Markdown: a name shall not become a heading, a link or another cell.
std::string markdown(const std::string& words);

}  // namespace dais::client
