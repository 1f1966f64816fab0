// Three hundred light screens, slow ones among them, of three processes, at a real server: equal after changes, and
// again after it was killed.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <boost/json.hpp>
#include <cstdio>
#include <utility>

#include "clients/cpp/load/rehearsal.h"
#include "clients/cpp/load/report.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

constexpr std::uint32_t kScreens = 300;

// What happens at the server while they look on: each step once the one before has been seen by all who read.
class Story {
public:
    Story(ServerProcess& server, const std::string& key) : server_(server), key_(key) {}

    void look(const load::Told& told, const load::Measures& measures) {
        const bool all_here = told.open == kScreens && told.equal == kScreens;
        if (!all_here || measures.position() < target_ || done_) return;
        if (step_ == 0 || step_ == 2) announce(20);
        if (step_ == 1) {
            EXPECT_EQ(server_.end(SIGKILL), -SIGKILL);
            server_.start();
        }
        done_ = ++step_ == 4;
    }
    bool done() const { return done_; }
    // Once: asked twice, the load would end without letting the slow read on.
    bool asks_to_stop() { return done_ && !std::exchange(asked_, true); }

private:
    void announce(int count) {
        Reader organiser(server_, key_);
        organiser.follow("test");
        for (int i = 0; i < count; ++i) {
            v1::Command command = new_command("test", 0);
            auto& body = *command.mutable_publish_announcement()->mutable_announcement()->add_body();
            body.set_language("en");
            body.set_text("Lunch is served, number " + std::to_string(i));
            EXPECT_TRUE(organiser.ask(command).has_done());
        }
        target_ += static_cast<std::uint64_t>(count);
    }

    ServerProcess& server_;
    const std::string key_;
    std::uint64_t target_ = 4;  // the summit, its room, its sessions
    int step_ = 0;
    bool done_ = false;
    bool asked_ = false;
};

TEST(Load, EveryScreenIsEqualAfterChangesAndASigkill) {
    ServerProcess server({"--keys-ms", "100", "--heartbeat-ms", "300"});
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    {
        Reader organiser(server, key);
        v1::ClientMessage hello;
        hello.mutable_hello();
        organiser.say(hello);
        organiser.next();
        put_summit(organiser, "test", 2);
    }
    load::Rehearsal rehearsal;
    rehearsal.url = client::parse_url(server.url());
    rehearsal.plan.groups = {{255, {}, 0, 100}, {30, 4'096, 0, 0}, {15, 0, 0, 0}};
    rehearsal.plan.files_max = 200;
    rehearsal.hold_ms = 120'000;
    Story story(server, key);
    auto* measures = load::Measures::map();
    const auto told = load::rehearse(
        rehearsal, {[&](auto& now, auto& figures) { story.look(now, figures); }, [&] { return story.asks_to_stop(); }},
        *measures);
    EXPECT_TRUE(story.done());
    EXPECT_EQ(told.processes, 3u);
    EXPECT_EQ(told.equal, kScreens) << load::report_text(told, *measures);
    EXPECT_GE(told.position, 44u);
    EXPECT_TRUE(load::all_is_well(told, *measures)) << load::report_text(told, *measures);
    EXPECT_GE(measures->counts.resumed, 285u) << "nobody began anew after the kill";
    EXPECT_EQ(measures->counts.snapshots, kScreens);
    EXPECT_GT(measures->counts.pongs, 0u);
    EXPECT_EQ(load::spread_timing(*measures).changes, 40u);
    load::Measures::unmap(measures);
    EXPECT_EQ(server.end(SIGTERM), 0);
}

// Words as for a shell; what it printed, and its exit code.
std::pair<std::string, int> run_dais(const std::string& words) {
    FILE* pipe = popen(("timeout 60 " DAIS_BIN_DIR "/dais " + words).c_str(), "r");
    std::string said;
    char piece[4096];
    while (const auto got = std::fread(piece, 1, sizeof piece, pipe)) said.append(piece, got);
    return {said, WEXITSTATUS(pclose(pipe))};
}

TEST(Load, IsRehearsedFromATerminal) {
    ServerProcess server({"--heartbeat-ms", "300", "--demo"});
    const std::string dais = "--url " + server.url() + " load ";
    const auto [report, good] = run_dais(dais + "--screens 40 --seconds 1 --ramp 0s --slow 5% --ping 1s 2>&1");
    EXPECT_EQ(good, 0) << report;
    EXPECT_NE(report.find("40 screens in 1 process, which may open "), std::string::npos) << report;
    EXPECT_NE(report.find("equal      40 of 40"), std::string::npos) << report;

    const auto [json, also_good] = run_dais(dais + "--screens 10 --seconds 1 --ramp 0s --json 2>/dev/null");
    EXPECT_EQ(also_good, 0) << json;
    const auto value = boost::json::parse(json);
    EXPECT_EQ(value.at("equal").to_number<int>(), 10);
    EXPECT_EQ(value.at("counts").at("snapshots").to_number<int>(), 10);
    EXPECT_TRUE(value.at("all_is_well").as_bool());

    const auto [unknown, failed] = run_dais("--log nothing " + dais + "--screens 3 --seconds 1 --ramp 0s 2>&1");
    EXPECT_EQ(failed, 1) << unknown;
    EXPECT_NE(unknown.find("there is no log “nothing” here"), std::string::npos) << unknown;

    for (const std::string wrong : {"--slow 200%", "--drop 2%", "--ramp soon", "--slow 60% --mute 60%", "--screens 0"})
        EXPECT_EQ(run_dais(dais + wrong + " 2>/dev/null").second, 2) << wrong;
    server.end(SIGTERM);
    const auto [nobody, code] = run_dais(dais + "--screens 3 2>&1");
    EXPECT_EQ(code, 1);
    EXPECT_NE(nobody.find("nobody answers at"), std::string::npos) << nobody;
}

TEST(Load, CtrlCEndsItEarlyWithTheReport) {
    ServerProcess server({"--heartbeat-ms", "300", "--demo"});
    const auto [report, code] = run_dais("--url " + server.url() +
                                         " load --screens 1000 --ramp 100s --json 2>/dev/null & me=$!; sleep 2; "
                                         "kill -INT $me; wait $me");
    EXPECT_EQ(code, 0) << report;
    const auto value = boost::json::parse(report);
    EXPECT_TRUE(value.at("stopped_early").as_bool());
    EXPECT_EQ(value.at("equal"), value.at("expected")) << report;
    EXPECT_LT(value.at("expected").to_number<int>(), 1'000);
}

}  // namespace
}  // namespace dais
