// A table as a person sees it in a spreadsheet, whatever file it came from.
//
// Values are text: a spreadsheet's dates and times are written "2024-09-12", "14:30" or "2024-09-12 14:30", its plain
// numbers as short as possible. Rows count from 1 as the spreadsheet shows them; empty rows are not kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dais::interchange {

struct Cell {
    std::string text;
    bool below = false;  // continues a merged cell that begins in a row above; the text is that cell's
};

struct TableRow {
    std::uint32_t number = 0;
    std::vector<Cell> cells;

    const std::string& text(std::size_t column) const {
        static const std::string kNone;
        return column < cells.size() ? cells[column].text : kNone;
    }
    bool below(std::size_t column) const { return column < cells.size() && cells[column].below; }
};

struct Table {
    std::string name;  // of the sheet; empty for a file that has none
    std::vector<TableRow> rows;
};

// What a table may be; more is refused or left out with a word about it.
struct TableLimits {
    std::size_t bytes_max = 32u << 20;       // the file
    std::size_t text_bytes_max = 64u << 20;  // all its text, unpacked
    std::size_t rows_max = 50'000;           // that are not empty, in all sheets
    std::size_t columns_max = 256;
    std::size_t cell_bytes_max = 1u << 17;
    std::size_t sheets_max = 64;
};

struct TablesRead {
    std::vector<Table> tables;
    std::vector<std::string> remarks;  // what was found or left out, for the report
    bool epoch_1904 = false;           // days of plain numbers count from 1904
    std::string failure;               // why nothing could be read and the remedy; empty if it could
};

// Text that a spreadsheet could take for a formula is written with an apostrophe before it, and so is text that only
// looks as if it had been; reading takes one off again.
bool looks_like_formula(std::string_view text);
std::string with_guard(std::string_view text);
std::string_view without_guard(std::string_view text);

// "A", "Z", "AA": what a spreadsheet calls a column, counted from 0.
std::string column_letters(std::size_t column);

}  // namespace dais::interchange
