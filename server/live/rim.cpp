#include "server/live/rim.h"

#include <sodium.h>

#include <chrono>

#include "server/interchange/zone.h"
#include "server/summit/hash.h"

namespace dais::live {
namespace {

// Days since 1970-01-01 of a date of the Gregorian calendar (H. Hinnant, days_from_civil).
std::int64_t days_since_epoch(const v1::Date& date) {
    const std::int64_t y = date.month() <= 2 ? date.year() - 1 : date.year();
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t day_of_year =
        (153 * (date.month() > 2 ? date.month() - 3 : date.month() + 9) + 2) / 5 + date.day() - 1;
    return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

void fill_offsets(v1::Summit& summit) {
    summit.clear_offsets();
    if (summit.days().empty()) return;
    for (const v1::Date& day : {summit.days(0), summit.days(summit.days_size() - 1)})
        if (!interchange::is_date(day.year(), day.month(), day.day())) return;
    constexpr std::int64_t kDayMs = 24 * 3'600'000;
    // A month on either side: arrivals, rehearsals, late closings.
    const std::int64_t from_ms = (days_since_epoch(summit.days(0)) - 31) * kDayMs;
    const std::int64_t to_ms = (days_since_epoch(summit.days(summit.days_size() - 1)) + 32) * kDayMs;
    if (to_ms < from_ms || to_ms - from_ms > 3'660 * kDayMs) return;  // more than ten years is no summit
    const auto offsets = interchange::zone_offsets(summit.zone(), from_ms, to_ms);
    if (!offsets) return;
    for (const v1::ZoneOffset& offset : *offsets) *summit.add_offsets() = offset;
}

// Terms and due dates of a series lie decades apart.
void fill_offsets(v1::Series& series) {
    series.clear_offsets();
    constexpr std::int64_t kDayMs = 24 * 3'600'000;
    v1::Date first;
    first.set_year(1990);
    first.set_month(1);
    first.set_day(1);
    const std::int64_t from_ms = days_since_epoch(first) * kDayMs;
    const auto offsets = interchange::zone_offsets(series.zone(), from_ms, from_ms + 80 * 365 * kDayMs);
    if (!offsets) return;
    for (const v1::ZoneOffset& offset : *offsets) *series.add_offsets() = offset;
}

}  // namespace

std::int64_t wall_clock_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string random_secret() {
    std::string secret(32, '\0');
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

void complete(v1::Command& command) {
    if (command.put_summit().has_summit()) fill_offsets(*command.mutable_put_summit()->mutable_summit());
    if (command.put_series().has_series()) fill_offsets(*command.mutable_put_series()->mutable_series());
    if (command.import_programme().has_summit()) fill_offsets(*command.mutable_import_programme()->mutable_summit());
}

std::string body_digest(v1::Command command) {
    command.clear_basis();
    return summit::Hash().bytes(command.SerializeAsString()).finish();
}

std::string kept_digest(std::string_view secret, std::string_view body_digest) {
    return summit::Hash(secret).bytes(body_digest).finish();
}

}  // namespace dais::live
