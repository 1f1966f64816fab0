// A log's Changes as its ledger has them, read through a connection of its own that only reads. Synchronous. Throws
// Fault.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/ledger.h"

namespace dais::storage {

// Calls for each Change after a seq and up to another, in order, until told to stop by false. Every text that is there
// is told: which of them are for everybody is for the caller to know.
using EachLedgerChange = std::function<bool(const LedgerChange&, std::vector<LedgerEntry>&)>;
void read_ledger_rows(const std::string& path, std::string_view log, std::uint64_t after, std::uint64_t up_to,
                      const EachLedgerChange& each);

}  // namespace dais::storage
