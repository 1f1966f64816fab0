#include "server/interchange/table_placing.h"

#include <algorithm>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"
#include "server/interchange/table_words.h"
#include "server/interchange/zone.h"

namespace dais::interchange {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kDayMinutes = 1'440;
constexpr std::int64_t kDayMs = kDayMinutes * kMinuteMs;
constexpr std::int64_t kNightMs = 14 * 60 * kMinuteMs;  // longer over midnight is a mistake
constexpr std::int64_t kDayStartMs = 4 * 60 * kMinuteMs;
constexpr int kEarly = 5 * 60;     // before it a row below an evening is after midnight
constexpr int kEvening = 18 * 60;  // from it on

std::string line_of(std::string_view text, std::size_t bytes_max) {
    Mending mending;
    return one_line(text, bytes_max, mending);
}

}  // namespace

std::string PlacedRow::item() const { return row->place + " (“" + line_of(row->title(), 60) + "”)"; }

TablePlacing::TablePlacing(const RowsRead& rows, const std::string& zone, int year, const ParseLimits& limits,
                           ImportNotes& notes)
    : rows_(rows), zone_(zone), limits_(limits), notes_(notes), year_(rows.year > 0 ? rows.year : year) {}

std::int64_t TablePlacing::day_of(std::int64_t at_ms) const {
    const auto local = utc_to_local(zone_, at_ms);
    return local ? (civil_to_ms(*local) - kDayStartMs) / kDayMs : 0;
}

std::string TablePlacing::clock(std::int64_t at_ms) const {
    return written_clock(utc_to_local(zone_, at_ms).value_or(ms_to_civil(at_ms)));
}

// One order of day and month for the whole table.
void TablePlacing::decide_dates() {
    std::size_t numeric = 0;
    std::size_t only_day_first = 0;
    std::size_t only_month_first = 0;
    std::string example;
    for (const RowSession& session : rows_.sessions) {
        if (!session.date || !session.date->any_order || session.date_carried) continue;
        ++numeric;
        only_day_first += session.date->day > 12 ? 1 : 0;
        only_month_first += session.date->month > 12 ? 1 : 0;
        if (example.empty()) example = session.cell(TableField::kDate);
    }
    day_first_ = only_month_first == 0 || only_day_first > 0;
    if (numeric > 0 && only_day_first == 0 && only_month_first == 0)
        notes_.repaired(0, "dates",
                        "dates such as “" + line_of(example, 40) +
                            "” are read with the day first, then the month. If that is wrong, write them as in “" +
                            "2024-09-12” or “12 September 2024”.");
    if (only_day_first > 0 && only_month_first > 0)
        notes_.repaired(0, "dates",
                        "some dates can only have the day first, others only the month first; each was read as it can "
                        "be. Please check them.");
    if (only_month_first > 0 && only_day_first == 0)
        notes_.repaired(0, "dates", "dates are read with the month first, since no month is beyond 12 that way.");
}

std::optional<std::int64_t> TablePlacing::instant(const v1::Date& date, int minutes, const PlacedRow& placed) {
    const CivilTime civil = ms_to_civil(civil_to_ms(midnight_of(date)) + minutes * kMinuteMs);
    const auto found = local_to_utc(zone_, civil);
    if (!found) return std::nullopt;
    if (found->how == Reading::kGap)
        notes_.repaired(placed.row->row, placed.item(),
                        written_clock(civil) + " does not exist on that day in " + zone_ +
                            ", where the clocks go forward; taken as " + clock(found->utc_ms) + ".");
    return found->utc_ms;
}

std::vector<PlacedRow> TablePlacing::place() {
    decide_dates();
    std::vector<PlacedRow> placed;
    for (const RowSession& row : rows_.sessions) {
        if (placed.size() >= limits_.sessions_max) {
            notes_.refused(row.row, row.place,
                           "there are more than " + std::to_string(limits_.sessions_max) +
                               " sessions; this and what follows was left out: split the file.");
            break;
        }
        PlacedRow one;
        one.row = &row;
        if (place_row(one)) placed.push_back(std::move(one));
    }
    return placed;
}

bool TablePlacing::place_row(PlacedRow& placed) {
    const RowSession& row = *placed.row;
    if (row.titles.empty()) {
        notes_.refused(row.row, row.place, "it has a time but no title; left out. Write what takes place then.");
        return false;
    }
    if (!row.start) {
        notes_.refused(row.row, placed.item(), "it has no start that can be read; left out. Write one as in “14:30”.");
        return false;
    }
    const auto date = date_of_row(placed);
    if (!date) return false;
    const int minutes = minutes_of_row(placed, written_date(midnight_of(*date)));
    const auto starts = instant(*date, minutes, placed);
    if (!starts || *starts <= 0) return false;
    placed.starts_at_ms = *starts;
    placed.ends_at_ms = end_of_row(placed, *date, minutes);
    if (placed.ends_at_ms < 0) placed.ends_at_ms = length_of_row(placed);
    days_.insert(written_date(ms_to_civil(day_of(placed.starts_at_ms) * kDayMs)));
    return true;
}

// In the calendar, or said that it is not.
std::optional<v1::Date> TablePlacing::date_of_row(const PlacedRow& placed) {
    const RowSession& row = *placed.row;
    if (!row.date) {
        notes_.refused(row.row, placed.item(),
                       "neither it nor a row above says on which day it is; left out. Write the date as in "
                       "“12/09/2024”.");
        return std::nullopt;
    }
    auto date = row.date->date(day_first_, year_);
    if (!date) date = row.date->date(!day_first_, year_);
    if (!date) {
        notes_.refused(row.row, placed.item(),
                       row.date->year == 0 && year_ == 0
                           ? "its date has no year, and nothing in the file says which; left out. Write it as in "
                             "“12/09/2024”."
                           : "its date is not in the calendar; left out.");
        return std::nullopt;
    }
    const auto weekday = ((civil_to_ms(midnight_of(*date)) / kDayMs) + 4) % 7;
    if (row.date->weekday >= 0 && row.date->weekday != weekday && !row.date_carried)
        notes_.repaired(row.row, placed.item(),
                        "the weekday written is not that of " + written_date(midnight_of(*date)) +
                            "; the date counts. Please check it.");
    return date;
}

// Minutes after the midnight that begins the day; beyond it below an evening of the same day.
int TablePlacing::minutes_of_row(const PlacedRow& placed, const std::string& day) {
    const RowSession& row = *placed.row;
    Before& before = before_[folded(row.cell(TableField::kRoom))];
    if (*row.start < kEarly && row.date_carried && before.day == day && before.minutes >= kEvening) {
        notes_.repaired(row.row, placed.item(), "it stands below an evening, so it is taken to be after midnight.");
        return *row.start + kDayMinutes;
    }
    before = {day, *row.start};
    return *row.start;
}

// As the row says; -1 if it does not, or not so that it can be.
std::int64_t TablePlacing::end_of_row(const PlacedRow& placed, const v1::Date& date, int minutes) {
    const RowSession& row = *placed.row;
    if (!row.end) return -1;
    if (const auto end_date = row.end_date ? row.end_date->date(day_first_, year_) : std::nullopt) {
        const auto ends = instant(*end_date, *row.end, placed).value_or(-1);
        if (ends >= placed.starts_at_ms) return ends;
        notes_.repaired(row.row, placed.item(), "it ends before it starts; the end is found otherwise.");
        return -1;
    }
    int end = *row.end + (minutes >= kDayMinutes ? kDayMinutes : 0);
    if (end < minutes) end += kDayMinutes;
    const auto ends = instant(date, end, placed).value_or(-1);
    if (ends - placed.starts_at_ms <= kNightMs) return ends;
    notes_.repaired(row.row, placed.item(), "it ends before it starts; the end is found otherwise.");
    return -1;
}

std::int64_t TablePlacing::length_of_row(const PlacedRow& placed) {
    const std::string& length = placed.row->cell(TableField::kDuration);
    if (length.empty()) return -1;
    if (const auto read = read_length(length)) return placed.starts_at_ms + *read * kMinuteMs;
    notes_.repaired(
        placed.row->row, placed.item(),
        "the duration “" + line_of(length, 40) + "” is not understood. Write it in minutes, or as in “1h30”.");
    return -1;
}

// The first of sorted starts after an instant, on its day.
bool TablePlacing::same_day_next(const std::vector<std::int64_t>& starts, std::int64_t from_ms,
                                 std::int64_t& next_ms) const {
    const auto next = std::upper_bound(starts.begin(), starts.end(), from_ms);
    if (next == starts.end() || day_of(*next) != day_of(from_ms)) return false;
    next_ms = *next;
    return true;
}

void TablePlacing::find_ends(std::vector<PlacedRow>& placed) {
    std::map<std::string, std::vector<std::int64_t>> starts;  // by room
    std::vector<std::int64_t> all;
    for (const PlacedRow& one : placed) {
        starts[one.room].push_back(one.starts_at_ms);
        all.push_back(one.starts_at_ms);
    }
    for (auto& [room, list] : starts) std::sort(list.begin(), list.end());
    std::sort(all.begin(), all.end());
    for (PlacedRow& one : placed) {
        if (one.ends_at_ms >= one.starts_at_ms) continue;
        const RowSession& row = *one.row;
        // A break ends where anything goes on; so does what nothing follows in its room.
        const bool is_break = kind_of(row.cell(TableField::kKind), row.title()) == v1::SESSION_KIND_BREAK;
        std::int64_t next = 0;
        const bool in_room = !is_break && same_day_next(starts[one.room], one.starts_at_ms, next);
        const bool follows = in_room || same_day_next(all, one.starts_at_ms, next);
        if (one.match.base) {
            const v1::Period& was = one.match.base->planned();
            if (was.starts_at_ms() == one.starts_at_ms && (!in_room || was.ends_at_ms() <= next)) {
                one.ends_at_ms = was.ends_at_ms();
                continue;
            }
        }
        one.ends_at_ms = follows ? next : one.starts_at_ms;
        notes_.repaired(row.row, one.item(),
                        follows ? std::string("it has no end; it is taken to last until what follows ") +
                                      (in_room ? "in its room" : "that day") + ", at " + clock(next) + "."
                                : "it has no end and nothing follows that day; taken with no length: write "
                                  "its end.");
    }
}

}  // namespace dais::interchange
