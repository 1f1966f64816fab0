#include "server/interchange/zone.h"

#include <date/tz.h>

#include <exception>

namespace dais::interchange {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kOffsetsMax = 2'000;  // a zone changes its offset two to four times a year

// The database throws where a name is unknown or it is not installed; here that is the end of it.
const date::time_zone* find_zone(std::string_view name) noexcept {
    // The same zones once more, the second time with leap seconds, which our clock does not count.
    if (name.empty() || name.size() > 64 || name.starts_with("posix/") || name.starts_with("right/")) return nullptr;
    try {
        // Read in full by whoever comes first; the others wait, and from then on nobody writes to it.
        [[maybe_unused]] static const date::tzdb& all_zones = date::get_tzdb();
        return date::locate_zone(std::string(name));
    } catch (const std::exception&) {
        return nullptr;
    }
}

date::sys_seconds whole_seconds(std::int64_t utc_ms) {
    return date::floor<seconds>(date::sys_time<milliseconds>(milliseconds(utc_ms)));
}

std::int64_t in_ms(date::sys_seconds instant) { return milliseconds(instant.time_since_epoch()).count(); }

}  // namespace

bool is_zone(std::string_view name) { return find_zone(name) != nullptr; }

std::optional<std::vector<v1::ZoneOffset>> zone_offsets(std::string_view name, std::int64_t from_ms,
                                                        std::int64_t to_ms) {
    const date::time_zone* zone = find_zone(name);
    if (zone == nullptr) return std::nullopt;
    try {
        std::vector<v1::ZoneOffset> offsets;
        date::sys_seconds at = whole_seconds(from_ms);
        const date::sys_seconds end = whole_seconds(to_ms);
        for (int i = 0; i < kOffsetsMax; ++i) {
            const date::sys_info info = zone->get_info(at);
            const auto offset = static_cast<std::int32_t>(info.offset.count());
            // A change of name alone, as in a country that keeps its clocks, is no change of offset.
            if (offsets.empty() || offsets.back().seconds() != offset) {
                v1::ZoneOffset& next = offsets.emplace_back();
                next.set_since_ms(offsets.size() == 1 ? from_ms : in_ms(at));
                next.set_seconds(offset);
            }
            if (info.end >= end) break;
            at = info.end;
        }
        return offsets;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::optional<Instant> local_to_utc(std::string_view name, const CivilTime& local) {
    const date::time_zone* zone = find_zone(name);
    if (zone == nullptr) return std::nullopt;
    try {
        const date::local_seconds wall(seconds(civil_to_ms(local) / 1000));
        const date::local_info info = zone->get_info(wall);
        Instant instant;
        instant.how = info.result == date::local_info::nonexistent ? Reading::kGap
                      : info.result == date::local_info::ambiguous ? Reading::kFold
                                                                   : Reading::kExact;
        instant.utc_ms = in_ms(date::sys_seconds(wall.time_since_epoch() - info.first.offset));
        return instant;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::optional<int> offset_seconds(std::string_view name, std::int64_t utc_ms) {
    const date::time_zone* zone = find_zone(name);
    if (zone == nullptr) return std::nullopt;
    try {
        return static_cast<int>(zone->get_info(whole_seconds(utc_ms)).offset.count());
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::optional<CivilTime> utc_to_local(std::string_view name, std::int64_t utc_ms) {
    const auto offset = offset_seconds(name, utc_ms);
    if (!offset) return std::nullopt;
    return ms_to_civil(utc_ms + std::int64_t{1000} * *offset);
}

std::optional<std::string> fixed_zone(int offset) {
    if (offset == 0) return "UTC";
    if (offset % 3600 == 0 && offset >= -12 * 3600 && offset <= 14 * 3600) {
        // POSIX counts westward: Etc/GMT+1 is an hour behind.
        const int hours = offset / 3600;
        return "Etc/GMT" + std::string(hours > 0 ? "-" : "+") + std::to_string(hours > 0 ? hours : -hours);
    }
    switch (offset / 60) {
        case 3 * 60 + 30: return "Asia/Tehran";
        case 4 * 60 + 30: return "Asia/Kabul";
        case 5 * 60 + 30: return "Asia/Kolkata";
        case 5 * 60 + 45: return "Asia/Kathmandu";
        case 6 * 60 + 30: return "Asia/Yangon";
        case 9 * 60 + 30: return "Australia/Darwin";
        default: return std::nullopt;
    }
}

bool is_date(int year, int month, int day) {
    if (year < 1970 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31) return false;
    return (date::year(year) / month / day).ok();
}

std::int64_t civil_to_ms(const CivilTime& civil) {
    const date::sys_days days = date::year(civil.year) / civil.month / civil.day;
    return milliseconds(days.time_since_epoch()).count() +
           1000LL * (3600LL * civil.hour + 60LL * civil.minute + civil.second);
}

CivilTime ms_to_civil(std::int64_t ms) {
    const date::sys_time<milliseconds> instant{milliseconds(ms)};
    const auto days = date::floor<date::days>(instant);
    const date::year_month_day day(days);
    const date::hh_mm_ss time(date::floor<seconds>(instant - days));
    CivilTime civil;
    civil.year = static_cast<int>(day.year());
    civil.month = static_cast<int>(static_cast<unsigned>(day.month()));
    civil.day = static_cast<int>(static_cast<unsigned>(day.day()));
    civil.hour = static_cast<int>(time.hours().count());
    civil.minute = static_cast<int>(time.minutes().count());
    civil.second = static_cast<int>(time.seconds().count());
    return civil;
}

}  // namespace dais::interchange
