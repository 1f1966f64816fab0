// Writes a programme as a table of the shape that parse_table() reads, as CSV or as an Excel workbook.
//
// Promises: what is written and read again into the same log changes nothing; a spreadsheet runs nothing of it: in CSV,
// text that a spreadsheet could take for a formula gets an apostrophe before it, which is taken off when read. Pure but
// for the zone database. Does not: choose what may be seen, or write what has no column: staff notes, colours, origins.
#pragma once

#include <string>
#include <vector>

#include "server/interchange/schedule_xml_writer.h"

namespace dais::interchange {

struct PartyToWrite {
    std::string id;
    std::string name;
};

struct TableToWrite {
    v1::Summit summit;
    std::vector<RoomToWrite> rooms;
    std::vector<TrackToWrite> tracks;
    std::vector<PartyToWrite> parties;
    std::vector<PersonToWrite> persons;
    std::vector<std::pair<std::string, SessionToWrite>> sessions;  // by id
};

using TableCells = std::vector<std::vector<std::string>>;

// Headers first, sessions in the order of their start.
TableCells cells_of(const TableToWrite& programme);
std::string write_csv(const TableCells& cells);
std::string write_xlsx(const TableCells& cells);

// The apostrophe that write_csv() puts before text that looks like a formula.
bool looks_like_formula(std::string_view text);

}  // namespace dais::interchange
