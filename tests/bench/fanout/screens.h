// The screens of one process, all at one server: a crowd and what it says.
//
// One thread. Its figures are in Measures, in the gauges of its process.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "clients/cpp/load/crowd.h"
#include "clients/cpp/load/dais_talk.h"
#include "clients/cpp/load/plan.h"
#include "clients/cpp/load/processes.h"
#include "clients/cpp/load/target.h"
#include "tests/bench/fanout/rival.h"

namespace dais::fanout {

// What all screens of a run have in common; outlives them.
struct Screening {
    load::Plan plan;
    std::vector<load::Target> targets;  // process i goes to targets[i % size]
    std::vector<std::uint8_t> groups;
    RivalKind kind = RivalKind::dais;
    std::uint32_t heartbeat_ms = 0;  // wished for; 0: the server's own
};

class Screens {
public:
    Screens(const Screening& all, const load::Share& share, load::Measures& measures);

    void poll();
    // Looks at every screen: not while it is measured.
    void look();
    // As the first process wishes by Measures::phase, until it ends: settling and running may take turns.
    void stay();
    // Takes over a phase that has changed.
    void follow_phase();

private:
    const load::Share share_;
    load::Measures& measures_;
    const std::span<const std::uint8_t> mine_;
    std::unique_ptr<load::Talk> talk_;
    load::DaisTalk* dais_ = nullptr;
    std::optional<load::Crowd> crowd_;
    load::Phase phase_ = load::Phase::running;
};

// Screens that go to these servers.
Screening screening(load::Plan plan, RivalKind kind, const std::vector<std::unique_ptr<Rival>>& servers);

}  // namespace dais::fanout
