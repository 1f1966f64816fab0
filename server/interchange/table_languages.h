// Languages in a table: those that words name, and the one in which a short text seems to be written.
//
// Promises: pure; an unknown word is an honest "not known".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dais::interchange {

// The language that a folded word names, as in "fr" or "frances"; empty if none.
std::string language_named(std::string_view word);

// The languages that a cell names, each once, in order; words that are none go into unknown.
std::vector<std::string> languages_named(std::string_view cell, std::vector<std::string>& unknown);

// How much of a text speaks for each language of a list, in its order.
struct LanguageEvidence {
    std::string language;
    int points = 0;
};
// The language with most evidence in the text; no points: none.
LanguageEvidence language_of_text(std::string_view text);

}  // namespace dais::interchange
