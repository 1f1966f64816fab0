// An origin with a database, its edges, and very many screens at them, through what may befall a day: all connect, a
// change is shown, and then the edges, the origin, or all of them are killed at once and start again at once.
//
// After each blow a change is published that the screens can only have from a server that came back; a screen is back
// when it stands there and its digest agrees. Screens come back as real clients do (clients/cpp/backoff.h) and wish for
// a heartbeat every 25 s. What it tells is counted by the screens and by the servers themselves.
//
// Blocks; forks a process for the screens of each edge. Throws std::runtime_error if a server does not come up.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "clients/cpp/load/processes.h"
#include "tests/bench/fanout/field.h"
#include "tests/bench/fanout/screens.h"
#include "tests/bench/fanout/sending.h"
#include "tests/bench/storm/return.h"

namespace dais::storm {

struct Wish {
    std::uint32_t screens = 200'000;
    std::uint32_t edges = 0;           // 0: as many as it takes
    double seconds_max = 120;          // for each step
    std::vector<std::string> options;  // more words for every server
};
// So many screens find room at an edge whose process may open 20,000 files.
inline constexpr std::uint32_t kScreensPerEdge = 18'800;
std::uint32_t edges_for(const Wish& wish);

class Storm {
public:
    // The servers run; nobody has connected yet.
    explicit Storm(const Wish& wish);
    ~Storm();

    // Each is a step, with its figures or "lost".
    boost::json::object connect();
    boost::json::object change(std::uint32_t changes);
    boost::json::object strike(const std::string& name, bool edges, bool origin);
    // Lets heartbeats come, so that the next failure is a first one again.
    void rest(double seconds);

private:
    struct Counted {  // by the servers
        double reads = 0, origin_builds = 0, edge_builds = 0, edge_resumes = 0, edge_snapshots = 0, origin_opened = 0;
    };
    Counted counted(bool edges, bool origin) const;
    double load_cpu_seconds() const;
    double server_cpu_seconds(bool edges, bool origin) const;
    void wait_a_little();
    Return wait_until_equal(std::uint64_t begun_ns);
    void aim_at_next();
    void tell(boost::json::object& line, const Return& back) const;
    boost::json::object begin(const std::string& name) const;

    const Wish wish_;
    fanout::Field field_;
    const std::unique_ptr<load::Measures, void (*)(load::Measures*)> measures_;
    const fanout::Screening screening_;
    fanout::Sending sending_;
    std::unique_ptr<load::Processes> processes_;
    std::uint32_t blows_ = 0;
};

}  // namespace dais::storm
