#include "clients/cpp/tell.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "clients/cpp/json.h"
#include "clients/cpp/outcome.h"
#include "dais/v1/interpretation.pb.h"
#include "dais/v1/live.pb.h"
#include "tests/clients/scripted_log.h"

namespace dais::client {
namespace {

std::int64_t at(const char* text) { return LocalTime().parse(text, 0, 0).at_ms; }

class Telling : public ::testing::Test {
protected:
    Telling() {
        v1::Session session;
        auto& title = *session.add_title();
        title.set_language("en");
        title.set_text("Opening ceremony");
        session.mutable_planned()->set_starts_at_ms(at("2024-09-12T10:00"));
        session.set_room("r1");
        held.apply(put(v1::KIND_SESSION, "s1", session.SerializeAsString()));
        for (const char* id : {"r1", "r2"}) {
            v1::Room room;
            room.add_name()->set_text(std::string("Room ") + id);
            held.apply(put(v1::KIND_ROOM, id, room.SerializeAsString()));
        }
    }

    std::string tell(const v1::Entry& entry) {
        v1::Change change;
        *change.add_entries() = entry;
        return told(change, held, LocalTime());
    }
    std::string tell_progress() { return tell(put(v1::KIND_SESSION_PROGRESS, "s1", progress.SerializeAsString())); }

    summit::Records held;
    v1::SessionProgress progress;
};

TEST_F(Telling, AnotherStart) {
    progress.set_projected_start_ms(at("2024-09-12T10:40"));
    EXPECT_EQ(tell_progress(), "Opening ceremony: now expected 10:40 (planned 10:00)");
}

TEST_F(Telling, TheWayOfASession) {
    progress.set_status(v1::SESSION_STATUS_RUNNING);
    progress.set_actual_start_ms(at("2024-09-12T10:41"));
    EXPECT_EQ(tell_progress(), "Opening ceremony: started 10:41");
    progress.set_room("r2");
    EXPECT_EQ(tell_progress(), "Opening ceremony: now in Room r2");
    progress.set_status(v1::SESSION_STATUS_ENDED);
    progress.set_actual_end_ms(at("2024-09-12T11:30"));
    EXPECT_EQ(tell_progress(), "Opening ceremony: ended 11:30");
    EXPECT_EQ(tell(removed(v1::KIND_SESSION_PROGRESS, "s1")), "Opening ceremony: as planned again");
}

TEST_F(Telling, WhatABigScreenShows) {
    v1::Screen screen;
    screen.set_name("Foyer");
    const auto tell_screen = [&] { return tell(put(v1::KIND_SCREEN, "w1", screen.SerializeAsString())); };
    EXPECT_EQ(tell_screen(), "screen Foyer: new");
    screen.mutable_scene()->set_kind(v1::SCENE_KIND_DOOR);
    screen.mutable_scene()->set_room("r2");
    EXPECT_EQ(tell_screen(), "screen Foyer: shows door of Room r2");
    screen.clear_scene();
    screen.set_blank(true);
    EXPECT_EQ(tell_screen(), "screen Foyer: shows what suits the place, is dark");
    screen.set_reloads(1);
    EXPECT_EQ(tell_screen(), "screen Foyer: loads itself anew");
    screen.set_turn(v1::SCREEN_TURN_90);
    EXPECT_EQ(tell_screen(), "screen Foyer: changed");
    EXPECT_EQ(tell(removed(v1::KIND_SCREEN, "w1")), "screen Foyer: removed");
    EXPECT_EQ(tell(put(v1::KIND_LOOK, "m", v1::Look().SerializeAsString())), "the look of the summit: new");
}

TEST_F(Telling, ACancellation) {
    progress.set_status(v1::SESSION_STATUS_CANCELLED);
    EXPECT_EQ(tell_progress(), "Opening ceremony: CANCELLED");
}

TEST_F(Telling, ARemovedSessionStillHasItsTitle) {
    EXPECT_EQ(tell(removed(v1::KIND_SESSION, "s1")), "Opening ceremony: removed");
}

TEST_F(Telling, AnAnnouncement) {
    v1::Announcement announcement;
    announcement.add_title()->set_text("Lunch");
    announcement.add_body()->set_text("is served\non the \x1b[31mterrace");
    announcement.set_published_at_ms(at("2024-09-12T12:00"));
    EXPECT_EQ(tell(put(v1::KIND_ANNOUNCEMENT, "a1", announcement.SerializeAsString())),
              "ANNOUNCEMENT Lunch — is served on the  [31mterrace");
    announcement.set_withdrawn_at_ms(1);
    announcement.clear_body();
    EXPECT_EQ(tell(put(v1::KIND_ANNOUNCEMENT, "a1", announcement.SerializeAsString())),
              "announcement withdrawn: Lunch");
}

TEST_F(Telling, WhatIsHeldAgainAndWhatIsNotHeld) {
    progress.set_status(v1::SESSION_STATUS_CANCELLED);
    progress.set_projected_start_ms(at("2024-09-12T10:40"));
    tell_progress();
    progress.clear_status();
    EXPECT_EQ(tell_progress(), "Opening ceremony: back on the programme");
    progress.set_status(v1::SESSION_STATUS_POSTPONED);
    progress.clear_projected_start_ms();
    EXPECT_EQ(tell_progress(), "Opening ceremony: POSTPONED");
    progress.clear_status();
    progress.set_projected_start_ms(at("2024-09-12T10:40"));
    tell_progress();
    progress.clear_projected_start_ms();
    EXPECT_EQ(tell_progress(), "Opening ceremony: expected as planned, 10:00");
    progress.set_status(v1::SESSION_STATUS_CALLED);
    tell_progress();
    progress.set_status(v1::SESSION_STATUS_SCHEDULED);
    EXPECT_EQ(tell_progress(), "Opening ceremony: scheduled again");
}

TEST_F(Telling, WhoStandsInForWhom) {
    for (const auto& [id, name] : {std::pair("p1", "Ana"), {"p2", "João"}}) {
        v1::Person person;
        person.set_name(name);
        held.apply(put(v1::KIND_PERSON, id, person.SerializeAsString()));
    }
    v1::Replacement replacement;
    replacement.set_person("p1");
    replacement.set_by("p2");
    auto entry = put(v1::KIND_REPLACEMENT, "s1@p1@5", replacement.SerializeAsString());
    entry.set_owner("s1");
    EXPECT_EQ(tell(entry), "Opening ceremony: João stands in for Ana");
    replacement.clear_by();
    entry.set_put(replacement.SerializeAsString());
    EXPECT_EQ(tell(entry), "Opening ceremony: Ana does not come");
    entry.clear_put();
    EXPECT_EQ(tell(entry), "Opening ceremony: Ana comes as planned");
}

TEST_F(Telling, WhatIsRemovedHasTheNamesThatItHad) {
    v1::InterpretationTeam team;
    team.set_name("French A");
    v1::Booth booth;
    booth.add_name()->set_text("Booth 1");
    v1::Shift shift;
    shift.set_team("i1");
    shift.set_booth("b1");
    held.apply(put(v1::KIND_INTERPRETATION_TEAM, "i1", team.SerializeAsString()));
    held.apply(put(v1::KIND_BOOTH, "b1", booth.SerializeAsString()));
    held.apply(put(v1::KIND_SHIFT, "h1", shift.SerializeAsString()));
    EXPECT_EQ(tell(removed(v1::KIND_SHIFT, "h1")), "shift French A in Booth 1: removed");
}

// As the bureau hears of it, from the draft to its readers.
TEST_F(Telling, TheWayOfAnAnnouncement) {
    v1::Body body;
    body.add_name()->set_text("ISC");
    held.apply(put(v1::KIND_BODY, "o1", body.SerializeAsString()));
    v1::Party georgia;
    georgia.add_name()->set_text("Georgia");
    held.apply(put(v1::KIND_PARTY, "y1", georgia.SerializeAsString()));
    v1::Seat seat;
    seat.set_body("o1");
    seat.set_party("y1");
    held.apply(put(v1::KIND_SEAT, "k1", seat.SerializeAsString()));

    v1::Announcement announcement;
    announcement.add_title()->set_text("Tbilisi");
    const auto tell_announcement = [&] {
        return tell(put(v1::KIND_ANNOUNCEMENT, "a1", announcement.SerializeAsString()));
    };
    v1::Clearance clearance;
    const auto tell_clearance = [&] { return tell(put(v1::KIND_CLEARANCE, "a1", clearance.SerializeAsString())); };
    EXPECT_EQ(tell_announcement(), "announcement being prepared: Tbilisi");
    clearance.set_body("o1");
    clearance.set_keys(2);
    clearance.set_state(v1::CLEARANCE_STATE_SUBMITTED);
    EXPECT_EQ(tell_clearance(), "announcement “Tbilisi”: submitted, needs 2 keys of ISC");
    clearance.set_staggered(true);
    EXPECT_EQ(tell_clearance(), "announcement “Tbilisi”: its way to its readers changed");
    EXPECT_EQ(tell(put(v1::KIND_APPROVAL, "a1@k1", "")), "announcement “Tbilisi”: approved by Georgia in ISC");
    EXPECT_EQ(tell(removed(v1::KIND_APPROVAL, "a1@k1")),
              "announcement “Tbilisi”: the approval of Georgia in ISC no longer stands");
    clearance.set_state(v1::CLEARANCE_STATE_APPROVED);
    EXPECT_EQ(tell_clearance(), "announcement “Tbilisi”: approved, may be released");
    clearance.set_state(v1::CLEARANCE_STATE_EMBARGOED);
    clearance.set_embargo_until_ms(at("2024-09-13T10:00"));
    EXPECT_EQ(tell_clearance(), "announcement “Tbilisi”: with the press until 2024-09-13T10:00");
    announcement.set_embargo_until_ms(at("2024-09-13T10:00"));
    EXPECT_EQ(tell_announcement(), "UNDER EMBARGO until 2024-09-13T10:00: Tbilisi");
    announcement.clear_embargo_until_ms();
    announcement.set_published_at_ms(at("2024-09-13T10:00"));
    EXPECT_EQ(tell_announcement(), "ANNOUNCEMENT Tbilisi");
    announcement.set_pinned(true);
    EXPECT_EQ(tell_announcement(), "announcement pinned: Tbilisi");
    announcement.add_body()->set_text("in May");
    EXPECT_EQ(tell_announcement(), "announcement changed: Tbilisi — in May");
    announcement.set_corrected_by("a2");
    EXPECT_EQ(tell_announcement(), "announcement corrected by a later one: Tbilisi — in May");
    EXPECT_EQ(tell(put(v1::KIND_ACKNOWLEDGEMENT, "a1@y1", "")), "announcement “Tbilisi”: Georgia has taken note");
    v1::Announcement later;
    later.add_title()->set_text("Batumi");
    later.set_corrects("a1");
    later.set_published_at_ms(at("2024-09-13T11:00"));
    later.set_priority(v1::ANNOUNCEMENT_PRIORITY_EMERGENCY);
    EXPECT_EQ(tell(put(v1::KIND_ANNOUNCEMENT, "a2", later.SerializeAsString())),
              "EMERGENCY ANNOUNCEMENT CORRECTION of “Tbilisi”: Batumi");
    later.set_withdrawn_at_ms(at("2024-09-13T12:00"));
    later.add_kill_notice()->set_text("a wrong town");
    EXPECT_EQ(tell(put(v1::KIND_ANNOUNCEMENT, "a2", later.SerializeAsString())),
              "announcement withdrawn: Batumi — NOT TO BE USED: a wrong town");
}

TEST_F(Telling, TheWayOfADeclaration) {
    v1::Party ireland;
    ireland.add_name()->set_text("Ireland");
    held.apply(put(v1::KIND_PARTY, "y1", ireland.SerializeAsString()));
    v1::Declaration declaration;
    declaration.add_title()->set_text("Dublin");
    const auto tell_declaration = [&] {
        return tell(put(v1::KIND_DECLARATION, "l1", declaration.SerializeAsString()));
    };
    EXPECT_EQ(tell_declaration(), "declaration “Dublin”: new");
    declaration.set_version(1);
    EXPECT_EQ(tell_declaration(), "declaration “Dublin”: version 1 of its text");
    declaration.set_adopted_by(v1::ADOPTION_MANNER_SHOW_OF_HANDS);
    declaration.set_adopted_at_ms(at("2022-04-05T16:00"));
    EXPECT_EQ(tell_declaration(), "declaration “Dublin”: ADOPTED by show of hands");
    declaration.set_opened_at_ms(at("2022-04-05T17:00"));
    declaration.set_closes_at_ms(at("2022-04-30T17:00"));
    EXPECT_EQ(tell_declaration(), "declaration “Dublin”: open for endorsement until 2022-04-30T17:00");
    declaration.set_closes_at_ms(at("2022-04-06T17:00"));
    EXPECT_EQ(tell_declaration(), "declaration “Dublin”: closed for endorsement 2022-04-06T17:00");
    declaration.set_symbol("GDPA/2022/1");
    EXPECT_EQ(tell_declaration(), "declaration “Dublin”: changed");
    EXPECT_EQ(tell(put(v1::KIND_DECLARATION_TEXT, "l1@1", "")), "declaration text Dublin, version 1: new");

    v1::Endorsement endorsement;
    const auto tell_endorsement = [&](v1::EndorsementStatus status) {
        endorsement.set_status(status);
        return tell(put(v1::KIND_ENDORSEMENT, "l1@y1", endorsement.SerializeAsString()));
    };
    EXPECT_EQ(tell_endorsement(v1::ENDORSEMENT_STATUS_ANNOUNCED),
              "Dublin: Ireland has announced that it will endorse it");
    EXPECT_EQ(tell_endorsement(v1::ENDORSEMENT_STATUS_CREDENTIALS_CHECKED),
              "Dublin: Ireland has shown its credentials");
    EXPECT_EQ(tell_endorsement(v1::ENDORSEMENT_STATUS_SIGNED), "Dublin: Ireland has SIGNED");
    endorsement.set_statement_kind(v1::ENDORSEMENT_STATEMENT_KIND_EXPLANATION);
    EXPECT_EQ(tell_endorsement(v1::ENDORSEMENT_STATUS_SIGNED), "Dublin: Ireland has SIGNED, with an explanation");
    EXPECT_EQ(tell_endorsement(v1::ENDORSEMENT_STATUS_WITHDRAWN), "Dublin: Ireland has withdrawn its endorsement");
}

TEST_F(Telling, WhatASeriesHolds) {
    v1::Series series;
    series.add_name()->set_text("GDPA");
    EXPECT_EQ(tell(put(v1::KIND_SERIES, "z", series.SerializeAsString())), "the series GDPA: new");
    v1::Edition edition;
    edition.set_number(2);
    EXPECT_EQ(tell(put(v1::KIND_EDITION, "n1", edition.SerializeAsString())), "edition 2: new");
    v1::Commitment commitment;
    commitment.add_title()->set_text("Bonds");
    EXPECT_EQ(tell(put(v1::KIND_COMMITMENT, "q1", commitment.SerializeAsString())), "commitment Bonds: new");
    v1::CommitmentReport report;
    report.set_state(v1::COMMITMENT_STATE_ON_TRACK);
    report.add_text()->set_text("before parliament");
    auto entry = put(v1::KIND_COMMITMENT_REPORT, "j1", report.SerializeAsString());
    entry.set_owner("q1");
    EXPECT_EQ(tell(entry), "commitment “Bonds”: reported on track — before parliament");
    // Gone with what it is told by: it has the name that it had.
    v1::Change change;
    *change.add_entries() = removed(v1::KIND_COMMITMENT, "q1");
    EXPECT_EQ(told(change, held, LocalTime()), "commitment Bonds: removed");
}

TEST_F(Telling, ASeatThatIsRemovedHasTheNamesThatItHad) {
    v1::Body body;
    body.add_name()->set_text("ISC");
    held.apply(put(v1::KIND_BODY, "o1", body.SerializeAsString()));
    v1::Party georgia;
    georgia.add_name()->set_text("Georgia");
    held.apply(put(v1::KIND_PARTY, "y1", georgia.SerializeAsString()));
    v1::Seat seat;
    seat.set_body("o1");
    seat.set_party("y1");
    held.apply(put(v1::KIND_SEAT, "k1", seat.SerializeAsString()));
    EXPECT_EQ(tell(removed(v1::KIND_SEAT, "k1")), "seat Georgia in ISC: removed");
}

TEST_F(Telling, OfALongChangeWhatWasAskedForComesFirst) {
    v1::Change change;
    for (int i = 2; i < 9; ++i) {
        v1::SessionProgress later;
        later.set_projected_start_ms(at("2024-09-12T12:00"));
        *change.add_entries() = put(v1::KIND_SESSION_PROGRESS, "s0" + std::to_string(i), later.SerializeAsString());
    }
    progress.set_status(v1::SESSION_STATUS_CANCELLED);
    *change.add_entries() = put(v1::KIND_SESSION_PROGRESS, "s1", progress.SerializeAsString());
    *change.add_entries() = put(v1::KIND_COUNTERS, "c", "");
    const auto line = told(change, held, LocalTime());
    EXPECT_TRUE(line.starts_with("Opening ceremony: CANCELLED; s02: now expected 12:00")) << line;
    EXPECT_TRUE(line.ends_with("; and 4 more")) << line;
}

TEST_F(Telling, HugeChangesAreCounted) {
    v1::Change change;
    for (int i = 0; i < 300; ++i) *change.add_entries() = put(v1::KIND_PERSON, "p" + std::to_string(i), "");
    *change.add_entries() = removed(v1::KIND_ROOM, "r2");
    *change.add_entries() = put(v1::KIND_COUNTERS, "c", "");
    EXPECT_EQ(told(change, held, LocalTime()), "300 records put, 1 removed");
}

TEST_F(Telling, KindsOfALaterReleaseAndNothingAtAll) {
    EXPECT_EQ(tell(put(4711, "x1", "\xff")), "4711 x1: new");
    EXPECT_EQ(told(v1::Change(), held, LocalTime()), "nothing that shows");
}

TEST(Outcome, ARefusalSaysWhoWhenAndWhat) {
    v1::Refusal refusal;
    refusal.set_code(v1::REFUSAL_CODE_STALE);
    refusal.set_message("The session “s1” was changed by Amara since you looked.");
    refusal.set_field("basis");
    refusal.set_kind(v1::KIND_SESSION_PROGRESS);
    refusal.set_id("s1");
    refusal.set_by("Amara");
    refusal.set_at_ms(at("2024-09-12T10:41:07"));
    EXPECT_EQ(refusal_told(refusal, LocalTime()),
              "refused: The session “s1” was changed by Amara since you looked. It was changed at 10:41:07. "
              "(look again, then decide)");
}

TEST(Json, RecordsAreDecodedAndTextsEscaped) {
    v1::Room room;
    room.add_name()->set_text("\"A\"\n");
    const auto entry = put(v1::KIND_ROOM, "r1", room.SerializeAsString());
    EXPECT_EQ(
        boost::json::serialize(entry_to_json(entry)),
        R"({"kind":"ROOM","id":"r1","record":{"name":[{"language":"","text":"\"A\"\n","origin":"ORIGIN_UNSPECIFIED",)"
        R"("source_digest":""}],"order":0,"capacity":0,"location":[],"staff_note":"","unoperated":false,)"
        R"("turnover_minutes":0}})");
    EXPECT_TRUE(entry_to_json(removed(v1::KIND_ROOM, "r1")).at("record").is_null());
    EXPECT_TRUE(entry_to_json(put(4711, "x", "y")).at("record").is_null());
    v1::ImportReport report;
    EXPECT_TRUE(from_json(R"({"log":"a","notesLeftOut":3,"later":1})", report));
    EXPECT_EQ(report.notes_left_out(), 3u);
    EXPECT_FALSE(from_json("<html>", report));
}

}  // namespace
}  // namespace dais::client
