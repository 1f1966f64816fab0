#include "server/summit/hash.h"
#include "tests/summit/converge.h"

namespace dais::summit {
namespace {

v1::Command programme(TestLog& log) {
    v1::Command command = log.command();
    v1::ImportProgramme& import = *command.mutable_import_programme();
    import.set_source("schedule.xml");
    for (const char* name : {"Hall 1", "Hall 2"}) {
        v1::ImportedRoom& room = *import.add_rooms();
        room.set_external_id(name);
        *room.mutable_room()->add_name() = text("", name);
    }
    for (int i = 1; i <= 3; ++i) {
        v1::ImportedSession& session = *import.add_sessions();
        session.set_external_id("e" + std::to_string(i));
        *session.mutable_session()->add_title() = text("en", "Talk " + std::to_string(i));
        session.mutable_session()->set_room("Hall 1");
        session.mutable_session()->set_number(100 + i);
        session.mutable_session()->mutable_planned()->set_starts_at_ms(log.now_ms + i * 3'600'000);
        session.mutable_session()->mutable_planned()->set_ends_at_ms(log.now_ms + (i + 1) * 3'600'000);
        *session.add_abstract() = text("en", "About talk " + std::to_string(i));
    }
    return command;
}

v1::ImportReport run(TestLog& log, v1::Command command) {
    const Decided decided = log.ask(std::move(command));
    if (const auto* no = std::get_if<v1::Refusal>(&decided)) ADD_FAILURE() << no->ShortDebugString();
    return std::get<Decision>(decided).report;
}

std::string id_of(const TestLog& log, const std::string& title) {
    for (const auto& [id, record] : log.state().all(v1::KIND_SESSION))
        if (log.state().get<v1::Session>(v1::KIND_SESSION, id)->title(0).text() == title) return id;
    return {};
}

TEST(Import, TheSameFileAgainChangesNothing) {
    TestLog log;
    EXPECT_EQ(run(log, programme(log)).added(), 2u + 3 + 3);
    const std::string before = log.state().dump(v1::AUDIENCE_STAFF);
    const v1::ImportReport again = run(log, programme(log));
    EXPECT_EQ(again.added() + again.changed() + again.removed(), 0u);
    EXPECT_EQ(again.notes_size(), 0);
    EXPECT_EQ(log.state().dump(v1::AUDIENCE_STAFF), before);
    EXPECT_EQ(log.state().get<v1::Session>(v1::KIND_SESSION, id_of(log, "Talk 2"))->number(), 102)
        << "an imported number is kept if free";
}

TEST(Import, AMoveByHandIsKeptAndSaid) {
    TestLog log;
    run(log, programme(log));
    v1::Command move = log.command();
    move.mutable_move_session()->set_id(id_of(log, "Talk 1"));
    move.mutable_move_session()->set_room(log.room_b);
    log.done(move);
    const v1::ImportReport again = run(log, programme(log));
    EXPECT_EQ(again.added() + again.changed() + again.removed(), 0u);
    ASSERT_EQ(again.notes_size(), 1);
    EXPECT_EQ(again.notes(0).kind(), v1::IMPORT_NOTE_KIND_KEPT);
    EXPECT_NE(again.notes(0).message().find("Room B"), std::string::npos) << again.notes(0).message();
}

TEST(Import, AnEditByHandWinsOverTheFileFieldByField) {
    TestLog log;
    run(log, programme(log));
    v1::Command put = log.command();
    const std::string id = id_of(log, "Talk 2");
    put.mutable_put_session()->set_id(id);
    *put.mutable_put_session()->mutable_session() = *log.state().get<v1::Session>(v1::KIND_SESSION, id);
    put.mutable_put_session()->mutable_session()->mutable_title(0)->set_text("Talk two");
    log.done(put);
    v1::Command file = programme(log);
    v1::Session& theirs = *file.mutable_import_programme()->mutable_sessions(1)->mutable_session();
    theirs.mutable_title(0)->set_text("Talk II");
    theirs.set_room("Hall 2");
    const v1::ImportReport report = run(log, file);
    const auto merged = *log.state().get<v1::Session>(v1::KIND_SESSION, id);
    EXPECT_EQ(merged.title(0).text(), "Talk two") << "what was changed here wins";
    EXPECT_EQ(log.state().get<v1::Room>(v1::KIND_ROOM, merged.room())->name(0).text(), "Hall 2")
        << "the rest follows the file";
    EXPECT_EQ(report.changed(), 1u);
    ASSERT_EQ(report.notes_size(), 2);
    EXPECT_EQ(report.notes(0).kind(), v1::IMPORT_NOTE_KIND_KEPT);
    EXPECT_NE(report.notes(0).message().find("title"), std::string::npos);
    EXPECT_EQ(report.notes(1).kind(), v1::IMPORT_NOTE_KIND_CHANGED);
    EXPECT_EQ(report.notes(1).message(), "room “Hall 1” → “Hall 2”");
}

TEST(Import, WhatVanishedGoesUnlessItWasTouchedHere) {
    TestLog log;
    run(log, programme(log));
    v1::Command cancel = log.command();
    cancel.mutable_cancel_session()->set_id(id_of(log, "Talk 3"));
    log.done(cancel);
    v1::Command file = programme(log);
    file.mutable_import_programme()->mutable_sessions()->DeleteSubrange(1, 2);
    const v1::ImportReport report = run(log, file);
    EXPECT_TRUE(id_of(log, "Talk 2").empty());
    EXPECT_FALSE(id_of(log, "Talk 3").empty());
    EXPECT_EQ(report.removed(), 2u) << "the session and its text";
}

// A file that brings a party and four persons of it, or forgets them.
v1::Command people(TestLog& log, bool forgotten) {
    v1::Command command = log.command();
    v1::ImportProgramme& import = *command.mutable_import_programme();
    import.set_source("people.csv");
    if (forgotten) return command;
    v1::ImportedParty& party = *import.add_parties();
    party.set_external_id("y1");
    *party.mutable_party()->add_name() = text("en", "Mali");
    for (const char* name : {"Nobody", "Chair", "Signatory", "Quoted"}) {
        v1::ImportedPerson& person = *import.add_persons();
        person.set_external_id(name);
        person.mutable_person()->set_name(name);
    }
    return command;
}

TEST(Import, WhoSitsSignsOrIsQuotedStaysThoughTheFileForgetsThem) {
    TestLog log;
    run(log, people(log, false));
    std::map<std::string, std::string> persons;
    for (const auto& [id, record] : log.state().all(v1::KIND_PERSON))
        persons[log.state().get<v1::Person>(v1::KIND_PERSON, id)->name()] = id;
    const std::string party = log.state().all(v1::KIND_PARTY).begin()->first;
    const auto said = [&](const auto& fill) {
        v1::Command command = log.command();
        fill(command);
        return log.done(command);
    };
    const std::string body =
        said([](auto& c) { *c.mutable_put_body()->mutable_body()->add_name() = text("en", "Bureau"); });
    said([&](auto& c) {
        c.mutable_put_seat()->mutable_seat()->set_body(body);
        c.mutable_put_seat()->mutable_seat()->set_role(v1::SEAT_ROLE_CHAIR);
        c.mutable_put_seat()->mutable_seat()->set_person(persons["Chair"]);
    });
    const std::string declaration = said([](auto& c) {
        *c.mutable_put_declaration()->mutable_declaration()->add_title() = text("en", "Declaration");
        c.mutable_put_declaration()->mutable_declaration()->add_authentic_languages("en");
    });
    said([&](auto& c) {
        c.mutable_put_declaration_text()->set_id(declaration);
        *c.mutable_put_declaration_text()->add_texts() = text("en", "We declare.");
    });
    said([&](auto& c) {
        c.mutable_adopt_declaration()->set_id(declaration);
        c.mutable_adopt_declaration()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
    });
    said([&](auto& c) { c.mutable_open_declaration()->set_id(declaration); });
    said([&](auto& c) {
        c.mutable_announce_endorsement()->set_declaration(declaration);
        c.mutable_announce_endorsement()->set_party(party);
    });
    said([&](auto& c) {
        c.mutable_check_credentials()->set_declaration(declaration);
        c.mutable_check_credentials()->set_party(party);
        c.mutable_check_credentials()->set_signatory(persons["Signatory"]);
    });
    said([&](auto& c) {
        *c.mutable_put_announcement()->mutable_announcement()->add_title() = text("en", "Statement");
        c.mutable_put_announcement()->mutable_clearance()->add_quotes()->set_person(persons["Quoted"]);
    });
    run(log, people(log, true));
    std::set<std::string> left;
    for (const auto& [id, record] : log.state().all(v1::KIND_PERSON))
        left.insert(log.state().get<v1::Person>(v1::KIND_PERSON, id)->name());
    left.erase("Ada Mbaye");
    EXPECT_EQ(left, (std::set<std::string>{"Chair", "Signatory", "Quoted"}));
    EXPECT_TRUE(log.state().find(v1::KIND_PARTY, party) != nullptr);
}

TEST(Import, AWrongFileDoesNotEmptyAProgramme) {
    TestLog log;
    v1::Command file = programme(log);
    for (int i = 4; i <= 20; ++i) {
        v1::ImportedSession& session = *file.mutable_import_programme()->add_sessions();
        session = file.import_programme().sessions(0);
        session.set_external_id("e" + std::to_string(i));
    }
    run(log, file);
    v1::Command wrong = programme(log);
    const v1::Refusal no = log.refused(wrong);
    EXPECT_EQ(no.code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_NE(no.message().find("17 of the 20 sessions"), std::string::npos) << no.message();
    wrong.mutable_import_programme()->set_remove_many(true);
    wrong.set_id("meant");
    EXPECT_EQ(run(log, wrong).removed(), 34u) << "each with its text";
}

TEST(Import, WhatWasRemovedHereDoesNotComeBack) {
    TestLog log;
    run(log, programme(log));
    v1::Command remove = log.command();
    remove.mutable_remove_session()->set_id(id_of(log, "Talk 1"));
    log.done(remove);
    const v1::ImportReport report = run(log, programme(log));
    EXPECT_EQ(report.added() + report.changed() + report.removed(), 0u);
    EXPECT_TRUE(id_of(log, "Talk 1").empty());
    EXPECT_EQ(report.notes_size(), 1);
}

TEST(Import, AnIdThatComesTwiceIsSaidAndTakenOnce) {
    TestLog log;
    v1::Command file = programme(log);
    *file.mutable_import_programme()->add_sessions() = file.import_programme().sessions(0);
    const v1::ImportReport report = run(log, file);
    EXPECT_EQ(report.sessions(), 3u);
    ASSERT_GT(report.notes_size(), 0);
    EXPECT_EQ(report.notes(0).kind(), v1::IMPORT_NOTE_KIND_REFUSED);
    EXPECT_EQ(report.notes(0).item(), "session “e1”");
}

TEST(Import, AFileThatSpeaksOfSomeFieldsLeavesTheOthers) {
    TestLog log;
    run(log, programme(log));
    const std::string id = id_of(log, "Talk 1");
    v1::Command file = log.command();
    v1::ImportProgramme& import = *file.mutable_import_programme();
    import.set_source("table");
    import.add_session_fields("planned");
    v1::ImportedSession& session = *import.add_sessions();
    session.set_external_id(id);
    session.mutable_session()->mutable_planned()->set_starts_at_ms(log.now_ms);
    session.mutable_session()->mutable_planned()->set_ends_at_ms(log.now_ms + 60'000);
    const v1::Session before = *log.state().get<v1::Session>(v1::KIND_SESSION, id);
    EXPECT_EQ(run(log, file).changed(), 1u);
    v1::Session expected = before;
    *expected.mutable_planned() = session.session().planned();
    EXPECT_EQ(log.state().get<v1::Session>(v1::KIND_SESSION, id)->SerializeAsString(), expected.SerializeAsString());
}

TEST(Import, AReferenceToNothingRefusesItAll) {
    TestLog log;
    v1::Command file = programme(log);
    file.mutable_import_programme()->mutable_sessions(2)->mutable_session()->set_room("Hall 3");
    EXPECT_EQ(log.refused(file).code(), v1::REFUSAL_CODE_INVALID);
}

// Decision D4: a record names a long text by a hash that only the log's secret gives, so that nobody tests a guess.
TEST(Import, LongTextsAreNamedByAHashThatNobodyCanGuess) {
    TestLog log;
    const auto decided = log.ask(programme(log));
    const auto& texts = std::get<Decision>(decided).texts;
    ASSERT_EQ(texts.size(), 3u);
    const auto record = *log.state().get<v1::SessionText>(v1::KIND_SESSION_TEXT, id_of(log, "Talk 1"));
    EXPECT_EQ(texts[0].body, "About talk 1");
    EXPECT_EQ(record.abstract(0).hash(), texts[0].hash);
    EXPECT_EQ(record.abstract(0).size(), texts[0].body.size());
    EXPECT_EQ(log.state().dump(v1::AUDIENCE_STAFF).find(texts[0].body), std::string::npos);

    const auto named_with = [&](std::string_view secret) {
        Hash hash(secret);
        return hash.bytes("en").bytes(std::string_view("\0", 1)).bytes(texts[0].body).finish();
    };
    EXPECT_EQ(texts[0].hash, named_with(std::string(32, 's')));
    EXPECT_NE(texts[0].hash, named_with(std::string(32, 't')));
    EXPECT_NE(texts[0].hash, named_with(""));
}

TEST(Import, WhoeverIsCountedOnHereStays) {
    TestLog log;
    v1::Command file = programme(log);
    for (const char* name : {"Ada", "Ben", "Eve"}) {
        v1::ImportedPerson& person = *file.mutable_import_programme()->add_persons();
        person.set_external_id(name);
        person.mutable_person()->set_name(name);
    }
    run(log, file);
    std::map<std::string, std::string> ids;
    for (const auto& [id, record] : log.state().all(v1::KIND_PERSON))
        ids[log.state().get<v1::Person>(v1::KIND_PERSON, id)->name()] = id;
    v1::Command team = log.command();
    team.mutable_put_interpretation_team()->mutable_team()->set_name("Booth team");
    team.mutable_put_interpretation_team()->mutable_team()->add_persons(ids["Ada"]);
    log.done(team);
    v1::Command preside = log.command();
    preside.mutable_set_presiding()->set_id(log.opening);
    preside.mutable_set_presiding()->set_person(ids["Ben"]);
    log.done(preside);
    run(log, programme(log));
    EXPECT_NE(log.state().find(v1::KIND_PERSON, ids["Ada"]), nullptr) << "a team counts on her";
    EXPECT_NE(log.state().find(v1::KIND_PERSON, ids["Ben"]), nullptr) << "he presides";
    EXPECT_EQ(log.state().find(v1::KIND_PERSON, ids["Eve"]), nullptr);
}

}  // namespace
}  // namespace dais::summit
