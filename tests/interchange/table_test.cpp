// Programmes as ministries keep them: tables in CSV and Excel, read, corrected and read again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/interchange/schedule_time.h"
#include "server/interchange/table_time.h"
#include "server/interchange/text_encoding.h"
#include "tests/interchange/table_log.h"

namespace dais::interchange {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Ministry : public testing::TestWithParam<const char*> {};

TEST_P(Ministry, OneCorrectedRowIsTheWholeDifference) {
    const std::string name = GetParam();
    const std::string ending = name.substr(name.find('.'));
    TableLog log;
    const v1::ImportReport first = log.import(read_file(kSamples / name));
    EXPECT_GE(first.sessions(), 5u);
    EXPECT_EQ(of_kind(first, v1::IMPORT_NOTE_KIND_KEPT), "");
    expect_no_difference(log.import(read_file(kSamples / name)));
    const v1::ImportReport second = log.import(read_file(kSamples / ("ministere_corrige" + ending)));
    EXPECT_EQ(second.changed(), 1u);
    EXPECT_EQ(second.added() + second.removed(), 0u);
    EXPECT_THAT(of_kind(second, v1::IMPORT_NOTE_KIND_CHANGED), HasSubstr("start 14:30 → 15:00"));
}
INSTANTIATE_TEST_SUITE_P(Files, Ministry, testing::Values("ministere.csv", "ministere.xlsx"));

TEST(Table, AFrenchFileComesInWithItsLettersAndLanguages) {
    TableLog log;
    log.import(read_file(kSamples / "ministere.csv"));
    const v1::Session& opening = log.parsed.programme.sessions(1).session();
    ASSERT_EQ(opening.title_size(), 2);
    EXPECT_EQ(opening.title(0).language(), "fr");
    EXPECT_EQ(opening.title(0).text(), "Cérémonie d’ouverture");
    EXPECT_EQ(opening.title(1).text(), "Opening ceremony");
    EXPECT_EQ(opening.people(0).role(), v1::SESSION_ROLE_CHAIR);
    EXPECT_THAT(opening.interpretation_languages(), ElementsAre("en", "pt"));
    EXPECT_THAT(notes_of(log.parsed), HasSubstr("Windows-1252, cells parted by semicolons"));
    EXPECT_EQ(written_clock(*utc_to_local("Africa/Dakar", opening.planned().ends_at_ms())), "10:30");
}

TEST(Table, OneThatGoesAndOneThatComesAreTwo) {
    const std::string head = "title,date,start,end,room,kind\nOuverture,2027-03-10,09:00,10:00,Hall,ceremony\n";
    TableLog log;
    log.import(head + "Atelier eau,2027-03-10,10:30,11:30,Hall,workshop\n");
    const auto report = log.import(head + "Gala,2027-03-10,20:00,22:00,Jardin,ceremony\n");
    EXPECT_EQ(of_kind(report, v1::IMPORT_NOTE_KIND_CHANGED), "");
    EXPECT_THAT(of_kind(report, v1::IMPORT_NOTE_KIND_ADDED), HasSubstr("Gala"));
    EXPECT_THAT(of_kind(report, v1::IMPORT_NOTE_KIND_REMOVED), HasSubstr("Atelier eau"));

    TableLog corrected;
    corrected.import(head + "Atelier eau,2027-03-10,10:30,11:30,Hall,workshop\n");
    const auto changed = corrected.import(head + "Atelier sur l'eau,2027-03-10,11:00,12:00,Jardin,workshop\n");
    EXPECT_EQ(of_kind(changed, v1::IMPORT_NOTE_KIND_ADDED).find("Atelier"), std::string::npos);
    EXPECT_THAT(of_kind(changed, v1::IMPORT_NOTE_KIND_CHANGED), HasSubstr("start 10:30 → 11:00"));
}

TEST(Table, PeopleMayBePartedByCommasWhereNothingElseIsMeant) {
    const auto persons = [](const std::string& speakers) {
        TableLog log;
        log.import("title,date,start,end,speakers\nOne,2027-03-10,10:00,11:00,\"" + speakers + "\"\n");
        return std::pair(log.state.all(v1::KIND_PERSON).size(), notes_of(log.parsed));
    };
    EXPECT_EQ(persons("Mme Awa Ndiaye (Sénégal), M. Jean Dupont (France)").first, 2u);
    EXPECT_EQ(persons("Dr. Ana Silva, Prof. João Lima, Ms Eva Sá").first, 3u);
    EXPECT_EQ(persons("Ndiaye, Awa").first, 1u);
    EXPECT_EQ(persons("Awa Ndiaye, Minister of Health").first, 1u);
    const auto [count, notes] = persons("Ana Silva, João Lima");
    EXPECT_EQ(count, 1u) << "it may be a house";
    EXPECT_THAT(notes, HasSubstr("part them by “;”"));
}

TEST(Table, WhatClashesInTheFileIsTold) {
    TableLog log;
    const auto report =
        log.import("title,date,start,end,room\nOne,2027-03-10,10:00,11:00,Hall\nTwo,2027-03-10,10:30,11:30,Hall\n");
    EXPECT_THAT(of_kind(report, v1::IMPORT_NOTE_KIND_CLASH), HasSubstr("Room taken"));
}

TEST(Table, WithoutAZoneItSaysHowToGiveOne) {
    EXPECT_THAT(parse_table(read_file(kSamples / "ministere.csv"), {}, {}).failure, HasSubstr("--zone"));
}

TEST(Table, UnknownHeadersAreToldWithThoseUnderstood) {
    TableOptions options;
    options.zone = "UTC";
    const Parsed parsed = parse_table("Foo;Bar\n1;2\n", options, {});
    EXPECT_THAT(parsed.failure, HasSubstr("“Foo”, “Bar”"));
    EXPECT_THAT(parsed.failure, HasSubstr("speakers"));
    options.mapping = "Foo = title\nBar = start\nBaz = room\n";
    EXPECT_THAT(parse_table("Foo;Bar\n1;2\n", options, {}).failure, HasSubstr("“Baz”"));
    options.mapping = "Foo = titel\n";
    EXPECT_THAT(parse_table("Foo;Bar\n1;2\n", options, {}).failure, HasSubstr("line 1 of the mapping"));
}

TEST(Table, FiveLanguagesOfHeadersAreUnderstood) {
    for (const char* header :
         {"Title,Date,Start,Room", "Intitulé,Date,Début,Salle", "Título,Fecha,Hora de inicio,Sala",
          "Sessão,Data,Início,Local", "العنوان,التاريخ,وقت البداية,القاعة", "TITRE / TITLE,JOUR,HEURE / TIME,LIEU"}) {
        TableLog log;
        log.import(std::string(header) + "\nX,12/09/2024,14h30,A\nY,13/09/2024,9h,A\n");
        ASSERT_EQ(log.parsed.programme.sessions_size(), 2) << header;
        EXPECT_EQ(log.parsed.programme.sessions(0).session().room(), "a") << header;
        EXPECT_EQ(log.parsed.programme.sessions(0).session().planned().starts_at_ms(), 1'726'151'400'000) << header;
    }
}

struct Written {
    const char* text;
    int start, end;
};
TEST(TableTime, TimesAreReadAsPeopleWriteThem) {
    for (const Written& each : {Written{"14h30", 870, -1},
                                {"14 h", 840, -1},
                                {"14:30", 870, -1},
                                {"2.30 pm", 870, -1},
                                {"14H30-15H45", 870, 945},
                                {"14:30 – 16:00", 870, 960},
                                {"de 9h à 10h30", 540, 630},
                                {"9.00-10.30", 540, 630},
                                {"2 – 3.30 pm", 840, 930},
                                {"0.604166666666667", 870, -1},
                                {"14:30:00", 870, -1},
                                {"0930", 570, -1},
                                {"midi", 720, -1},
                                {"12:15 a.m.", 15, -1}}) {
        const WhenWritten when = read_when(each.text, false, false);
        EXPECT_EQ(when.start.value_or(-1), each.start) << each.text;
        EXPECT_EQ(when.end.value_or(-1), each.end) << each.text;
    }
    EXPECT_FALSE(read_when("Salle 12", false, false).any());
    EXPECT_EQ(read_length("1h30"), 90);
    EXPECT_EQ(read_length("45 min"), 45);
}

TEST(TableTime, DatesAreReadAsPeopleWriteThem) {
    for (const char* text :
         {"12/09/2024", "12.09.24", "jeudi 12 septembre 2024", "2024-09-12", "45547", "12 sept. 2024",
          "Thursday, September 12th, 2024", "12 de septiembre de 2024", "quinta-feira, 12 de setembro de 2024",
          "الخميس 12 سبتمبر 2024", "JEUDI 12 SEPTEMBRE 2024 – Journée 1", "20240912"}) {
        const WhenWritten when = read_when(text, true, false);
        ASSERT_TRUE(when.date) << text;
        const auto date = when.date->date(true, 0);
        ASSERT_TRUE(date) << text;
        EXPECT_EQ(date->year() * 10'000 + date->month() * 100 + date->day(), 20'240'912) << text;
    }
}

TEST(TableEncoding, IsFoundFromTheLetters) {
    EXPECT_EQ(decode_text("C\xE9r\xE9monie d\x92ouverture, \xC9tat").encoding, "Windows-1252");
    EXPECT_EQ(decode_text("\xC7\xE1\xCC\xE1\xD3\xC9 \xC7\xE1\xC7\xDD\xCA\xCA\xC7\xCD\xED\xC9").encoding,
              "Windows-1256 (Arabic)");
    EXPECT_EQ(decode_text("C\x82r\x82monie").text, "Cérémonie");
    EXPECT_EQ(decode_text(std::string_view("\xFF\xFE"
                                           "a\0;\0",
                                           6))
                  .text,
              "a;");
    EXPECT_EQ(decode_text("é").encoding, "UTF-8");
    EXPECT_EQ(decode_text(std::string_view("PK\0\1\2", 5)).encoding, "");
}

}  // namespace
}  // namespace dais::interchange
