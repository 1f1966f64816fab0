#include "tests/bench/siege/siege.h"

#include <sys/mman.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "server/live/limits.h"
#include "tests/bench/fanout/process_figures.h"
#include "tests/bench/fanout/sending.h"
#include "tests/bench/paths/commands.h"
#include "tests/bench/siege/newcomers.h"

namespace dais::bench {
namespace {

constexpr double kPatienceS = 30;
constexpr std::uint32_t kNotTimed = load::kChangesTimedMax;  // the number of those that nobody looks at
enum Child : std::uint32_t { kScreens = 1, kBesiegers, kNewcomers, kProcesses };

fanout::Rivals one_server(const Wish& wish) {
    load::raise_files();
    const live::Limits shipped;
    std::vector<std::string> options = {"--connections-max",
                                        std::to_string(shipped.connections_max),
                                        "--connections-of-address-max",
                                        std::to_string(shipped.connections_of_address_max),
                                        "--http-connections-max",
                                        std::to_string(shipped.http_connections_max)};
    options.insert(options.end(), wish.options.begin(), wish.options.end());
    fanout::Rivals servers;
    servers.push_back(std::make_unique<fanout::Rival>(fanout::RivalKind::dais, options));
    return servers;
}

load::Plan plan(std::uint32_t screens) {
    load::Plan made;
    made.groups = {{screens, {}, 0, 0}};
    return made;
}

template <class Done>
void wait_for(const std::string& what, Done done) {
    for (const auto begun = load::monotonic_ns(); !done();) {
        if (fanout::seconds_since(begun) > kPatienceS) throw std::runtime_error("not " + what);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void sleep_until(std::uint64_t ns) {
    const auto now = load::monotonic_ns();
    if (now < ns) std::this_thread::sleep_for(std::chrono::nanoseconds(ns - now));
}

template <class Shared>
Shared* map_shared() {
    void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::runtime_error("there is no memory for the figures");
    return static_cast<Shared*>(memory);
}

std::uint64_t addresses_of(Way way, const Wish& wish) {
    switch (way) {
        case Way::peace: return 0;
        case Way::many_addresses: return wish.addresses;
        case Way::one_address: return 1;
    }
    return 0;
}

}  // namespace

Siege::Siege(const Wish& wish)
    : wish_(wish),
      server_(one_server(wish)),
      organiser_(server_.front()->port(), server_.front()->key()),
      measures_(load::Measures::map(), load::Measures::unmap),
      shared_(map_shared<Shared>(), [](Shared* shared) { munmap(shared, sizeof(Shared)); }),
      screening_(fanout::screening(plan(wish.screens), fanout::RivalKind::dais, server_)) {
    organiser_.ask(put_summit());
    processes_ = std::make_unique<load::Processes>(kProcesses, [this](std::uint32_t number) { be_process(number); });
    wait_for("every screen came", [this] { return measures_->equal() == wish_.screens; });
}

Siege::~Siege() { measures_->enter(load::Phase::ended); }

void Siege::be_process(std::uint32_t number) {
    const auto port = server_.front()->port();
    const auto over = [this] { return measures_->at() == load::Phase::ended; };
    if (number == kScreens) fanout::Screens(screening_, {0, 0, wish_.screens}, *measures_).stay();
    if (number == kBesiegers)
        for (Besiegers besiegers(port, wish_.besiegers, shared_->tally); !over();) besiegers.poll();
    while (number == kNewcomers && !over()) come_once(port, shared_->newcomers, shared_->slowest_newcomer_ns);
}

Round Siege::round(int number) {
    Round round;
    for (std::size_t i = 0; i < kWays.size(); ++i) {
        const auto at = (i + static_cast<std::size_t>(number)) % kWays.size();
        round[at] = turn(kWays[at]);
    }
    return round;
}

Turn Siege::turn(Way way) {
    Turn turn, settling;
    Tally& tally = shared_->tally;
    load::set(tally.addresses, addresses_of(way, wish_));
    announce_for(wish_.settle_s, false, settling);
    forget_times();
    const Tally before = tally;
    const Used used_before = used();
    const auto begun = load::monotonic_ns();
    announce_for(wish_.seconds, true, turn);
    const double seconds = fanout::seconds_since(begun);
    const Used now = used();
    turn.refused_per_s = static_cast<double>(load::get(tally.refused) - before.refused) / seconds;
    turn.closed_per_s = static_cast<double>(load::get(tally.closed) - before.closed) / seconds;
    turn.came_per_s = static_cast<double>(load::get(tally.came) - before.came) / seconds;
    turn.server_bytes = static_cast<double>(fanout::memory_bytes(server_.front()->process()));
    turn.server_cores = (now.server - used_before.server) / seconds;
    turn.siege_cores = (now.siege - used_before.siege) / seconds;
    turn.others_cores =
        ((now.machine - now.server - now.siege - now.bench - now.softirq) -
         (used_before.machine - used_before.server - used_before.siege - used_before.bench - used_before.softirq)) /
        seconds;
    wait_for("every Change came to all screens", [this] { return arrivals(timed_ - 1) == wish_.screens; });
    tell_times(turn);
    return turn;
}

// Each leaves at a time of its own, whatever became of those before.
void Siege::announce_for(double seconds, bool timed, Turn& turn) {
    const auto count = static_cast<std::uint32_t>(seconds * wish_.per_s);
    auto next = load::monotonic_ns();
    for (std::uint32_t i = 0; i < count; ++i, next += 1'000'000'000 / wish_.per_s) {
        sleep_until(next);
        organiser_.replies(false);
        organiser_.command(announcement({load::monotonic_ns(), timed ? timed_++ : kNotTimed}));
        organiser_.flush();
        turn.connected += static_cast<double>(load::get(shared_->tally.connected)) / count;
        turn.websockets += static_cast<double>(load::get(shared_->tally.websockets)) / count;
    }
    sleep_until(next);
}

std::uint64_t Siege::arrivals(std::uint32_t number) const { return load::get(measures_->by_stamp[number].arrivals); }

void Siege::tell_times(Turn& turn) const {
    load::Histogram all{};
    std::uint64_t worst = 0;
    for (std::uint32_t number = 0; number < timed_; ++number) {
        const auto& change = measures_->by_stamp[number];
        for (std::size_t i = 0; i < all.classes.size(); ++i) all.classes[i] += change.delays.classes[i];
        worst = std::max(worst, load::get(change.longest_ns));
    }
    turn.p50_ms = all.quantile(0.5) / 1e6;
    turn.p99_ms = all.quantile(0.99) / 1e6;
    turn.worst_ms = static_cast<double>(worst) / 1e6;
    if (shared_->newcomers.count() == 0) return;
    turn.newcomer_ms = shared_->newcomers.quantile(0.5) / 1e6;
    turn.slowest_newcomer_ms = static_cast<double>(load::get(shared_->slowest_newcomer_ns)) / 1e6;
}

// While none that is timed is under way.
void Siege::forget_times() {
    for (; timed_ > 0; --timed_) measures_->by_stamp[timed_ - 1] = {};
    shared_->newcomers = {};
    load::set(shared_->slowest_newcomer_ns, 0);
}

Siege::Used Siege::used() const {
    const auto& children = processes_->children();
    const auto of = [&](Child child) { return fanout::cpu_seconds(children[child - 1]); };
    return {fanout::cpu_seconds(server_.front()->process()), of(kBesiegers),
            of(kScreens) + of(kNewcomers) + fanout::own_cpu_seconds(), fanout::machine_cpu_seconds(),
            fanout::softirq_cpu_seconds()};
}

// Nothing is for staff alone here, so that an organiser's position is everybody's.
void Siege::check_screens() {
    forget_times();
    organiser_.command(announcement({load::monotonic_ns(), timed_++}));
    organiser_.flush();
    wait_for("every Change came to all screens", [this] { return arrivals(0) == wish_.screens; });
    wait_for("every screen is equal to the server", [this] {
        organiser_.replies(false);
        load::set(measures_->target, organiser_.position());
        return measures_->position() == organiser_.position() && measures_->equal() == wish_.screens;
    });
    const auto& counts = measures_->counts;
    if (load::get(counts.gaps) + load::get(counts.differed) + load::get(counts.nonsense) + load::get(counts.cut) > 0)
        throw std::runtime_error("a screen was cut off, or missed something");
}

}  // namespace dais::bench
