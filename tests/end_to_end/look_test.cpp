// Whoever looks sees what was acknowledged before they looked, however old the snapshot that the server has at hand.
#include <gtest/gtest.h>

#include "clients/cpp/visit.h"
#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

TEST(Look, ShowsWhatWasDoneBefore) {
    ServerProcess server({"--keys-ms", "100", "--shards", "2", "--snapshot-behind-max", "5"});
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    Reader organiser(server, key);
    organiser.follow("test");
    const std::string session = put_summit(organiser, "test", 1)[0];
    const client::Place place{server.url(), key, "test"};
    for (int i = 0; i < 20; ++i) {
        client::Visit visit(place, std::chrono::seconds(20));
        const client::Follower& held = visit.look();
        EXPECT_EQ(held.position(), 3u + static_cast<unsigned>(i));
        // And so a command that stands on what was seen is never refused for what the same person did a moment ago.
        v1::Command command = new_command("test", held.position());
        command.mutable_set_projected_start()->set_id(session);
        command.mutable_set_projected_start()->set_at_ms(1'726'140'000'000 + i * 60'000);
        const v1::Reply reply = visit.ask(command);
        ASSERT_TRUE(reply.has_done()) << reply.ShortDebugString();
    }
}

}  // namespace
}  // namespace dais
