// People who open a page meanwhile: one after the other, from an address that nobody else comes from.
#pragma once

#include <cstdint>

#include "clients/cpp/load/measures.h"

namespace dais::bench {

// Comes, asks for something small, and rests a little. Blocks until it is answered, or for half a minute in vain.
void come_once(unsigned short port, load::Histogram& waits, std::uint64_t& slowest_ns);

}  // namespace dais::bench
