// states.txtpb against the lists that it was made of. They are not part of the project and need not be there.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>

#include "server/parties/parties.h"

namespace dais::parties {
namespace {

namespace fs = std::filesystem;

fs::path lists() {
    for (const char* up : {"..", "../.."})
        if (const fs::path found = fs::path(DAIS_SOURCE_DIR) / up / "shared/samples/summit"; fs::is_directory(found))
            return found;
    return {};
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

// The first columns of a list of groups.
std::set<std::string> codes_in(const fs::path& path) {
    std::set<std::string> codes;
    std::ifstream file(path);
    EXPECT_TRUE(file) << path;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) codes.insert(line.substr(0, 3));
    return codes;
}

TEST(PartySources, TheScriptMakesTheCommittedFileByteForByte) {
    if (lists().empty()) GTEST_SKIP() << "the lists are not there";
    if (std::system("node --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "there is no node";
    const fs::path here = fs::path(DAIS_SOURCE_DIR) / "server/parties";
    const std::string command = "node '" + (here / "make_states.mjs").string() + "' '" + lists().string() + "'";
    const std::unique_ptr<FILE, int (*)(FILE*)> script(popen(command.c_str(), "r"), pclose);
    ASSERT_NE(script, nullptr);
    std::string made;
    std::array<char, 65'536> buffer;
    while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), script.get()))
        made.append(buffer.data(), size);
    EXPECT_TRUE(made == read_file(here / "states.txtpb")) << "make it again: " << command;
}

TEST(PartySources, GroupsAreThoseOfTheListsButForWhatWasCorrected) {
    if (lists().empty()) GTEST_SKIP() << "the lists are not there";
    const v1::ImportProgramme programme = all();
    for (const auto& [group, list] : {std::pair("AOSIS", "aosis"),
                                      {"Arab Group", "arab-group"},
                                      {"EU", "european-union"},
                                      {"G77", "g77"},
                                      {"LDC", "ldc"},
                                      {"LLDC", "lldc"},
                                      {"SIDS", "sids"}}) {
        std::set<std::string> listed = codes_in(lists() / "countrygroups" / (std::string(list) + ".csv"));
        std::set<std::string> ours;
        for (const v1::ImportedParty& one : programme.parties())
            for (const std::string& its : one.party().groups())
                if (its == group) ours.insert(one.party().code());
        for (const char* no_member : {"COK", "NIU"}) listed.erase(no_member);
        if (std::string(group) == "LDC") {
            EXPECT_EQ(listed.erase("STP"), 1u) << "the list knows it by now: drop the correction";
        }
        EXPECT_EQ(ours, listed) << group;
    }
}

}  // namespace
}  // namespace dais::parties
