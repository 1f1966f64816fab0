// The minutes of a session, of what its followers hold.
#include "clients/cpp/floor_minutes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/clients/floor_log.h"

namespace dais::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class FloorMinutes : public ::testing::Test {
protected:
    std::string minutes(const char* now = kHalfPastTen) const {
        return floor_minutes(floor_view(log.reading(now), "s1").value(), log.reading(now));
    }

    FloorLog log;
};

TEST_F(FloorMinutes, TellAllThatHappened) {
    log.half_past_ten();
    log.adopted();
    log.rejected();
    EXPECT_EQ(minutes(), R"(# Minutes: General debate

- Began 2024-09-12T10:02, running as of 10:30
- Presided over by Ana Silva
- Parties: quorum 3, 4 there

## Statements

|  | who | speaker | from | for | allotted | exceeded by |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | Ireland | Aoife Byrne, minister | 10:05 | 3:10 | 3:00 | 0:10 |
| 2 | Cabo Verde, with Georgia |  | 10:09 | 1:00 | 3:00 |  |
| 3 | African Union on behalf of the African Group |  | 10:19 | 2:00, not over | 5:00 |  |

## Points of order

|  | who | speaker | from | for | allotted | exceeded by | ruling |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | Georgia |  | 10:20 | 0:30 |  |  | upheld; while African Union on behalf of the African Group had the floor |

## Not heard

- Cabo Verde: withdrawn
- Georgia: on the list
- Ireland (reply): on the list

## Statements handed in

- Georgia: en, fr; check against delivery, under embargo until it is delivered

## Proposals

- Rabat Declaration (GDPA/2024/L.1): adopted by consensus 2024-09-12T10:25
- Amendment: rejected by show of hands (1 in favour, 2 against, 0 abstaining) 2024-09-12T10:27

## Time of each party

| party | statements |
| --- | --- |
| Ireland | 3:10 |
| Cabo Verde | 0:30 |
| Georgia | 0:30 |

Of a joint statement each party has an equal part; statements on behalf of a group, replies and points of order are nobody's.
)");
}

TEST_F(FloorMinutes, OfWhatHasEndedAndOfWhatHasNotBegun) {
    v1::SessionProgress ended;
    ended.set_status(v1::SESSION_STATUS_ENDED);
    ended.set_actual_start_ms(log.at("2024-09-12T10:02"));
    ended.set_actual_end_ms(log.at("2024-09-12T12:10"));
    log.keep(v1::KIND_SESSION_PROGRESS, "s1", ended);
    log.floor.set_list_closed_at_ms(log.at("2024-09-11T18:00"));
    log.keep_floor();
    EXPECT_THAT(minutes(), HasSubstr("- Began 2024-09-12T10:02, ended 12:10\n"));
    EXPECT_THAT(minutes(), HasSubstr("- The list of speakers was closed 2024-09-11T18:00\n"));
    log.records.apply(removed(v1::KIND_SESSION_PROGRESS, "s1"));
    EXPECT_THAT(minutes(), HasSubstr("- Has not begun; planned 2024-09-12T10:00\n"));
    EXPECT_THAT(minutes(), Not(HasSubstr("## Statements")));
}

TEST_F(FloorMinutes, RepliesSayToWhom) {
    log.half_past_ten();
    log.turn(6, log.over("2024-09-12T11:00", 45, 600));
    EXPECT_THAT(minutes(), HasSubstr("## Rights of reply\n\n"
                                     "|  | who | speaker | from | for | allotted | exceeded by | to |\n"));
    EXPECT_THAT(minutes(), HasSubstr("| 1 | Ireland |  | 11:00 | 0:45 | 10:00 |  | Cabo Verde, with Georgia |\n"));
}

TEST_F(FloorMinutes, KeepWhatIsForStaffAndNamesAreNoMarkup) {
    log.half_past_ten();
    log.party("yGEO", "Geo|rgia", v1::PARTY_KIND_STATE);
    EXPECT_THAT(minutes(), Not(HasSubstr("left early")));
    EXPECT_THAT(minutes(), HasSubstr("| Geo\\|rgia | 0:30 |"));
}

}  // namespace
}  // namespace dais::client
