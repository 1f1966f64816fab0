// Texts of a table in their languages: a cell that holds two ("Ouverture / Opening", or two lines) is parted where the
// whole column shows that it is a habit; a text without a column of its own language gets that in which the table is.
//
// Promises: pure; when in doubt a text stays whole. Does not: translate.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dais/v1/text.pb.h"
#include "server/interchange/table_rows.h"

namespace dais::interchange {

class TableTitles {
public:
    // rows outlives it.
    explicit TableTitles(const RowsRead& rows);

    // The languages of parted cells, in their order; empty: none are parted.
    const std::vector<std::string>& order() const { return order_; }
    std::size_t parted() const { return parted_; }
    const std::string& language() const { return language_; }

    using Texts = google::protobuf::RepeatedPtrField<v1::LocalText>;
    // What the cells of a field say, as it stands beside what the record has: what reads the same is the same, and a
    // language that the table has no column for stays.
    Texts merged(TableField field, const TextsWritten& cells, const Texts* base);

private:
    TextsWritten parts(const std::string& cell) const;

    const std::set<TextColumn>& columns_;
    std::vector<std::string> order_;
    std::string language_;
    std::size_t parted_ = 0;
};

}  // namespace dais::interchange
