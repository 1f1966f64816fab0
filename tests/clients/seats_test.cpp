// Who holds which seat on a day.
#include "clients/cpp/seats.h"

#include <gtest/gtest.h>

#include "tests/clients/series_log.h"

namespace dais::client {
namespace {

v1::Seat seat(const std::vector<std::string>& fields) {
    SeriesLog log;
    return log.record<v1::Seat>(v1::KIND_SEAT, "k1", fields);
}

TEST(Seats, AreHeldFromTheFirstDayToTheEndOfTheLast) {
    struct Example {
        std::vector<std::string> term;
        const char* day;
        bool held;
    };
    for (const auto& [term, day, held] : std::vector<Example>{
             {{}, "1999-12-31", true},
             {{"from=2024-09-12"}, "2024-09-11", false},
             {{"from=2024-09-12"}, "2024-09-12", true},
             {{"until=2025-09-11"}, "2025-09-11", true},
             {{"until=2025-09-11"}, "2025-09-12", false},
             {{"from=2024-09-12", "until=2025-09-11"}, "2024-10-01", true},
             {{"from=2024-10-01", "until=2025-09-11"}, "2024-09-30", false},
         })
        EXPECT_EQ(is_in_term(seat(term), day), held) << day << " of " << seat(term).ShortDebugString();
}

TEST(Seats, AreFilledOnceSomebodyMayActForThem) {
    EXPECT_FALSE(is_filled(seat({"party=yGEO"}), "2024-09-13"));
    EXPECT_TRUE(is_filled(seat({"party=yGEO", "acting=Nino Beridze"}), "2024-09-13"));
    EXPECT_TRUE(is_filled(seat({"person=Ana Silva"}), "2024-09-13"));
    EXPECT_FALSE(is_filled(seat({"person=Ana Silva", "until=2024-09-12"}), "2024-09-13"));
    EXPECT_TRUE(acts_for(seat({"party=yGEO", "acting=Nino Beridze"}), "p2"));
    EXPECT_FALSE(acts_for(seat({"party=yGEO", "acting=Nino Beridze"}), "p1"));
    EXPECT_FALSE(acts_for(seat({"party=yGEO"}), "")) << "nobody is nobody";
}

// A day begins where the log's clock is, not where a day of the programme does.
TEST(Seats, GoByTheDayOfTheCalendar) {
    v1::Summit summit;
    summit.set_day_start_minutes(4 * 60);
    EXPECT_EQ(calendar_day(LocalTime(summit), SeriesLog::at("2024-09-13T01:00")), "2024-09-13");
}

TEST(Seats, AKeyIsNamedAmongTheChairsOfItsBody) {
    SeriesLog log;
    for (const char* body : {"o1", "o2"}) log.record<v1::Body>(v1::KIND_BODY, body, {std::string("name=Body ") + body});
    log.record<v1::Seat>(v1::KIND_SEAT, "k1", {"body=o1", "role=co-chair", "party=yGEO"});
    log.record<v1::Seat>(v1::KIND_SEAT, "k2", {"body=o2", "role=co-chair", "party=yGEO"});
    log.record<v1::Seat>(v1::KIND_SEAT, "k3", {"body=o1", "role=member", "party=yIRL"});
    EXPECT_EQ(find_key(log.records, "o1", "Georgia").id, "k1");
    EXPECT_EQ(find_key(log.records, "o2", "Georgia").id, "k2");
    EXPECT_FALSE(find_key(log.records, "o1", "k2"));
    EXPECT_FALSE(find_key(log.records, "o1", "Ireland")) << "a member holds no key";
}

}  // namespace
}  // namespace dais::client
