// Who has the floor and for how long by the log's clock, as tables. Each is lived twice: the second time the server
// ends and starts again after every step.
#include <gmock/gmock.h>

#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

struct Example {
    const char* name;
    const char* said;
    const char* told;  // seconds
};

// Statements of three minutes, points of order of one, replies of two. GE and IE have asked to speak.
void expect_told(const Example& example) {
    SCOPED_TRACE(example.name);
    for (const bool restarts : {false, true}) {
        SCOPED_TRACE(restarts ? "with restarts" : "without");
        Hearing all("statement:180 point:60 replies:1 reply:120");
        all.restarts = restarts;
        all.live("ask GE; ask IE");
        all.live(example.said);
        EXPECT_EQ(all.told(), example.told);
    }
}

constexpr Example kTurns[] = {
    {"nobody speaks before the session runs", "!start GE; session start; start GE; later 5",
     "GE speaks 5 of 180; waiting IE 180"},
    {"it runs", "session start; start GE; later 60", "GE speaks 60 of 180; waiting IE 180"},
    {"it stands", "session start; start GE; later 60; pause GE; later 100", "GE stands 60 of 180; waiting IE 180"},
    {"it goes on", "session start; start GE; later 60; pause GE; later 100; resume GE; later 20",
     "GE speaks 80 of 180; waiting IE 180"},
    {"it is over", "session start; start GE; later 60; pause GE; later 100; resume GE; later 20; end GE; later 50",
     "waiting IE 180; spoken GE 80 of 180"},
    {"it is over while it stands", "session start; start GE; later 60; pause GE; later 100; end GE; later 50",
     "waiting IE 180; spoken GE 60 of 180"},
    {"longer than it may take", "session start; start GE; later 200; end GE", "waiting IE 180; spoken GE 200 of 180"},
    {"said once more, nothing happens", "session start; start GE; =resume GE; later 60; pause GE; =pause GE; !start GE",
     "GE stands 60 of 180; waiting IE 180"},
    {"of one who does not speak there is none", "session start; !pause GE; !resume GE; !end GE; !cancel GE; !yield GE",
     "waiting GE 180, IE 180"},
    {"nor of one who has spoken",
     "session start; start GE; end GE; !pause GE; !end GE; !cancel GE; !yield GE; !start GE",
     "waiting IE 180; spoken GE 0 of 180"},

    {"one at a time", "session start; start GE; !start IE; end GE; start IE; later 5",
     "IE speaks 5 of 180; spoken GE 0 of 180"},
    {"while the clock stands, too", "session start; start GE; later 60; pause GE; !start IE; end GE; start IE",
     "IE speaks 0 of 180; spoken GE 60 of 180"},
    {"whoever is called, in whatever order", "session start; start IE; later 5; end IE; start GE",
     "GE speaks 0 of 180; spoken IE 5 of 180"},
    {"a reply before others have spoken", "reply IE/r; session start; start IE/r; later 5",
     "IE/r speaks 5 of 120; waiting GE 180, IE 180"},

    {"begun by mistake", "session start; start GE; later 20; cancel GE; later 20", "waiting GE 180, IE 180"},
    {"begun by mistake, and another begins", "session start; start GE; later 20; cancel GE; start IE; later 5",
     "IE speaks 5 of 180; waiting GE 180"},
    {"begun anew after a mistake", "session start; start GE; later 20; cancel GE; later 20; start GE; later 5",
     "GE speaks 5 of 180; waiting IE 180"},
    {"begun by mistake, with more time than the rules say",
     "session start; start GE; allot GE 300; cancel GE; start GE", "GE speaks 0 of 180; waiting IE 180"},

    {"skipped", "session start; skip GE; !start GE; start IE", "IE speaks 0 of 180; absent GE skipped"},
    {"skipped, and there after all", "session start; skip GE; start IE; end IE; move GE last; start GE; later 5",
     "GE speaks 5 of 180; spoken IE 0 of 180"},
    {"withdrawn", "session start; withdraw GE; !start GE; start IE", "IE speaks 0 of 180; absent GE withdrawn"},
    {"nobody is skipped or withdraws at the podium", "session start; start GE; !skip GE; !withdraw GE",
     "GE speaks 0 of 180; waiting IE 180"},
    {"yielded to the next", "session start; start GE; later 60; yield GE IE; start IE; later 5",
     "IE speaks 5 of 300; spoken GE 60 of 180"},

    {"the clock is put on by hours", "session start; start GE; later 60; later 86400; !yield GE IE",
     "GE speaks 86460 of 180; waiting IE 180"},
    {"no time passes", "session start; start GE; pause GE; resume GE; end GE", "waiting IE 180; spoken GE 0 of 180"},
};

TEST(FloorTurns, TakeAsLongAsTheClockSays) {
    for (const Example& example : kTurns) expect_told(example);
}

constexpr Example kPoints[] = {
    {"it interrupts", "point ML/p; session start; start GE; later 60; start ML/p; later 20",
     "ML/p speaks 20 of 60, GE stands 60 of 180; waiting IE 180"},
    {"what it interrupts goes on",
     "point ML/p; session start; start GE; later 60; start ML/p; later 20; end ML/p; later 10",
     "GE speaks 70 of 180; waiting IE 180; spoken ML/p 20 of 60"},
    {"begun by mistake, what it interrupts goes on",
     "point ML/p; session start; start GE; later 60; start ML/p; later 5; cancel ML/p; later 10",
     "GE speaks 70 of 180; waiting ML/p 60, IE 180"},
    {"yielded, what it interrupts goes on",
     "point ML/p; session start; start GE; later 60; start ML/p; later 20; yield ML/p; later 10",
     "GE speaks 70 of 180; waiting IE 180; spoken ML/p 20 of 60"},
    {"it was paused itself, what it interrupts goes on",
     "point ML/p; session start; start GE; later 60; start ML/p; later 5; pause ML/p; later 30; resume ML/p; later 5; "
     "end ML/p; later 10",
     "GE speaks 70 of 180; waiting IE 180; spoken ML/p 10 of 60"},
    {"it interrupts a reply", "point ML/p; reply IE/r; session start; start IE/r; later 10; start ML/p",
     "ML/p speaks 0 of 60, IE/r stands 10 of 120; waiting GE 180, IE 180"},
    {"not another point of order", "point ML/p; point KE/p; session start; start GE; start ML/p; !start KE/p",
     "ML/p speaks 0 of 60, GE stands 0 of 180; waiting KE/p 60, IE 180"},
    {"one after the other",
     "point ML/p; point KE/p; session start; start GE; later 60; start ML/p; later 5; end ML/p; start KE/p; later 5; "
     "end KE/p; later 10",
     "GE speaks 70 of 180; waiting IE 180; spoken ML/p 5 of 60, KE/p 5 of 60"},
    {"not another, though it was asked for before whoever speaks and begins in the same instant",
     "withdraw GE; withdraw IE; point ML/p; ask GE/2; point KE/p; session start; start GE/2; start ML/p; !start KE/p",
     "ML/p speaks 0 of 60, GE/2 stands 0 of 180; waiting KE/p 60; absent GE withdrawn, IE withdrawn"},
    {"what stood still goes on standing",
     "point ML/p; session start; start GE; later 60; pause GE; start ML/p; later 5; end ML/p; later 10",
     "GE stands 60 of 180; waiting IE 180; spoken ML/p 5 of 60"},
    {"what stood still is resumed by hand",
     "point ML/p; session start; start GE; later 60; pause GE; start ML/p; later 5; end ML/p; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180; spoken ML/p 5 of 60"},
    {"what is interrupted does not go on before",
     "point ML/p; session start; start GE; later 60; start ML/p; !resume GE",
     "ML/p speaks 0 of 60, GE stands 60 of 180; waiting IE 180"},
    {"what is interrupted is over meanwhile",
     "point ML/p; session start; start GE; later 60; start ML/p; later 5; end GE; later 5; end ML/p; later 5",
     "waiting IE 180; spoken GE 60 of 180, ML/p 10 of 60"},
    {"what is interrupted was a mistake",
     "point ML/p; session start; start GE; later 60; start ML/p; later 5; cancel GE; later 5; end ML/p; later 5",
     "waiting GE 180, IE 180; spoken ML/p 10 of 60"},
    {"it interrupts nobody", "point ML/p; session start; start ML/p; later 5; !start GE; end ML/p; start GE; later 5",
     "GE speaks 5 of 180; waiting IE 180; spoken ML/p 5 of 60"},
    {"extended, what it interrupts waits",
     "point ML/p; session start; start GE; later 60; start ML/p; later 60; allot ML/p 90; later 20",
     "ML/p speaks 80 of 90, GE stands 60 of 180; waiting IE 180"},
    {"what is interrupted is extended meanwhile",
     "point ML/p; session start; start GE; later 60; start ML/p; allot GE 240; later 5; end ML/p; later 10",
     "GE speaks 70 of 240; waiting IE 180; spoken ML/p 5 of 60"},
};

TEST(FloorTurns, AreInterruptedByPointsOfOrder) {
    for (const Example& example : kPoints) expect_told(example);
}

constexpr Example kSessions[] = {
    {"the session is paused", "session start; start GE; later 60; session pause; later 600; !resume GE; !start IE",
     "GE stands 60 of 180; waiting IE 180"},
    {"when it is resumed, nobody speaks until somebody says so",
     "session start; start GE; later 60; session pause; later 600; session resume; later 5",
     "GE stands 60 of 180; waiting IE 180"},
    {"and then goes on",
     "session start; start GE; later 60; session pause; later 600; session resume; later 5; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180"},
    {"over while it is paused", "session start; start GE; later 60; session pause; later 600; end GE",
     "waiting IE 180; spoken GE 60 of 180"},
    {"a mistake while it is paused", "session start; start GE; later 60; session pause; later 600; cancel GE",
     "waiting GE 180, IE 180"},
    {"what stood still before it was paused",
     "session start; start GE; later 60; pause GE; later 5; session pause; later 600; session resume; resume GE; later "
     "10",
     "GE speaks 70 of 180; waiting IE 180"},
    {"suspended", "session start; start GE; later 60; session suspend; later 600",
     "GE stands 60 of 180; waiting IE 180"},
    {"paused, then suspended",
     "session start; start GE; later 60; session pause; later 60; session suspend; later 600; session resume; resume "
     "GE; "
     "later 10",
     "GE speaks 70 of 180; waiting IE 180"},
    {"paused during a point of order",
     "point ML/p; session start; start GE; later 60; start ML/p; later 5; session pause; later 600",
     "ML/p stands 5 of 60, GE stands 60 of 180; waiting IE 180"},
    {"paused during a point of order, which goes on, and then what it interrupts",
     "point ML/p; session start; start GE; later 60; start ML/p; later 5; session pause; later 600; session resume; "
     "resume ML/p; later 5; end ML/p; later 10",
     "GE speaks 70 of 180; waiting IE 180; spoken ML/p 10 of 60"},
    {"paused during a point of order, which is over then",
     "point ML/p; session start; start GE; later 60; start ML/p; later 5; session pause; later 600; end ML/p; later 5; "
     "session resume; later 5",
     "GE stands 60 of 180; waiting IE 180; spoken ML/p 5 of 60"},

    {"ended", "session start; start GE; later 60; session end; later 60; !resume GE; !start IE",
     "waiting IE 180; spoken GE 60 of 180"},
    {"ended while it stands", "session start; start GE; later 60; pause GE; later 60; session end",
     "waiting IE 180; spoken GE 60 of 180"},
    {"ended while it is paused", "session start; start GE; later 60; session pause; later 60; session end",
     "waiting IE 180; spoken GE 60 of 180"},
    {"ended two minutes ago", "session start; start GE; later 300; session end at:-2",
     "waiting IE 180; spoken GE 180 of 180"},
    {"ended before it began", "session start; later 300; start GE; later 60; session end at:-5",
     "waiting IE 180; spoken GE 0 of 180"},
    {"ended during a point of order", "point ML/p; session start; start GE; later 60; start ML/p; later 5; session end",
     "waiting IE 180; spoken GE 60 of 180, ML/p 5 of 60"},
    {"ended after they have spoken", "session start; start GE; later 60; end GE; later 60; session end",
     "waiting IE 180; spoken GE 60 of 180"},

    {"cancelled", "session start; start GE; later 60; session cancel; later 60; !start IE",
     "waiting IE 180; spoken GE 60 of 180"},
    {"cancelled, and held after all",
     "session start; start GE; later 60; session cancel; later 60; session reinstate; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180"},
    {"not postponed any more", "session start; start GE; later 60; !session postpone",
     "GE speaks 60 of 180; waiting IE 180"},
    {"postponed before", "session postpone; !start GE; session reinstate; !start GE; session start; start GE",
     "GE speaks 0 of 180; waiting IE 180"},
    {"its end is pushed on by the clock", "session start; start GE; later 7200; clock; later 10",
     "GE speaks 7210 of 180; waiting IE 180"},
    {"hidden and shown again", "session start; start GE; later 60; session hide; session show; later 5",
     "GE speaks 65 of 180; waiting IE 180"},
};

TEST(FloorTurns, EndOrStandWithTheSession) {
    for (const Example& example : kSessions) expect_told(example);
}

constexpr Example kReopened[] = {
    {"ended by mistake", "session start; start GE; later 60; end GE; later 30; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180"},
    {"ended by mistake twice",
     "session start; start GE; later 60; end GE; resume GE; later 10; end GE; later 30; resume GE; later 10",
     "GE speaks 80 of 180; waiting IE 180"},
    {"and extended", "session start; start GE; later 60; end GE; resume GE; allot GE 240",
     "GE speaks 60 of 240; waiting IE 180"},
    {"not once another speaks", "session start; start GE; later 60; end GE; start IE; !resume GE",
     "IE speaks 0 of 180; spoken GE 60 of 180"},
    {"not once another has spoken", "session start; start GE; later 60; end GE; start IE; later 5; end IE; !resume GE",
     "spoken GE 60 of 180, IE 5 of 180"},
    {"but the other is", "session start; start GE; later 60; end GE; start IE; later 5; end IE; resume IE",
     "IE speaks 5 of 180; spoken GE 60 of 180"},
    {"once the other began by mistake",
     "session start; start GE; later 60; end GE; start IE; later 5; cancel IE; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180"},
    {"not once there was a point of order",
     "point ML/p; session start; start GE; later 60; end GE; later 5; start ML/p; later 5; end ML/p; !resume GE",
     "waiting IE 180; spoken GE 60 of 180, ML/p 5 of 60"},
    {"no point of order while what it interrupted goes on",
     "point ML/p; session start; start GE; later 60; start ML/p; later 5; end ML/p; !resume ML/p",
     "GE speaks 60 of 180; waiting IE 180; spoken ML/p 5 of 60"},
    {"a point of order that interrupted nobody",
     "point ML/p; session start; start ML/p; later 5; end ML/p; resume ML/p; later 5",
     "ML/p speaks 10 of 60; waiting GE 180, IE 180"},
    {"not while the session is paused", "session start; start GE; later 60; end GE; session pause; !resume GE",
     "waiting IE 180; spoken GE 60 of 180"},
    {"with the session that was ended by mistake",
     "session start; start GE; later 60; session end; later 30; undo; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180"},
    {"what was interrupted when the session was ended by mistake",
     "point ML/p; session start; start GE; later 60; start ML/p; later 5; session end; undo; resume GE; later 10",
     "GE speaks 70 of 180; waiting IE 180; spoken ML/p 5 of 60"},
    {"the same, where the point of order was asked for before",
     "withdraw GE; withdraw IE; point ML/p; ask GE/2; session start; start GE/2; later 60; start ML/p; later 5; "
     "session end; undo; resume GE/2; later 10",
     "GE/2 speaks 70 of 180; spoken ML/p 5 of 60; absent GE withdrawn, IE withdrawn"},
};

TEST(FloorTurns, GoOnAfterTheyWereEndedByMistake) {
    for (const Example& example : kReopened) expect_told(example);
}

// Both a minister and the ambassador speak within the time of one.
TEST(FloorTurns, ContinueWithAnotherSpeakerAtThePodium) {
    Hearing all;
    all.live("ask GE by:gia rank:minister; session start; start GE; later 60");
    all.live("head-GE: speaker GE gela; later 10; !speaker GE ira");
    EXPECT_EQ(all.no.field(), "person");
    EXPECT_EQ(all.told(), "GE speaks 70 of 180");
    EXPECT_EQ(all.request("GE").person(), all.persons["gela"]);
    EXPECT_EQ(all.request("GE").rank(), v1::SPEAKER_RANK_MINISTER) << "nobody has said another";
    all.live("!delegate-GE: speaker GE gia; !head-IE: speaker GE gia; moderator: speaker GE gia rank:delegate");
    EXPECT_EQ(all.request("GE").rank(), v1::SPEAKER_RANK_DELEGATE);
    all.live("speaker GE nobody; speaker GE ada; end GE; !speaker GE gia");
    EXPECT_EQ(all.request("GE").person(), all.persons["ada"]);
}

TEST(FloorTurns, SayWhoHasTheFloorWhereAnotherWouldBegin) {
    Hearing all;
    all.live("session start; ask GE; ask ada; start GE; !start ada");
    EXPECT_THAT(all.no.message(), HasSubstr("“GE”"));
    EXPECT_THAT(all.no.message(), HasSubstr(all.id("GE")));
    all.live("end GE; start ada; ask IE; !start IE");
    EXPECT_THAT(all.no.message(), HasSubstr("“ada”"));
}

TEST(FloorTurns, OfPointsOfOrderHaveARuling) {
    Hearing all;
    all.live("session start; ask GE; point ML/p; point KE/p; start GE; !end GE upheld");
    EXPECT_EQ(all.no.field(), "ruling");
    all.live("start ML/p; end ML/p upheld; start KE/p; end KE/p rejected");
    EXPECT_EQ(all.turn("ML/p").ruling(), v1::RULING_UPHELD);
    EXPECT_EQ(all.turn("KE/p").ruling(), v1::RULING_REJECTED);
    all.live("end GE; later 5; point ML/q; start ML/q; later 5");
    v1::Command end = all.command("end ML/q");
    end.mutable_end_turn()->set_ruling(static_cast<v1::Ruling>(99));
    EXPECT_EQ(all.log.refused(end).field(), "ruling");
    all.live("end ML/q; resume ML/q");
    EXPECT_EQ(all.turn("ML/q").ruling(), v1::RULING_UNSPECIFIED) << "nobody has ruled yet";
}

TEST(FloorTurns, EndInAPartWhoseWholeIsCancelled) {
    Hearing all;
    v1::Command put = all.log.command();
    *put.mutable_put_session()->mutable_session() = *all.log.state().get<v1::Session>(v1::KIND_SESSION, all.session);
    put.mutable_put_session()->mutable_session()->clear_room();
    const std::string whole = all.log.done(put);
    put = all.command("session show");
    put.mutable_put_session()->mutable_session()->set_part_of(whole);
    all.log.done(put);
    all.live("session start; ask GE; start GE; later 60");
    v1::Command cancel = all.log.command();
    cancel.mutable_cancel_session()->set_id(whole);
    all.log.done(cancel);
    EXPECT_EQ(all.told(), "spoken GE 60 of 180");
}

// Whoever presses a button late does not press another's.
TEST(FloorTurns, AreEndedAsOneSawThem) {
    Hearing all;
    all.live("session start; ask GE; start GE");
    for (const char* said : {"pause GE", "end GE", "yield GE", "cancel GE", "allot GE 300"}) {
        SCOPED_TRACE(said);
        Hearing other = all;
        const v1::Command late = other.command(said);
        other.live("pause GE; resume GE");
        EXPECT_EQ(other.log.refused(late).code(), v1::REFUSAL_CODE_STALE);
    }
    const v1::Command late = all.command("pause GE");
    all.live("ask IE; point ML/p; ask KE; skip KE; later 5");
    all.log.done(late);
    EXPECT_EQ(all.told(), "GE stands 5 of 180; waiting ML/p, IE 180; absent KE skipped") << "others are others";
}

TEST(FloorTurns, AreSeenByAllWhoSeeTheSession) {
    Hearing all;
    all.live("session start; ask GE; start GE");
    const std::string everybody = "public delegate press interpreter bureau staff";
    EXPECT_EQ(all.seen_by(v1::KIND_TURN, all.id("GE")), everybody);
    EXPECT_EQ(all.log.state().find(v1::KIND_TURN, all.id("GE"))->owner, all.session);
    all.live("session hide");
    EXPECT_EQ(all.seen_by(v1::KIND_TURN, all.id("GE")), "staff");
    all.live("later 5; end GE; session show");
    EXPECT_EQ(all.seen_by(v1::KIND_TURN, all.id("GE")), everybody);
    EXPECT_EQ(all.told(), "spoken GE 5 of 180");
}

}  // namespace
}  // namespace dais::summit
