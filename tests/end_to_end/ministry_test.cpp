// A ministry's programme at a terminal, from its file to the log and, corrected, to the row that was corrected.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path kSamples = std::filesystem::path(DAIS_SOURCE_DIR) / "tests/interchange/samples";

class AtATerminal : public testing::Test {
protected:
    // What `dais` printed; its exit code is kept.
    std::string dais(const std::string& words) {
        const std::string command = "DAIS_URL=" + server.url() + " DAIS_KEY=" + key +
                                    " timeout 60 " DAIS_BIN_DIR "/dais --log forum " + words + " 2>&1";
        FILE* program = popen(command.c_str(), "r");
        if (program == nullptr) throw std::runtime_error("cannot run " + command);
        std::string said;
        std::array<char, 4096> buffer{};
        while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), program))
            said.append(buffer.data(), size);
        exit_code = WEXITSTATUS(pclose(program));
        return said;
    }
    std::string import(const std::string& name, const std::string& more = "") {
        return dais("import '" + (kSamples / name).string() + "' --zone Africa/Dakar --all " + more);
    }
    json::array sessions() { return json::parse(dais("session list --json")).as_array(); }
    // The id of the session that begins so.
    std::string session(const std::string& title) {
        for (const json::value& each : sessions())
            if (json::serialize(each).find(title) != std::string::npos) return std::string(each.at("id").as_string());
        ADD_FAILURE() << title;
        return "";
    }

    ServerProcess server{{"--keys-ms", "100", "--shards", "1"}};
    std::string key = server.make_key(v1::ROLE_ORGANISER);
    int exit_code = 0;
};

class Ministry : public AtATerminal, public testing::WithParamInterface<const char*> {
protected:
    std::string file() const { return std::string("ministere") + GetParam(); }
    std::string corrected() const { return std::string("ministere_corrige") + GetParam(); }
};

TEST_P(Ministry, PreviewsImportsAndIsCorrected) {
    EXPECT_THAT(import(file(), "--preview"), HasSubstr("preview, nothing was imported: forum: "));
    EXPECT_EQ(exit_code, 0);
    dais("session list");
    EXPECT_NE(exit_code, 0) << "the preview made a log";

    EXPECT_THAT(import(file()), AllOf(HasSubstr("records added, 0 changed, 0 removed"), Not(HasSubstr("refused"))));
    const json::array before = sessions();
    EXPECT_GE(before.size(), 5u);
    EXPECT_THAT(import(file()), HasSubstr(": 0 changes\n"));

    const std::string preview = import(corrected(), "--preview");
    EXPECT_THAT(preview, AllOf(HasSubstr("0 records added, 1 changed, 0 removed"), HasSubstr("start 14:30 → 15:00")));
    EXPECT_EQ(sessions(), before) << "the preview changed something";
    const std::string done = import(corrected());
    EXPECT_EQ("preview, nothing was imported: " + done, preview);
    std::size_t different = 0;
    const json::array after = sessions();
    ASSERT_EQ(after.size(), before.size());
    for (const json::value& each : after)
        different += std::find(before.begin(), before.end(), each) == before.end() ? 1 : 0;
    EXPECT_EQ(different, 1u);
}

TEST_P(Ministry, WhatWasChangedHereIsKeptAndSaid) {
    import(file());
    dais("session change " + session("Closing") + " title:en='Farewell' --reason 'for this test'");
    EXPECT_EQ(exit_code, 0);
    const std::string said = import(corrected());
    EXPECT_THAT(said, AllOf(HasSubstr("1 changed"), HasSubstr("start 14:30 → 15:00"), HasSubstr("kept "),
                            HasSubstr("title was changed here"), HasSubstr("Farewell")));
    session("Farewell");
}

TEST_F(AtATerminal, HeadersThatNobodyUnderstandsAreToldWithTheRemedy) {
    const auto folder = std::filesystem::temp_directory_path() / ("ministry" + std::to_string(server.port()));
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "odd.csv") << "Quoi;Quand;Chez qui\nOuverture;12/09/2024 9h-10h;Salle A\n";
    const std::string odd = "import '" + (folder / "odd.csv").string() + "' --zone Africa/Dakar ";
    EXPECT_THAT(dais(odd),
                AllOf(HasSubstr("“Quoi”, “Quand”, “Chez qui”"), HasSubstr("mapping"), HasSubstr("title_fr")));
    EXPECT_NE(exit_code, 0);
    std::ofstream(folder / "wrong.txt") << "Quoi = titel\n";
    EXPECT_THAT(dais(odd + "--mapping '" + (folder / "wrong.txt").string() + "'"),
                AllOf(HasSubstr("line 1 of the mapping"), HasSubstr("“titel” is no field")));
    EXPECT_NE(exit_code, 0);
    std::ofstream(folder / "right.txt") << "# Service du protocole\nQuoi = title_fr\nQuand = start\nChez qui = room\n";
    EXPECT_THAT(dais(odd + "--mapping '" + (folder / "right.txt").string() + "'"), HasSubstr("1 sessions in 1 rooms"));
    EXPECT_EQ(exit_code, 0);
    std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Files, Ministry, testing::Values(".csv", ".xlsx"),
                         [](const auto& each) { return std::string(each.param).substr(1); });

// Of an imported file the notes on it, without what it added.
std::string notes_on_the_file(const std::string& said) {
    std::istringstream lines(said);
    std::string notes;
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with("added ")) notes += line + "\n";
    return notes;
}

TEST_F(AtATerminal, TheReportNamesRowsAndSaysWhatToDo) {
    EXPECT_EQ(
        notes_on_the_file(import("ministere.csv")),
        "forum: 9 sessions in 4 rooms: 23 records added, 0 changed, 0 removed\n"
        "repaired  file: read as Windows-1252, cells parted by semicolons. If letters look wrong, save it as “CSV "
        "UTF-8”.\n"
        "repaired  file: these columns are not understood and were left out: “Observations”. If they matter, rename "
        "them or say what they are in a mapping.\n"
        "repaired  titles: 9 cells hold a text in several languages (fr, then en); each was taken in its language.\n"
        "repaired  row 7 (“Pause café / Coffee break”): it has no end; it is taken to last until what follows that "
        "day, at 11:00.\n"
        "repaired  row 9 (“Atelier A : santé / Workshop A: health”): it has no end; it is taken to last until what "
        "follows in its room, at 16:00.\n"
        "repaired  row 10 (“Atelier B : jeunes / Workshop B: youth”): it has no end; it is taken to last until what "
        "follows that day, at 16:00.\n"
        "repaired  row 11 (“Synthèse de la journée / Wrap-up of the day”): it has no end and nothing follows that "
        "day; taken with no length: write its end.\n"
        "repaired  row 16: “* Programme susceptible de modifications” stands alone, without a time; read as a heading "
        "or remark, not as a session.\n");
}

}  // namespace
}  // namespace dais
