// Decision D10: a connection is a position in a ring and no queue. Whoever does not read misses nothing but the way:
// what they come back to is whole, and the server has kept nothing for them meanwhile.
#include <gtest/gtest.h>
#include <signal.h>

#include <random>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

constexpr int kChanges = 600;

// Words that do not deflate to nothing: some 20 KB a Change.
v1::Command long_announcement(std::mt19937& random, std::uint64_t basis) {
    v1::Command command = new_command("test", basis);
    v1::Announcement& announcement = *command.mutable_publish_announcement()->mutable_announcement();
    for (const char* language : {"ar", "en", "es", "fr", "pt"}) {
        v1::LocalText& body = *announcement.add_body();
        body.set_language(language);
        for (int i = 0; i < 3'900; ++i) body.mutable_text()->push_back(static_cast<char>('0' + random() % 64));
    }
    return command;
}

TEST(SlowReader, IsAPositionAndNotAQueue) {
    ServerProcess server({"--keys-ms", "100", "--heartbeat-ms", "200", "--ring-frames-max", "64"});
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    Reader organiser(server, key);
    organiser.follow("test");
    put_summit(organiser, "test", 1);

    constexpr int kFewBytes = 64 * 1024;
    Reader slow(server, "", kFewBytes);
    slow.follow("test");
    const std::uint64_t begin = slow.resume.position();
    std::mt19937 random(7);
    for (int i = 0; i < kChanges; ++i) {
        const v1::Reply reply = organiser.ask(long_announcement(random, 0));
        ASSERT_TRUE(reply.has_done()) << reply.ShortDebugString();
    }
    // Others were served all the while, and this one catches up by itself once it reads on.
    slow.snapshots_read = slow.changes_read = 0;
    while (slow.resume.position() < begin + kChanges) slow.next();
    EXPECT_GT(slow.snapshots_read, 0u) << "too far behind: a snapshot stands for what was missed";
    EXPECT_LT(slow.changes_read, static_cast<std::size_t>(kChanges) / 2);
    EXPECT_TRUE(slow.records.dump() == server.dump("test", v1::AUDIENCE_PUBLIC)) << "it holds all there is";
    EXPECT_EQ(server.end(SIGTERM), 0);
}

}  // namespace
}  // namespace dais
