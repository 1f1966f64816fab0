// What a spreadsheet's numbers show as: dates and times by their number format, plain numbers as short as they are.
//
// Promises: pure. Source: ECMA-376 part 1, 18.8.30 (number formats) and 18.17.4 (dates). Does not: format money, or
// show seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/interchange/zone.h"

namespace dais::interchange {

// What a number format shows.
struct NumberShape {
    bool date = false;
    bool time = false;
    bool elapsed = false;  // "[h]:mm": hours may be beyond 24
};
NumberShape shape_of_format(std::string_view code);
// Of the formats that every program knows by number.
NumberShape shape_of_builtin(int number);

// "2024-09-12", "14:30", "2024-09-12 14:30" or a plain number.
std::string shown_number(double value, const NumberShape& shape, bool epoch_1904);

// The day and minute that a number of days stands for; nothing beyond 1970 to 2099.
std::optional<CivilTime> civil_of_serial(double days, bool epoch_1904);
std::optional<double> number_in(std::string_view text);

}  // namespace dais::interchange
