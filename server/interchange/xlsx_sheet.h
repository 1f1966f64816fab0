// One sheet of a workbook as it is read, cell by cell. Used by read_xlsx() alone.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "server/interchange/table.h"
#include "server/interchange/xlsx_parts.h"

namespace dais::interchange {

class SheetPart : public XmlVisitor {
public:
    // All outlive it. rows_max: how many more rows may be kept.
    SheetPart(const SharedTextsPart& shared, const StylesPart& styles, bool epoch_1904, const TableLimits& limits,
              std::size_t rows_max)
        : shared_(shared), styles_(styles), epoch_1904_(epoch_1904), limits_(limits), rows_max_(rows_max) {}

    void open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t line) override;
    void text(std::string_view text) override;
    void close() override;

    // The rows that are not empty, merged cells repeated downwards.
    std::vector<TableRow> take();

    std::size_t hidden_rows = 0;  // with something in them
    std::size_t hidden_columns = 0;
    std::size_t rows_left_out = 0;     // beyond the limit
    std::size_t columns_left_out = 0;  // cells beyond the limit
    std::size_t texts_missing = 0;     // cells whose text the workbook does not have

private:
    struct Merge {
        std::size_t column = 0;
        std::uint32_t from = 0, to = 0;  // rows
    };
    void open_cell(const std::vector<XmlAttribute>& attributes);
    void end_cell();
    void end_row();
    void add_merge(std::string_view range);

    const SharedTextsPart& shared_;
    const StylesPart& styles_;
    const bool epoch_1904_;
    const TableLimits& limits_;
    const std::size_t rows_max_;

    std::vector<std::string> path_;
    std::vector<TableRow> rows_;
    std::vector<Merge> merges_;
    std::set<std::size_t> hidden_;  // columns
    TableRow row_;
    bool row_hidden_ = false;
    std::uint32_t row_number_ = 0;
    std::size_t column_ = 0;  // of the cell under way, from 0
    std::string type_, value_, inline_;
    std::size_t style_ = 0;
    int phonetic_ = 0;
};

}  // namespace dais::interchange
