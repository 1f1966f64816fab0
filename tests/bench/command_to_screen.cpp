// From command to screen: an organiser moves a start 1,000 times; how long until another reader holds the Change, and
// until the organiser has the Reply. Both ends on this machine, the database on its disk.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "tests/end_to_end/server_process.h"

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void report(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("%-20s p50 %.2f ms  p99 %.2f ms  max %.2f ms  (%zu commands)\n", what, times[times.size() / 2],
                times[times.size() * 99 / 100], times.back(), times.size());
}

}  // namespace

int main() {
    dais::ServerProcess server;
    const std::string key = server.make_key(dais::v1::ROLE_ORGANISER);
    server.end(15);
    server.start();
    std::vector<std::string> sessions;
    {
        dais::Reader first(server, key);
        dais::v1::ClientMessage hello;
        hello.mutable_hello();
        first.say(hello);
        first.next();
        sessions = dais::put_summit(first, "bench", 1);
    }
    dais::Reader organiser(server, key);
    dais::Reader screen(server, "");
    organiser.follow("bench");
    screen.follow("bench");
    std::vector<double> to_screen, to_reply;
    for (int i = 0; i < 1'000; ++i) {
        dais::v1::ClientMessage message;
        dais::v1::Command& command = *message.mutable_command();
        command = dais::new_command("bench", organiser.resume.position());
        command.mutable_set_projected_start()->set_id(sessions[0]);
        command.mutable_set_projected_start()->set_at_ms(1'726'130'000'000 + i * 1'000);
        const std::uint64_t before = screen.resume.position();
        const auto start = Clock::now();
        organiser.say(message);
        while (screen.resume.position() == before) screen.next();
        to_screen.push_back(ms_since(start));
        while (!organiser.next().has_reply()) continue;
        to_reply.push_back(ms_since(start));
    }
    report("command to screen", to_screen);
    report("command to reply", to_reply);
    return 0;
}
