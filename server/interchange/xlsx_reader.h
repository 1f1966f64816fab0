// Reads the sheets of an Excel workbook (.xlsx, ECMA-376), as Excel, LibreOffice, Google and others write it.
//
// Promises: pure but for its memory; what is unpacked is bounded whatever the file claims; no entity is expanded, no
// link followed, no macro or formula run: a formula's last value counts. A cell merged downwards is repeated in the
// rows below and marked so; one merged sideways stands in its first column alone. Hidden sheets, rows and columns are
// left out and said. Does not: read old .xls, .xlsb, .ods or encrypted files, which it names and says what to save
// instead.
#pragma once

#include <string_view>

#include "server/interchange/table.h"

namespace dais::interchange {

TablesRead read_xlsx(std::string_view bytes, const TableLimits& limits = {});

}  // namespace dais::interchange
