// From command to screen: an organiser announces something fifty times a second, a thousand screens look on.
//
// Both ends on this machine, the database on its disk. Throws std::runtime_error if a change does not come to all.
#pragma once

#include <string>

namespace dais::bench {

// A table in Markdown: until a typical and the last screen, and where the time goes in the server.
std::string command_to_screen(bool quick);

}  // namespace dais::bench
