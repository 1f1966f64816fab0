// Tables that are broken or want to break something: each is read or refused with a sentence, in bounded time and
// memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/interchange/table_programme.h"
#include "server/interchange/table_writer.h"
#include "server/interchange/xlsx_reader.h"
#include "tests/interchange/archive.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

using testing::HasSubstr;

Parsed parse(const std::string& bytes) {
    TableOptions options;
    options.zone = "UTC";
    return parse_table(bytes, options, {});
}

std::string remarks_of(const TablesRead& read) {
    std::string all = read.failure;
    for (const std::string& remark : read.remarks) all += remark + "\n";
    return all;
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

TEST(TableHostile, SizesThatTheDirectoryMakesUpMeanNothing) {
    for (const std::uint32_t claim : {0u, 1u, 10u, 0x7FFFFFFFu, 0xFFFFFFFEu}) {
        Workbook workbook{.rows = honest_rows()};
        auto parts = workbook.parts();
        parts.back().claimed_bytes = claim;
        const Parsed parsed = parse(archive_of(parts));
        EXPECT_TRUE(!parsed.failure.empty() || parsed.programme.sessions_size() == 1) << claim;
        parts = workbook.parts();
        parts.back().claimed_packed = claim;
        const Parsed packed = parse(archive_of(parts));
        EXPECT_TRUE(!packed.failure.empty() || packed.programme.sessions_size() == 1) << claim;
    }
    // Small by the directory, 100 MiB in truth.
    Workbook bomb{.rows = std::string(100u << 20, ' ')};
    auto parts = bomb.parts();
    parts.back().claimed_bytes = 100;
    EXPECT_NE(parse(archive_of(parts)).failure, "");
    EXPECT_THAT(parse(bomb.bytes()).failure, HasSubstr("larger than 64 MiB"));
}

TEST(TableHostile, ManySheetsUnpackedTogetherAreBounded) {
    Workbook workbook{.rows = honest_rows() + std::string(10u << 20, ' ')};
    auto parts = workbook.parts();
    parts[0].content = "<workbook><sheets>";
    for (int i = 0; i < 5'000; ++i) parts[0].content += "<sheet name=\"S\" id=\"r1\"/>";
    parts[0].content += "</sheets></workbook>";
    EXPECT_THAT(parse(archive_of(parts)).failure, HasSubstr("larger than 64 MiB"));
}

TEST(TableHostile, ATextThatTheWorkbookDoesNotHaveIsSaid) {
    Workbook workbook{.rows = honest_rows() +
                              "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>7</v></c><c r=\"B3\" t=\"s\"><v>"
                              "99999999999999999999</v></c><c r=\"C3\" t=\"s\"><v>-1</v></c></row>",
                      .shared = "<sst><si><t>only one</t></si></sst>"};
    const TablesRead read = read_xlsx(workbook.bytes());
    EXPECT_EQ(read.failure, "");
    EXPECT_THAT(remarks_of(read),
                HasSubstr("cells whose text is not in the workbook of the sheet “S” were taken as empty (3)"));
    EXPECT_EQ(parse(workbook.bytes()).programme.sessions_size(), 1);
}

TEST(TableHostile, PlacesBeyondEverySheetAreLeftOut) {
    Workbook workbook{.rows = honest_rows() + "<row r=\"1048576\">" + inline_cell("XFD1048576", "x") +
                              inline_cell("ZZZZZZZ9", "x") + inline_cell("A99999999999999999999", "y") +
                              "</row><row r=\"99999999999999999999\">" + inline_cell("999", "z") + "</row>",
                      .after_rows =
                          "<dimension ref=\"A1:XFD1048576\"/><mergeCells><mergeCell ref=\"A2:XFD1048576\"/><mergeCell "
                          "ref=\"A99:A1\"/><mergeCell ref=\":\"/></mergeCells>"};
    const Parsed parsed = parse(workbook.bytes());
    EXPECT_EQ(parsed.failure, "");
    EXPECT_GE(parsed.programme.sessions_size(), 1);
    EXPECT_LE(parsed.programme.sessions_size(), 3);
}

TEST(TableHostile, ManyMergesOverManyRowsAreBounded) {
    Workbook workbook{.rows = honest_rows()};
    for (int i = 3; i < 5'000; ++i)
        workbook.rows += "<row r=\"" + std::to_string(i) + "\">" + inline_cell("A" + std::to_string(i), "A") + "</row>";
    workbook.after_rows = "<mergeCells>";
    for (int i = 0; i < 20'000; ++i) workbook.after_rows += "<mergeCell ref=\"A2:XFD1048576\"/>";
    workbook.after_rows += "</mergeCells>";
    EXPECT_EQ(parse(workbook.bytes()).failure, "");
}

TEST(TableHostile, NoEntityIsExpandedAndNoPathLeavesTheArchive) {
    Workbook workbook{.rows = honest_rows() + "<row r=\"3\">" + inline_cell("A3", "&e;") + "</row>",
                      .prologue = "<!DOCTYPE worksheet [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"};
    const Parsed parsed = parse(workbook.bytes());
    EXPECT_TRUE(!parsed.failure.empty() || parsed.programme.sessions_size() == 1);
    workbook.prologue =
        "<!DOCTYPE worksheet [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">"
        "<!ENTITY e \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    const Parsed expanded = parse(workbook.bytes());
    for (const v1::ImportedSession& session : expanded.programme.sessions())
        EXPECT_EQ(session.session().title(0).text(), "Opening");
    for (const char* target : {"../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..\\..\\sheet1.xml",
                               "http://127.0.0.1/sheet1.xml", "../../../../../worksheets/sheet.xml", ""}) {
        Workbook wanders{.rows = honest_rows(), .target = target};
        EXPECT_NE(parse(wanders.bytes()).failure, "") << target;
    }
}

TEST(TableHostile, TextsThatEndNowhereOrHoldZerosAreRefused) {
    const std::string zeros("title;date;start\nA\0B;12/09/2024;9h\n", 35);
    EXPECT_THAT(parse(zeros).failure, HasSubstr("no text"));
    EXPECT_NE(parse("title;date;start\n" + std::string(31u << 20, 'x')).failure, "");
    EXPECT_NE(parse(std::string(31u << 20, ';')).failure, "");
    EXPECT_NE(parse(std::string(8u << 20, '"')).failure, "");
    EXPECT_NE(parse(std::string(31u << 20, '\n')).failure, "");
    EXPECT_THAT(parse(std::string(33u << 20, 'x')).failure, HasSubstr("larger than 32 MiB"));
    EXPECT_EQ(
        parse("title;date;start\nA;12/09/2024;9h\n" + std::string(20u << 20, 'y') + ";;\n").programme.sessions_size(),
        1);
}

TEST(TableHostile, ManyRowsThatNameOneAnotherTakeNoLongerThanOthers) {
    std::string rows = "external_id;title;date;start;end;part_of;speakers\n";
    for (int i = 0; i < 19'000; ++i)
        rows += "x" + std::to_string(i) + ";Same title;12/09/2024;9h;10h;nobody;Same Name\n";
    EXPECT_EQ(parse(rows).programme.sessions_size(), 19'000);
    std::string twins = "title;date;start;end\n";
    for (int i = 0; i < 19'000; ++i) twins += "Same title;12/09/2024;9h;10h\n";
    EXPECT_EQ(parse(twins).programme.sessions_size(), 19'000);
    std::string wide;
    for (int row = 0; row < 60; ++row) {
        for (int i = 0; i < 250; ++i) wide += "intitule de la chose " + std::to_string(i) + ";";
        wide += "\n";
    }
    EXPECT_NE(parse(wide).failure, "");
}

}  // namespace
}  // namespace dais::interchange
