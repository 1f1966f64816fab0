// Text as it is looked up by: what a keyboard types and what a typesetter prints are the same word. Pure.
#pragma once

#include <string>
#include <string_view>

namespace dais::client {

// Cases, accents, ligatures, kinds of apostrophe, quotation mark, hyphen and space are alike; soft hyphens, marks of
// direction, Arabic vowels and what surrounds the words are left out. Letters of Latin, Greek, Cyrillic and Arabic are
// known; others, and what is no UTF-8, are taken as they are.
std::string folded(std::string_view text);

}  // namespace dais::client
