// Which programme the sessions of a log were imported from.
#pragma once

#include <string>

#include "clients/cpp/place.h"

namespace dais::client {

// What is wrong with importing this source into the log, in a sentence: it has sessions of other sources, and so they
// are there twice. Empty if nothing is; nothing is known of a log that is not there yet, or to those who are not staff.
std::string other_source(const Place& place, const std::string& source);

}  // namespace dais::client
