// What is undone of a floor: its rules are; nothing that happened there is; and what happens to the session is, whoever
// speaks.
#include <gmock/gmock.h>

#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

// All records and who may see them.
std::string dump(const Hearing& all) {
    std::string text = all.log.state().dump(v1::AUDIENCE_STAFF);
    all.log.state().for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
        text += noun_of(kind) + " " + id + " of " + record.owner + " for " + std::to_string(record.audiences) + "\n";
    });
    return text;
}

struct Change {
    const char* before;
    const char* said;
};

TEST(FloorUndo, RestoresRulesByteForByte) {
    constexpr Change kChanges[] = {
        {"ask GE", "floor statement:60"},
        {"ask GE", "floor purpose kept:3 rotate:region,gender groups-first"},
        {"ask GE", "floor opens:10 closes:60"},
        {"ask GE", "close-list"},
        {"ask GE; close-list", "reopen-list"},
        {"ask GE", "present 5"},
        {"ask GE; present 5", "present 0"},
        {"session start; ask GE; start GE; later 60", "floor statement:60"},
        {"session start; ask GE; start GE; later 60", "close-list"},
        {"later 60", "remove-floor"},
    };
    for (const Change& change : kChanges) {
        SCOPED_TRACE(std::string(change.before) + "; " + change.said);
        Hearing all;
        all.live(change.before);
        const std::string before = dump(all);
        all.live(change.said);
        const std::string after = dump(all);
        EXPECT_NE(after, before);
        all.live("undo");
        EXPECT_EQ(dump(all), before);
        all.live("undo");
        EXPECT_EQ(dump(all), after) << "an undo can be undone";
    }
}

TEST(FloorUndo, DoesNotTakeBackWhatHappened) {
    constexpr const char* kHappened[] = {
        "ask GE",
        "ask GE; withdraw GE",
        "ask GE; skip GE reason:late",
        "ask GE; withdraw GE; move GE last",
        "ask GE; speaker GE gia",
        "ask GE; allot GE 60",
        "ask GE; ask IE; arrange",
        "ask GE; ask IE; move IE before:GE",
        "ask GE; session start; start GE",
        "ask GE; session start; start GE; later 60; pause GE",
        "ask GE; session start; start GE; later 60; pause GE; resume GE",
        "ask GE; session start; start GE; later 60; allot GE 240",
        "ask GE; session start; start GE; later 60; cancel GE",
        "ask GE; session start; start GE; later 60; end GE",
        "ask GE; session start; start GE; later 60; end GE; resume GE",
        "ask GE; ask IE; session start; start GE; later 60; yield GE IE",
        "ask GE; point IE/p; session start; start GE; later 60; start IE/p",
        "ask GE; submit GE press",
        "ask GE; submit GE press; submit GE",
        "ask GE; submit GE press; take-back GE",
        "ask GE; submit GE public; session start; start GE; end GE",
        "floor purpose; ask GE female",
        "floor purpose; ask GE female; forget",
        "propose P",
        "propose P; repropose P",
        "propose P; drop P",
        "propose P; silence P 60",
        "propose P; silence P 60; object P GE",
        "propose P; silence P 60; later 3600; clock",
        "session start; propose P; decide P consensus",
        "session start; propose P; decide P hands:0,9,0",
    };
    for (const char* happened : kHappened) {
        SCOPED_TRACE(happened);
        Hearing all;
        all.live(happened);
        const std::string before = dump(all);
        all.live("!undo");
        EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_CONFLICT);
        EXPECT_THAT(all.no.message(), HasSubstr("is not undone"));
        EXPECT_EQ(dump(all), before);
    }
}

struct Refused {
    const char* said;
    const char* message;
};

TEST(FloorUndo, IsRefusedWhereSomethingStandsOnIt) {
    constexpr Refused kRefused[] = {
        {"floor statement:60; ask GE; !undo 2", "asked for the floor already"},
        {"floor statement:60; propose P; !undo 2", "asked for the floor already"},
        {"floor statement:60; present 5; !undo 2", "was changed by"},
        {"floor statement:60; floor statement:90; present 5; !undo 2", "was changed by"},
        {"floor statement:60; remove-floor; session remove; !undo 2", "is gone"},
    };
    for (const Refused& example : kRefused) {
        SCOPED_TRACE(example.said);
        Hearing all("none");
        all.live(example.said);
        EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_CONFLICT);
        EXPECT_THAT(all.no.message(), HasSubstr(example.message));
    }
}

TEST(FloorUndo, IsForWhoeverMayDoIt) {
    Hearing all;
    all.live("floor statement:60; !chair: undo; chair: floor statement:90; chair: undo");
    EXPECT_EQ(all.floor().statement_seconds(), 60);
    all.live("moderator: close-list; !moderator-elsewhere: undo; moderator: undo");
    EXPECT_FALSE(all.floor().has_list_closed_at_ms());
    all.live("chair: floor statement:90; undo");
    EXPECT_EQ(all.floor().statement_seconds(), 60);
}

// The notes that a chair does not see come back with what they see.
TEST(FloorUndo, KeepsWhatItsAuthorDoesNotSee) {
    Hearing all("statement:180 purpose kept:48");
    const std::string before = dump(all);
    all.live("chair: floor statement:60; chair: undo");
    EXPECT_EQ(dump(all), before);
}

struct Example {
    const char* name;
    const char* said;  // where GE has spoken for a minute, and IE waits
    const char* told;
    v1::SessionStatus status;
};

constexpr Example kOfTheSession[] = {
    {"its end", "session end; later 30; undo; later 30", "waiting IE 180; spoken GE 60 of 180",
     v1::SESSION_STATUS_RUNNING},
    {"its end, and whoever spoke goes on", "session end; later 30; undo; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180", v1::SESSION_STATUS_RUNNING},
    {"its end, and the next one speaks", "session end; later 30; undo; start IE; later 10; !resume GE",
     "IE speaks 10 of 180; spoken GE 60 of 180", v1::SESSION_STATUS_RUNNING},
    {"its end after whoever spoke", "end GE; session end; undo; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180", v1::SESSION_STATUS_RUNNING},
    {"its end, and that anew", "session end; later 30; undo; resume GE; later 10; undo 2",
     "waiting IE 180; spoken GE 60 of 180", v1::SESSION_STATUS_ENDED},
    {"that it was cancelled", "session cancel; later 30; undo; later 30", "waiting IE 180; spoken GE 60 of 180",
     v1::SESSION_STATUS_RUNNING},
    {"that it was cancelled, and whoever spoke goes on", "session cancel; later 30; undo; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180", v1::SESSION_STATUS_RUNNING},
    {"that it was paused", "session pause; later 30; undo; later 30", "GE stands 60 of 180; waiting IE 180",
     v1::SESSION_STATUS_RUNNING},
    {"that it was paused, and whoever spoke goes on", "session pause; later 30; undo; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180", v1::SESSION_STATUS_RUNNING},
    {"that it was suspended", "session suspend; later 30; undo; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180", v1::SESSION_STATUS_RUNNING},
    {"that it goes on", "session pause; session resume; resume GE; later 10; undo 2",
     "GE stands 70 of 180; waiting IE 180", v1::SESSION_STATUS_PAUSED},
    {"its start", "undo 2; !resume GE", "GE stands 60 of 180; waiting IE 180", v1::SESSION_STATUS_SCHEDULED},
    {"its start, and it starts anew", "undo 2; later 30; session start; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180", v1::SESSION_STATUS_RUNNING},
    {"that it was hidden, though somebody paused meanwhile", "session hide; pause GE; later 30; undo 2",
     "GE stands 60 of 180; waiting IE 180", v1::SESSION_STATUS_RUNNING},
    {"its end, with a point of order", "point ML/p; start ML/p; later 5; session end; undo; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180; spoken ML/p 5", v1::SESSION_STATUS_RUNNING},
};

TEST(FloorUndo, OfWhatHappenedToTheSessionLeavesItsSpeakers) {
    for (const Example& example : kOfTheSession) {
        SCOPED_TRACE(example.name);
        for (const bool restarts : {false, true}) {
            Hearing all;
            all.restarts = restarts;
            all.live("ask GE; ask IE; session start; start GE; later 60");
            all.live(example.said);
            EXPECT_EQ(all.told(), example.told);
            EXPECT_EQ(all.log.state().schedule().find(all.session)->status, example.status);
        }
    }
}

// A session that is hidden hides all that happens on its floor, and shows it again, each to whom it was shown.
TEST(FloorUndo, OfHidingASessionShowsItsFloorAgain) {
    for (const char* situation : {"session postpone", "session start", "session start; start GE; later 60",
                                  "session start; start GE; later 60; end GE", "later 0"}) {
        SCOPED_TRACE(situation);
        Hearing all("statement:180 purpose");
        all.live("ask GE female; propose P; submit GE interpreters public");
        all.live(situation);
        const std::string shown = dump(all);
        all.live("session hide");
        const std::string hidden = dump(all);
        all.log.state().for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
            if (id.starts_with(all.session)) {
                EXPECT_EQ(record.audiences, kStaffOnly) << noun_of(kind) << " " << id;
            }
        });
        all.live("undo");
        EXPECT_EQ(dump(all), shown);
        all.live("undo");
        EXPECT_EQ(dump(all), hidden);
        all.live("session show");
        EXPECT_EQ(dump(all), shown);
        all.live("undo");
        EXPECT_EQ(dump(all), hidden);
        all.live("undo");
        EXPECT_EQ(dump(all), shown);
        EXPECT_EQ(all.seen_by(v1::KIND_SPEAKER_TRAITS, all.id("GE")), "staff");
    }
}

}  // namespace
}  // namespace dais::summit
