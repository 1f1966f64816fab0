// The screens of one process before one server, or before several doors of it.
//
// One thread: whoever waits keeps them going. Throws std::runtime_error if they cannot come at all.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "clients/cpp/load/crowd.h"
#include "clients/cpp/load/dais_talk.h"
#include "clients/cpp/load/measures.h"
#include "clients/cpp/load/plan.h"
#include "clients/cpp/load/target.h"
#include "clients/cpp/url.h"

namespace dais::bench {

class Visitors {
public:
    Visitors(const std::vector<client::Url>& doors, std::uint32_t screens_of_each);

    // Until each has come once more than it had, and all are equal; how long it took. Throws if it takes too long.
    double until_all_came();
    void stay(double seconds);
    // All hang up; they come again with until_all_came().
    void leave(bool with_tickets);

    std::uint32_t screens() const { return static_cast<std::uint32_t>(of_door_.size()) * plan_.screens(); }
    const load::Counts& counts() const { return measures_->counts; }

private:
    struct OfDoor {
        load::Target target;
        std::unique_ptr<load::DaisTalk> talk;
        std::unique_ptr<load::Crowd> crowd;
    };
    void poll();
    bool all_equal();

    load::Plan plan_;
    std::vector<std::uint8_t> groups_;
    std::unique_ptr<load::Measures, void (*)(load::Measures*)> measures_;
    std::vector<std::unique_ptr<OfDoor>> of_door_;
    std::uint64_t came_ = 0;
};

}  // namespace dais::bench
