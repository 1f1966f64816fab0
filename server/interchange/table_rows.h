// The rows of a table as sessions written there, nothing decided yet but what belongs together: days that stand above
// their sessions, cells left empty below a merged one, speakers on lines of their own.
//
// Promises: pure; each row that is no session is either plainly empty or said. Does not: know zones, or what was
// imported before.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/interchange/import_notes.h"
#include "server/interchange/table_headers.h"
#include "server/interchange/table_time.h"

namespace dais::interchange {

struct RowPeople {
    v1::SessionRole role = v1::SESSION_ROLE_UNSPECIFIED;
    std::string text;
};

// Language, as in TableColumn, and text.
using TextsWritten = std::vector<std::pair<std::string, std::string>>;

struct RowSession {
    std::uint32_t row = 0;
    std::string place;  // "row 12" or "sheet “Jour 2”, row 12"
    std::string start_header, date_header;
    std::map<TableField, std::string> cells;
    TextsWritten titles, subtitles, abstracts, descriptions;
    std::vector<RowPeople> people;
    std::optional<DateWritten> date;
    bool date_carried = false;
    std::optional<int> start, end;
    std::optional<DateWritten> end_date;  // where the end names its own

    const std::string& cell(TableField field) const {
        static const std::string kNone;
        const auto found = cells.find(field);
        return found == cells.end() ? kNone : found->second;
    }
    std::string title() const { return titles.empty() ? "" : titles[0].second; }
};

// A text and the language of its column.
using TextColumn = std::pair<TableField, std::string>;

struct RowsRead {
    std::vector<RowSession> sessions;
    std::string heading;                        // the first line above a header that is no date
    std::map<TableField, std::string> fields;   // that some sheet has, and their headers
    std::map<std::string, std::size_t> spoken;  // languages of headers
    std::set<TextColumn> texts;                 // that every sheet has
    int year = 0;                               // that dates without one have; 0: none found
};

class TableRows {
public:
    TableRows(const TableMapping& mapping, bool epoch_1904, ImportNotes& notes)
        : mapping_(mapping), epoch_1904_(epoch_1904), notes_(notes) {}

    void add(const Table& table, const TableHeader& header, bool several_sheets);
    RowsRead take() { return std::move(read_); }

private:
    void above(const Table& table, const TableHeader& header);
    void add_row(const TableRow& row, const TableHeader& header);
    bool is_heading(const TableRow& row, const TableHeader& header);
    bool repeats_header(const TableRow& row, const TableHeader& header) const;
    bool continues(const TableRow& row, const TableHeader& header, const RowSession& session) const;
    void take_cells(const TableRow& row, const TableHeader& header, RowSession& session);
    void take_times(RowSession& session);
    void note_beyond(const TableRow& row, const TableHeader& header, const RowSession& session);
    void fill_time(const TableHeader& header, RowSession& session);
    void fill_down(const TableRow& row, const TableHeader& header, RowSession& session);
    std::string place(const TableRow& row) const;
    void remember_year(const std::optional<DateWritten>& date);

    const TableMapping& mapping_;
    const bool epoch_1904_;
    ImportNotes& notes_;
    RowsRead read_;
    std::string sheet_;
    bool any_sheet_ = false;
    std::optional<DateWritten> day_;  // of the block
    std::string room_;                // of the row before
    bool block_open_ = false;         // the row before has a time, and no heading stands between
};

}  // namespace dais::interchange
