// An organiser's rehearsal: so many screens come to a server, stay for a while, and are equal at the end.
//
// Blocks; this process carries a part of the screens, the others those that it forks. Throws std::invalid_argument or
// std::runtime_error with the remedy.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "clients/cpp/load/dais_talk.h"
#include "clients/cpp/load/measures.h"
#include "clients/cpp/load/plan.h"
#include "clients/cpp/url.h"

namespace dais::load {

struct Rehearsal {
    client::Url url;
    std::string log;
    std::string key;  // of the screens; empty: the public
    Plan plan;
    std::uint32_t hold_ms = 60'000;    // after the last has come
    std::uint32_t settle_ms = 25'000;  // at most so long until all are equal, once slow ones read on
};

struct Told {
    std::uint32_t screens = 0;
    std::uint32_t processes = 0;
    std::uint32_t files = 0;     // that each may open
    std::uint64_t expected = 0;  // to be equal at the end: all that came
    std::uint64_t open = 0, equal = 0, position = 0;
    double seconds = 0;  // since the beginning
    double live_s = 0;   // before they settled
    Phase phase = Phase::running;
    bool whole = true;     // no process was lost
    bool stopped = false;  // before its time
};

// tell is called about every 100 ms, and at last; asked_to_stop between two looks at the sockets.
struct Onlooker {
    std::function<void(const Told& told, const Measures& measures)> tell;
    std::function<bool()> asked_to_stop;
};

// The figures stay in measures.
Told rehearse(const Rehearsal& rehearsal, const Onlooker& onlooker, Measures& measures);

}  // namespace dais::load
