// The clock on the venue's wall: what it shows at an instant, and which instant somebody means by it. By the offsets
// that the Summit carries (decision D16). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dais/v1/summit.pb.h"

namespace dais::web {

// An instant, or a sentence on why there is none and what to write instead.
struct Instant {
    std::int64_t at_ms = 0;
    std::string problem;
};

// "2024-09-12T14:05", with seconds if one likes, a blank for the T, and with an offset ("Z", "+02:00") of another clock
// than the venue's. As "+" in a query is a blank, a blank before an offset is a plus.
Instant parse_instant(const v1::Summit& summit, std::string_view text);

// "2024-09-12T14:05:00+02:00".
std::string local_iso(const v1::Summit& summit, std::int64_t at_ms);
// "2024-09-12T14:05".
std::string local_minute(const v1::Summit& summit, std::int64_t at_ms);

}  // namespace dais::web
