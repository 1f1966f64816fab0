#include "server/web/local_time.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <set>

#include "server/summit/venue_time.h"

namespace dais::web {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

class Typed {
public:
    explicit Typed(std::string_view text) : left_(text) {}

    // So many digits.
    std::optional<int> number(std::size_t digits) {
        if (left_.size() < digits) return std::nullopt;
        int value = 0;
        for (const char c : left_.substr(0, digits)) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        left_.remove_prefix(digits);
        return value;
    }
    // One of these characters; 0: none.
    char take(std::string_view any) {
        if (left_.empty() || any.find(left_.front()) == std::string_view::npos) return 0;
        const char taken = left_.front();
        left_.remove_prefix(1);
        return taken;
    }
    bool at_end() const { return left_.empty(); }

private:
    std::string_view left_;
};

struct Written {
    std::int64_t local_ms = 0;
    std::optional<std::int64_t> offset_ms;
};

std::optional<std::int64_t> clock_ms(Typed& typed, bool with_seconds) {
    const auto hour = typed.number(2);
    if (!hour || !typed.take(":")) return std::nullopt;
    const auto minute = typed.number(2);
    std::optional<int> second = 0;
    if (with_seconds && typed.take(":")) second = typed.number(2);
    if (!minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return (*hour * 60 + *minute) * kMinuteMs + *second * 1'000;
}

std::optional<Written> written(std::string_view text) {
    using namespace std::chrono;
    Typed typed(text);
    const auto y = typed.number(4);
    if (!y || !typed.take("-")) return std::nullopt;
    const auto m = typed.number(2);
    if (!m || !typed.take("-")) return std::nullopt;
    const auto d = typed.number(2);
    if (!d || !typed.take("T ")) return std::nullopt;
    const year_month_day date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
    const auto clock = clock_ms(typed, true);
    if (!date.ok() || !clock) return std::nullopt;
    Written found{duration_cast<milliseconds>(sys_days(date).time_since_epoch()).count() + *clock, std::nullopt};
    if (const char sign = typed.take("Z+- ")) {
        found.offset_ms = 0;
        if (sign != 'Z') {
            const auto offset = clock_ms(typed, false);
            if (!offset) return std::nullopt;
            found.offset_ms = sign == '-' ? -*offset : *offset;
        }
    }
    if (!typed.at_end()) return std::nullopt;
    return found;
}

std::string printed(std::int64_t local_ms, bool with_seconds) {
    using namespace std::chrono;
    const sys_time<milliseconds> at{milliseconds(local_ms)};
    const auto midnight = floor<days>(at);
    const year_month_day date(midnight);
    const hh_mm_ss clock(at - midnight);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()));
    std::string shown = text.data();
    if (!with_seconds) return shown;
    std::snprintf(text.data(), text.size(), ":%02d", static_cast<int>(clock.seconds().count()));
    return shown + text.data();
}

std::string offset_text(std::int64_t ms) {
    std::array<char, 16> text{};
    const auto minutes = static_cast<int>((ms < 0 ? -ms : ms) / kMinuteMs);
    std::snprintf(text.data(), text.size(), "%c%02d:%02d", ms < 0 ? '-' : '+', minutes / 60 % 24, minutes % 60);
    return text.data();
}

}  // namespace

Instant parse_instant(const v1::Summit& summit, std::string_view text) {
    const auto meant = written(text);
    if (!meant)
        return {0, "“" + std::string(text.substr(0, 60)) +
                       "” is no time: write it as 2024-09-12T14:05 by the clock at the venue, or with an offset as in "
                       "2024-09-12T14:05Z."};
    if (meant->offset_ms) return {meant->local_ms - *meant->offset_ms, ""};
    // An offset makes an instant of a local time; it is the right one if it holds at that instant.
    std::set<std::int64_t> found;
    if (summit.offsets().empty()) found.insert(meant->local_ms);
    for (const v1::ZoneOffset& offset : summit.offsets()) {
        const std::int64_t at_ms = meant->local_ms - offset.seconds() * 1'000LL;
        if (summit::offset_ms(summit, at_ms) == offset.seconds() * 1'000LL) found.insert(at_ms);
    }
    const std::string when = printed(meant->local_ms, false);
    if (found.empty())
        return {0, when +
                       " does not exist at the venue, where clocks go forward then: write it with an offset, as in " +
                       when + "Z."};
    if (found.size() > 1)
        return {0, when + " comes twice at the venue, where clocks go back then: write it with its offset, as in " +
                       local_iso(summit, *found.begin()) + "."};
    return {*found.begin(), ""};
}

std::string local_iso(const v1::Summit& summit, std::int64_t at_ms) {
    const std::int64_t offset = summit::offset_ms(summit, at_ms);
    return printed(at_ms + offset, true) + offset_text(offset);
}

std::string local_minute(const v1::Summit& summit, std::int64_t at_ms) {
    return printed(at_ms + summit::offset_ms(summit, at_ms), false);
}

}  // namespace dais::web
