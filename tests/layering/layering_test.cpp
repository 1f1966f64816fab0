#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "tests/layering/layers.h"

namespace dais::layering {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const fs::path kRoot = DAIS_SOURCE_DIR;

std::string from_root(const fs::path& path) { return path.lexically_relative(kRoot).generic_string(); }

// Everything under a folder that would be committed: no hidden, built or fetched folders.
std::vector<fs::path> sources_under(const fs::path& folder) {
    std::vector<fs::path> paths;
    for (fs::recursive_directory_iterator at(folder), end; at != end; ++at) {
        const auto name = at->path().filename().string();
        const bool foreign = name == "build" || name == "node_modules" || name == "dist" || name == "gen";
        if (at->is_directory() && (foreign || name.starts_with("."))) {
            at.disable_recursion_pending();
        } else {
            paths.push_back(at->path());
        }
    }
    return paths;
}

std::vector<fs::path> cpp_files() {
    std::vector<fs::path> files;
    for (const char* layer : {"server", "storage", "clients/cpp"}) {
        for (const auto& path : sources_under(kRoot / layer)) {
            if (path.extension() == ".cpp" || path.extension() == ".h") files.push_back(path);
        }
    }
    return files;
}

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string including(const std::string& header) { return "// A comment.\n#include " + header + "\n"; }

TEST(Layering, EveryIncludeFollowsAnArrow) {
    for (const auto& path : cpp_files()) EXPECT_THAT(breaches(from_root(path), contents(path)), IsEmpty());
}

TEST(Layering, EveryNameSaysWhatIsInIt) {
    for (const auto& path : sources_under(kRoot)) EXPECT_THAT(vague_names(from_root(path)), IsEmpty());
}

// A scan of nothing would always be clean.
TEST(Layering, TheScanSeesTheSources) {
    std::vector<std::string> seen;
    for (const auto& path : cpp_files()) seen.push_back(from_root(path));
    EXPECT_THAT(seen, Contains("server/summit/records.cpp"));
    EXPECT_THAT(seen, Contains("server/main.cpp"));
    EXPECT_THAT(seen, Contains("storage/database.h"));
    EXPECT_THAT(contents(kRoot / "server/summit/records.cpp"), ::testing::HasSubstr("#include"));
}

TEST(Layering, ABreachNamesFileLineAndHeader) {
    EXPECT_THAT(breaches("server/summit/x.cpp", "\n" + including("\"storage/database.h\"")),
                ElementsAre("server/summit/x.cpp:3 must not see storage/database.h"));
}

struct Arrow {
    std::string from, to;
};

void PrintTo(const Arrow& arrow, std::ostream* out) { *out << arrow.from << " to " << arrow.to; }

class WrongArrow : public ::testing::TestWithParam<Arrow> {};
class RightArrow : public ::testing::TestWithParam<Arrow> {};

TEST_P(WrongArrow, IsCaught) { EXPECT_THAT(breaches(GetParam().from, including(GetParam().to)), SizeIs(1)); }
TEST_P(RightArrow, IsLeftAlone) { EXPECT_THAT(breaches(GetParam().from, including(GetParam().to)), IsEmpty()); }

const std::vector<Arrow> kWrong = {
    {"server/summit/x.cpp", "\"storage/database.h\""},
    {"server/summit/x.cpp", "\"server/live/desk.h\""},
    {"server/summit/x.cpp", "<server/live/desk.h>"},
    {"server/summit/x.cpp", "\"records.h\""},
    {"server/summit/x.h", "<random>"},
    {"server/summit/x.h", "<filesystem>"},
    {"server/summit/x.h", "<fstream>"},
    {"server/summit/x.h", "<sys/socket.h>"},
    {"server/summit/x.h", "<unistd.h>"},
    {"server/summit/x.h", "<spdlog/spdlog.h>"},
    {"server/summit/x.h", "<boost/asio/post.hpp>"},
    {"server/summit/x.h", "<sqlite3.h>"},
    {"storage/x.cpp", "\"server/summit/records.h\""},
    {"storage/x.cpp", "<boost/asio.hpp>"},
    {"server/interchange/x.cpp", "\"storage/database.h\""},
    {"server/interchange/x.cpp", "\"server/live/desk.h\""},
    {"server/interchange/x.cpp", "<boost/beast/http.hpp>"},
    {"server/live/x.cpp", "\"server/web/routes.h\""},
    {"server/live/x.cpp", "<sqlite3.h>"},
    {"server/live/x.cpp", "<libxml/parser.h>"},
    {"server/web/x.cpp", "<prometheus/registry.h>"},
    {"server/web/x.cpp", "\"clients/cpp/link.h\""},
    {"server/main.cpp", "<boost/beast/core.hpp>"},
    {"server/main.cpp", "\"clients/cpp/link.h\""},
    {"server/drawer/x.cpp", "<string>"},
    {"clients/cpp/x.cpp", "\"server/summit/session_commands.h\""},
    {"clients/cpp/x.cpp", "\"server/live/limits.h\""},
    {"clients/cpp/x.cpp", "\"storage/database.h\""},
    {"clients/cpp/x.cpp", "\"storage/ledger_rows.h\""},
};
INSTANTIATE_TEST_SUITE_P(Layering, WrongArrow, ::testing::ValuesIn(kWrong));

const std::vector<Arrow> kRight = {
    {"server/summit/x.cpp", "\"server/summit/hash.h\""},
    {"server/summit/x.cpp", "\"dais/v1/change.pb.h\""},
    {"server/summit/x.cpp", "<google/protobuf/message.h>"},
    {"server/summit/x.cpp", "<boost/uuid/uuid.hpp>"},
    {"server/summit/x.cpp", "<sodium.h>"},
    {"server/summit/x.cpp", "<map>"},
    {"storage/x.cpp", "<sqlite3.h>"},
    {"storage/x.cpp", "\"storage/database.h\""},
    {"server/interchange/x.cpp", "\"server/summit/records.h\""},
    {"server/interchange/x.cpp", "<libxml/parser.h>"},
    {"server/live/x.cpp", "\"storage/database.h\""},
    {"server/live/x.cpp", "<boost/beast/websocket.hpp>"},
    {"server/web/x.cpp", "\"server/live/hub.h\""},
    {"server/main.cpp", "\"server/web/listener.h\""},
    {"server/main.cpp", "<boost/asio/signal_set.hpp>"},
    {"clients/cpp/x.cpp", "\"server/summit/records.h\""},
    {"clients/cpp/x.cpp", "\"storage/ledger_check.h\""},
    {"clients/cpp/x.cpp", "<boost/beast/websocket.hpp>"},
};
INSTANTIATE_TEST_SUITE_P(Layering, RightArrow, ::testing::ValuesIn(kRight));

TEST(Layering, TheSummitHasNeitherClockNorDice) {
    const std::string path = "server/summit/x.cpp";
    EXPECT_THAT(breaches(path, "auto now = std::chrono::system_clock::now();\n"), SizeIs(1));
    EXPECT_THAT(breaches(path, "randombytes_buf(salt.data(), salt.size());\n"), SizeIs(1));
    EXPECT_THAT(breaches(path, "// The system_clock stays outside.\n"), IsEmpty());
    EXPECT_THAT(breaches("server/live/x.cpp", "auto now = std::chrono::system_clock::now();\n"), IsEmpty());
}

TEST(Layering, DrawersAreNoNames) {
    for (const char* path : {"server/utils", "server/live/json_utils.h", "clients/web/sdk/src/helpers.ts",
                             "clients/web/ui/SessionManager.svelte", "server/base.h", "server/live/hub_impl.cpp"}) {
        EXPECT_THAT(vague_names(path), SizeIs(1)) << path;
    }
    for (const char* path :
         {"server/live/hub.cpp", "storage/database.h", "clients/web/tsconfig.base.json", "server/summit/base_32.h"}) {
        EXPECT_THAT(vague_names(path), IsEmpty()) << path;
    }
}

// ARCHITECTURE.md names a test for each decision: `Suite.Name` in C++, “name” in TypeScript.
TEST(Decisions, EachIsHeldByATestThatIsThere) {
    std::string tests;
    for (const char* folder : {"tests", "clients/web"})
        for (const auto& path : sources_under(kRoot / folder))
            if (path.string().ends_with("_test.cpp") || path.string().ends_with(".test.ts")) tests += contents(path);
    const auto is_there = [&](const std::string& start) { return tests.find(start) != std::string::npos; };

    static const std::regex kRow(R"(\| (D\d+) \|)"), kInCpp(R"(`(\w+)\.(\w+)`)"), kInTypeScript("“([^”]+)”");
    const std::string architecture = contents(kRoot / "ARCHITECTURE.md");
    std::istringstream lines(architecture);
    int decisions = 0;
    for (std::string line; std::getline(lines, line);) {
        std::smatch row;
        if (!std::regex_search(line, row, kRow) || row.position() != 0) continue;
        EXPECT_EQ(row[1], "D" + std::to_string(++decisions));
        int named = 0;
        for (std::sregex_iterator at(line.begin(), line.end(), kInCpp), end; at != end; ++at, ++named)
            EXPECT_TRUE(is_there("(" + (*at)[1].str() + ", " + (*at)[2].str() + ")")) << at->str();
        for (std::sregex_iterator at(line.begin(), line.end(), kInTypeScript), end; at != end; ++at, ++named)
            EXPECT_TRUE(is_there("test(\"" + (*at)[1].str() + "\"")) << at->str();
        EXPECT_GT(named, 0) << line;
    }
    EXPECT_EQ(decisions, 19);
}

}  // namespace
}  // namespace dais::layering
