// A log's programme as a table for spreadsheets: what an audience may see, as planned, with its long texts.
#pragma once

#include "server/interchange/table_writer.h"
#include "server/live/desk.h"
#include "server/web/session_to_write.h"

namespace dais::web {

// texts_left_out: they were too many. bodies: of its long texts.
interchange::TableCells programme_table(const live::LogView& log, v1::Audience audience, bool texts_left_out,
                                        const TextBodies& bodies);

}  // namespace dais::web
