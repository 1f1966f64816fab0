#include "server/interchange/schedule_clock.h"

#include <algorithm>

#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 24 * 60 * kMinuteMs;
constexpr int kUsualDayStart = 4 * 60;
constexpr int kLatestDayStart = 12 * 60;
constexpr std::int64_t kInstantMsMax = 4'102'444'800'000;  // 2100-01-01

int minutes_of(const CivilTime& civil) { return civil.hour * 60 + civil.minute; }

std::string quoted(std::string_view text) {
    Mending mending;
    return "“" + one_line(text, 60, mending) + "”";
}

}  // namespace

ScheduleClock::ScheduleClock(const ScheduleFile& file, std::string_view zone_given, ImportNotes& notes)
    : file_(file), notes_(notes), zone_(choose_zone(zone_given)) {
    find_day_change();
}

std::optional<std::string> ScheduleClock::named_zone() {
    const std::string name(trimmed(file_.conference.time_zone_name));
    if (name.empty()) return std::nullopt;
    if (is_zone(name)) return name;
    std::string joined;
    std::copy_if(name.begin(), name.end(), std::back_inserter(joined), [](char c) { return c != ' '; });
    if (is_zone(joined)) {
        notes_.repaired(file_.conference.line, "conference",
                        "the time zone " + quoted(name) + " is written " + joined + "; taken as that.");
        return joined;
    }
    notes_.repaired(file_.conference.line, "conference",
                    "the time zone " + quoted(name) +
                        " is not known; the offsets of the dates count. Write it as in “Europe/Brussels”.");
    return std::nullopt;
}

// How far local time is ahead of UTC, as each event has it, and how often. Where start and date differ, start is local.
std::map<int, std::size_t> ScheduleClock::offsets_seen() {
    std::map<int, std::size_t> seen;
    bool all_alike = true;
    for (const WrittenDay& day : file_.days) {
        for (const WrittenEvent& event : day.events) {
            const auto date = parse_time(event.date);
            if (!date || !date->has_time || !date->offset_seconds) continue;
            int offset = *date->offset_seconds;
            const auto start = parse_clock(event.start);
            if (start && offset == 0) {
                int ahead = *start - minutes_of(ms_to_civil(date->utc_ms()));
                while (ahead <= -12 * 60) ahead += 24 * 60;
                while (ahead > 14 * 60) ahead -= 24 * 60;
                offset = ahead * 60;
            }
            all_alike = all_alike && start && *date->offset_seconds == 0 && *start == minutes_of(date->local);
            ++seen[offset];
        }
    }
    utc_is_a_label_ = all_alike && !seen.empty();
    if (!seen.empty()) return seen;
    for (const WrittenDay& day : file_.days)
        if (const auto start = parse_time(day.start); start && start->offset_seconds) ++seen[*start->offset_seconds];
    return seen;
}

std::string ScheduleClock::choose_zone(std::string_view zone_given) {
    if (const auto zone = named_zone()) return *zone;
    const std::map<int, std::size_t> seen = offsets_seen();
    if (is_zone(zone_given)) {
        const bool relabelled = utc_is_a_label_ && offset_seconds(zone_given, 0).value_or(0) != 0;
        notes_.repaired(
            file_.conference.line, "conference",
            "no time zone is named; " + std::string(zone_given) + " is taken, as asked for" +
                (relabelled ? ", and the dates marked +00:00 show that zone's local time, as start does." : "."));
        return std::string(zone_given);
    }
    utc_is_a_label_ = false;
    const std::string remedy =
        " Write the zone into conference/time_zone_name, as in “Europe/Brussels”, if that is wrong.";
    if (seen.empty()) {
        notes_.repaired(file_.conference.line, "conference",
                        "no time zone is named and no date has an offset; times are read as UTC." + remedy);
        return "UTC";
    }
    const auto most =
        std::max_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    std::string zone = fixed_zone(most->first).value_or("UTC");
    notes_.repaired(file_.conference.line, "conference",
                    "no time zone is named; " + std::string(seen.size() == 1 ? "all" : "most") + " times are at " +
                        written_offset(most->first) + ", so " + zone + " is taken." + remedy);
    return zone;
}

std::optional<std::int64_t> ScheduleClock::day_edge_ms(const std::string& edge) const {
    const auto time = parse_time(edge);
    if (!time || !time->has_time) return std::nullopt;
    if (time->offset_seconds) return time->utc_ms();
    const auto instant = local_to_utc(zone_, time->local);
    return instant ? std::optional(instant->utc_ms) : std::nullopt;
}

// The day change: as said, or where one day ends and the next begins, or where a day of 24 hours begins.
void ScheduleClock::find_day_change() {
    const std::string_view said = trimmed(file_.conference.day_change);
    day_change_ = parse_clock(said);
    if (!said.empty() && (!day_change_ || *day_change_ > kLatestDayStart)) {
        notes_.repaired(file_.conference.line, "conference",
                        "the day change " + quoted(said) + " makes no sense; left out.");
        day_change_.reset();
    }
    std::optional<std::int64_t> last_end;
    bool agree = true;
    for (const WrittenDay& day : file_.days) {
        const auto start = day_edge_ms(day.start);
        const auto end = day_edge_ms(day.end);
        for (const std::string* edge : {&day.start, &day.end})
            if (const auto time = parse_time(*edge); time && time->has_time && !time->offset_seconds)
                notes_.repaired(day.line, "day " + day.date.substr(0, 10),
                                quoted(*edge) + " has no offset; read in " + zone_ + ".");
        const auto touches = [&](std::int64_t before, std::int64_t after) {
            return after >= before && after - before <= kMinuteMs;
        };
        if (start && ((last_end && touches(*last_end, *start)) || (end && touches(*end, *start + kDayMs)))) {
            const int begins = minutes_of(local(*start));
            agree = agree && (!days_begin_at_ || *days_begin_at_ == begins);
            days_begin_at_ = begins;
        }
        last_end = end;
    }
    if (!agree || (days_begin_at_ && *days_begin_at_ > kLatestDayStart)) days_begin_at_.reset();
}

std::vector<int> ScheduleClock::day_starts() const {
    std::vector<int> starts;
    if (day_change_) starts.push_back(*day_change_);
    if (days_begin_at_) starts.push_back(*days_begin_at_);
    for (const int usual : {kUsualDayStart, 0, 5 * 60, 6 * 60}) starts.push_back(usual);
    return starts;
}

std::optional<v1::Date> ScheduleClock::date_of_day(const WrittenDay& day) const {
    if (const auto date = parse_time(day.date)) return date_of(date->local);
    if (const auto start = day_edge_ms(day.start)) return date_of(local(*start));
    return std::nullopt;
}

CivilTime ScheduleClock::local(std::int64_t utc_ms) const {
    return utc_to_local(zone_, utc_ms).value_or(ms_to_civil(utc_ms));
}

v1::Date ScheduleClock::day_of(std::int64_t utc_ms, int day_start_minutes) const {
    return date_of(ms_to_civil(civil_to_ms(local(utc_ms)) - day_start_minutes * kMinuteMs));
}

// A wall clock's reading in the file's zone.
std::int64_t ScheduleClock::read_here(const CivilTime& reading, const WrittenEvent& event, const std::string& item) {
    const auto instant = local_to_utc(zone_, reading);
    if (!instant) return civil_to_ms(reading);
    const std::string when = written_clock(reading) + " on " + written_date(reading);
    if (instant->how == Reading::kGap)
        notes_.repaired(event.line, item,
                        when + " does not exist in " + zone_ + ", where the clocks go forward; taken as " +
                            written_clock(local(instant->utc_ms)) + ".");
    if (instant->how == Reading::kFold)
        notes_.repaired(event.line, item,
                        when + " comes twice in " + zone_ + ", where the clocks go back; the first is taken.");
    return instant->utc_ms;
}

// The date has decided; the reader is told where start says something else.
void ScheduleClock::compare_with_start(const WrittenEvent& event, const WrittenTime& date, std::int64_t utc_ms,
                                       const std::string& item) {
    const std::string_view written = trimmed(event.start);
    if (written.empty()) return;
    const auto start = parse_clock(written);
    const CivilTime here = local(utc_ms);
    if (start && *start == minutes_of(here)) return;
    CivilTime meant = date.local;
    meant.hour = start.value_or(0) / 60;
    meant.minute = start.value_or(0) % 60;
    const auto instant = local_to_utc(zone_, meant);
    std::string message = "the start " + quoted(written);
    if (start && instant && instant->how == Reading::kGap) {
        message += " does not exist on " + written_date(meant) + " in " + zone_ + ", where the clocks go forward";
    } else {
        message += " is not what the date " + quoted(event.date) + " is in " + zone_;
    }
    notes_.repaired(event.line, item,
                    message + "; the date counts: " + written_clock(here) + " on " + written_date(here) + ".");
}

std::optional<std::int64_t> ScheduleClock::from_day(const WrittenDay& day, const WrittenEvent& event,
                                                    const std::string& item) {
    const auto start = parse_clock(event.start);
    const auto date = parse_time(event.date);
    const auto day_date = date_of_day(day);
    if (!start || (!date && !day_date)) {
        notes_.refused(event.line, item,
                       "it says neither a date nor a day and a start that can be read (date " + quoted(event.date) +
                           ", start " + quoted(event.start) + "); left out.");
        return std::nullopt;
    }
    if (!trimmed(event.date).empty() && !date)
        notes_.repaired(event.line, item,
                        "the date " + quoted(event.date) + " cannot be read; the day's date and the start count.");
    ++without_date_;
    CivilTime reading = date ? date->local : midnight_of(*day_date);
    const std::int64_t same_day_ms = civil_to_ms(reading) + *start * kMinuteMs;
    // What lies before the day's beginning is meant for the night after it, unless the day is over by then.
    const auto begin = day_edge_ms(day.start);
    const auto end = day_edge_ms(day.end);
    const int change = day_change_ ? *day_change_
                       : begin     ? std::min(minutes_of(local(*begin)), kLatestDayStart)
                                   : kUsualDayStart;
    reading = ms_to_civil(same_day_ms);
    if (!date && *start < change) {
        const CivilTime night = ms_to_civil(same_day_ms + kDayMs);
        const auto instant = local_to_utc(zone_, night);
        if (!end || !instant || instant->utc_ms < *end) reading = night;
    }
    return read_here(reading, event, item);
}

std::optional<std::int64_t> ScheduleClock::starts_at_ms(const WrittenDay& day, const WrittenEvent& event,
                                                        const std::string& item) {
    const auto date = parse_time(event.date);
    std::optional<std::int64_t> utc_ms;
    if (date && date->has_time && date->offset_seconds && !utc_is_a_label_) {
        utc_ms = date->utc_ms();
        compare_with_start(event, *date, *utc_ms, item);
    } else if (date && date->has_time) {
        if (!utc_is_a_label_)
            notes_.repaired(event.line, item,
                            "the date " + quoted(event.date) + " has no offset; read in " + zone_ + ".");
        utc_ms = read_here(date->local, event, item);
        if (!utc_is_a_label_) compare_with_start(event, *date, *utc_ms, item);
    } else {
        utc_ms = from_day(day, event, item);
    }
    if (!utc_ms || (*utc_ms > 0 && *utc_ms < kInstantMsMax)) return utc_ms;
    notes_.refused(event.line, item, "it starts before 1970 or after 2099; left out.");
    return std::nullopt;
}

}  // namespace dais::interchange
