// Programmes as ministries keep them: tables in CSV and Excel, read, corrected, read again and written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/demo/demo.h"
#include "server/interchange/schedule_time.h"
#include "server/interchange/table_programme.h"
#include "server/interchange/table_time.h"
#include "server/interchange/table_writer.h"
#include "server/interchange/text_encoding.h"
#include "server/interchange/xlsx_reader.h"
#include "server/summit/commands.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A log that imports are done on, as the server does them.
class Log {
public:
    summit::State state;

    v1::ImportReport import(const std::string& bytes, TableOptions options = {}) {
        if (options.zone.empty() && state.seq() == 0) options.zone = "Africa/Dakar";
        parsed = parse_table(bytes, options, state);
        EXPECT_EQ(parsed.failure, "");
        v1::Command command;
        *command.mutable_import_programme() = parsed.programme;
        command.mutable_import_programme()->set_source(options.source);
        return done(std::move(command));
    }
    v1::ImportReport done(v1::Command command) {
        command.set_id(std::to_string(state.seq()) + "-" + command.id());
        summit::Context context;
        context.log = "test";
        context.secret = std::string(32, 's');
        context.actor.set_role(v1::ROLE_ORGANISER);
        context.audience = v1::AUDIENCE_STAFF;
        context.now_ms = 1'726'128'000'000;
        auto decided = summit::decide(state, command, context);
        if (const auto* refusal = std::get_if<v1::Refusal>(&decided)) {
            ADD_FAILURE() << refusal->message();
            return {};
        }
        auto& decision = std::get<summit::Decision>(decided);
        v1::Change change;
        change.set_seq(state.seq() + 1);
        change.set_at_ms(context.now_ms);
        for (v1::Entry& entry : decision.entries) *change.add_entries() = std::move(entry);
        state.apply(change, {});
        return decision.report;
    }
    TableCells written() const {
        TableToWrite table;
        table.summit = state.get<v1::Summit>(v1::KIND_SUMMIT, "m").value_or(v1::Summit());
        for (const auto& [id, record] : state.all(v1::KIND_ROOM))
            table.rooms.push_back({id, "", *state.get<v1::Room>(v1::KIND_ROOM, id)});
        for (const auto& [id, record] : state.all(v1::KIND_TRACK))
            table.tracks.push_back({id, *state.get<v1::Track>(v1::KIND_TRACK, id)});
        for (const auto& [id, record] : state.all(v1::KIND_PARTY))
            table.parties.push_back({id, state.get<v1::Party>(v1::KIND_PARTY, id)->name(0).text()});
        for (const auto& [id, record] : state.all(v1::KIND_PERSON))
            table.persons.push_back({id, "", *state.get<v1::Person>(v1::KIND_PERSON, id)});
        for (const auto& [id, record] : state.all(v1::KIND_SESSION)) {
            SessionToWrite one;
            one.session = *state.get<v1::Session>(v1::KIND_SESSION, id);
            one.website = state.get<v1::SessionText>(v1::KIND_SESSION_TEXT, id).value_or(v1::SessionText()).website();
            table.sessions.emplace_back(id, one);
        }
        return cells_of(table);
    }

    Parsed parsed;
};

std::string of_kind(const v1::ImportReport& report, v1::ImportNoteKind kind) {
    std::string all;
    for (const v1::ImportNote& note : report.notes())
        if (note.kind() == kind) all += note.item() + ": " + note.message() + "\n";
    return all;
}

void expect_no_difference(const v1::ImportReport& report) {
    EXPECT_EQ(report.added() + report.changed() + report.removed(), 0u);
    EXPECT_EQ(report.notes_size(), 0) << report.notes(0).ShortDebugString();
}

class Ministry : public testing::TestWithParam<const char*> {};

TEST_P(Ministry, OneCorrectedRowIsTheWholeDifference) {
    const std::string name = GetParam();
    const std::string ending = name.substr(name.find('.'));
    Log log;
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
    Log log;
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
        Log log;
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

TEST(TableWriter, NoCellIsAFormulaAndNoneIsLost) {
    const std::string csv = write_csv({{"title", "date", "start"}, {"=1+1", "2024-09-12", "09:00"}});
    EXPECT_THAT(csv, HasSubstr("'=1+1"));
    Log log;
    log.import(csv);
    EXPECT_EQ(log.parsed.programme.sessions(0).session().title(0).text(), "=1+1");
}

TEST(TableWriter, TheDemoWrittenAndReadAgainChangesNothing) {
    for (const bool xlsx : {false, true})
        for (const char* source : {"demo", "table"}) {
            Log log;
            for (const v1::Command& command : demo::demo_commands()) log.done(command);
            TableOptions options;
            options.source = source;
            const TableCells cells = log.written();
            expect_no_difference(log.import(xlsx ? write_xlsx(cells) : write_csv(cells), options));
            EXPECT_GT(log.parsed.programme.sessions_size(), 10);
        }
}

TEST(TableWriter, ACongressWrittenAndReadAgainChangesNothing) {
    const auto path = kRealSamples / "frab-xml/fosdem-2025.xml";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no sample file at " << path;
    Log log;
    v1::Command command;
    *command.mutable_import_programme() = parse_schedule_xml(read_file(path)).programme;
    log.done(command);
    TableOptions options;
    options.source = "schedule.xml";
    expect_no_difference(log.import(write_csv(log.written()), options));
    EXPECT_GT(log.parsed.programme.sessions_size(), 900);
}

TEST(TableHostile, AnythingIsReadOrRefusedWithASentence) {
    std::string noise;
    std::uint32_t seed = 7;
    const auto next = [&] { return seed = seed * 1'664'525u + 1'013'904'223u; };
    TableOptions options;
    options.zone = "UTC";
    for (const char* name : {"ministere.csv", "ministere.xlsx"}) {
        const std::string whole = read_file(kSamples / name);
        for (int round = 0; round < 300; ++round) {
            std::string bytes = whole.substr(0, round % 3 == 0 ? next() % whole.size() : whole.size());
            for (std::uint32_t i = 0; i < next() % 20 && !bytes.empty(); ++i)
                bytes[next() % bytes.size()] = static_cast<char>(next() >> 24);
            const Parsed parsed = parse_table(bytes, options, {});
            EXPECT_TRUE(!parsed.failure.empty() || parsed.programme.sessions_size() > 0);
        }
    }
    for (int i = 0; i < 5'000; ++i) noise += static_cast<char>(next() >> 24);
    EXPECT_NE(parse_table(noise, options, {}).failure, "");
    EXPECT_NE(parse_table("PK\x03\x04" + noise, options, {}).failure, "");
    EXPECT_NE(parse_table("", options, {}).failure, "");
    EXPECT_THAT(parse_table("title;date\n\"never closed;1\n", options, {}).failure, HasSubstr("never closed"));
}

TEST(TableHostile, WhatUnpacksWithoutEndIsRefused) {
    TableLimits limits;
    limits.text_bytes_max = 1 << 20;
    const std::string bomb =
        write_xlsx({{"title", "date", "start"}, std::vector<std::string>(200, std::string(30'000, 'x'))});
    EXPECT_LT(bomb.size(), 100'000u);
    EXPECT_THAT(read_xlsx(bomb, limits).failure, HasSubstr("larger than 1 MiB"));
}

TEST(TableHostile, AMillionRowsAndSixteenThousandColumnsAreBounded) {
    std::string rows = "title;date;start\n";
    for (int i = 0; i < 1'000'000; ++i) rows += "a;1;2\n";
    TableOptions options;
    options.zone = "UTC";
    EXPECT_NE(parse_table(rows, options, {}).failure, "");
    std::string wide = "title;date;start" + std::string(16'384, ';') + "x\nA;12/09/2024;9h\n";
    EXPECT_EQ(parse_table(wide, options, {}).programme.sessions_size(), 1);
}

}  // namespace
}  // namespace dais::interchange
