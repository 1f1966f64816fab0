// The arrows of ARCHITECTURE.md's Layers, as rules over paths, include lines and names.
//
// Each function takes paths relative to the repository's root, with '/', and returns one sentence per breach; none
// means clean. They read no files themselves, so that the tests can hand them wrong ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dais::layering {

// What is wrong with the includes, and with the clocks and dice, of this C++ file.
std::vector<std::string> breaches(std::string_view path, std::string_view text);

// What is wrong with the name of this file or folder: it says what kind of drawer it is, not what is in it.
std::vector<std::string> vague_names(std::string_view path);

}  // namespace dais::layering
