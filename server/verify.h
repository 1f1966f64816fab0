// Recomputing everything that a database promises: chain, fold, digest, checkpoints, long texts.
#pragma once

#include <ostream>
#include <string>

#include "server/summit/audience.h"
#include "server/summit/state.h"
#include "storage/database.h"

namespace dais {

// Writes a report, one paragraph per log; true if all agree. Erased records agree and are counted.
bool verify(storage::Database& database, std::ostream& out);

// The state of a log, folded from its first Change. Throws storage::Fault for an unknown log.
summit::State fold_from_start(storage::Database& database, const std::string& log);

}  // namespace dais
