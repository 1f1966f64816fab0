// What is read here is what the server takes: the demo and whole files go through its own rules, on a log of their own.
#include <gtest/gtest.h>

#include "server/demo/demo.h"
#include "server/summit/commands.h"
#include "server/summit/limits.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

summit::Context organiser() {
    summit::Context context;
    context.log = "test";
    context.secret = std::string(32, 's');
    context.actor.set_login("key:test");
    context.actor.set_role(v1::ROLE_ORGANISER);
    context.audience = v1::AUDIENCE_STAFF;
    context.now_ms = 1'726'128'000'000;
    return context;
}

summit::Decision expect_taken(const v1::Command& command) {
    auto decided = summit::decide(summit::State(), command, organiser());
    if (const auto* refusal = std::get_if<v1::Refusal>(&decided)) {
        ADD_FAILURE() << refusal->message();
        return {};
    }
    return std::get<summit::Decision>(std::move(decided));
}

v1::Command import_of(const std::filesystem::path& path) {
    v1::Command command;
    command.set_log("test");
    command.set_id("1");
    *command.mutable_import_programme() = parse_schedule_xml(read_file(path)).programme;
    return command;
}

TEST(ServerTakes, TheDemo) {
    for (const v1::Command& command : demo::demo_commands()) {
        const summit::Decision decision = expect_taken(command);
        for (const v1::Entry& entry : decision.entries) EXPECT_LE(entry.put().size(), summit::kRecordBytesMax);
    }
}

TEST(ServerTakes, ASmallFile) {
    const summit::Decision decision = expect_taken(import_of(kSamples / "small_summit.xml"));
    EXPECT_EQ(decision.report.sessions(), 4u);
    EXPECT_EQ(decision.report.rooms(), 2u);
    EXPECT_EQ(decision.report.persons(), 3u);
}

TEST(ServerTakes, RealFilesWhole) {
    const auto folder = kRealSamples / "frab-xml";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no sample files at " << folder;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const v1::Command command = import_of(entry.path());
        const summit::Decision decision = expect_taken(command);
        EXPECT_EQ(decision.report.sessions(), static_cast<unsigned>(command.import_programme().sessions_size()));
        for (const v1::Entry& record : decision.entries)
            EXPECT_LE(record.put().size(), summit::kRecordBytesMax) << entry.path();
    }
}

}  // namespace
}  // namespace dais::interchange
