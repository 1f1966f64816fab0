#include "server/summit/standing.h"

#include "tests/summit/converge.h"

namespace dais::summit {
namespace {

v1::Grant grant(const std::string& log, v1::Role role, const std::string& person = {}) {
    v1::Grant made;
    made.set_log(log);
    made.set_role(role);
    made.set_person(person);
    return made;
}

v1::Date day(int year, int month, int of_month) {
    v1::Date date;
    date.set_year(year);
    date.set_month(month);
    date.set_day(of_month);
    return date;
}

constexpr std::int64_t kDayMs = 24 * 3'600'000;

struct Bureau {
    TestLog log;
    std::string body, seat, party, deputy;

    Bureau() {
        v1::Command put = log.command();
        *put.mutable_put_party()->mutable_party()->add_name() = text("en", "Georgia");
        party = log.done(put);
        put = log.command();
        put.mutable_put_person()->mutable_person()->set_name("Deputy");
        put.mutable_put_person()->mutable_person()->set_party(party);
        deputy = log.done(put);
        put = log.command();
        *put.mutable_put_body()->mutable_body()->add_name() = text("en", "Institutional steering committee");
        body = log.done(put);
    }

    void sit(v1::Seat seat_as) {
        v1::Command put = log.command();
        seat_as.set_body(body);
        if (seat_as.role() == v1::SEAT_ROLE_UNSPECIFIED) seat_as.set_role(v1::SEAT_ROLE_CO_CHAIR);
        put.mutable_put_seat()->set_id(seat);
        *put.mutable_put_seat()->mutable_seat() = std::move(seat_as);
        seat = log.done(put);
    }

    v1::Role role(const std::string& person, std::int64_t now_ms) const {
        return standing({grant("test", v1::ROLE_UNSPECIFIED, person)}, 0, "test", offices(log.state(), now_ms), now_ms)
            .role();
    }
};

TEST(Standing, ASeatGivesItsRoleForItsTermAndNoLonger) {
    Bureau bureau;
    v1::Seat seat;
    seat.set_person(bureau.log.person);
    *seat.mutable_first_day() = day(2024, 9, 12);
    *seat.mutable_last_day() = day(2024, 9, 13);
    bureau.sit(seat);
    const auto& summit = bureau.log.state().summit();
    ASSERT_TRUE(summit.offsets().empty()) << "its days are UTC's";
    const std::int64_t begin_ms = 1'726'099'200'000;  // 2024-09-12
    EXPECT_EQ(bureau.role(bureau.log.person, begin_ms - 1), v1::ROLE_UNSPECIFIED);
    EXPECT_EQ(bureau.role(bureau.log.person, begin_ms), v1::ROLE_CO_CHAIR);
    EXPECT_EQ(bureau.role(bureau.log.person, begin_ms + 2 * kDayMs - 1), v1::ROLE_CO_CHAIR);
    EXPECT_EQ(bureau.role(bureau.log.person, begin_ms + 2 * kDayMs), v1::ROLE_UNSPECIFIED);
    EXPECT_EQ(bureau.role(bureau.deputy, begin_ms), v1::ROLE_UNSPECIFIED);
    EXPECT_EQ(offices(bureau.log.state(), begin_ms - 1).until_ms, begin_ms);
    EXPECT_EQ(offices(bureau.log.state(), begin_ms).until_ms, begin_ms + 2 * kDayMs);
    EXPECT_EQ(offices(bureau.log.state(), begin_ms + 2 * kDayMs).until_ms, INT64_MAX);
}

TEST(Standing, TheDaysOfATermAreThoseOfTheVenue) {
    v1::Summit summit;
    *summit.add_name() = text("en", "Sal");
    summit.add_offsets()->set_seconds(-3'600);
    TestLog log(summit);
    Bureau bureau;
    bureau.log = std::move(log);
    v1::Command put = bureau.log.command();
    put.mutable_put_person()->mutable_person()->set_name("Chair");
    const std::string chair = bureau.log.done(put);
    put = bureau.log.command();
    *put.mutable_put_body()->mutable_body()->add_name() = text("en", "Bureau");
    bureau.body = bureau.log.done(put);
    v1::Seat seat;
    seat.set_person(chair);
    *seat.mutable_last_day() = day(2024, 9, 12);
    bureau.sit(seat);
    const std::int64_t midnight_ms = 1'726'185'600'000 + 3'600'000;  // 2024-09-13 00:00 on Sal
    EXPECT_EQ(bureau.role(chair, midnight_ms - 1), v1::ROLE_CO_CHAIR);
    EXPECT_EQ(bureau.role(chair, midnight_ms), v1::ROLE_UNSPECIFIED);
}

TEST(Standing, WhoActsForAPartyHoldsItsSeat) {
    Bureau bureau;
    v1::Seat seat;
    seat.set_party(bureau.party);
    seat.add_acting(bureau.deputy);
    bureau.sit(seat);
    EXPECT_EQ(bureau.role(bureau.deputy, bureau.log.now_ms), v1::ROLE_CO_CHAIR);
    EXPECT_EQ(bureau.role(bureau.log.person, bureau.log.now_ms), v1::ROLE_UNSPECIFIED);
    seat.clear_acting();
    bureau.sit(seat);
    EXPECT_EQ(bureau.role(bureau.deputy, bureau.log.now_ms), v1::ROLE_UNSPECIFIED);
}

TEST(Standing, AMemberDoesNotChair) {
    Bureau bureau;
    v1::Seat seat;
    seat.set_person(bureau.log.person);
    seat.set_role(v1::SEAT_ROLE_MEMBER);
    bureau.sit(seat);
    EXPECT_EQ(bureau.role(bureau.log.person, bureau.log.now_ms), v1::ROLE_UNSPECIFIED);
}

TEST(Standing, CoChairIsNotGranted) {
    const auto made = standing({grant("test", v1::ROLE_CO_CHAIR, "p1"), grant("", v1::ROLE_SERVER)}, 0, "test", {}, 0);
    EXPECT_TRUE(made.held.empty());
}

// The Person of one log is nobody on another, whatever their ids.
TEST(Standing, GrantsOfOtherLogsAndThoseThatEndedCountForNothing) {
    v1::Grant ended = grant("test", v1::ROLE_ORGANISER);
    ended.set_until_ms(1'000);
    const std::vector<v1::Grant> grants = {ended, grant("other", v1::ROLE_OWNER), grant("", v1::ROLE_PRESS)};
    EXPECT_EQ(standing(grants, 0, "test", {}, 999).role(), v1::ROLE_ORGANISER);
    EXPECT_EQ(standing(grants, 0, "test", {}, 1'000).role(), v1::ROLE_PRESS);
    EXPECT_EQ(standing(grants, 0, "other", {}, 1'000).role(), v1::ROLE_OWNER);
    Offices offices;
    offices.chairs["p1"] = "k1";
    EXPECT_EQ(standing({grant("", v1::ROLE_UNSPECIFIED, "p1")}, 0, "test", offices, 0).role(), v1::ROLE_UNSPECIFIED);
}

TEST(Standing, WhoHasSeveralRolesReadsAsTheFirstAndAsksByTheOneThatMay) {
    const auto made = standing({grant("test", v1::ROLE_PRESS), grant("test", v1::ROLE_MODERATOR)}, 0, "test", {}, 0);
    EXPECT_EQ(made.role(), v1::ROLE_MODERATOR);
    EXPECT_EQ(role_for(made, v1::Command::kStartSession), v1::ROLE_MODERATOR);
    EXPECT_EQ(right(made, v1::Command::kStartSession), Right::own);
    EXPECT_EQ(right(made, v1::Command::kPutSession), Right::no);
}

// --- The rules of Bodies and Seats

TEST(Bodies, ASeatIsHeldByOneAndItsTermIsOfTheCalendar) {
    Bureau bureau;
    const auto refused = [&](auto change) {
        v1::Command put = bureau.log.command();
        v1::Seat& seat = *put.mutable_put_seat()->mutable_seat();
        seat.set_body(bureau.body);
        seat.set_role(v1::SEAT_ROLE_CHAIR);
        seat.set_person(bureau.log.person);
        change(seat);
        return bureau.log.refused(put).field();
    };
    EXPECT_EQ(refused([](auto& seat) { seat.set_body("o0000"); }), "seat.body");
    EXPECT_EQ(refused([](auto& seat) { seat.clear_role(); }), "seat.role");
    EXPECT_EQ(refused([](auto& seat) { seat.clear_person(); }), "seat.party");
    EXPECT_EQ(refused([&](auto& seat) { seat.set_party(bureau.party); }), "seat.party");
    EXPECT_EQ(refused([&](auto& seat) { seat.add_acting(bureau.deputy); }), "seat.acting");
    EXPECT_EQ(refused([&](auto& seat) { *seat.mutable_last_day() = day(2024, 2, 30); }), "seat.last_day");
    EXPECT_EQ(refused([&](auto& seat) {
                  *seat.mutable_first_day() = day(2024, 9, 12);
                  *seat.mutable_last_day() = day(2024, 9, 11);
              }),
              "seat.last_day");
}

TEST(Bodies, WhatASeatNamesStays) {
    Bureau bureau;
    v1::Seat seat;
    seat.set_party(bureau.party);
    seat.add_acting(bureau.deputy);
    bureau.sit(seat);
    v1::Command remove = bureau.log.command();
    remove.mutable_remove_body()->set_id(bureau.body);
    EXPECT_EQ(bureau.log.refused(remove).code(), v1::REFUSAL_CODE_CONFLICT);
    remove = bureau.log.command();
    remove.mutable_remove_person()->set_id(bureau.deputy);
    EXPECT_EQ(bureau.log.refused(remove).code(), v1::REFUSAL_CODE_CONFLICT);
    remove = bureau.log.command();
    remove.mutable_remove_seat()->set_id(bureau.seat);
    bureau.log.done(remove);
    remove = bureau.log.command();
    remove.mutable_remove_body()->set_id(bureau.body);
    bureau.log.done(remove);
}

}  // namespace
}  // namespace dais::summit
