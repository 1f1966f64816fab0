// Writes a programme as a table of the shape that parse_table() reads, as CSV or as an Excel workbook.
//
// Promises: what is written and read again into the same log changes nothing; into a new one it makes the same
// sessions, which are written in the same bytes again, but for what is cancelled. A spreadsheet runs nothing of it: in
// CSV, text that it could take for a formula gets an apostrophe before it, which is taken off when read; in a workbook
// every cell is text. Long texts stand in the last columns, one that is too long for a cell goes on in the next; more
// of them than kTableTextsBytesMax are left out all together, and a header says so. Pure but for the zone database.
// Does not: choose what may be seen, or write what has no column: what happened on the day, staff notes, colours,
// origins.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/interchange/schedule_xml_writer.h"

namespace dais::interchange {

inline constexpr std::size_t kTableTextsBytesMax = 24u << 20;  // below what may be imported

struct PartyToWrite {
    std::string id;
    std::string name;
};

struct TableToWrite {
    std::string log;  // its name, so that ids mean its records alone
    v1::Summit summit;
    std::vector<RoomToWrite> rooms;
    std::vector<TrackToWrite> tracks;
    std::vector<PartyToWrite> parties;
    std::vector<PersonToWrite> persons;
    std::vector<std::pair<std::string, SessionToWrite>> sessions;  // by id
    std::map<std::string, std::string> external_ids;               // of sessions by id, as their table has them
    std::map<std::string, std::string> document_symbols;           // of Documents by id
    bool texts_left_out = false;
};

using TableCells = std::vector<std::vector<std::string>>;

// Headers first, sessions in the order of their start.
TableCells cells_of(const TableToWrite& programme);
std::string write_csv(const TableCells& cells);
std::string write_xlsx(const TableCells& cells);

}  // namespace dais::interchange
