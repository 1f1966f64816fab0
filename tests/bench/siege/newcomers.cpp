#include "tests/bench/siege/newcomers.h"

#include <thread>

#include "tests/end_to_end/raw_visitor.h"

namespace dais::bench {
namespace {

constexpr int kPatienceMs = 30'000;
constexpr auto kRest = std::chrono::milliseconds(200);

}  // namespace

void come_once(unsigned short port, load::Histogram& waits, std::uint64_t& slowest_ns) {
    const auto begun = load::monotonic_ns();
    {
        const RawVisitor newcomer(port, "127.0.2.1");
        newcomer.say("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        newcomer.hear(kPatienceMs, "}");
    }
    const auto waited = load::monotonic_ns() - begun;
    waits.add(waited);
    load::raise_to(slowest_ns, waited);
    std::this_thread::sleep_for(kRest);
}

}  // namespace dais::bench
