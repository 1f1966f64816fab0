// A Seat at a moment: whether its term has begun and not ended, and who acts for it. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dais/v1/body.pb.h"
#include "dais/v1/summit.pb.h"

namespace dais::summit {

// From begins_ms up to, not including, ends_ms.
struct Term {
    std::int64_t begins_ms = INT64_MIN;
    std::int64_t ends_ms = INT64_MAX;

    bool holds(std::int64_t at_ms) const { return begins_ms <= at_ms && at_ms < ends_ms; }
};

// Its days are those of the place where the summit sits.
Term term_of(const v1::Seat& seat, const v1::Summit& summit);

// Whether it is a chair's or a co-chair's.
bool is_chairs(const v1::Seat& seat);

// Ids of the Persons who act for it: whoever holds it, or acts for the Party that does. Without one it is not filled.
std::vector<std::string> acting_for(const v1::Seat& seat);

}  // namespace dais::summit
