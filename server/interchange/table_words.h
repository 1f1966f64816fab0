// What cells say in words, in five languages, as values of ours: roles, kinds, languages, states; and the language in
// which a short text seems to be written.
//
// Promises: pure; an unknown word is an honest "not known". Does not: understand inflection beyond what is listed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/session.pb.h"

namespace dais::interchange {

// The role that a word names, as in "Modératrice"; unspecified if none.
v1::SessionRole role_of(std::string_view word);
// The word that stands for it when written; role_of() makes the role of it again.
std::string_view word_for(v1::SessionRole role);

// The kind that a cell names, else what the title names at its beginning; unspecified if neither does.
v1::SessionKind kind_of(std::string_view cell, std::string_view title);

// The languages that a cell names, each once, in order; words that are none go into unknown.
std::vector<std::string> languages_named(std::string_view cell, std::vector<std::string>& unknown);

enum class StatusWord { kNone, kHeld, kCancelled, kUnpublished, kUnknown };
StatusWord status_of(std::string_view cell);

// How much of a text speaks for each language of a list, in its order.
struct LanguageEvidence {
    std::string language;
    int points = 0;
};
// The language with most evidence in the text; no points: none.
LanguageEvidence language_of_text(std::string_view text);

}  // namespace dais::interchange
