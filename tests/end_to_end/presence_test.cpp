// Decision D12: who is there and what screens report is never durable, and staff alone are told.
#include <gtest/gtest.h>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

const std::vector<std::string> kOptions = {"--keys-ms", "100", "--heartbeat-ms", "100"};

v1::Presence next_presence(Reader& reader, std::uint32_t connections, std::uint32_t digests_differed) {
    for (;;) {
        const v1::ServerMessage message = reader.next();
        if (message.presence().connections() == connections &&
            message.presence().digests_differed() == digests_differed)
            return message.presence();
    }
}

TEST(Presence, StaffSeeWhoIsThereAndNothingOfItIsKept) {
    ServerProcess server(kOptions);
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    Reader first(server, key);
    first.follow("test");
    put_summit(first, "test", 1);
    const std::string before = server.dump("test", v1::AUDIENCE_STAFF);

    Reader organiser(server, key);
    organiser.follow("test");
    EXPECT_EQ(next_presence(organiser, 1, 0).log(), "test") << "the organiser's own";
    Reader screen(server, "");
    screen.follow("test");
    {
        Reader another(server, "");
        another.follow("test");
        next_presence(organiser, 3, 0);
    }
    next_presence(organiser, 2, 0);

    // However often a screen says it, it is one screen.
    v1::ClientMessage report;
    report.mutable_report()->set_log("test");
    report.mutable_report()->set_digest_differed(true);
    for (int i = 0; i < 1'000; ++i) screen.say(report);
    next_presence(organiser, 2, 1);

    for (int i = 0; i < 5; ++i) EXPECT_FALSE(screen.next().has_presence()) << "the public is not told";
    EXPECT_EQ(server.dump("test", v1::AUDIENCE_STAFF), before);
    EXPECT_TRUE(server.verified());
}

}  // namespace
}  // namespace dais
