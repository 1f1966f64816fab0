// What the server counts: how it reads, and that it is counted where it happens.
#include "server/live/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/live/desk_at_work.h"
#include "tests/live/metrics_text.h"
#include "tests/storage/faulty_vfs.h"
#include "tests/storage/sample.h"

namespace dais::live {
namespace {

using tests::MetricsText;

TEST(Metrics, ReadAsTheTextFormatBeforeAnythingHappened) {
    const MetricsText read(Metrics(2).text());
    EXPECT_EQ(read.value(R"(dais_build_info{version="0.1.0"})"), 1);
    EXPECT_GT(read.value("process_start_time_seconds"), 1'700'000'000);
    for (const auto& [sample, value] : read.values())
        if (sample.starts_with("dais_") && !sample.starts_with("dais_build_info")) {
            EXPECT_EQ(value, 0) << sample;
        }
    EXPECT_TRUE(read.has(R"(dais_connections{shard="1"})"));
    EXPECT_FALSE(read.has(R"(dais_connections{shard="2"})"));
}

TEST(Metrics, TellWhatTheProcessTakes) {
    const Metrics metrics(1);
    const MetricsText before(metrics.text());
    const std::string held(64 << 20, 'x');  // written to, so that it is there
    // No clock is asked: it reads until the system says that reading has cost something.
    double used = before.value("process_cpu_seconds_total");
    while (used == before.value("process_cpu_seconds_total"))
        used = MetricsText(metrics.text()).value("process_cpu_seconds_total");
    EXPECT_GT(used, before.value("process_cpu_seconds_total"));
    EXPECT_GE(MetricsText(metrics.text()).value("process_resident_memory_bytes"),
              before.value("process_resident_memory_bytes") + static_cast<double>(held.size()) / 2);
    EXPECT_GT(before.value("process_max_fds"), 0);
}

TEST(Metrics, AreNamedAsPrometheusNamesThem) {
    const MetricsText read(Metrics(1).text());
    static const std::set<std::string> kLabels = {"audience", "code",   "le",    "outcome",
                                                  "question", "reason", "shard", "version"};
    for (const auto& [family, type] : read.types()) {
        EXPECT_EQ(family.ends_with("_total"), type == "counter") << family;
        EXPECT_EQ(family.find("_ms"), std::string::npos) << family << ": seconds";
        // OpenMetrics knows a counter by its name without _total.
        EXPECT_FALSE(read.types().contains(family + "_total")) << family;
    }
    static const std::regex kLabel(R"re((\w+)=")re");
    for (const auto& [sample, value] : read.values())
        for (std::sregex_iterator at(sample.begin(), sample.end(), kLabel), end; at != end; ++at)
            EXPECT_TRUE(kLabels.contains((*at)[1])) << sample << ": is the number of its values bounded?";
}

TEST(Metrics, AShardCountsForItselfAlone) {
    Metrics metrics(2);
    metrics.shards[1].deliveries.Increment(10'000);
    metrics.shards[1].resyncs.behind.Increment();
    metrics.shards[1].publish_to_sent_seconds.Observe(0.06);
    const MetricsText read(metrics.text());
    EXPECT_EQ(read.value(R"(dais_deliveries_total{shard="1"})"), 10'000);
    EXPECT_EQ(read.value(R"(dais_deliveries_total{shard="0"})"), 0);
    EXPECT_EQ(read.value(R"(dais_resyncs_total{reason="behind",shard="1"})"), 1);
    EXPECT_EQ(read.value(R"(dais_resyncs_total{reason="chain",shard="1"})"), 0);
    EXPECT_EQ(read.value(R"(dais_publish_to_sent_seconds_bucket{le="0.05",shard="1"})"), 0);
    EXPECT_EQ(read.value(R"(dais_publish_to_sent_seconds_bucket{le="0.1",shard="1"})"), 1);
}

TEST(Metrics, ARefusalIsCountedByItsCodeAndOneOfANewerServerToo) {
    Metrics metrics(1);
    v1::Reply reply;
    reply.mutable_refusal()->set_code(v1::REFUSAL_CODE_NOT_FOUND);
    metrics.desk.count_reply(reply);
    reply.mutable_refusal()->set_code(static_cast<v1::RefusalCode>(4'711));
    metrics.desk.count_reply(reply);
    const MetricsText read(metrics.text());
    EXPECT_EQ(read.value(R"(dais_commands_total{outcome="refused"})"), 2);
    EXPECT_EQ(read.value(R"(dais_refusals_total{code="not_found"})"), 1);
    EXPECT_EQ(read.value(R"(dais_refusals_total{code="unspecified"})"), 1);
}

TEST(Metrics, AStatusIsCountedByItsClass) {
    Metrics metrics(1);
    const auto begin = std::chrono::steady_clock::now();
    for (const unsigned status : {0u, 200u, 304u, 404u, 499u, 500u, 1'000u}) metrics.server.count_http(status, begin);
    const MetricsText read(metrics.text());
    EXPECT_EQ(read.value(R"(dais_http_requests_total{code="1xx"})"), 1) << "none of HTTP";
    EXPECT_EQ(read.value(R"(dais_http_requests_total{code="4xx"})"), 2);
    EXPECT_EQ(read.value(R"(dais_http_requests_total{code="5xx"})"), 2);
    EXPECT_EQ(read.value("dais_http_request_duration_seconds_count"), 7);
}

// A command that begins the log, with an id of its own.
v1::Command put_summit(const std::string& id, const std::string& log = "test") {
    v1::Command command;
    command.set_log(log);
    command.set_id(id);
    command.mutable_put_summit()->mutable_summit()->add_name()->set_text("Summit");
    return command;
}

v1::Command tell(const std::string& id) {
    v1::Command command;
    command.set_log("test");
    command.set_id(id);
    command.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text("Lunch is served");
    return command;
}

TEST(DeskMetrics, CountEveryReplyByWhatItSays) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {});
    ASSERT_TRUE(desk.ask(put_summit("one")).has_done());
    ASSERT_TRUE(desk.ask(tell("two")).has_done());
    ASSERT_TRUE(desk.ask(tell("two")).has_done()) << "the same again";
    ASSERT_TRUE(desk.ask(tell("three"), v1::ROLE_DELEGATE).has_refusal());
    ASSERT_TRUE(desk.ask(put_summit("four", "Not A Slug")).has_refusal());
    v1::Command preview = tell("five");
    preview.set_preview(true);
    ASSERT_TRUE(desk.ask(preview).has_preview());

    const MetricsText read(desk.metrics().text());
    EXPECT_EQ(read.value(R"(dais_commands_total{outcome="done"})"), 3);
    EXPECT_EQ(read.value(R"(dais_commands_total{outcome="refused"})"), 2);
    EXPECT_EQ(read.value(R"(dais_commands_total{outcome="preview"})"), 1);
    EXPECT_EQ(read.value(R"(dais_commands_total{outcome="unavailable"})"), 0);
    EXPECT_EQ(read.value(R"(dais_refusals_total{code="forbidden"})"), 1);
    EXPECT_EQ(read.value(R"(dais_refusals_total{code="invalid"})"), 1);
    EXPECT_EQ(read.value("dais_changes_total"), 2);
    EXPECT_EQ(read.value("dais_logs"), 1);
    EXPECT_EQ(read.value(R"(dais_groups_total{outcome="stored"})"), 2) << "what changes nothing waits for no disk";
    EXPECT_EQ(read.value(R"(dais_group_commands_bucket{le="1"})"), 2);
    // Each step of the way is timed where it is gone.
    EXPECT_EQ(read.value("dais_command_queue_seconds_count"), 6);
    EXPECT_EQ(read.value("dais_command_duration_seconds_count"), 6);
    EXPECT_EQ(read.value("dais_command_decide_seconds_count"), 4) << "neither a preview nor what names no log";
    EXPECT_EQ(read.value("dais_group_commit_seconds_count"), 2);
    EXPECT_EQ(read.value("dais_group_fold_seconds_count"), 2);
    EXPECT_GT(read.value("dais_command_duration_seconds_sum"), read.value("dais_group_commit_seconds_sum"));

    const DeskCounts counts = desk.counts();
    EXPECT_EQ(counts.commands, 6u);
    EXPECT_EQ(counts.refusals, 2u);
    EXPECT_EQ(counts.changes, 2u);
    EXPECT_EQ(counts.groups, 2u);
}

TEST(DeskMetrics, CountAGroupThatTheDiskRefusedAsFailedAndItsCommandsAsUnavailable) {
    tests::TempDirectory directory;
    tests::FaultyVfs vfs;
    storage::Options options;
    options.vfs = vfs.name();
    DeskAtWork desk(directory.path(), options);
    ASSERT_TRUE(desk.ask(put_summit("one")).has_done());
    vfs.fail_at(tests::FaultyVfs::kWrite, 1, SQLITE_FULL, tests::FaultyVfs::Manner::half_done, true);
    ASSERT_TRUE(desk.ask(tell("two")).has_unavailable());
    vfs.heal();
    const MetricsText read(desk.metrics().text());
    EXPECT_EQ(read.value(R"(dais_groups_total{outcome="failed"})"), 1);
    EXPECT_EQ(read.value(R"(dais_commands_total{outcome="unavailable"})"), 1);
    EXPECT_EQ(read.value("dais_changes_total"), 1);
    EXPECT_EQ(read.value("dais_group_commit_seconds_count"), 2) << "a disk that fails slowly is seen";
    EXPECT_EQ(read.value("dais_group_fold_seconds_count"), 1);
}

TEST(DeskMetrics, TellWhatASnapshotWeighsAndWhomItIsFor) {
    tests::TempDirectory directory;
    DeskAtWork desk(directory.path(), {});
    ASSERT_TRUE(desk.ask(put_summit("one")).has_done());
    std::promise<std::shared_ptr<const Snapshot>> made;
    desk.desk().make_snapshot("test", v1::AUDIENCE_PRESS, [&](auto snapshot) { made.set_value(snapshot); });
    const std::shared_ptr<const Snapshot> sent = made.get_future().get();
    std::size_t bytes = 0;
    for (const Frame& part : sent->parts) bytes += part->size();
    const MetricsText read(desk.metrics().text());
    EXPECT_EQ(read.value(R"(dais_snapshot_builds_total{audience="press"})"), 1);
    EXPECT_EQ(read.value(R"(dais_snapshot_builds_total{audience="public"})"), 0);
    EXPECT_EQ(read.value(R"(dais_snapshot_bytes{audience="press"})"), static_cast<double>(bytes));
    EXPECT_EQ(read.value("dais_snapshot_build_seconds_count"), 1);
}

// The reader that the other tests stand on.
TEST(MetricsText, ThrowsAtWhatNoObserverWouldRead) {
    const std::string begin = "# HELP a_total Some.\n# TYPE a_total counter\n";
    EXPECT_NO_THROW(MetricsText(begin + "a_total{x=\"1\",y=\"a\\\"b\"} 1.5e+06\n"));
    for (const char* end : {"a_total 1", "b_total 1\n", "a_total\n", "a_total -1\n", "a_total 1\na_total 1\n",
                            "a_total{x=1} 1\n", "a_total{x=\"\"\"} 1\n", "a_total one\n", "\n",
                            "# TYPE a_total gauge\n", "# HELP a_total Twice.\n", "# TYPE b gauge\nb 1\n"})
        EXPECT_THROW(MetricsText(begin + end), std::runtime_error) << end;
    const std::string histogram = "# HELP h Some.\n# TYPE h histogram\n";
    EXPECT_NO_THROW(MetricsText(histogram + "h_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_count 2\nh_sum 3\n"));
    EXPECT_THROW(MetricsText(histogram + "h_bucket{le=\"1\"} 3\nh_bucket{le=\"+Inf\"} 2\nh_count 2\nh_sum 3\n"),
                 std::runtime_error);
    EXPECT_THROW(MetricsText(histogram + "h_bucket{le=\"+Inf\"} 2\nh_count 3\nh_sum 3\n"), std::runtime_error);
}

}  // namespace
}  // namespace dais::live
