#include <algorithm>

// The parties in a log, by the rules of import.
#include "server/demo/demo.h"
#include "server/parties/parties.h"
#include "tests/summit/converge.h"

namespace dais::parties {
namespace {

using summit::TestLog;

// The report with what was kept alone; that it names what it added and changed is shown elsewhere.
v1::ImportReport with_kept_alone(v1::ImportReport report) {
    auto& notes = *report.mutable_notes();
    notes.erase(std::remove_if(notes.begin(), notes.end(),
                               [](const v1::ImportNote& note) { return note.kind() != v1::IMPORT_NOTE_KIND_KEPT; }),
                notes.end());
    return report;
}

v1::ImportReport run(TestLog& log, v1::ImportProgramme programme) {
    v1::Command command = log.command();
    *command.mutable_import_programme() = std::move(programme);
    const summit::Decided decided = log.ask(std::move(command));
    if (const auto* no = std::get_if<v1::Refusal>(&decided)) {
        ADD_FAILURE() << no->ShortDebugString();
        return {};
    }
    return with_kept_alone(std::get<summit::Decision>(decided).report);
}

std::uint32_t changes(const v1::ImportReport& report) { return report.added() + report.changed() + report.removed(); }

std::map<std::string, v1::Party> held(const TestLog& log) {
    std::map<std::string, v1::Party> parties;
    for (const auto& [id, record] : log.state().all(v1::KIND_PARTY))
        parties.emplace(id, *log.state().get<v1::Party>(v1::KIND_PARTY, id));
    return parties;
}

const v1::Party* with_code(const std::map<std::string, v1::Party>& parties, const std::string& code) {
    const v1::Party* found = nullptr;
    for (const auto& [id, party] : parties) {
        if (party.code() != code) continue;
        EXPECT_EQ(found, nullptr) << code << " is there twice";
        found = &party;
    }
    return found;
}

TEST(PartiesInALog, TwiceIsNoChangeAndNoNote) {
    TestLog log;
    EXPECT_EQ(run(log, all()).added(), 221u);
    const v1::ImportReport again = run(log, all());
    EXPECT_EQ(changes(again), 0u);
    EXPECT_EQ(again.notes_size(), 0) << again.notes(0).ShortDebugString();
    ASSERT_NE(with_code(held(log), "NAM"), nullptr);
    EXPECT_EQ(with_code(held(log), "NAM")->code2(), "NA");
}

TEST(PartiesInALog, WhatWasAddedFirstIsNotRemovedByWhatComesNext) {
    TestLog log;
    run(log, choose({.codes = {"CPV", "NAM"}}).programme);
    EXPECT_EQ(run(log, choose({.codes = {"african-union"}}).programme).removed(), 0u);
    EXPECT_EQ(held(log).size(), 3u);
}

TEST(PartiesInALog, ANameChangedByHandStaysAndIsReported) {
    TestLog log;
    run(log, choose({.codes = {"CPV"}}).programme);
    const auto [id, party] = *held(log).begin();
    v1::Command edit = log.command();
    edit.mutable_put_party()->set_id(id);
    *edit.mutable_put_party()->mutable_party() = party;
    for (v1::LocalText& name : *edit.mutable_put_party()->mutable_party()->mutable_name())
        if (name.language() == "fr") name.set_text("Cap-Vert");
    log.done(edit);
    const v1::ImportReport report = run(log, all());
    ASSERT_EQ(report.notes_size(), 1);
    EXPECT_EQ(report.notes(0).kind(), v1::IMPORT_NOTE_KIND_KEPT);
    EXPECT_EQ(report.notes(0).item(), "party “Cabo Verde”");
    EXPECT_EQ(report.notes(0).message(),
              "name in “fr” was changed here to “Cap-Vert”; kept, the file has “Cabo Verde”");
    const v1::Party now = *with_code(held(log), "CPV");
    EXPECT_EQ(now.name(3).text(), "Cap-Vert");
    EXPECT_EQ(now.name_size(), 7);
}

TEST(PartiesInALog, ThoseOfTheDemoAreTakenOverAndNotDoubled) {
    TestLog log;
    run(log, demo::demo_commands().at(0).import_programme());
    const std::size_t before = held(log).size();
    const v1::ImportReport report = run(log, all());
    const auto parties = held(log);
    // 30 States, the African Union and IOM were there.
    EXPECT_EQ(parties.size(), before + 221 - 32);
    const v1::ImportProgramme brought = all();
    for (const v1::ImportedParty& one : brought.parties()) {
        if (one.party().code().empty()) continue;
        const v1::Party* party = with_code(parties, one.party().code());
        ASSERT_NE(party, nullptr) << one.external_id();
        EXPECT_EQ(party->name_size(), 7) << one.external_id();
        EXPECT_EQ(party->code2(), one.party().code2());
        EXPECT_EQ(party->groups_size(), one.party().groups_size());
    }
    EXPECT_NE(with_code(parties, "CPV")->staff_note(), "") << "what the demo said of it is still there";
    EXPECT_EQ(report.removed(), 0u);
    EXPECT_EQ(changes(run(log, all())), 0u);
    EXPECT_EQ(changes(run(log, demo::demo_commands().at(0).import_programme())), 0u) << "the demo again";
    for (const v1::ImportNote& note : report.notes())
        EXPECT_NE(note.message().find("; kept, the file has “"), std::string::npos) << note.ShortDebugString();
}

TEST(PartiesInALog, TheSessionsOfOthersStay) {
    TestLog log;
    run(log, demo::demo_commands().at(0).import_programme());
    const std::size_t sessions = log.state().all(v1::KIND_SESSION).size();
    EXPECT_EQ(run(log, all()).removed(), 0u);
    EXPECT_EQ(log.state().all(v1::KIND_SESSION).size(), sessions);
    EXPECT_GE(sessions, 25u);
}

}  // namespace
}  // namespace dais::parties
