// A session's floor as whoever presides reads it.
#include "clients/cpp/floor_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/clients/floor_log.h"

namespace dais::client {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// However wide the columns are.
std::string squeezed(const std::string& text) {
    std::string narrow;
    for (const char c : text)
        if (c != ' ' || !narrow.ends_with(' ')) narrow += c;
    return narrow;
}

class FloorTable : public ::testing::Test {
protected:
    FloorView view(const char* now = kHalfPastTen) const { return floor_view(log.reading(now), "s1").value(); }
    std::string table(const char* now = kHalfPastTen) const {
        return squeezed(floor_table(view(now), log.reading(now)));
    }

    FloorLog log;
};

TEST_F(FloorTable, TellsWhoSpeaksWhoWaitsAndWhoHasSpoken) {
    log.half_past_ten();
    log.adopted();
    log.rejected();
    EXPECT_EQ(table(),
              "General debate: running, Ana Silva presides\n"
              "the list is open; quorum 3, 4 there\n"
              "statements 3 min, on behalf of a group 5 min; replies of a party: 2, of 10 min\n"
              "\n"
              "has the floor\n"
              " s1@4 3:00 left of 5:00 African Union on behalf of the African Group\n"
              "\n"
              "waits, expected at, for\n"
              " s1@5 10:33 3:00 Georgia text in en, fr; check against delivery, under embargo until it is delivered\n"
              " s1@6 10:36 10:00 Ireland reply to Cabo Verde, with Georgia\n"
              "\n"
              "has spoken, from, for\n"
              " s1@1 10:05 3:10 0:10 over Ireland Aoife Byrne, minister\n"
              " s1@2 10:09 1:00 Cabo Verde, with Georgia\n"
              " s1@3 10:20 0:30 Georgia point of order upheld\n"
              "\n"
              "is not on the list any more\n"
              " s1@7 withdrawn Cabo Verde left early\n"
              "\n"
              "statements of each party\n"
              " 3:10 Ireland\n"
              " 0:30 Cabo Verde\n"
              " 0:30 Georgia\n"
              "\n"
              "proposals\n"
              " s1@1 Rabat Declaration (GDPA/2024/L.1) adopted by consensus 2024-09-12T10:25\n"
              " s1@2 Amendment rejected by show of hands (1 in favour, 2 against, 0 abstaining) 2024-09-12T10:27\n");
}

TEST_F(FloorTable, ATurnThatIsTooLongOrStandsStill) {
    log.half_past_ten();
    EXPECT_THAT(table("2024-09-12T10:33:12"), HasSubstr("s1@4 0:12 over 5:00 African Union"));
    auto point = log.over("2024-09-12T10:29:30", 0, 0);
    point.clear_ended_at_ms();
    point.set_since_ms(point.started_at_ms());
    point.set_interrupts("s1@4");
    log.turn(3, point);
    auto interrupted = log.over("2024-09-12T10:19", 90, 300);
    interrupted.clear_ended_at_ms();
    log.turn(4, interrupted);
    EXPECT_THAT(table(), HasSubstr(" s1@3 0:30, not limited Georgia point of order\n"
                                   " s1@4 3:30 left of 5:00 interrupted African Union"));
    log.turn(3, v1::Turn());
    EXPECT_THAT(table(), HasSubstr(" s1@4 3:30 left of 5:00 paused African Union")) << "begun by mistake";
    EXPECT_THAT(table(), HasSubstr("waits, expected at, for\n s1@3 10:33 not limited Georgia point of order\n"));
}

TEST_F(FloorTable, WhatIsLeftOfABudget) {
    log.half_past_ten();
    log.ask(8, log.request("yIRL"));
    log.floor.set_budget_seconds(200);
    log.keep_floor();
    EXPECT_THAT(table(), AllOf(HasSubstr("a party's statements in all 3 min 20 s"), HasSubstr("3:10 0:10 left Ireland"),
                               HasSubstr("s1@5 10:33 2:50 Georgia"), HasSubstr("s1@8 10:36 0:10 Ireland")));
    log.floor.set_budget_seconds(190);
    log.keep_floor();
    EXPECT_THAT(table(), HasSubstr("s1@8 10:36 nothing left Ireland"));
    const auto waiting = floor_json(view(), log.reading(kHalfPastTen)).at("waiting").as_array();
    EXPECT_TRUE(waiting.at(1).at("seconds").is_null());
}

TEST_F(FloorTable, WhatIsExpectedFollowsTheSession) {
    log.ask(1, log.request("yGEO"));
    EXPECT_EQ(view().expectation("s1@1")->starts_at_ms, log.at(kHalfPastTen));
    log.records.apply(removed(v1::KIND_SESSION_PROGRESS, "s1"));
    EXPECT_EQ(view("2024-09-12T09:00").expectation("s1@1")->starts_at_ms, log.at("2024-09-12T10:00"));
    EXPECT_EQ(view().expectation("s1@1")->starts_at_ms, log.at(kHalfPastTen)) << "late already";
    v1::SessionProgress suspended;
    suspended.set_status(v1::SESSION_STATUS_SUSPENDED);
    suspended.set_resumes_at_ms(log.at("2024-09-12T11:00"));
    log.keep(v1::KIND_SESSION_PROGRESS, "s1", suspended);
    EXPECT_EQ(view().expectation("s1@1")->starts_at_ms, log.at("2024-09-12T11:00"));
    log.runs(v1::SESSION_STATUS_ENDED);
    EXPECT_EQ(view().expectation("s1@1"), nullptr);
    EXPECT_THAT(table(), HasSubstr("nobody has the floor\n\nwaits, expected at, for\n s1@1 Georgia\n"));
}

TEST_F(FloorTable, SaysWhetherTheListIsOpen) {
    const auto list = [&](const char* now) { return list_told(log.floor, log.time, log.at(now)); };
    log.floor.set_inscription_opens_at_ms(log.at("2024-09-12T08:00"));
    log.floor.set_inscription_closes_at_ms(log.at("2024-09-12T09:30"));
    EXPECT_EQ(list("2024-09-11T18:00"), "opens 2024-09-12T08:00");
    EXPECT_EQ(list("2024-09-12T07:59"), "opens 08:00");
    EXPECT_EQ(list("2024-09-12T08:00"), "open until 09:30");
    EXPECT_EQ(list("2024-09-12T09:30"), "closed since 09:30");
    log.floor.set_list_closed_at_ms(log.at("2024-09-12T09:10"));
    EXPECT_EQ(list("2024-09-12T09:20"), "closed since 09:10");
    EXPECT_EQ(quorum_told(v1::Floor()), "no quorum, nobody has counted");
}

TEST_F(FloorTable, OrderIsToldByTheRules) {
    log.floor.set_groups_first(true);
    log.floor.add_rotation(v1::ROTATION_RULE_REGION);
    log.floor.add_rotation(v1::ROTATION_RULE_FIRST_TIME);
    log.floor.set_later_reply_seconds(300);
    log.keep_floor();
    EXPECT_THAT(table(), HasSubstr("replies of a party: 2, of 10 min, later ones 5 min; "
                                   "within a rank groups first, then by region, then by first time\n"));
}

TEST_F(FloorTable, OfASessionWithoutAFloorThereIsNone) {
    EXPECT_FALSE(floor_view(log.reading(), "s2"));
    EXPECT_THAT(table(), Not(HasSubstr("waits")));
}

TEST_F(FloorTable, IsTheSameForAProgram) {
    log.half_past_ten();
    log.adopted();
    const auto object = floor_json(view(), log.reading(kHalfPastTen)).as_object();
    EXPECT_EQ(object.at("status").as_string(), "running");
    const auto& speaking = object.at("speaking").as_array().at(0);
    EXPECT_EQ(speaking.at("id").as_string(), "s1@4");
    EXPECT_EQ(speaking.at("spoken_ms").as_int64(), 120'000);
    EXPECT_EQ(speaking.at("left_ms").as_int64(), 180'000);
    const auto& waiting = object.at("waiting").as_array();
    ASSERT_EQ(waiting.size(), 2u);
    EXPECT_EQ(waiting.at(0).at("expected_at_ms").as_int64(), log.at("2024-09-12T10:33:20"));
    EXPECT_EQ(waiting.at(0).at("seconds").as_int64(), 180);
    EXPECT_EQ(waiting.at(1).at("kind").as_string(), "reply");
    EXPECT_TRUE(object.at("spoken").as_array().at(2).at("left_ms").is_null());
    EXPECT_EQ(object.at("parties").as_array().at(0).at("spoken_ms").as_int64(), 190'000);
    EXPECT_EQ(object.at("proposals").as_array().at(0).at("state").as_string(), "adopted");
}

TEST(Lengths, AreToldShortAndInWords) {
    EXPECT_EQ(clock_told(180'000), "3:00");
    EXPECT_EQ(clock_told(3'723'999), "1:02:03");
    EXPECT_EQ(clock_told(-12'400), "-0:12");
    EXPECT_EQ(clock_told(-999), "0:00");
    EXPECT_EQ(length_told(180'000), "3 min");
    EXPECT_EQ(length_told(80'000), "1 min 20 s");
    EXPECT_EQ(length_told(3'900'000), "1 h 5 min");
    EXPECT_EQ(length_told(0), "0 s");
}

}  // namespace
}  // namespace dais::client
