#include "tests/bench/fanout/screens.h"

#include <sys/prctl.h>

#include <utility>

#include "clients/cpp/load/echo_talk.h"
#include "tests/bench/fanout/publisher.h"

namespace dais::fanout {
namespace {

constexpr unsigned long kTimerSlackNs = 1'000;
constexpr int kWaitMs = 5;
constexpr std::uint64_t kLookNs = 200'000'000;

}  // namespace

Screens::Screens(const Screening& all, const load::Share& share, load::Measures& measures)
    : share_(share), measures_(measures), mine_(std::span(all.groups).subspan(share.first, share.count)) {
    prctl(PR_SET_TIMERSLACK, kTimerSlackNs);
    if (all.kind == RivalKind::dais) {
        auto talk = std::make_unique<load::DaisTalk>(load::DaisWish{"127.0.0.1", "", kLog, "", all.heartbeat_ms},
                                                     all.plan, mine_, measures);
        dais_ = talk.get();
        talk_ = std::move(talk);
    } else {
        talk_ = std::make_unique<load::EchoTalk>("127.0.0.1", measures);
    }
    crowd_.emplace(all.plan, all.targets[share.process % all.targets.size()], share.first, mine_, *talk_, measures);
}

void Screens::poll() {
    crowd_->poll(kWaitMs);
    load::set(measures_.gauges[share_.process].open, crowd_->open());
}

void Screens::look() {
    auto& gauges = measures_.gauges[share_.process];
    load::set(gauges.equal, dais_ ? dais_->equal(load::get(measures_.target)) : crowd_->open());
    if (dais_) load::set(gauges.position, dais_->position());
}

void Screens::follow_phase() {
    const auto phase = measures_.at();
    if (std::exchange(phase_, phase) == phase) return;
    if (phase == load::Phase::settling) crowd_->settle(false);
    if (phase == load::Phase::running) crowd_->unsettle();
}

void Screens::stay() {
    std::uint64_t looked_ns = 0;
    while (measures_.at() != load::Phase::ended) {
        follow_phase();
        poll();
        const auto now = load::monotonic_ns();
        if (now - looked_ns < kLookNs) continue;
        looked_ns = now;
        look();
    }
}

Screening screening(load::Plan plan, RivalKind kind, const std::vector<std::unique_ptr<Rival>>& servers) {
    Screening made{std::move(plan), {}, {}, kind, 0};
    made.groups = load::spread(made.plan);
    for (const auto& each : servers)
        made.targets.push_back(
            load::find_target({"127.0.0.1", std::to_string(each->port()), ""}, {}, made.plan.screens()));
    return made;
}

}  // namespace dais::fanout
