// What does not go together, and what an organiser is asked about it. A row is a plan, a command and the rule that it
// breaks, if any.
#include "server/summit/clashes.h"

#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

struct Row {
    const char* name;
    const char* plan;
    const char* command;
    const char* clash;  // of the refusal; empty: it is done without a question
    bool hard = false;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

// clang-format off
const Row kRows[] = {
    {"ARoomIsTakenByPlan", "A hall 09:00-10:00; B annex 09:30-10:30", "move B hall", "ROOM_TAKEN", true},
    {"ARoomIsTakenByANewPlan", "A hall 09:00-10:00; B hall 10:00-11:00", "replan B 09:30-10:30", "ROOM_TAKEN", true},
    {"ARoomIsTakenAsTheDayHasIt", "A hall 09:00-10:00; B hall 11:00-12:00", "set B 09:30", "ROOM_TAKEN"},
    {"WhatWasPlannedSoIsNotBlamedOnTheDay", "A hall 09:00-10:00; B hall 09:30-10:30", "set A 09:05", ""},
    {"OneAfterTheOtherIsNoClash", "A hall 09:00-10:00; B annex 10:00-11:00", "move B hall", ""},
    {"APartIsInTheRoomOfItsWhole", "W hall 09:00-12:00; P annex 09:00-10:00 in:W", "move P hall", ""},
    {"PartsOfOneWholeAtOnceInOneRoomAreOne", "W hall 09:00-12:00; P hall 09:00-10:00 in:W; Q annex 09:30-10:30 in:W", "move Q hall", "ROOM_TAKEN", true},
    {"DuringABreakTheRoomIsFree", "L hall 12:00-13:00 break; A annex 12:00-13:00", "move A hall", ""},
    {"ABreakRunsIntoNothing", "A hall 09:00-10:00; L hall 10:00-10:10 break; B hall 10:10-11:00", "set L 10:05", ""},
    {"AMomentTakesNoRoom", "A hall 09:00-10:00; M annex 09:30-09:30", "move M hall", ""},
    {"WhatIsCancelledTakesNoRoom", "A hall 09:00-10:00; B hall 09:30-10:30; C annex 09:00-09:30", "cancel A", ""},
    {"APersonIsInTwoPlacesByPlan", "A hall 09:00-10:00 with:ada; B annex 10:00-11:00 with:ada", "replan B 09:30-10:30", "PERSON_IN_TWO_PLACES"},
    {"APersonIsInTwoPlacesByTheDay", "A hall 09:00-10:00 with:ada; B annex 10:30-11:00 with:ada anchor", "set A 09:45", "PERSON_IN_TWO_PLACES"},
    {"APersonIsInTwoPlacesByStandingIn", "A hall 09:00-10:00 with:ada; B annex 09:00-10:00 with:ben", "replace B ben ada", "PERSON_IN_TWO_PLACES"},
    {"APersonIsInAWholeAndItsPart", "W hall 09:00-12:00 with:ada; P annex 10:00-11:00 in:W", "replan P 10:30-11:00", ""},
    {"AnAnchorIsRunInto", "A hall 09:00-10:00; K hall 10:00-11:00 anchor", "set A 09:10", "ANCHOR"},
    {"AnAnchoredBreakIsRunInto", "A hall 09:00-10:00; K hall 10:00-11:00 break anchor", "set A 09:10", "ANCHOR"},
    {"TheTurnoverIsTooShort", "room hall turnover:10; A hall 09:00-10:00; B hall 11:00-12:00", "replan B 10:05-11:00", "TURNOVER_TOO_SHORT"},
    {"NoTurnoverBetweenPartsOfOneWhole", "room hall turnover:10; W hall 09:00-12:00; P hall 09:00-10:00 in:W; Q hall 11:00-12:00 in:W", "replan Q 10:00-11:00", ""},
    {"NoTurnoverBeforeABreak", "room hall turnover:10; A hall 09:00-10:00; L hall 11:00-12:00 break", "replan L 10:00-11:00", ""},
    {"MorePeopleThanPlaces", "room tent places:50; A hall 09:00-10:00 expected:80; B tent 12:00-13:00", "move A tent", "OVER_CAPACITY"},
    {"AMissingChair", "A hall 09:00-10:00 plenary chair:ada", "replace A ada nobody", "MISSING_CHAIR"},
    {"NobodyMissesTheChairOfABreak", "A hall 09:00-10:00 break chair:ada", "replace A ada nobody", ""},
    {"WhoeverPresidesIsAChair", "A hall 09:00-10:00 plenary chair:ada", "preside A ben", ""},
    {"AnUnknownParty", "A hall 09:00-10:00 panel with:eva; B hall 10:00-11:00 plenary chair:ada with:ben", "replace B ben eva", "UNKNOWN_PARTY"},
};
// clang-format on

class ClashRows : public ::testing::TestWithParam<Row> {};

TEST_P(ClashRows, AreAskedAboutOnceAndDoneWithAReason) {
    const Row& row = GetParam();
    Programme day(row.plan);
    if (*row.clash == '\0') {
        day.done(row.command);
        return;
    }
    const v1::Refusal no = day.refused(row.command);
    ASSERT_EQ(no.code(), v1::REFUSAL_CODE_CLASH) << no.message();
    ASSERT_GE(no.clashes_size(), 1);
    EXPECT_EQ(v1::ClashKind_Name(no.clashes(0).kind()).substr(11), row.clash) << no.message();
    EXPECT_EQ(no.clashes(0).hard(), row.hard);
    EXPECT_EQ(no.field(), row.hard ? "" : "override_reason");
    EXPECT_NE(no.message().find(no.clashes(0).message()), std::string::npos);
    if (row.hard) {
        const Decided again = day.happen(row.command, "all the same");
        EXPECT_TRUE(std::holds_alternative<v1::Refusal>(again)) << "no reason is good enough";
        return;
    }
    EXPECT_EQ(day.done(row.command, "all the same").clashes.size(), static_cast<std::size_t>(no.clashes_size()));
    ASSERT_FALSE(day.log.state().all(v1::KIND_OVERRIDE).empty());
    for (const auto& [id, record] : day.log.state().all(v1::KIND_OVERRIDE)) {
        EXPECT_EQ(record->audiences, kStaffOnly);
        EXPECT_EQ(day.log.state().get<v1::Override>(v1::KIND_OVERRIDE, id)->reason(), "all the same");
        EXPECT_EQ(day.log.state().get<v1::Override>(v1::KIND_OVERRIDE, id)->by(), "key:test");
    }
    EXPECT_TRUE(day.done(row.command).clashes.empty()) << "it was so already";
}

INSTANTIATE_TEST_SUITE_P(Table, ClashRows, ::testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(Clashes, WhatHappensIsNeverRefused) {
    Programme day("A hall 09:00-10:00 with:ada; B hall 11:00-12:00 with:ada; K hall 10:00-10:30 anchor");
    const Decision started = day.done("start B 09:30");
    EXPECT_FALSE(started.clashes.empty()) << "it is told all the same";
    day.done("start A 09:20");
    day.done("push A 10:25");
    EXPECT_TRUE(day.log.state().all(v1::KIND_OVERRIDE).empty());
}

TEST(Clashes, NameTheRuleTheClashAndTheRemedy) {
    Programme day("A hall 09:00-10:00; B annex 09:30-10:30");
    EXPECT_EQ(day.refused("move B hall").message(), "Room taken: “hall” holds “A” (" + day.id("A") +
                                                        ", 09:00–10:00) while “B” (" + day.id("B") +
                                                        ", 09:30–10:30) would be there. Choose another room or time.");
}

TEST(Clashes, TellNobodyOfWhatIsHiddenFromThem) {
    Programme day(
        "A hall 09:00-10:00 with:ada; Secret annex 10:30-11:00 with:ada hidden anchor; Covert tent 10:40-11:00 "
        "with:eva hidden; Veiled barn 10:00-10:40 with:eva hidden; B barn 09:00-10:00");
    const v1::Refusal no = day.refused("set A 09:45", v1::ROLE_CO_CHAIR);
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_CLASH);
    for (const char* hidden : {"Secret", "Covert", "Veiled"}) {
        EXPECT_EQ(no.DebugString().find(hidden), std::string::npos);
        EXPECT_EQ(no.DebugString().find(day.id(hidden)), std::string::npos);
    }
    EXPECT_EQ(day.refused("set A 09:45").clashes(0).message().find("another session"), std::string::npos);
    // Two hidden ones that meet because of it are no business of somebody who sees neither.
    day.done("set B 09:10", {}, v1::ROLE_CO_CHAIR);
    EXPECT_EQ(day.times("Veiled"), "10:10-10:50");
}

TEST(Clashes, WhatIsOnlyJustPlannedMayLackItsChair) {
    Programme day("A hall 09:00-10:00");
    v1::Command put = day.log.command();
    v1::Session& session = *put.mutable_put_session()->mutable_session();
    *session.add_title() = text("en", "Plenary");
    session.set_kind(v1::SESSION_KIND_PLENARY);
    session.mutable_planned()->set_starts_at_ms(day.at("12:00"));
    session.mutable_planned()->set_ends_at_ms(day.at("13:00"));
    const Decided decided = day.log.ask(put);
    ASSERT_TRUE(std::holds_alternative<Decision>(decided));
    ASSERT_EQ(std::get<Decision>(decided).clashes.size(), 1u);
    EXPECT_EQ(std::get<Decision>(decided).clashes[0].kind(), v1::CLASH_KIND_MISSING_CHAIR);
}

TEST(Clashes, HoursAreThoseOfTheVenuesClock) {
    for (const Clocks clocks : {Clocks::kForward, Clocks::kBack}) {
        Programme day("A hall 22:00-23:00; B hall 00:30-01:30", clocks);
        v1::Command put = day.log.command();
        v1::Summit summit = *day.log.state().get<v1::Summit>(v1::KIND_SUMMIT, "m");
        summit.set_opens_minutes(60);
        summit.set_closes_minutes(23 * 60);
        *put.mutable_put_summit()->mutable_summit() = summit;
        put.set_override_reason("B is planned anew next");
        day.log.done(put);
        day.done("replan A 21:00-23:00");
        EXPECT_EQ(day.refused("replan A 21:00-23:01").clashes(0).kind(), v1::CLASH_KIND_OUTSIDE_HOURS);
        day.done("replan B 01:30-04:00");
        EXPECT_EQ(day.refused("replan B 00:59-04:00").clashes(0).kind(), v1::CLASH_KIND_OUTSIDE_HOURS);
    }
}

TEST(Clashes, InterpretersDoNotStayBecauseASessionDoes) {
    Programme day("A hall 09:00-10:00 into:fr; B annex 12:00-13:00");
    v1::Command booth = day.log.command();
    booth.mutable_put_booth()->mutable_booth()->set_room(day.id("hall"));
    booth.mutable_put_booth()->mutable_booth()->set_language("fr");
    const std::string booth_id = day.log.done(booth);
    v1::Command team = day.log.command();
    team.mutable_put_interpretation_team()->mutable_team()->set_name("Blue");
    const std::string team_id = day.log.done(team);
    v1::Command put = day.log.command();
    v1::Shift shift;
    shift.set_booth(booth_id);
    shift.set_team(team_id);
    shift.mutable_period()->set_starts_at_ms(day.at("08:30"));
    shift.mutable_period()->set_ends_at_ms(day.at("10:15"));
    *put.mutable_put_shift()->mutable_shift() = shift;
    const std::string shift_id = day.log.done(put);
    day.done("set A 09:15");
    EXPECT_EQ(day.refused("set A 09:20").clashes(0).kind(), v1::CLASH_KIND_PAST_INTERPRETATION);
    EXPECT_EQ(day.refused("set A 09:20").clashes(0).other(), shift_id);
    EXPECT_EQ(day.refused("set A 09:20", v1::ROLE_CO_CHAIR).clashes(0).other(), "");
    put = day.log.command();
    *put.mutable_put_shift()->mutable_shift() = shift;
    put.mutable_put_shift()->set_id(shift_id);
    put.mutable_put_shift()->mutable_shift()->mutable_period()->set_ends_at_ms(day.at("10:00"));
    EXPECT_EQ(day.log.refused(put).clashes(0).kind(), v1::CLASH_KIND_PAST_INTERPRETATION) << "the shift is at fault";
}

// The booth of a room for a language, with one shift of a team.
struct Interpreted {
    Programme day;
    std::string booth, team, shift;

    explicit Interpreted(const std::string& plan) : day(plan) {
        v1::Command put = day.log.command();
        put.mutable_put_booth()->mutable_booth()->set_room(day.id("hall"));
        put.mutable_put_booth()->mutable_booth()->set_language("fr");
        booth = day.log.done(put);
        put = day.log.command();
        put.mutable_put_interpretation_team()->mutable_team()->set_name("Blue");
        team = day.log.done(put);
        shift = day.log.done(shift_of("09:00", "12:00"));
    }
    v1::Command shift_of(const char* from, const char* to) {
        v1::Command put = day.log.command();
        v1::Shift& made = *put.mutable_put_shift()->mutable_shift();
        made.set_booth(booth);
        made.set_team(team);
        made.mutable_period()->set_starts_at_ms(day.at(from));
        made.mutable_period()->set_ends_at_ms(day.at(to));
        return put;
    }
    void expect_clash(const v1::Command& command) {
        const v1::Refusal no = day.log.refused(command);
        ASSERT_EQ(no.clashes_size(), 1) << no.message();
        EXPECT_EQ(no.clashes(0).kind(), v1::CLASH_KIND_PAST_INTERPRETATION);
    }
};

TEST(Clashes, WhatIsAnnouncedAsInterpretedIsSoFromBeginningToEnd) {
    Interpreted with("A hall 09:00-10:00 into:fr; B hall 13:00-14:00 into:fr; C annex 15:00-16:00");
    Programme& day = with.day;
    with.expect_clash(day.command("set A 12:10"));
    with.expect_clash(day.command("move A annex"));
    v1::Command shift = with.shift_of("09:30", "12:00");
    shift.mutable_put_shift()->set_id(with.shift);
    with.expect_clash(shift);
    shift = day.log.command();
    shift.mutable_remove_shift()->set_id(with.shift);
    with.expect_clash(shift);
    v1::Command booth = day.log.command();
    booth.mutable_put_booth()->set_id(with.booth);
    booth.mutable_put_booth()->mutable_booth()->set_room(day.id("hall"));
    booth.mutable_put_booth()->mutable_booth()->set_language("es");
    with.expect_clash(booth);
    day.log.done(with.shift_of("13:00", "13:30"));  // better than nothing is no clash
    day.log.done(with.shift_of("13:30", "14:00"));
    day.done("set A 09:30");
}

TEST(Clashes, AreFoundWhenTheHoursOrThePeopleChange) {
    Programme day("A hall 09:00-10:00 plenary chair:ada; B hall 16:00-17:00");
    v1::Command hours = day.log.command();
    *hours.mutable_put_summit()->mutable_summit() = *day.log.state().get<v1::Summit>(v1::KIND_SUMMIT, "m");
    hours.mutable_put_summit()->mutable_summit()->set_opens_minutes(8 * 60);
    hours.mutable_put_summit()->mutable_summit()->set_closes_minutes(16 * 60 + 30);
    const v1::Refusal closed = day.log.refused(hours);
    ASSERT_EQ(closed.clashes_size(), 1);
    EXPECT_EQ(closed.clashes(0).kind(), v1::CLASH_KIND_OUTSIDE_HOURS);
    EXPECT_EQ(closed.clashes(0).session(), day.id("B"));

    Programme speaks("A hall 09:00-10:00 plenary chair:ada with:ben");
    v1::Command party = speaks.log.command();
    *party.mutable_put_party()->mutable_party()->add_name() = text("en", "Cabo Verde");
    const std::string party_id = speaks.log.done(party);
    const auto speaks_for = [&](const std::string& for_whom) {
        v1::Command put = speaks.log.command();
        put.mutable_put_person()->set_id(speaks.id("ben"));
        put.mutable_put_person()->mutable_person()->set_name("ben");
        put.mutable_put_person()->mutable_person()->set_party(for_whom);
        return put;
    };
    speaks.log.done(speaks_for(party_id));
    const v1::Refusal unknown = speaks.log.refused(speaks_for(""));
    ASSERT_EQ(unknown.clashes_size(), 1);
    EXPECT_EQ(unknown.clashes(0).kind(), v1::CLASH_KIND_UNKNOWN_PARTY);
}

TEST(Clashes, APartBesideItsWholeAnswersForItself) {
    Programme day("W hall 09:00-12:00; P hall 10:00-11:00 in:W");
    v1::Command hours = day.log.command();
    *hours.mutable_put_summit()->mutable_summit() = *day.log.state().get<v1::Summit>(v1::KIND_SUMMIT, "m");
    hours.mutable_put_summit()->mutable_summit()->set_closes_minutes(18 * 60);
    day.log.done(hours);
    EXPECT_EQ(day.refused("replan P 20:00-21:00").clashes(0).kind(), v1::CLASH_KIND_OUTSIDE_HOURS);
    day.done("replan P 11:00-12:00");
}

TEST(Clashes, CallThingsByTheSummitsFirstLanguage) {
    Programme day("A hall 09:00-10:00; B annex 09:30-10:30");
    v1::Command command = day.log.command();
    *command.mutable_put_summit()->mutable_summit() = *day.log.state().get<v1::Summit>(v1::KIND_SUMMIT, "m");
    for (const char* language : {"fr", "ar"}) command.mutable_put_summit()->mutable_summit()->add_languages(language);
    day.log.done(command);
    v1::Session both = day.session("A");
    both.clear_title();
    *both.add_title() = text("ar", "الافتتاح");
    *both.add_title() = text("fr", "Ouverture");
    day.log.done(day.put("A", both));
    EXPECT_NE(day.refused("move B hall").message().find("“Ouverture”"), std::string::npos);
}

TEST(Clashes, AnAdoptedProgrammeChangesOnlyWithAReason) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00; C annex 09:00-10:00; H tent 09:00-10:00 hidden");
    day.done("adopt");
    v1::Session renamed = day.session("A");
    renamed.mutable_title(0)->set_text("Opening");
    day.log.done(day.put("A", renamed));
    day.done("set A 09:10");
    day.done("replan H 10:00-11:00");
    for (const char* words : {"replan A 09:00-09:55", "remove B", "hide C"}) {
        const v1::Refusal no = day.refused(words);
        ASSERT_EQ(no.code(), v1::REFUSAL_CODE_CLASH) << words << no.message();
        EXPECT_EQ(no.clashes(0).kind(), v1::CLASH_KIND_ADOPTED_PROGRAMME);
        EXPECT_EQ(no.message().find("another session"), std::string::npos) << no.message();
        day.done(words, "the assembly has agreed");
    }
    EXPECT_EQ(day.log.state().all(v1::KIND_OVERRIDE).size(), 3u);
}

TEST(Clashes, OfAStateAreAllThatStillWaitToBeSolved) {
    Programme day("A hall 09:00-10:00; B hall 09:30-10:30; P annex 09:00-10:00 plenary");
    const Clashes all = all_clashes(day.log.state());
    EXPECT_EQ(all.size(), 2u);
    day.done("cancel A");
    EXPECT_EQ(all_clashes(day.log.state()).size(), 1u);
}

TEST(Clashes, APlaceTooFewIsTheRoomsFaultWhenTheRoomShrinks) {
    Programme day("room hall places:100; A hall 09:00-10:00 expected:80");
    v1::Command put = day.log.command();
    v1::Room room = *day.log.state().get<v1::Room>(v1::KIND_ROOM, day.id("hall"));
    room.set_capacity(50);
    put.mutable_put_room()->set_id(day.id("hall"));
    *put.mutable_put_room()->mutable_room() = room;
    EXPECT_EQ(day.log.refused(put).clashes(0).kind(), v1::CLASH_KIND_OVER_CAPACITY);
}

}  // namespace
}  // namespace dais::summit
