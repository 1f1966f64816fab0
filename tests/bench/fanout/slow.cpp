#include "tests/bench/fanout/slow.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "clients/cpp/load/report.h"
#include "tests/bench/fanout/field.h"
#include "tests/bench/fanout/scrape.h"
#include "tests/bench/fanout/screens.h"
#include "tests/bench/fanout/sending.h"

namespace dais::fanout {
namespace {

constexpr double kPatienceS = 60, kSendS = 30;
constexpr double kCountedS = 5;  // full sockets are counted with each heartbeat
constexpr std::uint32_t kFillingWindow = 16;
constexpr int kFillingsMax = 3;

class SlowRun {
public:
    SlowRun(const SlowCase& of, const std::vector<std::string>& options)
        : of_(of),
          stuck_(of.screens / 10),
          field_(RivalKind::dais, 1, false, options),
          measures_(load::Measures::map(), load::Measures::unmap),
          screening_(screening(plan(of.screens, stuck_), RivalKind::dais, field_.serving())),
          screens_(screening_, {0, 0, of.screens}, *measures_),
          sending_(field_, *measures_, of.screens - stuck_, [this] { screens_.poll(); }) {
        now(load::Phase::settling);
        wait_until("all are there", [this] { return measures_->equal() == of_.screens; });
        take_turn();  // warm
    }

    boost::json::object round(int number) {
        boost::json::object line;
        Turn all, stuck;
        // Who was first in one round is second in the next.
        for (int turn = 0; turn < 2; ++turn) {
            if ((number + turn) % 2 == 0) {
                all = take_turn();
            } else {
                stuck = stuck_turn(line);
            }
        }
        line["p99_all_ms"] = all.p99_ms;
        line["p99_stuck_ms"] = stuck.p99_ms;
        line["p99_ratio"] = stuck.p99_ms / all.p99_ms;
        // A log, its ring and the database's cache grow by the same messages in either.
        line["stuck_bytes"] = (stuck.grown_bytes - all.grown_bytes) / stuck_;
        return line;
    }

    // Nobody who is stuck reads again.
    void never(boost::json::object& line) {
        const double before = closed();
        now(load::Phase::running);
        sending_.rest(kCountedS);  // none is full any more
        // What a system has once offered to take it takes: one socket holds more than another.
        for (int times = 0; times < kFillingsMax && waiting() < stuck_; ++times) {
            send(of_.filling, kFillingWindow);
            sending_.rest(kCountedS);
        }
        line["full"] = waiting();
        const auto begun = load::monotonic_ns();
        wait_until("the stuck are closed", [&] { return closed() >= before + stuck_; });
        line["closed_s"] = seconds_since(begun);
        line["closed"] = closed() - before;
    }

private:
    static load::Plan plan(std::uint32_t screens, std::uint32_t stuck) {
        load::Plan made;
        made.groups = {{screens - stuck, {}, 0, 0}, {stuck, 0, 0, 0}};
        return made;
    }

    struct Turn {
        double p99_ms = 0, grown_bytes = 0;
    };

    Turn take_turn() {
        const auto before = static_cast<double>(field_.memory_bytes());
        send(of_.filling, kFillingWindow);
        Turn turn;
        turn.p99_ms = p99_of_a_turn();
        turn.grown_bytes = static_cast<double>(field_.memory_bytes()) - before;
        return turn;
    }

    Turn stuck_turn(boost::json::object& line) {
        now(load::Phase::running);
        const Turn turn = take_turn();
        sending_.rest(kCountedS);
        line["stuck"] = waiting();
        const auto begun = load::monotonic_ns();
        load::set(measures_->target, measures_->position());
        now(load::Phase::settling);
        screens_.look();  // who was equal is not, before it has read
        wait_until("those who read again are equal", [this] { return measures_->equal() == of_.screens; });
        line["equal_s"] = seconds_since(begun);
        return turn;
    }

    double p99_of_a_turn() {
        const auto from = sending_.done();
        send(of_.messages, 1);
        screens_.look();
        return load::stamped_timing(*measures_, from, sending_.done()).p99_ms;
    }

    void send(std::uint32_t messages, std::uint32_t window) {
        if (!sending_.up_to(sending_.sent() + messages, window, kPatienceS))
            throw std::runtime_error("a message did not come to all who read");
    }

    void now(load::Phase phase) {
        measures_->enter(phase);
        screens_.follow_phase();
    }

    double waiting() const { return series(scrape(*field_.origin()), "dais_waiting_sockets"); }
    // For whatever reason: who has not read for long has not answered a ping either.
    double closed() const { return series(scrape(*field_.origin()), "dais_closed_connections_total"); }

    template <class Condition>
    void wait_until(const char* what, Condition condition) {
        const auto begun = load::monotonic_ns();
        while (!condition()) {
            if (seconds_since(begun) > kPatienceS + kSendS) throw std::runtime_error(std::string("not ") + what);
            for (int i = 0; i < 20; ++i) screens_.poll();
            field_.drain();
            screens_.look();
        }
    }

    const SlowCase of_;
    const std::uint32_t stuck_;
    Field field_;
    const std::unique_ptr<load::Measures, void (*)(load::Measures*)> measures_;
    const Screening screening_;
    Screens screens_;
    Sending sending_;
};

}  // namespace

std::vector<boost::json::object> run_slow(const SlowCase& of, const std::vector<std::string>& options) {
    std::vector<boost::json::object> lines;
    const auto keep = [&](boost::json::object line) {
        line["server"] = "dais";
        line["case"] = kSlowCase;
        line["screens"] = of.screens;
        lines.push_back(std::move(line));
    };
    try {
        load::raise_files();
        SlowRun run(of, options);
        for (int round = 0; round < of.rounds; ++round) {
            auto line = run.round(round);
            line["round"] = round;
            if (round + 1 == of.rounds) run.never(line);
            keep(std::move(line));
        }
    } catch (const std::exception& problem) {
        keep({{"lost", problem.what()}, {"round", 0}});
    }
    return lines;
}

}  // namespace dais::fanout
