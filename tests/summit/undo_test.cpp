#include "tests/summit/programme.h"

namespace dais::summit {
namespace {

// All records and who may see them.
std::string dump(const Programme& day) {
    std::string all = day.log.state().dump(v1::AUDIENCE_STAFF);
    day.log.state().for_each([&](v1::Kind kind, const std::string& id, const Record& record) {
        all += noun_of(kind) + " " + id + " of " + record.owner + " for " + std::to_string(record.audiences) + "\n";
    });
    return all;
}

TEST(Undo, RestoresTheRecordsByteForByte) {
    for (const char* words :
         {"set A 09:20", "start A 09:10", "cancel B", "postpone B", "move A tent", "replace A ada ben", "preside A ada",
          "replan A 08:30-09:30", "hide C", "remove C", "call A", "adopt"}) {
        SCOPED_TRACE(words);
        Programme day("A hall 09:00-10:00 with:ada; B hall 10:00-11:00 with:ada; C annex 09:00-10:00 with:ben");
        day.plan("D tent 12:00-13:00");
        const std::string before = dump(day);
        day.done(words, "so it is");
        ASSERT_NE(dump(day), before);
        day.done("undo");
        EXPECT_EQ(dump(day), before);
        day.done("undo");
        EXPECT_NE(dump(day), before) << "an undo can be undone";
        day.done("undo");
        EXPECT_EQ(dump(day), before);
    }
}

TEST(Undo, IsRefusedOnceSomebodyHasTouchedItSince) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00");
    day.done("set A 09:20");
    const v1::Command undo = day.command("undo");
    day.done("set A 09:25");
    v1::Command late = undo;
    late.set_id("late");
    const v1::Refusal no = day.log.refused(late);
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_EQ(no.by(), "Tester");
    EXPECT_EQ(no.id(), day.id("A"));
}

// What merely follows from what was said is worked out anew, whatever became of it since.
TEST(Undo, LooksThroughWhatOnlyFollows) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00; C hall 11:00-12:00");
    day.done("set A 09:20");
    v1::Command undo = day.command("undo");
    day.done("set B 10:40");
    undo.set_id("late");
    day.log.done(undo);
    EXPECT_EQ(day.times("A"), "09:00-10:00");
    EXPECT_EQ(day.times("B"), "10:40-11:40") << "that was said since and stands";
    EXPECT_EQ(day.times("C"), "11:40-12:40");

    Programme other(
        "A hall 09:00-10:00; B hall 11:00-12:00 with:ada; X annex 09:00-10:00; C annex 10:00-11:00 with:ada");
    other.done("set A 10:10");
    undo = other.command("undo");
    other.done("set X 10:30");
    EXPECT_EQ(other.times("B"), "12:30-13:30") << "Ada comes from the annex";
    undo.set_id("late");
    other.log.done(undo);
    EXPECT_EQ(other.times("A"), "09:00-10:00");
    EXPECT_EQ(other.times("B"), "12:30-13:30") << "what holds it up still does";
}

TEST(Undo, IsForWhoeverMayDoIt) {
    Programme day("A hall 09:00-10:00");
    day.done("set A 09:20");
    EXPECT_EQ(day.refused("undo", v1::ROLE_CO_CHAIR).code(), v1::REFUSAL_CODE_FORBIDDEN) << "an organiser did it";
    day.done("set A 09:25", {}, v1::ROLE_CO_CHAIR);
    day.done("undo", {}, v1::ROLE_CO_CHAIR);
    EXPECT_EQ(day.times("A"), "09:20-10:20");
    EXPECT_EQ(day.refused("undo", v1::ROLE_DELEGATE).code(), v1::REFUSAL_CODE_FORBIDDEN);
}

TEST(Undo, CountsPositionsOfOnesOwnView) {
    Programme day("A hall 09:00-10:00; H annex 09:00-10:00 hidden");
    day.done("set A 09:20", {}, v1::ROLE_CO_CHAIR);
    const std::uint64_t theirs = day.log.command(v1::ROLE_CO_CHAIR).basis();
    day.done("set H 09:20");
    ASSERT_NE(day.log.command().basis(), theirs);
    EXPECT_EQ(day.log.command(v1::ROLE_CO_CHAIR).basis(), theirs) << "staff work shows them nothing";
    day.done("undo", {}, v1::ROLE_CO_CHAIR);
    EXPECT_EQ(day.times("A"), "09:00-10:00");
    EXPECT_EQ(day.times("H"), "09:20-10:20");
    v1::Command ahead = day.command("undo", v1::ROLE_CO_CHAIR);
    ahead.mutable_undo()->set_position(ahead.basis() + 1);
    EXPECT_EQ(day.log.refused(ahead, v1::ROLE_CO_CHAIR).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST(Undo, SaysNothingOfWhatIsHidden) {
    Programme day("A hall 09:00-11:00; Secret hall 10:00-11:00 in:A hidden");
    day.done("postpone A", {}, v1::ROLE_CO_CHAIR);
    EXPECT_EQ(day.status("Secret"), "POSTPONED");
    day.done("reinstate Secret");
    const v1::Refusal no = day.refused("undo", v1::ROLE_CO_CHAIR);
    EXPECT_EQ(no.DebugString().find(day.id("Secret")), std::string::npos);
    EXPECT_EQ(no.by(), "");
}

TEST(Undo, DoesNotTakeBackWhatWasAnnounced) {
    Programme day("A hall 09:00-10:00");
    v1::Command publish = day.log.command();
    *publish.mutable_publish_announcement()->mutable_announcement()->add_title() = text("en", "Lunch");
    day.log.done(publish);
    EXPECT_EQ(day.refused("undo").code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Undo, OfWhatIsTooLongAgoIsRefused) {
    Programme day("A hall 09:00-10:00");
    day.done("set A 09:20");
    day.log.recent() = RecentChanges();
    EXPECT_EQ(day.refused("undo").code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_NE(day.refused("undo").message().find("too long ago"), std::string::npos);
}

TEST(Undo, OfAPlanThatIsUsedByNowIsRefused) {
    Programme day("A hall 09:00-10:00");
    v1::Command put = day.log.command();
    *put.mutable_put_room()->mutable_room()->add_name() = text("en", "tent");
    const std::string tent = day.log.done(put);
    v1::Command undo = day.command("undo");
    v1::Command move = day.log.command();
    move.mutable_move_session()->set_id(day.id("A"));
    move.mutable_move_session()->set_room(tent);
    day.log.done(move);
    undo.set_id("late");
    EXPECT_EQ(day.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Undo, BringsNothingBackThatNamesWhatIsGone) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00");
    v1::Command put = day.log.command();
    *put.mutable_put_room()->mutable_room()->add_name() = text("en", "tent");
    const std::string tent = day.log.done(put);
    const auto move = [&](const std::string& room) {
        v1::Command command = day.log.command();
        command.mutable_move_session()->set_id(day.id("A"));
        command.mutable_move_session()->set_room(room);
        day.log.done(command);
    };
    move(tent);
    move(day.id("hall"));
    v1::Command undo = day.command("undo");
    v1::Command remove = day.log.command();
    remove.mutable_remove_room()->set_id(tent);
    day.log.done(remove);
    undo.set_id("late");
    EXPECT_EQ(day.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
}

// Decision D2: whatever belongs to a session is seen by those who see it, also when it comes back.
TEST(Undo, NeverShowsWhatBelongsToSomethingHidden) {
    Programme day("A hall 09:00-10:00 with:ada hidden; B hall 12:00-13:00 with:ben");
    v1::Session plan = day.session("A");
    v1::Command show = day.put("A", plan);
    show.mutable_put_session()->set_hidden(false);
    day.log.done(show);
    v1::Command hide_again = day.command("undo");
    day.done("set A 09:20");
    day.done("replace A ada ben");
    hide_again.set_id("late");
    day.log.done(hide_again);
    for (const v1::Kind kind : {v1::KIND_SESSION_PROGRESS, v1::KIND_REPLACEMENT})
        for (const auto& [id, record] : day.log.state().all(kind))
            EXPECT_TRUE(record->owner != day.id("A") || record->audiences == kStaffOnly);
    EXPECT_EQ(day.log.state().dump(v1::AUDIENCE_PUBLIC).find(day.id("A")), std::string::npos);

    Programme other("A hall 09:00-10:00 with:ada; B hall 12:00-13:00 with:ben");
    other.done("replace A ada ben");
    other.done("replace A ada ada");
    v1::Command again = other.command("undo");
    other.done("hide A");
    again.set_id("late");
    other.log.done(again);
    for (const auto& [id, record] : other.log.state().all(v1::KIND_REPLACEMENT))
        EXPECT_EQ(record->audiences, kStaffOnly);
}

TEST(Undo, OfWhatTheDiskRefusedFindsNothing) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00");
    day.done("set A 09:10");
    const State durable = day.log.state();
    day.done("set B 10:30");
    const std::uint64_t lost = day.log.command().basis();
    day.log.roll_back(durable);
    v1::Command undo = day.command("undo");
    undo.mutable_undo()->set_position(lost);
    EXPECT_EQ(day.log.refused(undo).code(), v1::REFUSAL_CODE_NOT_FOUND);
    day.done("undo");
    EXPECT_EQ(day.times("A"), "09:00-10:00");
}

TEST(Undo, OfTheSummitItselfIsRefused) {
    Programme day("");
    EXPECT_EQ(day.refused("undo").code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Undo, BringsATeamBackAsLongAsItsPeopleAreThere) {
    Programme day("A hall 09:00-10:00 with:ada");
    v1::Command put = day.log.command();
    put.mutable_put_interpretation_team()->mutable_team()->set_name("Booth team");
    put.mutable_put_interpretation_team()->mutable_team()->add_persons(day.id("ada"));
    const std::string team = day.log.done(put);
    v1::Command remove = day.log.command();
    remove.mutable_remove_interpretation_team()->set_id(team);
    day.log.done(remove);
    day.done("undo");
    EXPECT_EQ(day.log.state().get<v1::InterpretationTeam>(v1::KIND_INTERPRETATION_TEAM, team)->persons(0),
              day.id("ada"));
}

TEST(Undo, PutsNobodyIntoTwoShiftsAtOnce) {
    Programme day("A hall 09:00-10:00");
    v1::Command put = day.log.command();
    put.mutable_put_booth()->mutable_booth()->set_room(day.id("hall"));
    put.mutable_put_booth()->mutable_booth()->set_language("fr");
    const std::string booth = day.log.done(put);
    put = day.log.command();
    put.mutable_put_interpretation_team()->mutable_team()->set_name("Booth team");
    const std::string team = day.log.done(put);
    const auto shift = [&] {
        v1::Command command = day.log.command();
        v1::Shift& made = *command.mutable_put_shift()->mutable_shift();
        made.set_booth(booth);
        made.set_team(team);
        made.mutable_period()->set_starts_at_ms(day.at("09:00"));
        made.mutable_period()->set_ends_at_ms(day.at("10:00"));
        return day.log.done(command);
    };
    v1::Command remove = day.log.command();
    remove.mutable_remove_shift()->set_id(shift());
    remove.set_basis(day.log.command().basis());
    day.log.done(remove);
    v1::Command undo = day.command("undo");
    shift();
    undo.set_id("late");
    EXPECT_EQ(day.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Undo, LeavesNoStepsWithoutTheirDraft) {
    Programme day("A hall 09:00-10:00");
    v1::Command put = day.log.command();
    put.mutable_put_draft()->mutable_draft()->set_name("Afternoon");
    const std::string draft = day.log.done(put);
    v1::Command undo = day.command("undo");
    v1::Command add = day.log.command();
    add.mutable_add_draft_step()->set_draft(draft);
    add.mutable_add_draft_step()->set_command(day.command("cancel A").SerializeAsString());
    day.log.done(add);
    undo.set_id("late");
    EXPECT_EQ(day.log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
    v1::Command discard = day.log.command();
    discard.mutable_discard_draft()->set_id(draft);
    day.log.done(discard);
    day.done("undo");
    day.done("undo");
    EXPECT_TRUE(day.log.state().all(v1::KIND_DRAFT).empty()) << "draft and step go together, as they came";
}

TEST(Undo, OfAnUndoneRemovalBringsItsReasonBack) {
    Programme day("A hall 09:00-10:00; B hall 10:00-11:00");
    day.done("adopt");
    day.done("remove A", "the speaker is ill");
    const std::string removed = dump(day);
    ASSERT_EQ(day.log.state().all(v1::KIND_OVERRIDE).size(), 1u);
    day.done("undo");
    day.done("undo");
    EXPECT_EQ(dump(day), removed);
}

// Whoever asks again is told where it stood, and nobody undoes by that what came later.
TEST(Undo, WhatIsForgottenStandsWhereItStoodAndIsNotUndone) {
    TestLog log;
    v1::Command room = log.command();
    *room.mutable_put_room()->mutable_room()->add_name() = text("en", "Annex");
    log.done(room);
    const std::uint64_t seq = log.state().seq();
    const std::uint64_t position = log.recent().position_of(seq, v1::AUDIENCE_STAFF);
    ASSERT_GT(position, 0u);
    log.recent().forget_contents();
    EXPECT_EQ(log.recent().position_of(seq, v1::AUDIENCE_STAFF), position);
    v1::Command undo = log.command();
    undo.mutable_undo()->set_position(position);
    EXPECT_EQ(log.refused(undo).code(), v1::REFUSAL_CODE_CONFLICT);
    *room.mutable_put_room()->mutable_room()->mutable_name(0)->mutable_text() = "Hall";
    room.set_id(log.command().id());
    log.done(room);
    undo = log.command();
    undo.mutable_undo()->set_position(log.state().head(v1::AUDIENCE_STAFF).position);
    log.done(undo);
}

}  // namespace
}  // namespace dais::summit
