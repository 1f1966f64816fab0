// Time zones: what a venue's clock shows at an instant and back, from the system's IANA database (tzdata, RFC 6557).
//
// Promises: any thread may call; nothing is thrown: a zone that the database does not know, or a database that is not
// there, is an empty answer. Does not: guess a zone from a place, read abbreviations ("CET" is taken only where the
// database has it as a name), or follow a tzdata update before the next start.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/summit.pb.h"

namespace dais::interchange {

// A wall clock's reading. Fields are taken as they are: check dates with is_date() first.
struct CivilTime {
    int year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;

    bool operator==(const CivilTime&) const = default;
};

// How a wall clock's reading became an instant.
enum class Reading {
    kExact,
    kGap,   // the clock never showed it; counted on from before the jump, so 02:30 becomes what 03:30 is afterwards
    kFold,  // the clock showed it twice; the first time is taken
};

struct Instant {
    std::int64_t utc_ms = 0;
    Reading how = Reading::kExact;
};

bool is_zone(std::string_view name);

// The offset in force at from_ms, said to hold since then, and every change of it before to_ms. Unknown zone: nothing.
std::optional<std::vector<v1::ZoneOffset>> zone_offsets(std::string_view zone, std::int64_t from_ms,
                                                        std::int64_t to_ms);

std::optional<Instant> local_to_utc(std::string_view zone, const CivilTime& local);
std::optional<CivilTime> utc_to_local(std::string_view zone, std::int64_t utc_ms);
std::optional<int> offset_seconds(std::string_view zone, std::int64_t utc_ms);

// A zone that has always this offset today, as in "Etc/GMT+1" for −3600, or nothing if there is none of that kind.
std::optional<std::string> fixed_zone(int seconds);

// A day that is in the Gregorian calendar, 1970 to 2099.
bool is_date(int year, int month, int day);
// The reading as if it were UTC, and back: plain calendar arithmetic.
std::int64_t civil_to_ms(const CivilTime& civil);
CivilTime ms_to_civil(std::int64_t ms);

}  // namespace dais::interchange
