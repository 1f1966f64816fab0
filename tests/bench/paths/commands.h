// What is asked of the log whose way to the screens is measured. Pure.
#pragma once

#include "clients/cpp/load/stamp.h"
#include "dais/v1/live.pb.h"

namespace dais::bench {

inline constexpr const char* kLog = "bench";

// Makes the log.
v1::Command put_summit();
// With a text that screens tell the time by.
v1::Command announcement(const load::Stamp& stamp);

}  // namespace dais::bench
