// The big screens of a log as staff are told of them (decision D12): those that are there, and for a day those that
// were, each with the latest that it said. Never stored. Pure; belongs to the desk's thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dais/v1/live.pb.h"
#include "server/live/limits.h"

namespace dais::live {

class ShownScreens {
public:
    // Everything that is said now, by whoever says it: a screen that nobody speaks of any more is gone. Of a login that
    // is there twice, what was heard last counts. now_ms: the wall clock.
    void take(const std::vector<const v1::Presence*>& said, std::int64_t now_ms, const Limits& limits);
    // Adds them to what is told.
    void tell(v1::Presence& presence) const;

private:
    struct Known {
        v1::ShownScreen screen;
        std::int64_t there_ms = 0;  // when it was there last
    };
    void forget_oldest(std::size_t screens_max);

    std::map<std::string, Known> by_login_;
};

}  // namespace dais::live
