// A programme written as a table and read again: into its own log it changes nothing; into a new one it is the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/demo/demo.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/table.h"
#include "tests/interchange/assembly.h"
#include "tests/interchange/table_log.h"

namespace dais::interchange {
namespace {

using testing::HasSubstr;

// Blanks at ends and in numbers are not seen.
std::string tidy(const std::string& text) {
    Mending mending;
    return one_line(text, text.size() + 1, mending);
}

// What a reader sees of a session, whatever ids the log gives to records.
std::string told(const TableLog& log, const std::string& id, const v1::Session& session) {
    std::string text;
    for (const v1::LocalText& title : session.title()) text += title.language() + ":" + tidy(title.text()) + "\n";
    for (const v1::LocalText& subtitle : session.subtitle()) text += "- " + subtitle.text() + "\n";
    text += std::to_string(session.planned().starts_at_ms()) + " " + std::to_string(session.planned().ends_at_ms()) +
            "\n" + log.name_of<v1::Room>(v1::KIND_ROOM, session.room()) + "\n" +
            log.name_of<v1::Track>(v1::KIND_TRACK, session.track()) + "\n" + std::to_string(session.kind() % 10) + "\n";
    for (const v1::Participation& part : session.people()) {
        const auto person = *log.state.get<v1::Person>(v1::KIND_PERSON, part.person());
        text += person.name() + "/" + std::to_string(part.role()) + "/" +
                log.name_of<v1::Party>(v1::KIND_PARTY, part.party().empty() ? person.party() : part.party()) + "/" +
                (person.position_size() > 0 ? person.position(0).text() : "") + "\n";
    }
    v1::Session rest;
    *rest.mutable_languages() = session.languages();
    *rest.mutable_interpretation_languages() = session.interpretation_languages();
    *rest.mutable_sign_languages() = session.sign_languages();
    *rest.mutable_document_symbols() = session.document_symbols();
    rest.set_agenda_number(session.agenda_number());
    rest.set_capacity(session.capacity());
    for (const v1::Stream& stream : session.streams()) rest.add_streams()->set_url(stream.url());
    text += rest.ShortDebugString() + "\n";
    if (const auto whole = log.state.get<v1::Session>(v1::KIND_SESSION, session.part_of()); whole)
        text += "part of " + whole->title(0).text() + "\n";
    const auto texts = log.state.get<v1::SessionText>(v1::KIND_SESSION_TEXT, id).value_or(v1::SessionText());
    text += texts.website() + "\n";
    for (const auto* list : {&texts.abstract(), &texts.description()})
        for (const v1::TextReference& each : *list) text += each.language() + ":" + log.bodies.at(each.hash()) + "\n";
    return text;
}

std::multiset<std::string> all_told(const TableLog& log) {
    std::multiset<std::string> all;
    for (const auto& [id, record] : log.state.all(v1::KIND_SESSION))
        all.insert(told(log, id, *log.state.get<v1::Session>(v1::KIND_SESSION, id)));
    return all;
}

void expect_the_same(const TableLog& log, const std::string& source) {
    const std::string csv = write_csv(log.written());
    const std::string xlsx = write_xlsx(log.written());
    const std::multiset<std::string> sessions = all_told(log);
    for (const std::string& file : {csv, xlsx}) {
        TableLog other("elsewhere");
        TableOptions options;
        options.zone = log.state.get<v1::Summit>(v1::KIND_SUMMIT, "m")->zone();
        other.import(file, options);
        const std::multiset<std::string> again = all_told(other);
        std::vector<std::string> lost, new_ones;
        std::set_difference(sessions.begin(), sessions.end(), again.begin(), again.end(), std::back_inserter(lost));
        std::set_difference(again.begin(), again.end(), sessions.begin(), sessions.end(), std::back_inserter(new_ones));
        EXPECT_EQ(lost.size(), 0u) << lost[0] << "became\n" << (new_ones.empty() ? "nothing" : new_ones[0]);
        EXPECT_TRUE(write_csv(other.written()) == csv);
        EXPECT_TRUE(write_xlsx(other.written()) == xlsx);
        expect_no_difference(other.import(file, options));
    }
    for (const std::string& file : {csv, xlsx}) {
        TableLog same = log;
        TableOptions options;
        options.source = source;
        expect_no_difference(same.import(file, options));
        EXPECT_TRUE(write_csv(same.written()) == csv);
    }
}

TEST(TableRoundTrip, TheDemo) {
    for (const char* source : {"demo", "table"}) {
        TableLog log;
        for (const v1::Command& command : demo::demo_commands()) log.done(command);
        EXPECT_GT(log.state.all(v1::KIND_SESSION).size(), 10u);
        expect_the_same(log, source);
    }
}

class Congress : public testing::TestWithParam<const char*> {};

TEST_P(Congress, IsTheSame) {
    const auto path = kRealSamples / "frab-xml" / GetParam();
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no sample file at " << path;
    TableLog log;
    log.import_xml(read_file(path));
    EXPECT_GT(log.state.all(v1::KIND_SESSION).size(), 100u);
    expect_the_same(log, kScheduleXmlSource);
}
INSTANTIATE_TEST_SUITE_P(Files, Congress,
                         testing::Values("fosdem-2025.xml", "36c3-everything.xml", "debconf17.xml", "fosdem-2009.xml"));

TEST(TableRoundTrip, AnAssemblyInTwoLanguagesOverADayOf23Hours) {
    const auto path = kRealSamples / "summit/A-ipu138-geneva-2018.derived.json";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no sample file at " << path;
    TableLog log;
    v1::Command command;
    *command.mutable_import_programme() = Assembly(read_file(path)).programme;
    for (int day = 20; day <= 30; ++day) {
        v1::Date& date = *command.mutable_import_programme()->mutable_summit()->add_days();
        date.set_year(2018);
        date.set_month(3);
        date.set_day(day);
    }
    log.done(std::move(command));
    EXPECT_EQ(log.state.all(v1::KIND_SESSION).size(), 71u);
    expect_the_same(log, "ipu138");
}

// One session in which everything is awkward.
v1::Command awkward() {
    v1::Command command;
    v1::ImportProgramme& programme = *command.mutable_import_programme();
    programme.set_source("awkward");
    programme.mutable_summit()->set_zone("Africa/Dakar");
    programme.mutable_summit()->add_days()->set_year(2024);
    programme.mutable_summit()->mutable_days(0)->set_month(9);
    programme.mutable_summit()->mutable_days(0)->set_day(12);
    programme.mutable_summit()->add_name()->set_text("Summit");
    const auto add_text = [](auto& texts, const char* language, const std::string& text) {
        v1::LocalText& local = *texts.Add();
        local.set_language(language);
        local.set_text(text);
        local.set_origin(v1::ORIGIN_AUTHENTIC);
    };
    v1::ImportedRoom& room = *programme.add_rooms();
    room.set_external_id("r");
    add_text(*room.mutable_room()->mutable_name(), "", "=Room; \"B\"");
    const char* kNames[] = {"Jane (Doe)", "Chair: Eve", "Li; Wei",  "Ana, professor", "- Dash",
                            "\"Q\" Mark", "@nick",      "Eva Twin", "eva twin"};
    for (const char* name : kNames) {
        v1::ImportedPerson& person = *programme.add_persons();
        person.set_external_id(name);
        person.mutable_person()->set_name(name);
    }
    add_text(*programme.mutable_persons(1)->mutable_person()->mutable_position(), "", "Head; of office");
    const auto add = [&](const std::string& id, const std::string& title) -> v1::ImportedSession& {
        v1::ImportedSession& one = *programme.add_sessions();
        one.set_external_id(id);
        add_text(*one.mutable_session()->mutable_title(), "", title);
        one.mutable_session()->mutable_planned()->set_starts_at_ms(1'726'151'400'000);
        one.mutable_session()->mutable_planned()->set_ends_at_ms(1'726'151'400'000 + 13 * 3'600'000);
        one.mutable_session()->set_room("r");
        return one;
    };
    v1::ImportedSession& one = add("1", "Ouverture / Opening");
    add_text(*one.mutable_session()->mutable_title(), "zh-Hans", "-开幕");
    for (const char* name : kNames) {
        v1::Participation& part = *one.mutable_session()->add_people();
        part.set_person(name);
        part.set_role(v1::SESSION_ROLE_PANELLIST);
    }
    one.mutable_session()->add_document_symbols("A/1; B");
    one.mutable_session()->add_streams()->set_url("https://example.org/live?a=1;b=2");
    add_text(*one.mutable_abstract(), "", "    code first\n\na < b && <p>, &amp; and `<br>`\n'=quoted");
    std::string book;
    while (book.size() < 60'000) book += "Une phrase assez longue, avec des accents é. ";
    add_text(*one.mutable_description(), "pt-CV", book + "Fim");
    for (const char* title : {"=1+1", "+33", "-2", "@here", "'=quoted", "''-twice", "＝full", "'tis plain"})
        add(title, title).mutable_session()->set_part_of("1");
    return command;
}

TEST(TableRoundTrip, SignsThatMeanSomethingInTablesAreKept) {
    TableLog log;
    log.done(awkward());
    expect_the_same(log, "awkward");
}

TEST(TableRoundTrip, NoCellIsAFormula) {
    TableLog log;
    log.done(awkward());
    for (const auto& row : log.written())
        for (const std::string& cell : row) {
            const std::string bytes = write_csv({{cell}}).substr(3);
            if (!cell.empty()) {
                EXPECT_FALSE(looks_like_formula(bytes.substr(bytes[0] == '"' ? 1 : 0))) << bytes;
            }
        }
    const std::string csv = write_csv(log.written());
    EXPECT_THAT(csv, HasSubstr("'=1+1"));
    EXPECT_THAT(csv, HasSubstr("'''-twice"));
}

TEST(TableRoundTrip, AnApostropheBeforeAFormulaIsTakenOffAgain) {
    for (const char* text : {"=1", "'=1", "''=1", "'a", "\tx", "\rx", "＠x", "a=1"}) {
        EXPECT_EQ(without_guard(with_guard(text)), text);
        EXPECT_FALSE(looks_like_formula(with_guard(text))) << text;
    }
}

TEST(TableRoundTrip, IdsOfAnotherLogNeverMeanRecordsOfThisOne) {
    TableLog here("here"), there("there");
    here.import("title;date;start\nOurs;12/09/2024;9h\n");
    const std::string id = here.state.all(v1::KIND_SESSION).begin()->first;
    TableOptions options;
    options.source = "there";
    here.import("external_id;title;date;start\n" + id + "@there;Theirs;12/09/2024;10h\n", options);
    EXPECT_EQ(here.state.all(v1::KIND_SESSION).size(), 2u);
    EXPECT_EQ(here.session("Ours").title(0).text(), "Ours");
    options.source = "again";
    here.import("external_id;title;date;start\n" + id + "@here;Corrected;12/09/2024;9h\n", options);
    EXPECT_EQ(here.state.all(v1::KIND_SESSION).size(), 2u);
    here.session("Corrected");
}

TEST(TableRoundTrip, ATranslationThatIsEmptiedGoes) {
    TableLog log;
    log.import("title_fr;title_en;date;start;end\nOuverture;Opening;12/09/2024;9h;10h\n");
    EXPECT_EQ(log.session("Opening").title_size(), 2);
    log.import("title_fr;title_en;date;start;end\nOuverture;;12/09/2024;9h;10h\n");
    EXPECT_EQ(log.session("Ouverture").title_size(), 1);
}

}  // namespace
}  // namespace dais::interchange
