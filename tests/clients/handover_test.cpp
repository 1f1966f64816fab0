// What the next host of a series is handed.
#include "clients/cpp/handover.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/names.h"
#include "tests/clients/series_log.h"

namespace dais::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string pack(const SeriesLog& log, const char* now = "2024-09-13T12:00") {
    return handover(log.records, SeriesLog::at(now), log.time, log.languages);
}

TEST(Handover, IsOneFileThatNeedsNothingBesideIt) {
    SeriesLog log;
    log.record<v1::Edition>(
        v1::KIND_EDITION, "n2",
        {"number=2", "name=Sal | conference", "hosts=yCPV", "city=Sal", "days=2024-09-12,2024-09-13", "log=gdpa-2024"});
    log.record<v1::Edition>(
        v1::KIND_EDITION, "n1",
        {"number=1", "hosts=yIRL", "venue=Dublin Castle", "city=Dublin", "days=2022-04-01,2022-04-04,2022-04-05"});
    log.record<v1::Edition>(v1::KIND_EDITION, "n3", {"number=3", "name=Tbilisi summit", "hosts=yGEO"});
    log.record<v1::Body>(v1::KIND_BODY, "o1", {"name=Steering committee", "short-name=ISC", "order=1"});
    log.record<v1::Body>(v1::KIND_BODY, "o2", {"name=Working group on climate", "order=2"});
    log.record<v1::Seat>(v1::KIND_SEAT, "k1",
                         {"body=ISC", "role=member", "party=yIRL", "acting=Aoife Byrne", "from=2022-04-05"});
    log.record<v1::Seat>(v1::KIND_SEAT, "k2",
                         {"body=ISC", "role=co-chair", "party=yGEO", "acting=Nino Beridze,Ana Silva", "from=2024-09-12",
                          "until=2026-09-11"});
    log.record<v1::Seat>(v1::KIND_SEAT, "k3", {"body=ISC", "role=co-chair", "party=yCPV", "until=2024-12-31"});
    log.record<v1::Seat>(v1::KIND_SEAT, "k4", {"body=ISC", "role=chair", "person=Ana Silva", "until=2024-09-12"});
    log.adopted_declaration();
    log.endorse("yGEO", v1::ENDORSEMENT_STATUS_SIGNED, 1);
    log.endorse("yAU", v1::ENDORSEMENT_STATUS_SIGNED, 2);
    log.endorse("yIRL", v1::ENDORSEMENT_STATUS_WITHDRAWN, 3);
    log.endorse("yCPV", v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED);
    v1::Commitment delayed;
    delayed.set_state(v1::COMMITMENT_STATE_DELAYED);
    log.record(v1::KIND_COMMITMENT, "q1", {"title=Diaspora bonds", "party=yCPV", "declaration=l1", "due=2024-06-30"},
               delayed);
    v1::Commitment open;
    open.set_state(v1::COMMITMENT_STATE_OPEN);
    log.record(v1::KIND_COMMITMENT, "q2", {"title=A registry", "party=yGEO"}, open);
    log.record(v1::KIND_COMMITMENT, "q3", {"title=A fund", "party=yIRL", "due=2024-01-31"}, open);
    v1::Commitment done;
    done.set_state(v1::COMMITMENT_STATE_FULFILLED);
    log.record(v1::KIND_COMMITMENT, "q4", {"title=A website", "party=yIRL", "due=2023-01-31"}, done);

    EXPECT_EQ(pack(log), R"(# Global Diaspora Policy Alliance (GDPA)

Handover to the next host, as of 2024-09-13.

- Next host: not known yet
- Working languages: en, fr
- Terms and due dates end by the clock of Europe/Dublin

## Editions

| | name | hosts | days | place | log |
|---|---|---|---|---|---|
| 1 | edition 1 | Ireland | 2022-04-01, 2022-04-04, 2022-04-05 | Dublin Castle, Dublin |  |
| 2 | Sal \| conference | Cabo Verde | 2024-09-12, 2024-09-13 | Sal | gdpa-2024 |
| 3 | Tbilisi summit | Georgia |  |  |  |

## Bodies

### Steering committee (ISC)

- co-chair: Georgia, acted for by Nino Beridze, Ana Silva; since 2024-09-12; until 2026-09-11
- co-chair: Cabo Verde; until 2024-12-31
- member: Ireland, acted for by Aoife Byrne; since 2022-04-05

### Working group on climate

Nobody holds a seat today.

## Declarations

### Dublin Declaration (GDPA/2022/1)

- version 1, adopted by consensus 2022-04-05T16:00
- open for endorsement
- signed by 1 state, 1 organisation
- signatories: Georgia, African Union
- withdrawn: Ireland

## Open commitments

| due | what | whose | state | from |
|---|---|---|---|---|
| 2024-01-31 | A fund | Ireland | open |  |
| 2024-06-30 | Diaspora bonds | Cabo Verde | delayed | Dublin Declaration |
|  | A registry | Georgia | open |  |

## Still missing

- The host of the next edition is not known.
- Edition 3 has no days.
- Nobody acts for the co-chair of Steering committee.
- The term of the co-chair of Steering committee ends 2024-12-31.
- Working group on climate has no chair today.
- Announced for Dublin Declaration, not signed: Cabo Verde.
- “A fund” was due 2024-01-31.
- “Diaspora bonds” was due 2024-06-30.
- “A registry” has no due date.
)");
}

TEST(Handover, OfASeriesThatHasAllSaysSo) {
    SeriesLog log;
    log.record(v1::KIND_SERIES, "z", {"next-host=yGEO"}, *held<v1::Series>(log.records, v1::KIND_SERIES, "z"));
    const auto text = pack(log);
    EXPECT_THAT(text, HasSubstr("- Next host: Georgia\n"));
    EXPECT_THAT(text, HasSubstr("## Still missing\n\nNothing that these records tell.\n"));
    EXPECT_THAT(text, Not(HasSubstr("## Editions")));
}

TEST(Handover, GoesByTheDayOnWhichItIsMade) {
    SeriesLog log;
    log.record<v1::Body>(v1::KIND_BODY, "o1", {"name=Steering committee"});
    log.record<v1::Seat>(v1::KIND_SEAT, "k1",
                         {"body=o1", "role=chair", "person=Ana Silva", "from=2024-09-12", "until=2026-09-11"});
    EXPECT_THAT(pack(log, "2024-09-11T12:00"), HasSubstr("Steering committee has no chair today."));
    EXPECT_THAT(pack(log, "2024-09-12T12:00"), HasSubstr("- chair: Ana Silva; since 2024-09-12; until 2026-09-11\n"));
    EXPECT_THAT(pack(log, "2026-06-01T12:00"),
                HasSubstr("The term of the chair of Steering committee ends 2026-09-11."));
}

TEST(Handover, NamesFromElsewhereStayWords) {
    SeriesLog log;
    log.record<v1::Body>(v1::KIND_BODY, "o1", {"name=# A\n[link](x) <b>_"});
    EXPECT_THAT(pack(log), HasSubstr("### \\# A \\[link\\](x) \\<b\\>\\_\n"));
}

}  // namespace
}  // namespace dais::client
