// When the rows of a table take place: dates in one order of day and month, instants in the summit's zone, ends where
// the table says none. Used by TableMaker alone.
//
// Promises: pure but for the zone database; a row that is left out, or an end that is found otherwise, is said. Does
// not: know rooms but by their names, or what was imported before but by the match that a row is given between the
// steps.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/interchange/schedule_xml.h"
#include "server/interchange/table_matching.h"
#include "server/interchange/table_rows.h"

namespace dais::interchange {

// A row that has an instant.
struct PlacedRow {
    const RowSession* row = nullptr;
    std::int64_t starts_at_ms = 0, ends_at_ms = -1;  // -1: not found yet
    std::string room;                                // external id
    SessionMatch match;

    std::string item() const;  // "row 12 (“Opening”)"
};

class TablePlacing {
public:
    // All outlive it. year: of dates that have none, if the table does not say either; 0: not known.
    TablePlacing(const RowsRead& rows, const std::string& zone, int year, const ParseLimits& limits,
                 ImportNotes& notes);

    // The rows that have a start, in their order.
    std::vector<PlacedRow> place();
    // Where the table says no end: as it was, while that still fits; else until what follows in the room.
    void find_ends(std::vector<PlacedRow>& placed);

    // The day of the summit that an instant belongs to, as a number of days; days begin at four.
    std::int64_t day_of(std::int64_t at_ms) const;
    // The days on which something is, as "2024-09-12".
    const std::set<std::string>& days() const { return days_; }

private:
    // The row placed last in a room: its day and start.
    struct Before {
        std::string day;
        int minutes = 0;
    };
    void decide_dates();
    bool place_row(PlacedRow& placed);
    std::optional<v1::Date> date_of_row(const PlacedRow& placed);
    int minutes_of_row(const PlacedRow& placed, const std::string& day);
    std::int64_t end_of_row(const PlacedRow& placed, const v1::Date& date, int minutes);
    std::int64_t length_of_row(const PlacedRow& placed);
    std::optional<std::int64_t> instant(const v1::Date& date, int minutes, const PlacedRow& placed);
    std::string clock(std::int64_t at_ms) const;
    bool same_day_next(const std::vector<std::int64_t>& starts, std::int64_t from_ms, std::int64_t& next_ms) const;

    const RowsRead& rows_;
    const std::string zone_;
    const ParseLimits& limits_;
    ImportNotes& notes_;
    bool day_first_ = true;
    const int year_;
    std::map<std::string, Before> before_;  // by folded room
    std::set<std::string> days_;
};

}  // namespace dais::interchange
