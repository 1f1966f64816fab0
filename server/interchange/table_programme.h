// Imports a programme from a table, CSV or Excel, as ministries keep them: leniently, and with a report that names rows
// and columns and says what to write instead.
//
// Promises: every row with a title and a time that is understood comes through; what was found (encoding, separator,
// headers, order of day and month), mended or left out is said; text is plain and bounded. Pure but for the zone
// database; any thread. The same bytes on the same log make the same programme. What the table has no column for stays
// as it is in the log (ImportProgramme.session_fields).
// Does not: take the summit's name or days into a log that has them, cancel or publish anything, or guess a zone.
#pragma once

#include <string>
#include <string_view>

#include "server/interchange/schedule_xml.h"
#include "server/summit/state.h"

namespace dais::interchange {

inline constexpr char kTableSource[] = "table";

struct TableOptions {
    std::string source = kTableSource;
    std::string zone;     // IANA; needed unless the log has one
    std::string mapping;  // see TableMapping
    std::string name;     // of the summit, for a new log
    std::string file;     // its name, from which a new log may be called
    std::string log;      // into which; empty: a new one
};

// Whether the bytes are an Excel workbook, or the like of one.
bool is_workbook(std::string_view bytes);

// state: of the log to import into; an empty one for a new log.
Parsed parse_table(std::string_view bytes, const TableOptions& options, const summit::State& state,
                   const ParseLimits& limits = {});

}  // namespace dais::interchange
