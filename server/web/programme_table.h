// A log's programme as a table for spreadsheets: what an audience may see, as planned.
#pragma once

#include <string>

#include "server/interchange/table_writer.h"
#include "server/live/desk.h"

namespace dais::web {

interchange::TableCells programme_table(const live::LogView& log, v1::Audience audience);

}  // namespace dais::web
