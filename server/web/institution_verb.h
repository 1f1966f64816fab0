// What one Change did to the records of institutions and floors, in a word.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/live/past_reader.h"

namespace dais::web {

// Of the steps that a Change shows beside the day's: "sign", "approve", "start turn"; empty if they are of several such
// things, or no word says more than that a record was edited. Nothing: they are of none of these nouns.
std::optional<std::string> institution_verb(const std::vector<const live::Step*>& steps);

// Whether a record is of what happens on a floor, and so follows when the session ends or is interrupted.
bool follows_its_session(v1::Kind kind);

}  // namespace dais::web
