// Reads CSV (RFC 4180) and what spreadsheets write instead: semicolons, tabs or bars, quotes with line ends inside,
// Excel's own first line "sep=;".
//
// Promises: pure; bounded; a quote that never closes is a failure that says where it opens. Takes UTF-8 text. Does not:
// know what the columns mean.
#pragma once

#include <string_view>

#include "server/interchange/table.h"

namespace dais::interchange {

// The separator that the text names itself, in a first line "sep=;"; 0 if it does not.
char named_separator(std::string_view text);

// Of the usual separators the one that makes the most regular table.
char likely_separator(std::string_view text);

// rows_max: of the limits, or fewer to have a look at the beginning.
TablesRead read_csv(std::string_view text, char separator, const TableLimits& limits = {});

}  // namespace dais::interchange
