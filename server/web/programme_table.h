// A log's programme as a table for spreadsheets: what an audience may see, as planned, with its long texts.
#pragma once

#include <map>
#include <set>
#include <string>

#include "server/interchange/table_writer.h"
#include "server/live/desk.h"

namespace dais::web {

// The long texts that stand in it, by their hashes; none if they are too many for a table.
struct TableTexts {
    std::set<std::string> hashes;
    bool too_many = false;
};
TableTexts texts_of_table(const live::LogView& log, v1::Audience audience);

// bodies: of those texts, by their hashes.
interchange::TableCells programme_table(const live::LogView& log, v1::Audience audience, const TableTexts& texts,
                                        const std::map<std::string, std::string>& bodies);

}  // namespace dais::web
