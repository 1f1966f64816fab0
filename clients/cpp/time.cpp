#include "clients/cpp/time.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>

namespace dais::client {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;

struct Wall {
    int year, month, day, hour, minute, second;
};

std::int64_t floored(std::int64_t value, std::int64_t unit) {
    const auto rest = value % unit;
    return value - (rest < 0 ? rest + unit : rest);
}

Wall wall(std::int64_t local_ms) {
    const auto midnight = floored(local_ms, kDayMs);
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(midnight / kDayMs))};
    const auto second = static_cast<int>((local_ms - midnight) / 1000);
    return {int(date.year()),
            static_cast<int>(unsigned(date.month())),
            static_cast<int>(unsigned(date.day())),
            second / 3600,
            second / 60 % 60,
            second % 60};
}

template <typename... Numbers>
std::string printed(const char* pattern, Numbers... numbers) {
    char text[64];
    const int size = std::snprintf(text, sizeof text, pattern, numbers...);
    return {text, static_cast<std::size_t>(std::max(size, 0))};
}

// Midnight of a calendar day, in local milliseconds.
std::optional<std::int64_t> midnight_ms(int year, int month, int day) {
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date).time_since_epoch().count() * kDayMs;
}

// Takes a text apart from its front; once something was not as expected, nothing more is.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    bool next_is(char c) const { return rest_.starts_with(c); }

    bool skip(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    // Between so many and so many digits; nothing if there are fewer.
    std::optional<std::int64_t> number(std::size_t digits_min, std::size_t digits_max) {
        std::int64_t value = 0;
        std::size_t digits = 0;
        for (; digits < digits_max && digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits) {
            value = value * 10 + (rest_[digits] - '0');
        }
        if (digits < digits_min) return std::nullopt;
        rest_.remove_prefix(digits);
        return value;
    }

private:
    std::string_view rest_;
};

// What was typed, before it is known what it means.
struct Typed {
    bool has_date = false, has_offset = false;
    std::int64_t year = 0, month = 0, day = 0;
    std::int64_t of_day_ms = 0;
    std::int64_t offset_ms = 0;
};

bool read_date(std::string_view& text, Typed& typed) {
    if (text.size() < 11 || text[4] != '-') return true;
    Reader reader(text.substr(0, 11));
    const auto year = reader.number(4, 4);
    const bool first = reader.skip("-");
    const auto month = reader.number(2, 2);
    const bool second = reader.skip("-");
    const auto day = reader.number(2, 2);
    if (!year || !first || !month || !second || !day || !reader.skip("T ")) return false;
    typed.has_date = true;
    typed.year = *year, typed.month = *month, typed.day = *day;
    text.remove_prefix(11);
    return true;
}

bool read_offset(Reader& reader, Typed& typed) {
    typed.has_offset = !reader.at_end();
    if (reader.at_end() || reader.skip("Z")) return reader.at_end();
    const std::int64_t sign = reader.next_is('-') ? -1 : 1;
    if (!reader.skip("+-")) return false;
    const auto hours = reader.number(2, 2);
    reader.skip(":");
    const auto minutes = reader.number(2, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return false;
    typed.offset_ms = sign * (*hours * kHourMs + *minutes * kMinuteMs);
    return reader.at_end();
}

std::optional<Typed> typed_time(std::string_view text) {
    Typed typed;
    if (!read_date(text, typed)) return std::nullopt;
    Reader reader(text);
    const auto hours = reader.number(1, 2);
    if (!hours || !reader.skip(":")) return std::nullopt;
    const auto minutes = reader.number(2, 2);
    std::optional<std::int64_t> seconds = 0;
    if (reader.skip(":")) seconds = reader.number(2, 2);
    if (reader.skip(".") && !reader.number(1, 9)) return std::nullopt;
    if (!minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
    typed.of_day_ms = *hours * kHourMs + *minutes * kMinuteMs + *seconds * 1000;
    if (!read_offset(reader, typed)) return std::nullopt;
    return typed;
}

ParsedTime no(std::string_view text, const std::string& why) { return {0, "“" + std::string(text) + "” " + why}; }

}  // namespace

LocalTime::LocalTime(const v1::Summit& summit) : day_start_ms_(summit.day_start_minutes() * kMinuteMs) {
    for (const auto& offset : summit.offsets()) offsets_.push_back({offset.since_ms(), offset.seconds() * 1000LL});
    if (!summit.zone().empty()) zone_ = summit.zone();
}

ParsedTime LocalTime::parse(std::string_view text, std::int64_t about_ms, std::int64_t now_ms) const {
    static constexpr char kHow[] = "is no time: write it as 10:40, 2024-09-12T10:40, with an offset or Z, or now";
    if (text == "now") return {now_ms, ""};
    const auto typed = typed_time(text);
    if (!typed) return no(text, kHow);
    std::int64_t local_ms = local_day_ms(about_ms) + typed->of_day_ms + (typed->of_day_ms < day_start_ms_ ? kDayMs : 0);
    if (typed->has_date) {
        const auto midnight =
            midnight_ms(static_cast<int>(typed->year), static_cast<int>(typed->month), static_cast<int>(typed->day));
        if (!midnight) return no(text, "names a day that no calendar has");
        local_ms = *midnight + typed->of_day_ms;
    }
    return typed->has_offset ? ParsedTime{local_ms - typed->offset_ms, ""} : instant(local_ms);
}

ParsedTime LocalTime::instant(std::int64_t local_ms) const {
    std::vector<std::int64_t> found;
    if (offsets_.empty()) found.push_back(local_ms);
    for (const auto& offset : offsets_) {
        const auto at_ms = local_ms - offset.ms;
        const bool counts = offset_ms(at_ms) == offset.ms;
        if (counts && std::find(found.begin(), found.end(), at_ms) == found.end()) found.push_back(at_ms);
    }
    if (found.size() == 1) return {found.front(), ""};
    const Wall at = wall(local_ms);
    const auto when = printed("%04d-%02d-%02dT%02d:%02d", at.year, at.month, at.day, at.hour, at.minute);
    if (found.empty()) return no(when, "does not exist in " + zone_ + ": clocks go forward then");
    return no(when,
              "comes twice in " + zone_ + ", clocks go back then: write it with its offset, as in " + when + "+01:00");
}

std::int64_t LocalTime::offset_ms(std::int64_t at_ms) const {
    std::int64_t ms = offsets_.empty() ? 0 : offsets_.front().ms;
    for (const auto& offset : offsets_) {
        if (offset.since_ms <= at_ms) ms = offset.ms;
    }
    return ms;
}

std::int64_t LocalTime::local_day_ms(std::int64_t at_ms) const {
    return floored(at_ms + offset_ms(at_ms) - day_start_ms_, kDayMs);
}

std::string LocalTime::hh_mm(std::int64_t at_ms) const {
    const Wall at = wall(at_ms + offset_ms(at_ms));
    return printed("%02d:%02d", at.hour, at.minute);
}

std::string LocalTime::hh_mm_ss(std::int64_t at_ms) const {
    return hh_mm(at_ms) + printed(":%02d", wall(at_ms + offset_ms(at_ms)).second);
}

std::string LocalTime::date_time(std::int64_t at_ms) const {
    const Wall at = wall(at_ms + offset_ms(at_ms));
    return printed("%04d-%02d-%02dT%02d:%02d", at.year, at.month, at.day, at.hour, at.minute);
}

std::string LocalTime::day(std::int64_t at_ms) const {
    const Wall at = wall(local_day_ms(at_ms));
    return printed("%04d-%02d-%02d", at.year, at.month, at.day);
}

std::int64_t parse_duration_ms(std::string_view text) {
    Reader reader(text);
    const auto count = reader.number(1, 8);
    if (!count) return -1;
    const std::int64_t unit_ms = reader.skip("m")   ? kMinuteMs
                                 : reader.skip("h") ? kHourMs
                                 : reader.skip("d") ? kDayMs
                                                    : 1000;
    if (unit_ms == 1000) reader.skip("s");
    const std::int64_t ms = *count * unit_ms;
    return reader.at_end() && ms <= 366 * kDayMs ? ms : -1;
}

}  // namespace dais::client
