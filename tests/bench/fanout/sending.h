// Sends numbered messages with so many in flight, and waits until each is at so many screens.
//
// Blocks, looking at the sockets of this process meanwhile. Numbers go on from call to call.
#pragma once

#include <cstdint>
#include <functional>

#include "clients/cpp/load/measures.h"
#include "tests/bench/fanout/field.h"

namespace dais::fanout {

class Sending {
public:
    // poll: looks at this process' own screens, or waits a little.
    Sending(Field& field, load::Measures& measures, std::uint32_t screens, std::function<void()> poll)
        : field_(field), measures_(measures), screens_(screens), poll_(std::move(poll)) {}

    // Until so many were sent in all. What takes longer than seconds_max is left out, but what is under way is waited
    // for. False: nothing moved for too long.
    bool up_to(std::uint32_t end, std::uint32_t window, double seconds_max);
    // Nothing is sent; what comes is taken.
    void rest(double seconds);
    // One more, which is not waited for.
    void start_one() { field_.publish(sent_++); }

    // So many are at all screens; they are the first ones.
    std::uint32_t done() const { return done_; }
    std::uint32_t sent() const { return sent_; }

private:
    Field& field_;
    load::Measures& measures_;
    const std::uint32_t screens_;
    const std::function<void()> poll_;
    std::uint32_t sent_ = 0, done_ = 0;
};

double seconds_since(std::uint64_t ns);

}  // namespace dais::fanout
