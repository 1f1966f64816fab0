#include "server/web/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace dais::web {
namespace {

using Room = Places::Room;
using testing::ElementsAre;
using testing::IsEmpty;

class PlacesTest : public testing::Test {
protected:
    // Places are taken by numbered visitors, who are known when they are sent away.
    std::unique_ptr<Places::Place> enter(int number, const std::string& address = "") {
        auto place = places->enter(address, now);
        place->when_sent_away([this, number] { sent_away.push_back(number); });
        return place;
    }
    Room make_room(const std::string& address = "") { return places->make_room(address, now); }
    void pass(int ms) { now += std::chrono::milliseconds(ms); }

    Places::Clock::time_point now{};
    std::shared_ptr<Places> places = std::make_shared<Places>(3, 2, std::chrono::milliseconds(100));
    std::vector<int> sent_away;
};

TEST_F(PlacesTest, WhoWaitedLongestGoesForANewcomer) {
    const auto first = enter(1), second = enter(2), third = enter(3);
    pass(100);
    EXPECT_EQ(make_room(), Room::made);
    EXPECT_THAT(sent_away, ElementsAre(1));
    EXPECT_EQ(places->taken(), 2u) << "at once, though it takes a moment to go";
    EXPECT_EQ(make_room(), Room::free);
    const auto fourth = enter(4);
    EXPECT_EQ(make_room(), Room::made);
    EXPECT_THAT(sent_away, ElementsAre(1, 2));
}

TEST_F(PlacesTest, NobodyGoesBeforeTheyHadTheirTime) {
    const auto first = enter(1), second = enter(2);
    pass(60);
    const auto third = enter(3);
    pass(39);
    EXPECT_EQ(make_room(), Room::none);
    pass(1);
    EXPECT_EQ(make_room(), Room::made);
    EXPECT_THAT(sent_away, ElementsAre(1));
    first->waits(now);  // it does not know yet
    EXPECT_EQ(places->taken(), 2u);
}

TEST_F(PlacesTest, WhoIsServedIsNeverSentAwayAndWaitsAnewAfterwards) {
    const auto first = enter(1), second = enter(2), third = enter(3);
    first->is_served();
    second->is_served();
    third->is_served();
    pass(1'000);
    EXPECT_EQ(make_room(), Room::none);
    second->waits(now);
    pass(10);
    first->waits(now);
    pass(99);
    EXPECT_EQ(make_room(), Room::made);
    EXPECT_EQ(make_room(), Room::free);
    EXPECT_THAT(sent_away, ElementsAre(2));
}

TEST_F(PlacesTest, OneAddressHoldsSoManyAndPushesOutItsOwn) {
    auto stranger = enter(1, "192.0.2.9");
    const auto first = enter(2, "192.0.2.1"), second = enter(3, "192.0.2.1");
    stranger.reset();
    EXPECT_EQ(make_room("192.0.2.1"), Room::none) << "neither has had its time";
    EXPECT_EQ(make_room("192.0.2.2"), Room::free);
    pass(100);
    first->is_served();
    EXPECT_EQ(make_room("192.0.2.1"), Room::made_by_address);
    EXPECT_THAT(sent_away, ElementsAre(3));
    const auto third = enter(4, "192.0.2.1");
    third->is_served();
    EXPECT_EQ(make_room("192.0.2.1"), Room::none_for_address);
    EXPECT_EQ(make_room("192.0.2.2"), Room::free);
}

TEST_F(PlacesTest, ProxiesAreNotCounted) {
    const auto first = enter(1), second = enter(2);
    first->is_served();
    second->is_served();
    EXPECT_EQ(make_room(), Room::free);
    const auto third = enter(3);
    EXPECT_EQ(make_room(), Room::none);
    pass(100);
    EXPECT_EQ(make_room(), Room::made);
}

TEST_F(PlacesTest, WhoIsSentAwayBeforeItCanBeToldIsToldThen) {
    const auto first = places->enter("", now), second = enter(2), third = enter(3);
    pass(100);
    EXPECT_EQ(make_room(), Room::made);
    EXPECT_THAT(sent_away, IsEmpty());
    first->when_sent_away([this] { sent_away.push_back(1); });
    EXPECT_THAT(sent_away, ElementsAre(1));
}

TEST_F(PlacesTest, APlaceMayOutliveItsDoor) {
    const auto first = enter(1, "192.0.2.1");
    places.reset();
    first->waits(now);
}

}  // namespace
}  // namespace dais::web
