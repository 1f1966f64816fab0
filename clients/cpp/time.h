// A summit's local time: what the programme's clock on the wall shows, and what somebody means who types "10:40".
//
// Made from the Summit record alone: its offsets, days and day start (decision D16), so that it agrees with every
// screen. Pure; knows no zone database.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/summit.pb.h"

namespace dais::client {

// An instant, or a sentence on why there is none.
struct ParsedTime {
    std::int64_t at_ms = 0;
    std::string problem;

    explicit operator bool() const { return problem.empty(); }
};

class LocalTime {
public:
    // Without a Summit: UTC.
    LocalTime() = default;
    explicit LocalTime(const v1::Summit& summit);

    // Understands "now", "10:40", "10:40:30", "2024-09-12T10:40", the same with a blank for the T, and both with an
    // offset ("Z", "+02:00"). A time without a date is on the programme's day of about_ms: after midnight, but before
    // the day starts, it is on the morning after. A local time that does not exist or exists twice is refused.
    ParsedTime parse(std::string_view text, std::int64_t about_ms, std::int64_t now_ms) const;

    std::string hh_mm(std::int64_t at_ms) const;
    std::string hh_mm_ss(std::int64_t at_ms) const;
    // "2024-09-12T10:40".
    std::string date_time(std::int64_t at_ms) const;
    // "2024-09-12": the day of the programme, which is not always the calendar's.
    std::string day(std::int64_t at_ms) const;

private:
    struct Offset {
        std::int64_t since_ms;
        std::int64_t ms;
    };

    std::int64_t offset_ms(std::int64_t at_ms) const;
    ParsedTime instant(std::int64_t local_ms) const;
    // Midnight of the programme's day, in local milliseconds.
    std::int64_t local_day_ms(std::int64_t at_ms) const;

    std::vector<Offset> offsets_;
    std::int64_t day_start_ms_ = 0;
    std::string zone_ = "UTC";
};

// "90", "90s", "30m", "2h", "1d" in milliseconds, at most a year; -1 if it is none of these.
std::int64_t parse_duration_ms(std::string_view text);

}  // namespace dais::client
