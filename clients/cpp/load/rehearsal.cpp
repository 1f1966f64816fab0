#include "clients/cpp/load/rehearsal.h"

#include <sys/prctl.h>

#include <span>
#include <utility>

#include "clients/cpp/http.h"
#include "clients/cpp/load/crowd.h"
#include "clients/cpp/load/processes.h"
#include "clients/cpp/load/target.h"

namespace dais::load {
namespace {

constexpr int kWaitMs = 20;
constexpr std::uint64_t kLookNs = 100'000'000;
constexpr unsigned long kTimerSlackNs = 1'000;

// The screens of one process, until the first one says that it is over. step is called at every look.
class Part {
public:
    Part(const Rehearsal& rehearsal, const Target& target, std::span<const std::uint8_t> groups, const Share& share,
         Measures& measures)
        : share_(share),
          measures_(measures),
          talk_({rehearsal.url.authority(), rehearsal.url.path, rehearsal.log, rehearsal.key}, rehearsal.plan,
                groups.subspan(share.first, share.count), measures),
          crowd_(rehearsal.plan, target, share.first, groups.subspan(share.first, share.count), talk_, measures) {}

    template <class Step>
    void run(Step step) {
        prctl(PR_SET_TIMERSLACK, kTimerSlackNs);  // short naps are to be short
        std::uint64_t looked_ns = 0;
        while (measures_.at() != Phase::ended) {
            crowd_.poll(kWaitMs);
            if (measures_.at() == Phase::settling && !std::exchange(settling_, true))
                crowd_.settle(get(measures_.stopped) != 0);
            const auto now = monotonic_ns();
            if (now - looked_ns < kLookNs) continue;
            looked_ns = now;
            look();
            step();
        }
    }

private:
    void look() {
        auto& mine = measures_.gauges[share_.process];
        set(mine.started, crowd_.started());
        set(mine.open, crowd_.open());
        set(mine.equal, talk_.equal(get(measures_.target)));
        set(mine.position, talk_.position());
    }

    const Share share_;
    Measures& measures_;
    DaisTalk talk_;
    Crowd crowd_;
    bool settling_ = false;
};

// One that is not to be trusted is told before all of them find out.
void see_certificate(const client::Url& url) {
    client::HttpRequest request;
    request.target = "/health";
    client::ask_http(url, request);
}

}  // namespace

Told rehearse(const Rehearsal& rehearsal, const Onlooker& onlooker, Measures& measures) {
    const auto& plan = rehearsal.plan;
    Told told;
    told.files = raise_files();
    if (plan.files_max > 0) told.files = plan.files_max;
    told.screens = plan.screens();
    if (told.screens == 0) check(plan, told.files, true);
    const auto target = find_target(rehearsal.url, plan.from, told.screens);
    if (rehearsal.url.tls) see_certificate(rehearsal.url);
    check(plan, told.files, target.loopback);
    told.processes = processes_for(plan, told.files);
    const auto groups = spread(plan);

    Processes processes(told.processes, [&](std::uint32_t process) {
        Part(rehearsal, target, groups, share(told.screens, process, told.processes), measures).run([] {});
    });
    Part part(rehearsal, target, groups, share(told.screens, 0, told.processes), measures);
    const auto begun = monotonic_ns();
    std::uint64_t settled_from = 0;
    const auto settle = [&](std::uint64_t now) {
        settled_from = now;
        told.live_s = static_cast<double>(now - begun) / 1e9;
        set(measures.target, measures.position());
        measures.enter(Phase::settling);
    };
    part.run([&] {
        const auto now = monotonic_ns();
        const auto elapsed_ms = (now - begun) / 1'000'000;
        told.seconds = static_cast<double>(now - begun) / 1e9;
        told.expected = told.stopped ? measures.started() : told.screens;
        told.open = measures.open();
        told.equal = measures.equal();
        told.position = measures.position();
        told.phase = measures.at();
        const bool asked = onlooker.asked_to_stop && onlooker.asked_to_stop();
        if (asked && settled_from == 0) told.stopped = true, set(measures.stopped, 1);
        told.whole = told.whole && processes.all_there();
        if (!told.whole || (asked && settled_from != 0)) {
            measures.enter(Phase::ended);
        } else if (settled_from == 0) {
            if (asked || elapsed_ms >= plan.ramp_ms + rehearsal.hold_ms) settle(now);
        } else if (now - settled_from > 5 * kLookNs) {
            // Who was told to stay away is not waited for.
            const bool all = told.equal + get(measures.counts.away_for_good) >= told.expected;
            if (all || (now - settled_from) / 1'000'000 > rehearsal.settle_ms) measures.enter(Phase::ended);
        }
        if (onlooker.tell) onlooker.tell(told, measures);
    });
    return told;
}

}  // namespace dais::load
