// Times as schedule.xml files write them, which is in more ways than the schema allows.
//
// Promises: pure, nothing thrown, and what is not understood is an empty answer. Does not: know about time zones
// (server/interchange/zone.h) or days that start at four in the morning (server/interchange/schedule_clock.h).
// Source: the schema's dateTimeTZ, start and duration, and what real files have instead.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dais/v1/date.pb.h"
#include "server/interchange/zone.h"

namespace dais::interchange {

// "2026-03-29T10:00:00+02:00", also with a blank for the T, without seconds, with fractions, "Z", "+0200", "+02".
struct WrittenTime {
    CivilTime local;
    std::optional<int> offset_seconds;  // absent: none was written
    bool has_time = true;               // false: a date alone

    // Of a time with an offset.
    std::int64_t utc_ms() const { return civil_to_ms(local) - std::int64_t{1000} * offset_seconds.value_or(0); }
};
std::optional<WrittenTime> parse_time(std::string_view text);

// "09:30", "9:30", "09:30:00": minutes after midnight, 0 to 1439.
std::optional<int> parse_clock(std::string_view text);

// How long: "HH:MM", "H:MM" with any number of minutes, "HH:MM:SS" or "D:HH:MM".
struct WrittenDuration {
    std::int64_t ms = 0;
    std::string mended;  // how it was read if it was not plain HH:MM; empty otherwise
};
std::optional<WrittenDuration> parse_duration(std::string_view text);

v1::Date date_of(const CivilTime& civil);
CivilTime midnight_of(const v1::Date& date);
// "2026-03-29", "10:05" and "+02:00".
std::string written_date(const CivilTime& civil);
std::string written_clock(const CivilTime& civil);
std::string written_offset(int seconds);

}  // namespace dais::interchange
