#include <climits>
#include <set>

#include "tests/summit/converge.h"

namespace dais::summit {
namespace {

v1::Command set_start(TestLog& log, const std::string& id, std::int64_t at_ms) {
    v1::Command command = log.command();
    command.mutable_set_projected_start()->set_id(id);
    command.mutable_set_projected_start()->set_at_ms(at_ms);
    return command;
}

TEST(Commands, EveryVerbConverges) {
    TestLog log;
    v1::Command put_track = log.command();
    *put_track.mutable_put_track()->mutable_track()->add_name() = text("fr", "Climat");
    const std::string track = log.done(put_track);
    v1::Command put_party = log.command();
    *put_party.mutable_put_party()->mutable_party()->add_name() = text("en", "Cabo Verde");
    const std::string party = log.done(put_party);
    log.done(set_start(log, log.opening, log.now_ms + 4'000'000));
    v1::Command start = log.command();
    start.mutable_start_session()->set_id(log.opening);
    log.done(start);
    log.now_ms += 1'000;
    v1::Command move = log.command();
    move.mutable_move_session()->set_id(log.panel);
    move.mutable_move_session()->set_room(log.room_b);
    log.done(move);
    v1::Command end = log.command();
    end.mutable_end_session()->set_id(log.opening);
    log.done(end);
    v1::Command cancel = log.command();
    cancel.mutable_cancel_session()->set_id(log.panel);
    log.done(cancel);
    v1::Command publish = log.command();
    *publish.mutable_publish_announcement()->mutable_announcement()->add_title() = text("en", "Lunch is late");
    const std::string announcement = log.done(publish);
    v1::Command withdraw = log.command();
    withdraw.mutable_withdraw_announcement()->set_id(announcement);
    log.done(withdraw);
    for (const auto& [id, member] : {std::pair(track, 0), {party, 1}}) {
        v1::Command remove = log.command();
        if (member == 0) remove.mutable_remove_track()->set_id(id);
        if (member == 1) remove.mutable_remove_party()->set_id(id);
        log.done(remove);
    }
    for (const std::string& id : {log.opening, log.panel, log.hidden}) {
        v1::Command remove = log.command();
        remove.mutable_remove_session()->set_id(id);
        log.done(remove);
    }
    v1::Command remove_person = log.command();
    remove_person.mutable_remove_person()->set_id(log.person);
    log.done(remove_person);
    v1::Command remove_room = log.command();
    remove_room.mutable_remove_room()->set_id(log.room_b);
    log.done(remove_room);
    EXPECT_TRUE(log.state().all(v1::KIND_SESSION).empty());
    EXPECT_TRUE(log.state().all(v1::KIND_SESSION_PROGRESS).empty());
}

// As a number it might be taken for one of today's, the public's even.
TEST(Commands, WhatIsForAnAudienceThatIsNoneIsAnnouncedToNobody) {
    TestLog log;
    for (const int audience : {-1, 0, 7, 33, 38, INT_MAX, INT_MIN}) {
        v1::Command publish = log.command();
        *publish.mutable_publish_announcement()->mutable_announcement()->add_title() = text("en", "For a few");
        publish.mutable_publish_announcement()->add_audiences(static_cast<v1::Audience>(audience));
        const v1::Refusal no = log.refused(publish);
        EXPECT_EQ(no.code(), v1::REFUSAL_CODE_INVALID) << audience;
        EXPECT_EQ(no.field(), "audiences");
        v1::Entry entry;
        entry.add_audiences(static_cast<v1::Audience>(audience));
        EXPECT_EQ(audience_set(entry.audiences()), kStaffOnly) << audience;
    }
}

TEST(Commands, ASessionBecomingHiddenTakesWhatItOwnsAlong) {
    TestLog log;
    log.done(set_start(log, log.opening, log.now_ms + 4'000'000));
    v1::Command hide = log.command();
    hide.mutable_put_session()->set_id(log.opening);
    *hide.mutable_put_session()->mutable_session() = *log.state().get<v1::Session>(v1::KIND_SESSION, log.opening);
    hide.mutable_put_session()->set_hidden(true);
    hide.set_override_reason("what is hidden no longer holds up what is public");
    log.done(hide);
    EXPECT_FALSE(log.state().find(v1::KIND_SESSION_PROGRESS, log.opening)->visible_to(v1::AUDIENCE_PUBLIC));
    EXPECT_EQ(log.state().dump(v1::AUDIENCE_PUBLIC).find(log.opening), std::string::npos);
}

TEST(Commands, AStaleBasisIsRefusedWithWhoAndWhen) {
    TestLog log;
    v1::Command late = set_start(log, log.opening, log.now_ms + 5'000'000);
    log.done(set_start(log, log.opening, log.now_ms + 4'000'000));
    const v1::Refusal no = log.refused(late);
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_STALE);
    EXPECT_EQ(no.by(), "Tester");
    EXPECT_EQ(no.at_ms(), log.now_ms);
    EXPECT_EQ(no.id(), log.opening);
}

TEST(Commands, AStaffEditDoesNotMakeACoChairStale) {
    TestLog log;
    v1::Command theirs = log.command(v1::ROLE_CO_CHAIR);
    theirs.mutable_start_session()->set_id(log.opening);
    v1::Command note = log.command();
    note.mutable_put_session()->set_id(log.opening);
    *note.mutable_put_session()->mutable_session() = *log.state().get<v1::Session>(v1::KIND_SESSION, log.opening);
    note.mutable_put_session()->mutable_session()->set_staff_note("the minister is late");
    log.done(note);
    log.done(theirs, v1::ROLE_CO_CHAIR);
}

TEST(Commands, AChangeWithoutABasisIsRefused) {
    TestLog log;
    v1::Command command = set_start(log, log.opening, log.now_ms + 5'000'000);
    command.clear_basis();
    EXPECT_EQ(log.refused(command).field(), "basis");
}

TEST(Commands, ReturningToThePlanIsStillSeenAsAChange) {
    TestLog log;
    const auto planned = log.state().get<v1::Session>(v1::KIND_SESSION, log.opening)->planned().starts_at_ms();
    log.done(set_start(log, log.opening, planned + 600'000));
    v1::Command late = set_start(log, log.opening, planned + 900'000);
    log.done(set_start(log, log.opening, planned));
    EXPECT_EQ(log.refused(late).code(), v1::REFUSAL_CODE_STALE);
}

TEST(Commands, WhoMayNotMayNot) {
    TestLog log;
    v1::Command put = log.command(v1::ROLE_DELEGATE);
    *put.mutable_put_room()->mutable_room()->add_name() = text("en", "Bar");
    for (const v1::Role role :
         {v1::ROLE_UNSPECIFIED, v1::ROLE_DELEGATE, v1::ROLE_PRESS, v1::ROLE_INTERPRETER, v1::ROLE_CO_CHAIR})
        EXPECT_EQ(log.refused(put, role).code(), v1::REFUSAL_CODE_FORBIDDEN);
}

TEST(Commands, WhatOneMayNotSeeIsNotThere) {
    TestLog log;
    v1::Command start = log.command(v1::ROLE_CO_CHAIR);
    start.mutable_start_session()->set_id(log.hidden);
    v1::Command nothing = log.command(v1::ROLE_CO_CHAIR);
    nothing.mutable_start_session()->set_id("s0000");
    const v1::Refusal of_hidden = log.refused(start, v1::ROLE_CO_CHAIR);
    const v1::Refusal of_nothing = log.refused(nothing, v1::ROLE_CO_CHAIR);
    EXPECT_EQ(of_hidden.code(), of_nothing.code());
    EXPECT_EQ(of_hidden.by(), of_nothing.by());
}

TEST(Commands, SillyValuesAreRefusedByName) {
    TestLog log;
    v1::Command put = log.command();
    v1::Session& session = *put.mutable_put_session()->mutable_session();
    *session.add_title() = text("en", "x");
    session.mutable_planned()->set_starts_at_ms(log.now_ms);
    session.mutable_planned()->set_ends_at_ms(log.now_ms - 1);
    EXPECT_EQ(log.refused(put).field(), "session.planned");
    session.mutable_planned()->set_ends_at_ms(log.now_ms + 1);
    session.set_room("r0000");
    EXPECT_EQ(log.refused(put).field(), "session.room");
    session.clear_room();
    *session.add_title() = text("en", "twice");
    EXPECT_EQ(log.refused(put).field(), "title");
    session.mutable_title(1)->set_language("no such language!");
    EXPECT_EQ(log.refused(put).field(), "title");
    session.mutable_title(1)->set_language("fr");
    session.mutable_title(1)->set_text(std::string(5'000, 'x'));
    EXPECT_EQ(log.refused(put).field(), "title[1].text");
    session.mutable_title(1)->set_text("bell \a");
    EXPECT_EQ(log.refused(put).field(), "title[1].text");
    session.set_kind(static_cast<v1::SessionKind>(99));
    session.mutable_title(1)->set_text("cloche");
    EXPECT_EQ(log.refused(put).field(), "kind");
}

TEST(Commands, WhatIsInUseStays) {
    TestLog log;
    v1::Command room = log.command();
    room.mutable_remove_room()->set_id(log.room_a);
    EXPECT_EQ(log.refused(room).code(), v1::REFUSAL_CODE_CONFLICT);
    v1::Command person = log.command();
    person.mutable_remove_person()->set_id(log.person);
    EXPECT_EQ(log.refused(person).code(), v1::REFUSAL_CODE_CONFLICT);
}

TEST(Commands, NumbersAndIdsAreNeverGivenTwice) {
    TestLog log;
    const auto opening = *log.state().get<v1::Session>(v1::KIND_SESSION, log.opening);
    const auto panel = *log.state().get<v1::Session>(v1::KIND_SESSION, log.panel);
    EXPECT_NE(opening.number(), panel.number());
    EXPECT_EQ(log.state().get<v1::Session>(v1::KIND_SESSION, log.hidden)->number(), 0)
        << "a number tells that it is there";
    v1::Command remove = log.command();
    remove.mutable_remove_session()->set_id(log.panel);
    log.done(remove);
    v1::Command put = log.command();
    *put.mutable_put_session()->mutable_session() = panel;
    const std::string again = log.done(put);
    EXPECT_NE(again, log.panel);
    EXPECT_GT(log.state().get<v1::Session>(v1::KIND_SESSION, again)->number(), panel.number());
}

TEST(Commands, APublicReaderSeesNoStaffField) {
    TestLog log;
    const std::string everything = log.state().dump(v1::AUDIENCE_STAFF);
    const std::string seen = log.state().dump(v1::AUDIENCE_PUBLIC);
    const auto hex_of = [](const std::string& words) { return dump_line(0, "", words).substr(3, words.size() * 2); };
    for (const char* secret : {"door code 1234", "ada@example.org", "Negotiations"}) {
        EXPECT_NE(everything.find(hex_of(secret)), std::string::npos) << secret;
        EXPECT_EQ(seen.find(hex_of(secret)), std::string::npos) << secret;
    }
}

// Decisions D3 and D17: the plan stays the plan; what is expected and what happened stand beside it, in a record apart.
TEST(Commands, PlannedProjectedAndActualAreToldApart) {
    TestLog log;
    const std::string plan = log.state().find(v1::KIND_SESSION, log.opening)->body;
    const auto planned = log.state().get<v1::Session>(v1::KIND_SESSION, log.opening)->planned();
    std::set<int> touched;
    log.heard = [&](const v1::Change& change, const Shown&) {
        for (const v1::Entry& entry : change.entries()) touched.insert(entry.kind());
    };
    const auto progress = [&] { return *log.state().get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, log.opening); };
    log.done(set_start(log, log.opening, planned.starts_at_ms() + 600'000));
    EXPECT_EQ(progress().projected_start_ms(), planned.starts_at_ms() + 600'000);
    EXPECT_EQ(progress().projected_end_ms(), planned.ends_at_ms() + 600'000);
    EXPECT_FALSE(progress().has_actual_start_ms());

    v1::Command start = log.command();
    start.mutable_start_session()->set_id(log.opening);
    start.mutable_start_session()->set_at_ms(planned.starts_at_ms() + 700'000);
    log.now_ms = planned.ends_at_ms();
    log.done(start);
    EXPECT_EQ(progress().actual_start_ms(), planned.starts_at_ms() + 700'000);
    EXPECT_EQ(progress().projected_end_ms(), planned.ends_at_ms() + 700'000);
    EXPECT_FALSE(progress().has_projected_start_ms());

    v1::Command end = log.command();
    end.mutable_end_session()->set_id(log.opening);
    end.mutable_end_session()->set_at_ms(planned.ends_at_ms());
    log.done(end);
    EXPECT_EQ(progress().actual_end_ms(), planned.ends_at_ms());
    EXPECT_FALSE(progress().has_projected_end_ms());
    EXPECT_EQ(log.state().find(v1::KIND_SESSION, log.opening)->body, plan);
    EXPECT_EQ(touched, std::set<int>{v1::KIND_SESSION_PROGRESS});
}

// Decision D15.
TEST(Commands, TextsAreSortedByLanguageWhateverTheirOrder) {
    TestLog log;
    v1::Command put = log.command();
    for (const char* language : {"pt-CV", "ar", "fr", "en"})
        *put.mutable_put_room()->mutable_room()->add_name() = text(language, "Plateau");
    const auto room = *log.state().get<v1::Room>(v1::KIND_ROOM, log.done(put));
    std::vector<std::string> languages;
    for (const v1::LocalText& name : room.name()) languages.push_back(name.language());
    EXPECT_EQ(languages, (std::vector<std::string>{"ar", "en", "fr", "pt-CV"}));
}

}  // namespace
}  // namespace dais::summit
