// Files as ministries send them, saved by Excel's and LibreOffice's writers, and all that is made of each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/interchange/schedule_time.h"
#include "server/interchange/table_words.h"
#include "server/interchange/zone.h"
#include "tests/interchange/table_log.h"

namespace dais::interchange {
namespace {

using testing::HasSubstr;

constexpr char kZone[] = "Africa/Dakar";

// "12 09:00–10:30, Hall: fr Ouverture, en Opening. Awa (chair, Mali)", in the order of the file.
std::vector<std::string> programme_of(const TableLog& log) {
    std::vector<std::string> lines;
    std::map<std::string, std::string> names;
    for (const v1::ImportedRoom& room : log.parsed.programme.rooms())
        if (room.room().name_size() > 0) names["r" + room.external_id()] = room.room().name(0).text();
    for (const v1::ImportedParty& party : log.parsed.programme.parties())
        if (party.party().name_size() > 0) names["y" + party.external_id()] = party.party().name(0).text();
    std::map<std::string, v1::Person> persons;
    for (const v1::ImportedPerson& person : log.parsed.programme.persons())
        persons[person.external_id()] = person.person();
    for (const v1::ImportedSession& imported : log.parsed.programme.sessions()) {
        const v1::Session& session = imported.session();
        const CivilTime start = *utc_to_local(kZone, session.planned().starts_at_ms());
        const CivilTime end = *utc_to_local(kZone, session.planned().ends_at_ms());
        std::string line = std::to_string(start.day) + " " + written_clock(start) + "–" + written_clock(end);
        if (!session.room().empty()) line += ", " + names.at("r" + session.room());
        std::string between = ": ";
        for (const v1::LocalText& title : session.title()) {
            line += between + title.language() + " " + title.text();
            between = ", ";
        }
        between = ". ";
        for (const v1::Participation& part : session.people()) {
            const v1::Person& person = persons.at(part.person());
            const std::string party = part.party().empty() ? person.party() : part.party();
            line += between + person.name() + " (" + std::string(word_for(part.role()));
            if (!party.empty()) line += ", " + names.at("y" + party);
            line += person.position_size() > 0 ? ", " + person.position(0).text() + ")" : ")";
            between = "; ";
        }
        lines.push_back(line);
    }
    return lines;
}

class Ministries : public testing::TestWithParam<const char*> {};

TEST_P(Ministries, SendWhatComesInWholeWithAReport) {
    const std::string file = GetParam();
    TableLog log;
    log.import(read_file(kSamples / file));
    std::string all;
    for (const std::string& line : programme_of(log)) all += line + "\n";
    all += "\n" + notes_of(log.parsed);
    EXPECT_EQ(all, read_file(kSamples / (file.substr(0, file.find('.')) + ".txt")));
    expect_no_difference(log.import(read_file(kSamples / file)));
}
// Days, times and rooms merged; the calendar of 1904, formulas, errors; a sheet for each day; rich text, hidden rows
// and sheets; Windows-1252 with times as fractions; UTF-16; ranges in a cell; lengths of am and pm.
INSTANTIATE_TEST_SUITE_P(Files, Ministries,
                         testing::Values("cameroun.xlsx", "mexico.xlsx", "kenya.xlsx", "senegal.xlsx",
                                         "burkina_faso.csv", "egypt.csv", "cabo_verde.csv", "ghana.csv"));

TEST(MinistriesThat, PutRoomsSideBySideAreToldHowToWriteThem) {
    const std::string grid = ";Salle A;Salle B\n9h-10h;Session 1;Atelier 1\n10h-11h;Session 2;Atelier 2\n";
    TableOptions options;
    options.zone = kZone;
    EXPECT_THAT(parse_table(grid, options, {}).failure, HasSubstr("one session to a row"));
}

TEST(MinistriesThat, ForgetQuotationMarksAreToldWhere) {
    TableLog log;
    log.import("date;start;title;speakers;room\n12/09/2024;9h;Opening;Ana; Rui;Hall\n");
    EXPECT_THAT(notes_of(log.parsed), HasSubstr("row 2, column F: “Hall” stands in a column that has no header"));
}

TEST(MinistriesThat, WriteDaysOnceOrTogether) {
    TableLog log;
    log.import(
        "Forum, 12-13 septembre 2024\nHoraire;Titre\nJOUR 1 : jeudi 12 septembre\n9h;A\nDay 2 - 13 Sept\n9h;B\n");
    EXPECT_EQ(programme_of(log)[0], "12 09:00–09:00: fr A");
    EXPECT_EQ(programme_of(log)[1], "13 09:00–09:00: fr B");
    TableOptions options;
    options.zone = kZone;
    EXPECT_THAT(parse_table("Forum, 12-13 septembre 2024\nHoraire;Titre\n9h;A\n10h;B\n", options, {}).failure,
                HasSubstr("on which day"));
}

}  // namespace
}  // namespace dais::interchange
