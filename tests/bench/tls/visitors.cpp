#include "tests/bench/tls/visitors.h"

#include <stdexcept>

namespace dais::bench {
namespace {

constexpr double kComeS = 60;
constexpr int kPollMs = 1;
constexpr int kPollsBetweenLooks = 50;
constexpr const char* kLog = "gdpa-2024";

double seconds_since(std::uint64_t ns) { return static_cast<double>(load::monotonic_ns() - ns) / 1e9; }

}  // namespace

Visitors::Visitors(const std::vector<client::Url>& doors, std::uint32_t screens_of_each)
    : measures_(load::Measures::map(), load::Measures::unmap) {
    load::raise_files();
    plan_.groups = {{screens_of_each, {}, 0, 0}};
    groups_ = load::spread(plan_);
    for (const auto& door : doors) {
        auto of = std::make_unique<OfDoor>();
        of->target = load::find_target(door, {}, screens_of_each);
        of->talk = std::make_unique<load::DaisTalk>(load::DaisWish{door.authority(), "", kLog, ""}, plan_, groups_,
                                                    *measures_);
        of->crowd = std::make_unique<load::Crowd>(plan_, of->target, 0, groups_, *of->talk, *measures_);
        of_door_.push_back(std::move(of));
    }
}

void Visitors::poll() {
    for (const auto& of : of_door_) of->crowd->poll(kPollMs);
}

bool Visitors::all_equal() {
    std::uint64_t equal = 0;
    for (const auto& of : of_door_) equal += of->talk->equal(1);
    return equal == screens();
}

double Visitors::until_all_came() {
    const auto begun = load::monotonic_ns();
    came_ += screens();
    do {
        if (seconds_since(begun) > kComeS) {
            std::string said = load::get(measures_->trouble_taken) == 2 ? measures_->trouble.data() : "";
            throw std::runtime_error("not all screens came; it was said: " + said);
        }
        for (int i = 0; i < kPollsBetweenLooks; ++i) poll();
    } while (load::get(measures_->counts.opened) < came_ || !all_equal());
    came_ = load::get(measures_->counts.opened);
    return seconds_since(begun);
}

void Visitors::stay(double seconds) {
    for (const auto begun = load::monotonic_ns(); seconds_since(begun) < seconds;) poll();
}

void Visitors::leave(bool with_tickets) {
    for (const auto& of : of_door_) of->crowd->come_anew(with_tickets);
}

}  // namespace dais::bench
