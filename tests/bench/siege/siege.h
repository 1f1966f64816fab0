// A server, screens that look on while something is announced at a steady pace, and now and then a siege.
//
// In each round it is peace for a while, then besiegers come from many addresses, then from one; whoever was first in
// one round is last in the next. Newcomers ask for something small all the time. The server's limits are those it is
// shipped with, but for commands of one login.
//
// Blocks; forks a process for the screens, one for the besiegers and one for the newcomers. Throws std::runtime_error
// if a screen misses a Change, or holds something else than the server at the end.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "clients/cpp/load/measures.h"
#include "clients/cpp/load/processes.h"
#include "tests/bench/fanout/field.h"
#include "tests/bench/fanout/screens.h"
#include "tests/bench/paths/organiser.h"
#include "tests/bench/siege/besiegers.h"

namespace dais::bench {

struct Wish {
    std::uint32_t screens = 1'000, besiegers = 5'000, addresses = 50;
    std::uint32_t per_s = 50;            // announcements
    double settle_s = 11, seconds = 12;  // of each turn; a handshake may take ten
    std::vector<std::string> options;    // more words for the server
};

enum class Way { peace, many_addresses, one_address };
inline constexpr std::array kWays = {Way::peace, Way::many_addresses, Way::one_address};

inline constexpr double kNever = std::numeric_limits<double>::infinity();

// Of one turn.
struct Turn {
    double p50_ms = 0, p99_ms = 0, worst_ms = 0;                 // until a Change is at a screen
    double connected = 0, websockets = 0;                        // besiegers, on the average
    double refused_per_s = 0, closed_per_s = 0, came_per_s = 0;  // of them
    double newcomer_ms = kNever, slowest_newcomer_ms = kNever;   // until an answer is there, if one came
    double server_bytes = 0;                                     // at the end
    double server_cores = 0, siege_cores = 0, others_cores = 0;  // others: neither the bench nor the kernel for it
};
using Round = std::array<Turn, kWays.size()>;  // by Way

class Siege {
public:
    // All screens are there and equal.
    explicit Siege(const Wish& wish);
    ~Siege();

    Round round(int number);
    // One more Change; then every screen holds what the server does.
    void check_screens();

private:
    struct Shared {
        Tally tally;
        load::Histogram newcomers;
        std::uint64_t slowest_newcomer_ns;
    };
    struct Used {  // of the processor, in seconds
        double server = 0, siege = 0, bench = 0, machine = 0, softirq = 0;
    };

    void be_process(std::uint32_t number);
    Turn turn(Way way);
    void announce_for(double seconds, bool timed, Turn& turn);
    void tell_times(Turn& turn) const;
    void forget_times();
    Used used() const;
    std::uint64_t arrivals(std::uint32_t number) const;

    const Wish wish_;
    fanout::Rivals server_;
    Organiser organiser_;
    const std::unique_ptr<load::Measures, void (*)(load::Measures*)> measures_;
    const std::unique_ptr<Shared, void (*)(Shared*)> shared_;
    const fanout::Screening screening_;
    std::uint32_t timed_ = 0;  // announcements of this turn
    std::unique_ptr<load::Processes> processes_;
};

}  // namespace dais::bench
