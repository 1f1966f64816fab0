// Characters of UTF-8 text one by one, and text as headers and names are compared: without case, marks and signs.
//
// Promises: pure; broken UTF-8 reads as U+FFFD, never beyond the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dais::interchange {

// The character at this place, which moves on to the next.
std::uint32_t next_character(std::string_view text, std::size_t& at);
std::string utf8(std::uint32_t character);

// Lower-case words separated by single blanks: Latin letters lose their marks, Arabic ones their vowels and the forms
// of alef, digits become those of ASCII; other letters stay; all else separates words.
std::string folded(std::string_view text);

// A digit of ASCII, Arabic or Persian writing as its value; -1 if it is none.
int digit_value(std::uint32_t character);

}  // namespace dais::interchange
