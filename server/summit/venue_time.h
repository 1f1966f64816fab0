// Local time at the venue, by the offsets that a Summit carries (decision D16). Pure; knows no zone database.
#pragma once

#include <cstdint>
#include <string>

#include "dais/v1/summit.pb.h"

namespace dais::summit {

// UTC ms + this = local ms.
std::int64_t offset_ms(const v1::Summit& summit, std::int64_t at_ms);

// A day as the number of days since 1970; whether it is one that the calendar has.
std::int64_t days_since_1970(const v1::Date& date);
bool is_day(const v1::Date& date);

// "10:40".
std::string hh_mm(const v1::Summit& summit, std::int64_t at_ms);

// A day of the programme: which one, as days since 1970, and how many minutes after its midnight; what begins before
// the day starts is 24:00 and more of the day before.
struct DayMinute {
    std::int64_t day = 0;
    std::int64_t minute = 0;
};
DayMinute day_minute(const v1::Summit& summit, std::int64_t at_ms);

// How many minutes after midnight of a day the clocks show, counted on over the next midnight.
std::int64_t minute_of_day(const v1::Summit& summit, std::int64_t at_ms, std::int64_t day);

// Whether the summit sits on that day; any day if it names none.
bool sits_on(const v1::Summit& summit, std::int64_t day);

}  // namespace dais::summit
