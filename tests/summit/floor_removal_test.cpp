// What a floor names stays: Parties, Persons and the session itself, whoever would remove them.
#include <gmock/gmock.h>

#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

TEST(FloorRemoval, OfWhoeverIsNamed) {
    // The last of each removes something, or would.
    constexpr const char* kExamples[] = {
        // A party that asked, or that others named; whatever came of it.
        "remove-party KE",
        "ask KE; !remove-party KE",
        "ask KE; withdraw KE; !remove-party KE",
        "ask GE with:IE,KE; !remove-party KE",
        "ask CV/g group:African; !remove-party CV; remove-party KE",
        "reply KE/r; !remove-party KE",
        "session start; point KE/p; start KE/p; end KE/p; !remove-party KE",
        // One that objected, as long as that stands.
        "propose P; silence P 60; object P KE; !remove-party KE",
        "propose P; silence P 60; object P KE; drop P; !remove-party KE",
        "propose P; silence P 60; object P KE; silence P 60; remove-party KE",
        // A person who speaks, as long as it is they.
        "remove-person gia",
        "ask GE by:gia; !remove-person gia; remove-person gela",
        "ask GE by:gia; withdraw GE; !remove-person gia",
        "ask GE by:gia; speaker GE gela; remove-person gia; !remove-person gela",
        "ask GE by:gia; speaker GE nobody; remove-person gia",
        "ask ada; !remove-person ada",
        "session start; ask GE by:gia; start GE; end GE; !remove-person gia",
        // A session, as long as it has a floor; and that, as long as nobody has asked for anything.
        "!session remove",
        "remove-floor; session remove",
        "remove-floor; !ask GE; floor statement:60; ask GE; !remove-floor; !session remove",
        "ask GE; withdraw GE; !remove-floor",
        "propose P; !remove-floor",
        "propose P; drop P; !remove-floor",
        "close-list; present 5; remove-floor",
        "remove-floor; !remove-floor",
        "moderator: remove-floor; chair: floor statement:60; !head-GE: remove-floor; track: remove-floor",
    };
    for (const char* said : kExamples) {
        SCOPED_TRACE(said);
        Hearing all("replies:1");
        all.live(said);
    }
}

TEST(FloorRemoval, IsRefusedInWords) {
    Hearing all;
    all.live("!session remove");
    EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_THAT(all.no.message(), HasSubstr("has a floor"));
    all.live("ask KE; !remove-floor");
    EXPECT_THAT(all.no.message(), HasSubstr("Close the list instead"));
    all.live("!remove-party KE");
    EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_CONFLICT);
    EXPECT_THAT(all.no.message(), HasSubstr(all.id("KE")));
    all.live("session hide; ask GE by:gia; !head-GE: remove-person gia");
    EXPECT_THAT(all.no.message(), HasSubstr("not shown to you"));
    EXPECT_THAT(all.no.message(), testing::Not(HasSubstr(all.id("GE"))));
}

// Nor does an undo of what made it take a session from under its floor.
TEST(FloorRemoval, IsNotAnUndosToDo) {
    Hearing all;
    v1::Command put = all.command("session show");
    put.mutable_put_session()->clear_id();
    put.mutable_put_session()->mutable_session()->clear_room();
    const std::string made = all.log.done(put);
    v1::Command floor = all.log.command();
    floor.mutable_put_floor()->set_id(made);
    all.log.done(floor);
    all.live("!undo 2");
    EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_CONFLICT);
    all.live("undo; undo 3");
    EXPECT_EQ(all.log.state().find(v1::KIND_SESSION, made), nullptr) << "without one it goes";
}

// A file that brings three sessions, a party and two persons, or fewer of them.
v1::Command file(TestLog& log, const std::vector<std::string>& sessions, bool people) {
    v1::Command command = log.command();
    v1::ImportProgramme& import = *command.mutable_import_programme();
    import.set_source("schedule.xml");
    std::int64_t begins_ms = log.now_ms + 24 * 3'600'000;
    for (const std::string& title : sessions) {
        v1::ImportedSession& session = *import.add_sessions();
        session.set_external_id(title);
        *session.mutable_session()->add_title() = text("en", title);
        session.mutable_session()->mutable_planned()->set_starts_at_ms(begins_ms);
        begins_ms += 3'600'000;
        session.mutable_session()->mutable_planned()->set_ends_at_ms(begins_ms);
    }
    if (!people) return command;
    v1::ImportedParty& party = *import.add_parties();
    party.set_external_id("Guinea");
    *party.mutable_party()->add_name() = text("en", "Guinea");
    for (const char* name : {"Speaks", "Listens"}) {
        v1::ImportedPerson& person = *import.add_persons();
        person.set_external_id(name);
        person.mutable_person()->set_name(name);
    }
    return command;
}

// Ids by title or name.
std::map<std::string, std::string> ids(const State& state) {
    std::map<std::string, std::string> by_name;
    for (const auto& [id, record] : state.all(v1::KIND_SESSION))
        by_name[state.get<v1::Session>(v1::KIND_SESSION, id)->title(0).text()] = id;
    for (const auto& [id, record] : state.all(v1::KIND_PARTY))
        by_name[state.get<v1::Party>(v1::KIND_PARTY, id)->name(0).text()] = id;
    for (const auto& [id, record] : state.all(v1::KIND_PERSON))
        by_name[state.get<v1::Person>(v1::KIND_PERSON, id)->name()] = id;
    return by_name;
}

TEST(FloorRemoval, IsNotAnImportsToDo) {
    Hearing all;
    const auto imported = [&](const std::vector<std::string>& sessions, bool people) {
        const Decided decided = all.log.ask(file(all.log, sessions, people));
        if (const auto* no = std::get_if<v1::Refusal>(&decided)) ADD_FAILURE() << no->ShortDebugString();
        return std::get<Decision>(decided).report;
    };
    imported({"Opening day", "With a floor", "Without"}, true);
    const auto before = ids(all.log.state());
    v1::Command floor = all.log.command();
    floor.mutable_put_floor()->set_id(before.at("With a floor"));
    all.log.done(floor);
    v1::Command ask = all.log.command();
    ask.mutable_inscribe_speaker()->set_session(all.session);
    ask.mutable_inscribe_speaker()->mutable_request()->set_kind(v1::REQUEST_KIND_STATEMENT);
    ask.mutable_inscribe_speaker()->mutable_request()->set_party(before.at("Guinea"));
    ask.mutable_inscribe_speaker()->mutable_request()->set_person(before.at("Speaks"));
    all.log.done(ask);
    const v1::ImportReport report = imported({"Opening day"}, false);
    const auto after = ids(all.log.state());
    for (const char* name : {"Opening day", "With a floor", "Guinea", "Speaks"})
        EXPECT_TRUE(after.contains(name)) << name;
    for (const char* name : {"Without", "Listens"}) EXPECT_FALSE(after.contains(name)) << name;
    EXPECT_EQ(all.seen_by(v1::KIND_FLOOR, before.at("With a floor")), "public delegate press interpreter bureau staff");
    int kept = 0;
    for (const v1::ImportNote& note : report.notes()) kept += note.kind() == v1::IMPORT_NOTE_KIND_KEPT ? 1 : 0;
    EXPECT_EQ(kept, 3) << "and it is said";
}

}  // namespace
}  // namespace dais::summit
