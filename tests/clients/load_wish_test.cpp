// A light screen asks for fewer heartbeats if it is told to, as phones do.
#include <gtest/gtest.h>

#include "clients/cpp/load/dais_talk.h"

namespace dais::load {
namespace {

class Heard : public Line {
public:
    void say(std::uint32_t, std::string_view message) override { hello.ParseFromString(std::string(message)); }
    v1::ClientMessage hello;
};

std::uint32_t wished(std::uint32_t heartbeat_ms) {
    Measures* measures = Measures::map();
    const Plan plan{.groups = {{1, {}, 0, 0}}, .from = {}};
    const std::vector<std::uint8_t> groups{0};
    DaisTalk talk({"127.0.0.1", "", "", "", heartbeat_ms}, plan, groups, *measures);
    Heard heard;
    talk.opened(0, heard);
    Measures::unmap(measures);
    return heard.hello.hello().heartbeat_ms();
}

TEST(LoadWish, AScreenAsksForTheHeartbeatThatItIsToWishFor) {
    EXPECT_EQ(wished(25'000), 25'000u);
    EXPECT_EQ(wished(0), 0u);
}

}  // namespace
}  // namespace dais::load
