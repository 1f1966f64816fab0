// Names for records (decision D13): short on the wire, never reused, and nobody can count by them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dais/v1/change.pb.h"

namespace dais::summit {

// The kind's letter and 4 base-32 digits of a keyed permutation of the counter (5 digits from 2^20 on, 6 from 2^25 on).
// The same secret never gives two counters the same id. counter < 2^30.
std::string identifier(v1::Kind kind, std::uint64_t counter, std::string_view secret);

// The kind that an id's letter tells; KIND_UNSPECIFIED for another.
v1::Kind kind_of_id(std::string_view id);

// The uuid5 of a record within our own namespace: the same for ever, and no source of guesses.
std::string guid(std::string_view log, std::string_view id);

}  // namespace dais::summit
