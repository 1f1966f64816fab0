// What cells say in words, in five languages, as values of ours: roles, kinds, states, numbers of things.
//
// Promises: pure; an unknown word is an honest "not known". Does not: understand inflection beyond what is listed.
#pragma once

#include <optional>
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

enum class StatusWord { kNone, kHeld, kCancelled, kUnpublished, kUnknown };
StatusWord status_of(std::string_view cell);

// "120", "1 200 places": a number of things; nothing if the cell does not begin with one.
std::optional<int> count_in(std::string_view cell);

}  // namespace dais::interchange
