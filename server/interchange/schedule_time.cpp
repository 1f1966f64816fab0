#include "server/interchange/schedule_time.h"

#include <algorithm>
#include <cstdlib>

#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

// Takes a number of min to max digits from the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits_min, std::size_t digits_max) {
    int value = 0;
    std::size_t digits = 0;
    while (digits < text.size() && digits < digits_max && text[digits] >= '0' && text[digits] <= '9')
        value = value * 10 + (text[digits++] - '0');
    if (digits < digits_min) return std::nullopt;
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

// Hours, minutes and, if they are there, seconds, from the front.
bool take_clock(std::string_view& text, CivilTime& time) {
    const auto hour = take_number(text, 1, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return false;
    const auto minute = take_number(text, 2, 2);
    if (!minute || *minute > 59) return false;
    std::optional<int> second = 0;
    if (take(text, ':')) second = take_number(text, 2, 2);
    if (!second || *second > 60) return false;
    if (take(text, '.') || take(text, ',')) {
        while (take_number(text, 1, 9)) {
        }
    }
    time.hour = *hour;
    time.minute = *minute;
    time.second = std::min(*second, 59);
    return true;
}

// The rest of a time: nothing, "Z", "+02:00", "+0200" or "+02". False: something else.
bool take_offset(std::string_view text, std::optional<int>& offset) {
    while (take(text, ' ')) {
    }
    if (text.empty()) return true;
    if (text == "Z" || text == "z") {
        offset = 0;
        return true;
    }
    const int sign = text.front() == '-' ? -1 : 1;
    if (text.starts_with("\xE2\x88\x92")) return false;  // a typographer's minus
    if (!take(text, '+') && !take(text, '-')) return false;
    const auto hours = take_number(text, 1, 2);
    std::optional<int> minutes = 0;
    if (take(text, ':') || !text.empty()) minutes = take_number(text, 2, 2);
    if (!hours || !minutes || !text.empty() || *hours > 15 || *minutes > 59) return false;
    offset = sign * (*hours * 3600 + *minutes * 60);
    return true;
}

}  // namespace

std::optional<WrittenTime> parse_time(std::string_view text) {
    text = trimmed(text);
    WrittenTime time;
    const auto year = take_number(text, 4, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_number(text, 1, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_number(text, 1, 2);
    if (!day || !is_date(*year, *month, *day)) return std::nullopt;
    time.local.year = *year;
    time.local.month = *month;
    time.local.day = *day;
    if (text.empty()) {
        time.has_time = false;
        return time;
    }
    if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
    if (!take_clock(text, time.local) || !take_offset(text, time.offset_seconds)) return std::nullopt;
    return time;
}

std::optional<int> parse_clock(std::string_view text) {
    text = trimmed(text);
    CivilTime time;
    if (!take_clock(text, time) || !text.empty()) return std::nullopt;
    return time.hour * 60 + time.minute;
}

std::optional<WrittenDuration> parse_duration(std::string_view text) {
    text = trimmed(text);
    const std::string shown(text.substr(0, 20));
    const std::size_t digits = text.find(':');
    const auto first = take_number(text, 1, 6);
    if (!first || !take(text, ':')) return std::nullopt;
    const auto second = take_number(text, 1, 6);
    if (!second) return std::nullopt;
    WrittenDuration duration;
    if (text.empty()) {
        duration.ms = (std::int64_t{60} * *first + *second) * kMinuteMs;
        if (*second > 59) duration.mended = "“" + shown + "” has more than 59 minutes; counted on";
        return duration;
    }
    if (!take(text, ':')) return std::nullopt;
    const auto third = take_number(text, 1, 2);
    if (!third || !text.empty() || *second > 59 || *third > 59) return std::nullopt;
    // Programs disagree on three parts: some write hours, minutes and seconds, two digits each; others days in front.
    if (digits == 2 || *second > 23) {
        duration.ms = (std::int64_t{60} * *first + *second) * kMinuteMs + 1000LL * *third;
        duration.mended = "“" + shown + "” has three parts; read as hours, minutes and seconds";
    } else {
        duration.ms = (std::int64_t{24 * 60} * *first + std::int64_t{60} * *second + *third) * kMinuteMs;
        duration.mended = "“" + shown + "” has three parts; read as days, hours and minutes";
    }
    return duration;
}

v1::Date date_of(const CivilTime& civil) {
    v1::Date date;
    date.set_year(civil.year);
    date.set_month(civil.month);
    date.set_day(civil.day);
    return date;
}

CivilTime midnight_of(const v1::Date& date) {
    CivilTime civil;
    civil.year = date.year();
    civil.month = date.month();
    civil.day = date.day();
    return civil;
}

std::string written_date(const CivilTime& civil) {
    return std::to_string(civil.year) + "-" + two_digits(civil.month) + "-" + two_digits(civil.day);
}

std::string written_clock(const CivilTime& civil) { return two_digits(civil.hour) + ":" + two_digits(civil.minute); }

std::string written_offset(int seconds) {
    const int minutes = std::abs(seconds) / 60;
    return (seconds < 0 ? "-" : "+") + two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

}  // namespace dais::interchange
