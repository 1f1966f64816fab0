// What schedule.xml says in words, as values of ours: kinds of session and languages.
//
// Promises: pure; an unknown word is an honest "other" or "not known". Source: RFC 5646 for languages by their shape
// and ISO 639-1 for two letters; the kinds by what conference systems write in English, German and French.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/session.pb.h"

namespace dais::interchange {

// The kind that a type names; where it names none, what a title that says nothing else names ("Lunch").
v1::SessionKind session_kind(std::string_view type, std::string_view title);
// The word that stands for a kind when written; session_kind() makes the kind of it again.
std::string_view word_for(v1::SessionKind kind);

// The languages that a text names, each once, in order: "de, en" is [de, en]. Words that are no language are put into
// unknown, if given.
std::vector<std::string> languages_of(std::string_view text, std::vector<std::string>* unknown = nullptr);

}  // namespace dais::interchange
