// The running edge: every long-lived object, in the order in which they need each other. It has no database.
#pragma once

#include "server/run.h"

namespace dais {

// Serves until SIGTERM or SIGINT what the server at options.follow tells the public. The exit code: 0 after a graceful
// stop, 1 after a fault.
int run_edge(const RunOptions& options);

}  // namespace dais
