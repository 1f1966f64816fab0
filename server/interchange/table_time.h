// Dates, times and lengths as ministries write them: "jeudi 12 septembre 2024", "12/09/24", "14h30 – 15h45",
// "2.30 pm", "الخميس 12 سبتمبر", spreadsheets' own.
//
// Promises: pure, nothing thrown; what is not understood is an empty answer. English, French, Spanish, Portuguese and
// Arabic. Does not: know the year of a date that has none, or whether 05/06 is in May or June; its caller decides that
// over the whole column.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dais/v1/date.pb.h"

namespace dais::interchange {

// A date as written. Of three numbers the first two may be day and month in either order.
struct DateWritten {
    int day = 0, month = 0;
    int year = 0;                  // 0: not written
    bool any_order = false;        // only numbers, day and month might be the other way round
    int weekday = -1;              // as written, 0 for Sunday; -1: not written
    bool last_of_several = false;  // as in "12-13 September"

    // As a day of the calendar; nothing if there is none such.
    std::optional<v1::Date> date(bool day_first, int year_if_none) const;
};

struct WhenWritten {
    std::optional<DateWritten> date;
    std::optional<int> start, end;  // minutes after midnight
    std::string rest;               // what stands after them
    bool any() const { return date || start; }
};

// of_date_column: "12.09" is a date there, "14" a day's number is not a time.
WhenWritten read_when(std::string_view text, bool of_date_column, bool epoch_1904);

// "1h30", "90", "90 min", "01:30": minutes.
std::optional<int> read_length(std::string_view text);

}  // namespace dais::interchange
