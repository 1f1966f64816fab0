// A server that lies is noticed: the screen drops what it holds, reports it, asks for all of it, and the report says
// so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/load/rehearsal.h"
#include "clients/cpp/load/report.h"
#include "tests/clients/fake_server.h"
#include "tests/clients/scripted_log.h"

namespace dais::load {
namespace {

using client::FakeConnection;
using client::FakeServer;
using client::put;
using client::ScriptedLog;
using ::testing::HasSubstr;

class Liar : public ::testing::Test {
protected:
    Liar() { log.change({put(v1::KIND_ROOM, "r1", "Hall")}); }
    ~Liar() override { Measures::unmap(measures); }

    void greet(FakeConnection& line, bool resumed = false) {
        hellos.push_back(line.read(v1::ClientMessage::kHello).value_or(v1::ClientMessage()));
        line.send(log.welcome(resumed));
        if (resumed) return;
        for (const auto& part : log.snapshot(2)) line.send(part);
    }

    // One screen, until it is equal at this position or beyond.
    Told rehearse_one(const FakeServer& server, std::uint64_t position) {
        Rehearsal one;
        one.url = server.url();
        one.plan.groups = {{1, {}, 0, 0}};
        one.hold_ms = 30'000;
        const auto there = [&, asked = false]() mutable {
            return !asked && (asked = measures->position() >= position && measures->equal() == 1);
        };
        return rehearse(one, {{}, there}, *measures);
    }

    ScriptedLog log;
    std::vector<v1::ClientMessage> hellos;
    bool reported = false;
    Measures* measures = Measures::map();
    // The load looks first whether anybody is there.
    const FakeServer::Visit looked_at{[](FakeConnection&) {}, 101};
};

TEST_F(Liar, ADamagedFrameIsNoticedReportedAndMended) {
    const auto lie = [&](FakeConnection& line) {
        greet(line);
        auto damaged = log.change({put(v1::KIND_ROOM, "r1", "Great Hall")});
        damaged.mutable_changes()->mutable_changes(0)->mutable_entries(0)->set_put("Great Hell");
        line.send(damaged);
        const auto report = line.read(v1::ClientMessage::kReport);
        reported = report && report->report().digest_differed();
    };
    const auto tell_the_truth = [&](FakeConnection& line) {
        greet(line);
        line.send(log.heartbeat());
        line.wait_for_the_end();
    };
    FakeServer server({looked_at, {lie, 101}, {tell_the_truth, 101}});
    const auto told = rehearse_one(server, 2);
    server.stop();
    EXPECT_TRUE(reported);
    ASSERT_EQ(hellos.size(), 2u);
    EXPECT_FALSE(hellos[1].hello().follow(0).has_resume()) << "what it held was wrong: all of it, please";
    EXPECT_EQ(measures->counts.differed, 1u);
    EXPECT_EQ(told.equal, 1u) << "it is right again";
    EXPECT_FALSE(all_is_well(told, *measures)) << "but was not all the time";
    EXPECT_THAT(report_text(told, *measures), HasSubstr("did not agree with its digest"));
}

TEST_F(Liar, AGapIsNoticedAndResumed) {
    const auto leave_out = [&](FakeConnection& line) {
        greet(line);
        log.change({put(v1::KIND_ROOM, "r1", "2")});
        line.send(log.change({put(v1::KIND_ROOM, "r1", "3")}));
        line.wait_for_the_end();
    };
    const auto resume = [&](FakeConnection& line) {
        greet(line);
        line.wait_for_the_end();
    };
    FakeServer server({looked_at, {leave_out, 101}, {resume, 101}});
    const auto told = rehearse_one(server, 3);
    server.stop();
    ASSERT_EQ(hellos.size(), 2u);
    EXPECT_EQ(hellos[1].hello().follow(0).resume().position(), 1u);
    EXPECT_EQ(hellos[1].hello().follow(0).resume().view(), "viewview");
    EXPECT_EQ(measures->counts.gaps, 1u);
    EXPECT_TRUE(all_is_well(told, *measures)) << "it was never shown anything wrong";
}

TEST_F(Liar, WhoIsToldNotToComeBackStaysAway) {
    const auto send_away = [&](FakeConnection& line) {
        greet(line);
        v1::ServerMessage goodbye;
        goodbye.mutable_goodbye()->set_message("no more");
        line.send(goodbye);
        line.wait_for_the_end();
    };
    FakeServer server({looked_at, {send_away, 101}});
    Rehearsal one;
    one.url = server.url();
    one.plan.groups = {{1, {}, 0, 0}};
    one.hold_ms = 200;
    one.settle_ms = 700;
    const auto told = rehearse(one, {}, *measures);
    server.stop();
    EXPECT_EQ(measures->counts.away_for_good, 1u);
    EXPECT_EQ(told.equal, 0u);
    EXPECT_FALSE(all_is_well(told, *measures));
    EXPECT_THAT(report_text(told, *measures), HasSubstr("no more"));
}

}  // namespace
}  // namespace dais::load
