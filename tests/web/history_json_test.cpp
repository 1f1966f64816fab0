// What a Change did, in words: names for ids, the venue's clock for instants, and the command where what it did tells.
#include "server/web/history_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "dais/v1/draft.pb.h"
#include "tests/summit/converge.h"

namespace dais::web {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <class Noun>
live::Step step(v1::Kind kind, const std::string& id, const std::optional<Noun>& before,
                const std::optional<Noun>& after) {
    live::Step made{kind, id, "", std::nullopt, std::nullopt};
    if (before) made.before = before->SerializeAsString();
    if (after) made.after = after->SerializeAsString();
    return made;
}

live::PastChange change_of(std::vector<live::Step> steps) {
    live::PastChange change;
    change.position = 7;
    change.at_ms = 1'726'142'700'000;
    change.actor.set_name("Ms “Diallo” \"D\"");
    change.actor.set_login("key:desk");
    change.steps = std::move(steps);
    return change;
}

class HistoryInWords : public testing::Test {
protected:
    std::vector<std::string> lines(const live::Step& step, v1::Audience audience = v1::AUDIENCE_PUBLIC) {
        std::vector<std::string> all;
        for (const FieldChange& change :
             field_changes(step.kind, step.before, step.after, {log.state(), audience, v1::Summit()}))
            all.push_back(change.field + ": " + change.before.value_or("-") + " → " + change.after.value_or("-"));
        return all;
    }

    summit::TestLog log;
};

TEST_F(HistoryInWords, FieldsAreToldByNameAndByTheVenuesClock) {
    v1::SessionProgress was, is;
    was.set_status(v1::SESSION_STATUS_SCHEDULED);
    was.set_room(log.room_a);
    is.set_status(v1::SESSION_STATUS_RUNNING);
    is.set_room(log.room_b);
    is.set_actual_start_ms(1'726'142'700'000);
    is.set_start_is_set(true);
    EXPECT_THAT(lines(step<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, log.panel, was, is)),
                ElementsAre("status: scheduled → running", "actual_start_ms: - → 2024-09-12T12:05",
                            "room: Plenary hall → Room B", "start_is_set: - → yes"));
    v1::Session plan, other;
    *plan.add_title() = summit::text("en", "Opening");
    plan.mutable_planned()->set_starts_at_ms(1'726'142'700'000);
    other = plan;
    *other.add_title() = summit::text("fr", "Ouverture");
    other.mutable_planned()->set_starts_at_ms(1'726'142'760'000);
    v1::Participation& part = *other.add_people();
    part.set_person(log.person);
    part.set_role(v1::SESSION_ROLE_SPEAKER);
    EXPECT_THAT(
        lines(step<v1::Session>(v1::KIND_SESSION, log.opening, plan, other)),
        ElementsAre("title: Opening → en: Opening / fr: Ouverture",
                    "planned.starts_at_ms: 2024-09-12T12:05 → 2024-09-12T12:06", "people: - → Ada Mbaye (speaker)"));
}

TEST_F(HistoryInWords, ValuesAreToldAsPeopleWriteThem) {
    v1::Summit was, is;
    was.set_closes_minutes(900);
    is.set_closes_minutes(1140);
    v1::Date& day = *is.add_days();
    day.set_year(2027);
    day.set_month(3);
    day.set_day(9);
    EXPECT_THAT(lines(step<v1::Summit>(v1::KIND_SUMMIT, "m", was, is)),
                ElementsAre("days: - → 2027-03-09", "closes_minutes: 15:00 → 19:00"));
    v1::SessionText text, other;
    v1::TextReference& abstract = *text.add_abstract();
    abstract.set_language("fr");
    abstract.set_hash("one");
    other = text;
    other.mutable_abstract(0)->set_hash("two");
    EXPECT_THAT(lines(step<v1::SessionText>(v1::KIND_SESSION_TEXT, "s1", text, other)),
                ElementsAre("abstract: fr → fr (another)"));
    v1::DraftStep draft;
    draft.set_command("bytes");
    EXPECT_THAT(lines(step<v1::DraftStep>(v1::KIND_DRAFT_STEP, "e1", std::nullopt, draft)), ElementsAre());
}

TEST_F(HistoryInWords, WhatAReaderMayNotSeeStaysAnId) {
    v1::SessionProgress was;
    v1::Session part;
    part.set_part_of(log.hidden);
    const auto one = step<v1::Session>(v1::KIND_SESSION, log.panel, v1::Session(), part);
    EXPECT_THAT(lines(one), ElementsAre("part_of: - → " + log.hidden));
    EXPECT_THAT(lines(one, v1::AUDIENCE_STAFF), ElementsAre("part_of: - → Negotiations"));
}

TEST_F(HistoryInWords, LongValuesAreCutBetweenCharacters) {
    v1::Room room;
    std::string name;
    for (int i = 0; i < 400; ++i) name += "é";
    *room.add_name() = summit::text("fr", name);
    const std::vector<std::string> told = lines(step<v1::Room>(v1::KIND_ROOM, log.room_a, std::nullopt, room));
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0], "name: - → " + name.substr(0, 500) + "…");
}

TEST_F(HistoryInWords, TheCommandIsNamedByWhatItDid) {
    v1::SessionProgress plain, running, late, moved, cancelled, pushed;
    running.set_status(v1::SESSION_STATUS_RUNNING);
    running.set_projected_end_ms(2);
    cancelled.set_status(v1::SESSION_STATUS_CANCELLED);
    late.set_projected_start_ms(1);
    late.set_start_is_set(true);
    moved.set_room("r2");
    pushed = running;
    pushed.set_end_is_least(true);
    pushed.set_projected_end_ms(3);
    v1::SessionProgress followed;
    followed.set_projected_start_ms(5);
    const auto verb = [](const v1::SessionProgress& was, const v1::SessionProgress& is) {
        return verb_of(change_of({step<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, "s1", was, is)}));
    };
    EXPECT_EQ(verb(plain, running), "start");
    EXPECT_EQ(verb(plain, late), "set-start");
    EXPECT_EQ(verb(late, moved), "move");
    EXPECT_EQ(verb(plain, cancelled), "cancel");
    EXPECT_EQ(verb(cancelled, plain), "") << "reinstated, set to a new start or undone: nobody can tell";
    v1::SessionProgress ended;
    ended.set_status(v1::SESSION_STATUS_ENDED);
    EXPECT_EQ(verb(ended, running), "") << "an end was undone";
    EXPECT_EQ(verb(running, pushed), "overrun");
    EXPECT_EQ(verb(plain, followed), "moved along");
    EXPECT_EQ(verb_of(change_of({step<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, "s1", plain, followed),
                                 step<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, "s2", plain, late)})),
              "set-start");
    v1::Announcement said, taken_back;
    taken_back.set_withdrawn_at_ms(1);
    EXPECT_EQ(verb_of(change_of({step<v1::Announcement>(v1::KIND_ANNOUNCEMENT, "a1", std::nullopt, said)})),
              "announce");
    EXPECT_EQ(verb_of(change_of({step<v1::Announcement>(v1::KIND_ANNOUNCEMENT, "a1", said, taken_back)})), "withdraw");
    EXPECT_EQ(verb_of(change_of({step<v1::Room>(v1::KIND_ROOM, "r1", std::nullopt, v1::Room())})), "add room");
    EXPECT_EQ(verb_of(change_of({step<v1::Room>(v1::KIND_ROOM, "r1", v1::Room(), std::nullopt)})), "remove room");
}

TEST_F(HistoryInWords, InstitutionsAndFloorsHaveWordsOfTheirOwn) {
    const auto turn = [](const std::string& id, const v1::Turn& was, const v1::Turn& is) {
        return step<v1::Turn>(v1::KIND_TURN, id, was, is);
    };
    v1::Turn running, paused, over, point;
    running.set_started_at_ms(1);
    running.set_since_ms(1);
    paused = running;
    paused.clear_since_ms();
    over = paused;
    over.set_ended_at_ms(9);
    point = running;
    point.set_interrupts("s1@1");
    EXPECT_EQ(verb_of(change_of({turn("s1@1", v1::Turn(), running)})), "start turn");
    EXPECT_EQ(verb_of(change_of({turn("s1@1", running, v1::Turn())})), "cancel turn");
    EXPECT_EQ(verb_of(change_of({turn("s1@1", running, paused)})), "pause turn");
    EXPECT_EQ(verb_of(change_of({turn("s1@1", running, paused), turn("s1@2", v1::Turn(), point)})), "start turn");
    EXPECT_EQ(verb_of(change_of({turn("s1@1", paused, running), turn("s1@2", point, over)})), "end turn");

    v1::SpeakerRequest first, placed;
    first.set_kind(v1::REQUEST_KIND_STATEMENT);
    placed = first;
    placed.set_place(16);
    const auto asks = step<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, "s1@1", std::nullopt, first);
    const auto moves = step<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, "s1@1", first, placed);
    EXPECT_EQ(verb_of(change_of({asks})), "ask for the floor");
    EXPECT_EQ(verb_of(change_of({moves})), "move");
    EXPECT_EQ(verb_of(change_of({moves, moves})), "arrange");

    v1::SessionProgress on, ended;
    on.set_status(v1::SESSION_STATUS_RUNNING);
    ended.set_status(v1::SESSION_STATUS_ENDED);
    const auto ends = step<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, "s1", on, ended);
    EXPECT_EQ(verb_of(change_of({ends, turn("s1@1", running, over)})), "end") << "the turn follows";

    v1::Endorsement announced, endorsed;
    announced.set_status(v1::ENDORSEMENT_STATUS_ANNOUNCED);
    endorsed.set_status(v1::ENDORSEMENT_STATUS_SIGNED);
    EXPECT_EQ(verb_of(change_of({step<v1::Endorsement>(v1::KIND_ENDORSEMENT, "l1@y1", announced, endorsed)})), "sign");
    v1::Screen plain, door, blank, named, renamed;
    door.mutable_scene()->set_kind(v1::SCENE_KIND_DOOR);
    blank.set_blank(true);
    named.set_identify_until_ms(9);
    renamed = door;
    renamed.set_name("Hall A, left");
    const auto screen = [](const std::string& id, const v1::Screen& was, const v1::Screen& is) {
        return step<v1::Screen>(v1::KIND_SCREEN, id, was, is);
    };
    EXPECT_EQ(verb_of(change_of({screen("w1", plain, door), screen("w2", blank, door)})), "");
    EXPECT_EQ(verb_of(change_of({screen("w1", plain, door), screen("w2", plain, door)})), "show scene");
    EXPECT_EQ(verb_of(change_of({screen("w1", plain, blank)})), "blank");
    EXPECT_EQ(verb_of(change_of({screen("w1", blank, plain)})), "unblank");
    EXPECT_EQ(verb_of(change_of({screen("w1", plain, named)})), "identify");
    EXPECT_EQ(verb_of(change_of({screen("w1", named, plain)})), "stop identifying");
    EXPECT_EQ(verb_of(change_of({screen("w1", plain, renamed)})), "edit screen");
    EXPECT_EQ(verb_of(change_of({step<v1::Screen>(v1::KIND_SCREEN, "w1", std::nullopt, plain)})), "add screen");
    EXPECT_EQ(verb_of(change_of({step<v1::Look>(v1::KIND_LOOK, "m", std::nullopt, v1::Look())})), "add look");

    v1::Clearance submitted, approved;
    submitted.set_state(v1::CLEARANCE_STATE_SUBMITTED);
    approved.set_state(v1::CLEARANCE_STATE_APPROVED);
    const auto clears = step<v1::Clearance>(v1::KIND_CLEARANCE, "a1", submitted, approved);
    const auto approves = step<v1::Approval>(v1::KIND_APPROVAL, "a1@k1", std::nullopt, v1::Approval());
    EXPECT_EQ(verb_of(change_of({clears, approves})), "approve");
}

TEST_F(HistoryInWords, WhatSeveralCommandsCouldHaveDoneHasNoVerb) {
    v1::SessionProgress plain, cancelled, moved;
    cancelled.set_status(v1::SESSION_STATUS_CANCELLED);
    moved.set_room("r2");
    const auto cancels = step<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, "s1", plain, cancelled);
    const auto moves = step<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, "s2", plain, moved);
    const auto room = step<v1::Room>(v1::KIND_ROOM, "r1", std::nullopt, v1::Room());
    const auto draft = step<v1::Draft>(v1::KIND_DRAFT, "f1", v1::Draft(), std::nullopt);
    EXPECT_EQ(verb_of(change_of({cancels, moves})), "");
    EXPECT_EQ(verb_of(change_of({cancels, room})), "");
    EXPECT_EQ(verb_of(change_of({draft, cancels, room})), "publish draft");
    EXPECT_EQ(verb_of(change_of({draft})), "discard draft");
}

TEST_F(HistoryInWords, IsJsonWithWhoForStaffAlone) {
    v1::Room room;
    *room.add_name() = summit::text("en", "A \"quoted\"\nname");
    live::History history;
    history.changes.push_back(change_of({step<v1::Room>(v1::KIND_ROOM, log.room_a, std::nullopt, room),
                                         step<v1::Room>(v1::KIND_ROOM, log.room_b, room, std::nullopt)}));
    history.before = 7;
    const Reading reading{log.state(), v1::AUDIENCE_STAFF, v1::Summit()};
    const auto page = boost::json::parse(history_json("test", history, reading, true)).as_object();
    const auto& change = page.at("changes").as_array().at(0).as_object();
    EXPECT_EQ(change.at("who").as_object().at("name"), "Ms “Diallo” \"D\"");
    EXPECT_EQ(change.at("at"), "2024-09-12T12:05:00+00:00");
    EXPECT_EQ(change.at("entries").as_array().at(0).as_object().at("name"), "A \"quoted\"\nname");
    EXPECT_EQ(change.at("entries").as_array().at(1).as_object().at("what"), "removed");
    EXPECT_EQ(page.at("before"), 7);
    EXPECT_THAT(history_json("test", history, reading, false), testing::Not(HasSubstr("Diallo")));
}

}  // namespace
}  // namespace dais::web
