// Whatever a client says, the server goes on serving the others, and nothing half-said is in the log.
#include <gtest/gtest.h>
#include <signal.h>

#include <random>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

// Of one in four, some bytes changed, left out or repeated.
std::string mutated(std::string bytes, std::mt19937& random) {
    for (unsigned n = random() % 4 == 0 ? 1 + random() % 4 : 0; n > 0 && !bytes.empty(); --n) {
        const std::size_t at = random() % bytes.size();
        switch (random() % 4) {
            case 0: bytes[at] = static_cast<char>(random()); break;
            case 1: bytes.erase(at, 1 + random() % 8); break;
            case 2: bytes.insert(at, bytes.substr(at, random() % 16)); break;
            default: bytes.resize(at); break;
        }
    }
    return bytes;
}

v1::ClientMessage some_message(std::mt19937& random, const std::string& session, std::uint64_t basis) {
    v1::ClientMessage message;
    v1::Command command = new_command("test", basis);
    switch (random() % 6) {
        case 0:
            message.mutable_hello()->add_follow()->set_log("test");
            message.mutable_hello()->mutable_follow(0)->mutable_resume()->set_position(random());
            message.mutable_hello()->mutable_follow(0)->mutable_resume()->set_chain("12345678");
            return message;
        case 1:
            message.mutable_report()->set_log("test");
            message.mutable_report()->set_digest_differed(true);
            message.mutable_report()->set_screen(std::string(random() % 5'000, 'x'));
            return message;
        case 2:
            message.mutable_presence()->set_log("test");
            message.mutable_presence()->set_connections(static_cast<std::uint32_t>(random()));
            message.mutable_presence()->add_screens()->set_login(std::string(random() % 5'000, 'x'));
            return message;
        case 3: command.mutable_set_projected_start()->set_id(session); break;
        case 4:
            command.mutable_put_session()->mutable_session()->add_title()->set_text("x");
            command.mutable_put_session()->mutable_session()->mutable_planned()->set_starts_at_ms(1'726'128'000'000);
            command.mutable_put_session()->mutable_session()->mutable_planned()->set_ends_at_ms(1'726'128'600'000);
            break;
        default: command.mutable_publish_announcement()->mutable_announcement()->add_title()->set_text("on"); break;
    }
    *message.mutable_command() = std::move(command);
    return message;
}

// Asks for what is refused, and reads until it is, which comes last, or the server hangs up.
void read_on(Reader& reader) {
    try {
        v1::Command nothing = new_command("test", 0);
        nothing.mutable_remove_room()->set_id("none");
        v1::ClientMessage message;
        *message.mutable_command() = nothing;
        reader.say(message);
        while (reader.next().reply().command_id() != nothing.id()) continue;
    } catch (const boost::system::system_error&) {
    }
}

TEST(HostileClient, MutatedMessagesHarmNobody) {
    ServerProcess server({"--keys-ms", "100", "--heartbeat-ms", "200"});
    const std::string key = server.make_key(v1::ROLE_ORGANISER);
    Reader organiser(server, key);
    organiser.follow("test");
    const std::string session = put_summit(organiser, "test", 1)[0];
    std::mt19937 random(7);
    int taken = 0;
    for (int round = 0; round < 400; ++round) {
        Reader hostile(server, round % 2 == 0 ? key : "");
        v1::ClientMessage hello;
        hello.mutable_hello()->add_follow()->set_log("test");
        if (round % 4 != 0) hostile.say(hello);
        for (int i = 0; i < 5; ++i) {
            try {
                hostile.say_bytes(mutated(some_message(random, session, 100).SerializeAsString(), random));
            } catch (const boost::system::system_error&) {
                break;  // it was sent away already
            }
        }
        read_on(hostile);
        taken += hostile.replies_read > 1;
    }
    EXPECT_GT(taken, 50) << "some of it is understood";
    Reader fresh(server, "");
    fresh.follow("test");
    EXPECT_EQ(fresh.records.dump(), server.dump("test", v1::AUDIENCE_PUBLIC));
    EXPECT_TRUE(server.verified());
    EXPECT_EQ(server.end(SIGTERM), 0);
}

TEST(HostileClient, WhatIsTooLongOrNoProtobufEndsItsConnectionAlone) {
    ServerProcess server({"--keys-ms", "100", "--message-bytes-max", "10000"});
    Reader long_winded(server, "");
    long_winded.say_bytes(std::string(10'001, 'x'));
    EXPECT_THROW(for (;;) long_winded.next(), boost::system::system_error);
    Reader silly(server, "");
    silly.say_bytes("\xff\xff\xff\xff");
    EXPECT_EQ(silly.next().goodbye().reason(), v1::Goodbye::REASON_PROTOCOL);
    Reader fresh(server, "");
    v1::ClientMessage hello;
    hello.mutable_hello();
    fresh.say(hello);
    EXPECT_TRUE(fresh.next().has_welcome());
}

TEST(HostileClient, WhoNeverSaysHelloDoesNotHoldUpTheStop) {
    ServerProcess server({"--close-ms", "100", "--heartbeat-ms", "100"});
    const Reader silent(server, "");
    EXPECT_EQ(server.end(SIGTERM), 0);
    EXPECT_EQ(server.log().find("did not take their last bytes"), std::string::npos) << server.log();
}

}  // namespace
}  // namespace dais
