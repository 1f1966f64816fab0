#include <algorithm>

#include "tests/summit/converge.h"

namespace dais::summit {
namespace {

struct Named {
    std::string language;
    std::string words;
};

v1::Party party(const std::string& code, const std::vector<Named>& names) {
    v1::Party party;
    party.set_kind(v1::PARTY_KIND_STATE);
    party.set_code(code);
    for (const Named& name : names) *party.add_name() = text(name.language, name.words);
    return party;
}

v1::Command import(TestLog& log, const std::string& source,
                   const std::vector<std::pair<std::string, v1::Party>>& parties) {
    v1::Command command = log.command();
    command.mutable_import_programme()->set_source(source);
    for (const auto& [external_id, party] : parties) {
        v1::ImportedParty& imported = *command.mutable_import_programme()->add_parties();
        imported.set_external_id(external_id);
        *imported.mutable_party() = party;
    }
    return command;
}

// The report with what was kept alone; that it names what it added and changed is shown elsewhere.
v1::ImportReport with_kept_alone(v1::ImportReport report) {
    auto& notes = *report.mutable_notes();
    notes.erase(std::remove_if(notes.begin(), notes.end(),
                               [](const v1::ImportNote& note) { return note.kind() != v1::IMPORT_NOTE_KIND_KEPT; }),
                notes.end());
    return report;
}

v1::ImportReport run(TestLog& log, v1::Command command) {
    const Decided decided = log.ask(std::move(command));
    if (const auto* no = std::get_if<v1::Refusal>(&decided)) ADD_FAILURE() << no->ShortDebugString();
    return with_kept_alone(std::get<Decision>(decided).report);
}

std::string put(TestLog& log, const v1::Party& party, const std::string& id = "") {
    v1::Command command = log.command();
    command.mutable_put_party()->set_id(id);
    *command.mutable_put_party()->mutable_party() = party;
    const std::string made = log.done(command);
    return made.empty() ? id : made;
}

v1::Party held(const TestLog& log, const std::string& id) {
    return log.state().get<v1::Party>(v1::KIND_PARTY, id).value_or(v1::Party());
}

std::string name_in(const v1::Party& party, const std::string& language) {
    for (const v1::LocalText& name : party.name())
        if (name.language() == language) return name.text();
    return "";
}

std::size_t parties_in(const TestLog& log) { return log.state().all(v1::KIND_PARTY).size(); }

std::uint32_t changes(const v1::ImportReport& report) { return report.added() + report.changed() + report.removed(); }

const v1::Party kNamibia = [] {
    v1::Party namibia = party("NAM", {{"en", "Namibia"}, {"fr", "Namibie"}});
    namibia.set_code2("NA");
    namibia.add_groups("African States");
    namibia.set_has_flag(true);
    return namibia;
}();

TEST(PartyImport, APartyOfTheSameCodeIsTakenOverAndNotDoubled) {
    TestLog log;
    v1::Party by_hand = party("NAM", {{"en", "Namibia"}, {"pt", "Namíbia"}});
    by_hand.set_staff_note("comes by sea");
    const std::string id = put(log, by_hand);
    const v1::ImportReport report = run(log, import(log, "un", {{"NAM", kNamibia}}));
    EXPECT_EQ(report.changed(), 1u);
    EXPECT_EQ(report.notes_size(), 0) << report.ShortDebugString();
    EXPECT_EQ(parties_in(log), 1u);
    EXPECT_EQ(name_in(held(log, id), "fr"), "Namibie");
    EXPECT_EQ(name_in(held(log, id), "pt"), "Namíbia");
    EXPECT_EQ(held(log, id).code2(), "NA");
    EXPECT_EQ(held(log, id).staff_note(), "comes by sea");
    EXPECT_EQ(changes(run(log, import(log, "un", {{"NAM", kNamibia}}))), 0u);
}

TEST(PartyImport, ANameByHandStaysAndIsSaidWhileTheOthersFollowTheFile) {
    TestLog log;
    run(log, import(log, "un", {{"NAM", kNamibia}}));
    const std::string id = log.state().all(v1::KIND_PARTY).begin()->first;
    v1::Party edited = held(log, id);
    edited.mutable_name(1)->set_text("La Namibie");
    put(log, edited, id);
    v1::Party later = kNamibia;
    later.mutable_name(0)->set_text("Namibia (new)");
    const v1::ImportReport report = run(log, import(log, "un", {{"NAM", later}}));
    EXPECT_EQ(name_in(held(log, id), "en"), "Namibia (new)");
    EXPECT_EQ(name_in(held(log, id), "fr"), "La Namibie");
    ASSERT_EQ(report.notes_size(), 1);
    EXPECT_EQ(report.notes(0).kind(), v1::IMPORT_NOTE_KIND_KEPT);
    EXPECT_EQ(report.notes(0).message(), "name in “fr” was changed here to “La Namibie”; kept, the file has “Namibie”");
}

TEST(PartyImport, ANameRemovedByHandStaysRemovedAndOneThatTheFileDropsGoes) {
    TestLog log;
    run(log, import(log, "un", {{"NAM", party("NAM", {{"en", "Namibia"}, {"es", "Namibia"}, {"fr", "Namibie"}})}}));
    const std::string id = log.state().all(v1::KIND_PARTY).begin()->first;
    put(log, party("NAM", {{"en", "Namibia"}, {"es", "Namibia"}}), id);
    const v1::ImportReport report =
        run(log, import(log, "un", {{"NAM", party("NAM", {{"en", "Namibia"}, {"fr", "Namibie"}})}}));
    EXPECT_EQ(held(log, id).name_size(), 1) << held(log, id).ShortDebugString();
    ASSERT_EQ(report.notes_size(), 1);
    EXPECT_EQ(report.notes(0).message(), "name in “fr” was removed here; kept removed, the file has “Namibie”");
}

TEST(PartyImport, TwoSourcesKeepWhatEachSaidAndNeitherUndoesTheOther) {
    TestLog log;
    const v1::Party short_one = party("NAM", {{"en", "Namibia"}});
    run(log, import(log, "un", {{"NAM", kNamibia}}));
    EXPECT_EQ(changes(run(log, import(log, "programme", {{"7", short_one}}))), 0u);
    EXPECT_EQ(changes(run(log, import(log, "un", {{"NAM", kNamibia}}))), 0u);
    EXPECT_EQ(changes(run(log, import(log, "programme", {{"7", short_one}}))), 0u);
    const v1::Party here = held(log, log.state().all(v1::KIND_PARTY).begin()->first);
    EXPECT_EQ(here.name_size(), 2);
    EXPECT_TRUE(here.has_flag());
    EXPECT_EQ(here.groups_size(), 1);
}

TEST(PartyImport, APartyThatAnotherSourceHasTooDoesNotVanishWithOne) {
    TestLog log;
    run(log, import(log, "un", {{"NAM", kNamibia}}));
    run(log, import(log, "programme", {{"7", kNamibia}, {"8", party("FRA", {{"en", "France"}})}}));
    EXPECT_EQ(parties_in(log), 2u);
    const v1::ImportReport report = run(log, import(log, "programme", {}));
    EXPECT_EQ(report.removed(), 1u) << "France, which only the programme had";
    EXPECT_EQ(parties_in(log), 1u);
    EXPECT_EQ(changes(run(log, import(log, "un", {{"NAM", kNamibia}}))), 0u);
}

TEST(PartyImport, WithoutACodeTheNameTellsUnlessTheKindIsAnother) {
    TestLog log;
    v1::Party union_here = party("", {{"en", "African Union"}});
    union_here.set_kind(v1::PARTY_KIND_REGIONAL_ORGANISATION);
    const std::string id = put(log, union_here);
    v1::Party from_list = union_here;
    *from_list.add_name() = text("fr", "Union africaine");
    v1::Party firm = party("", {{"en", "African Union"}});
    firm.set_kind(v1::PARTY_KIND_PRIVATE_SECTOR);
    run(log, import(log, "un", {{"african-union", from_list}, {"firm", firm}}));
    EXPECT_EQ(parties_in(log), 2u);
    EXPECT_EQ(name_in(held(log, id), "fr"), "Union africaine");
}

TEST(PartyImport, ASpreadsheetThatKnowsNamesOnlyMeansTheStatesThatAreHere) {
    TestLog log;
    run(log, import(log, "un", {{"NAM", kNamibia}, {"NER", party("NER", {{"en", "Niger"}, {"fr", "Niger"}})}}));
    v1::Party bare;
    *bare.add_name() = text("", "Namibie");
    for (int again = 0; again < 2; ++again) {
        const v1::ImportReport report = run(log, import(log, "sheet", {{"Namibie", bare}}));
        EXPECT_EQ(changes(report), 0u);
        EXPECT_EQ(report.notes_size(), 0) << report.ShortDebugString();
    }
    EXPECT_EQ(parties_in(log), 2u);
}

TEST(PartyImport, TheApostropheOfAKeyboardIsThatOfAPrinter) {
    TestLog log;
    v1::Party typed = party("", {{"fr", "Côte d'Ivoire"}});
    run(log, import(log, "table", {{"1", typed}}));
    run(log, import(log, "un", {{"CIV", party("CIV", {{"fr", "Côte d’Ivoire"}})}}));
    EXPECT_EQ(parties_in(log), 1u);
}

TEST(PartyImport, TwoOfOneNameAreNobodysGuess) {
    TestLog log;
    v1::Party bare = party("", {{"en", "Friends of the Sea"}});
    bare.set_kind(v1::PARTY_KIND_CIVIL_SOCIETY);
    put(log, bare);
    put(log, bare);
    run(log, import(log, "sheet", {{"friends", bare}}));
    EXPECT_EQ(parties_in(log), 3u);
}

TEST(PartyImport, OnePartyIsNotMeantTwice) {
    TestLog log;
    put(log, kNamibia);
    run(log, import(log, "sheet", {{"a", kNamibia}, {"b", kNamibia}}));
    EXPECT_EQ(parties_in(log), 2u);
    EXPECT_EQ(changes(run(log, import(log, "sheet", {{"a", kNamibia}, {"b", kNamibia}}))), 0u);
}

TEST(PartyImport, APartOfASourceRemovesNothingOfTheRest) {
    TestLog log;
    run(log, import(log, "un", {{"NAM", kNamibia}}));
    v1::Command more = import(log, "un", {{"FRA", party("FRA", {{"en", "France"}})}});
    more.mutable_import_programme()->set_keep_vanished(true);
    const v1::ImportReport report = run(log, more);
    EXPECT_EQ(report.added(), 1u);
    EXPECT_EQ(report.removed(), 0u);
    EXPECT_EQ(parties_in(log), 2u);
}

TEST(PartyImport, PartiesAloneLeaveTheSessionsOfOthersWhereTheyAre) {
    TestLog log;
    const std::size_t sessions = log.state().all(v1::KIND_SESSION).size();
    ASSERT_GT(sessions, 0u);
    run(log, import(log, "un", {{"NAM", kNamibia}}));
    EXPECT_EQ(log.state().all(v1::KIND_SESSION).size(), sessions);
}

TEST(PartyImport, WhatWasRemovedHereStaysRemoved) {
    TestLog log;
    run(log, import(log, "un", {{"NAM", kNamibia}}));
    v1::Command remove = log.command();
    remove.mutable_remove_party()->set_id(log.state().all(v1::KIND_PARTY).begin()->first);
    log.done(remove);
    const v1::ImportReport report = run(log, import(log, "un", {{"NAM", kNamibia}}));
    EXPECT_EQ(parties_in(log), 0u);
    ASSERT_EQ(report.notes_size(), 1);
    EXPECT_NE(report.notes(0).message().find("removed here"), std::string::npos);
}

}  // namespace
}  // namespace dais::summit
