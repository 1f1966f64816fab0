// How many sockets the system lets this process have.
#pragma once

#include <cstddef>

#include "server/live/limits.h"

namespace dais {

// Raises the limit of open files as far as may be, and says so to the operator, with the remedy, if it is low. How many
// WebSockets there can be: by the setting, or as many as files.
std::size_t connections_possible(const live::Limits& limits);

}  // namespace dais
