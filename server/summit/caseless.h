// Words that differ in nothing but the case of their letters are one word to people. Pure.
#pragma once

#include <string>
#include <string_view>

namespace dais::summit {

// UTF-8 text in small letters: those of Latin, Greek and Cyrillic are known, whatever else there is stays as it is.
std::string caseless(std::string_view text);

}  // namespace dais::summit
