// Decision D19: a start folds from the newest checkpoint older than the ring and fills every ring before it listens, so
// that whoever stood within the ring goes on as if nothing had been.
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <thread>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

TEST(Start, FromACheckpointResumesWhoeverStoodWithinTheRing) {
    ServerProcess server({"--keys-ms", "100", "--ring-frames-max", "16", "--checkpoint-changes", "5"});
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    std::vector<v1::Resume> stood;
    {
        Reader first(server, key);
        first.follow("test");
        put_summit(first, "test", 1);
        Reader organiser(server, key);
        organiser.follow("test");
        for (int i = 0; i < 60; ++i) {
            v1::Command command = new_command("test", 0);
            v1::Announcement& announcement = *command.mutable_publish_announcement()->mutable_announcement();
            announcement.add_title()->set_text("number " + std::to_string(i));
            ASSERT_TRUE(organiser.ask(command).has_done());
            stood.push_back(organiser.resume);
        }
    }
    const std::string before = server.dump("test", v1::AUDIENCE_STAFF);
    for (const int signal : {SIGKILL, SIGTERM}) {
        server.end(signal);
        server.start();
        Reader within(server, key);
        EXPECT_TRUE(within.follow("test", &stood[59 - 10]).resumed());
        while (within.resume.position() < stood[59].position()) within.next();
        EXPECT_EQ(within.changes_read, 10u);
        EXPECT_EQ(within.snapshots_read, 0u);
        Reader beyond(server, key);
        EXPECT_EQ(beyond.follow("test", &stood[59 - 30]).reason(), "position");
        EXPECT_EQ(beyond.records.dump(), before);
    }
    EXPECT_NE(server.log().find("63 changes, 18 folded"), std::string::npos) << server.log();
    EXPECT_TRUE(server.verified());
}

// SIGTERM while commands stream in: each is answered, what was answered "done" is on disk, everybody is told when to
// come back, and the exit code is 0.
TEST(Stop, AnswersWhatWasAskedAndSaysWhenToComeBack) {
    ServerProcess server({"--keys-ms", "100"});
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    auto organiser = std::make_unique<Reader>(server, key);
    organiser->follow("test");
    put_summit(*organiser, "test", 1);
    auto screen = std::make_unique<Reader>(server, "");
    screen->follow("test");
    constexpr int kCommands = 30;
    for (int i = 0; i < kCommands; ++i) {
        v1::ClientMessage message;
        *message.mutable_command() = new_command("test", 0);
        message.mutable_command()->mutable_publish_announcement()->mutable_announcement()->add_title()->set_text("on");
        organiser->say(message);
    }
    int code = -1;
    std::thread stopping([&] { code = server.end(SIGTERM); });
    std::set<std::string> done;
    v1::ServerMessage message = organiser->next();
    for (; !message.has_goodbye(); message = organiser->next())
        if (message.reply().has_done()) done.insert(message.reply().done().id());
    EXPECT_EQ(message.goodbye().reason(), v1::Goodbye::REASON_STOPPING);
    EXPECT_GT(message.goodbye().retry_after_ms(), 0u);
    for (message = screen->next(); !message.has_goodbye();) message = screen->next();
    EXPECT_EQ(message.goodbye().reason(), v1::Goodbye::REASON_STOPPING);
    const std::string shown = screen->records.dump();
    organiser.reset();
    screen.reset();
    stopping.join();
    EXPECT_EQ(code, 0);
    EXPECT_TRUE(server.verified());
    const std::string on_disk = server.dump("test", v1::AUDIENCE_STAFF);
    for (const std::string& id : done) EXPECT_NE(on_disk.find(" " + id + " "), std::string::npos) << id;
    EXPECT_EQ(shown, server.dump("test", v1::AUDIENCE_PUBLIC)) << "it was shown all before the end";
}

// Settings come from flags, a file and the environment under the same names.
TEST(Settings, AreReadFromAFileAndAFlagWins) {
    std::string folder = std::filesystem::temp_directory_path() / "dais-settings-XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    const std::string file = folder + "/dais.conf";
    std::ofstream(file) << "heartbeat-ms = 1234\nlogs-max = 7\n";
    const auto heartbeat_ms = [](const std::vector<std::string>& flags) {
        ServerProcess server(flags);
        Reader reader(server, "");
        v1::ClientMessage hello;
        hello.mutable_hello();
        reader.say(hello);
        return reader.next().welcome().heartbeat_ms();
    };
    EXPECT_EQ(heartbeat_ms({"--config", file}), 1'234u);
    EXPECT_EQ(heartbeat_ms({"--config", file, "--heartbeat-ms", "567"}), 567u);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace dais
