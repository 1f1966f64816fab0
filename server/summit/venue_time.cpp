#include "server/summit/venue_time.h"

#include <algorithm>
#include <chrono>

namespace dais::summit {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 24 * 60 * kMinuteMs;

std::int64_t floored(std::int64_t value, std::int64_t unit) {
    return value >= 0 ? value / unit : -((-value + unit - 1) / unit);
}

std::string two(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::chrono::year_month_day calendar(const v1::Date& date) {
    using namespace std::chrono;
    return year(date.year()) / month(static_cast<unsigned>(date.month())) / day(static_cast<unsigned>(date.day()));
}

}  // namespace

std::int64_t days_since_1970(const v1::Date& date) {
    return std::chrono::sys_days(calendar(date)).time_since_epoch().count();
}

bool is_day(const v1::Date& date) {
    return date.year() >= 1900 && date.year() < 2200 && date.month() > 0 && date.day() > 0 && calendar(date).ok();
}

std::int64_t offset_ms(const v1::Summit& summit, std::int64_t at_ms) {
    std::int64_t seconds = summit.offsets().empty() ? 0 : summit.offsets(0).seconds();
    for (const v1::ZoneOffset& offset : summit.offsets())
        if (offset.since_ms() <= at_ms) seconds = offset.seconds();
    return seconds * 1'000;
}

std::string hh_mm(const v1::Summit& summit, std::int64_t at_ms) {
    const std::int64_t local_ms = at_ms + offset_ms(summit, at_ms);
    const std::int64_t minute = (local_ms - floored(local_ms, kDayMs) * kDayMs) / kMinuteMs;
    return two(minute / 60) + ":" + two(minute % 60);
}

DayMinute day_minute(const v1::Summit& summit, std::int64_t at_ms) {
    const std::int64_t local_ms = at_ms + offset_ms(summit, at_ms);
    const std::int64_t day = floored(local_ms - summit.day_start_minutes() * kMinuteMs, kDayMs);
    return {day, minute_of_day(summit, at_ms, day)};
}

std::int64_t minute_of_day(const v1::Summit& summit, std::int64_t at_ms, std::int64_t day) {
    return floored(at_ms + offset_ms(summit, at_ms) - day * kDayMs, kMinuteMs);
}

bool sits_on(const v1::Summit& summit, std::int64_t day) {
    return summit.days().empty() || std::any_of(summit.days().begin(), summit.days().end(),
                                                [&](const v1::Date& date) { return days_since_1970(date) == day; });
}

}  // namespace dais::summit
