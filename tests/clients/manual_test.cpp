// The manual cannot drift from the parser, nor either from the protocol.
#include "clients/cpp/manual.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <set>
#include <sstream>

#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"
#include "dais/v1/live.pb.h"

namespace dais::client {
namespace {

// Thrown when all was parsed and checked, before anything runs.
struct Understood {};

class Manual : public ::testing::Test {
protected:
    Manual() {
        add_everything(app, place);
        app.parse_complete_callback([] { throw Understood(); });
        collect(app);
    }

    void collect(CLI::App& command) {
        for (auto* below : command.get_subcommands([](CLI::App*) { return true; })) collect(*below);
        if (command.get_subcommands([](CLI::App*) { return true; }).empty()) leaves.push_back(&command);
    }

    CLI::App app{"test"};
    Place place{"http://localhost:1", "", ""};
    std::vector<CLI::App*> leaves;
};

std::string path(const CLI::App& command) {
    return command.get_parent() ? path(*command.get_parent()) + " " + command.get_name() : "dais";
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
}

// As a shell takes it apart: blanks divide, except within double quotes.
std::vector<std::string> shell_words(const std::string& line) {
    std::vector<std::string> words;
    std::string word;
    bool quoted = false, any = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted, any = true;
        } else if (c == ' ' && !quoted) {
            if (any) words.push_back(word);
            word.clear(), any = false;
        } else {
            word += c, any = true;
        }
    }
    if (any) words.push_back(word);
    return words;
}

// The lines below "Examples", and every other line that begins so.
std::vector<std::string> examples(const std::string& page) {
    std::vector<std::string> all;
    for (const auto& line : lines(page)) {
        if (line.starts_with("  dais ") && line.find('[') == std::string::npos &&
            line.find(" WORD …") == std::string::npos)
            all.push_back(line.substr(2));
    }
    return all;
}

void expect_parses(CLI::App& app, const std::string& example) {
    // The table of common tasks says what each does, after two blanks or more.
    auto words = shell_words(example.substr(0, example.find("  ")));
    words.erase(words.begin());
    std::reverse(words.begin(), words.end());
    try {
        app.parse(words);
        ADD_FAILURE() << example << ": was not parsed";
    } catch (const Understood&) {
    } catch (const CLI::ParseError& problem) {
        ADD_FAILURE() << example << ": " << problem.what();
    }
    app.clear();
}

TEST_F(Manual, EveryVerbOfTheProtocolHasACommand) {
    std::set<std::string> given;
    const auto collect_verbs = [&](const auto& self, const CLI::App& command) -> void {
        bool below_title = false;
        for (const auto& line : lines(command.get_footer())) {
            if (below_title) {
                for (const auto& verb : shell_words(line)) given.insert(verb);
            }
            below_title = line == "Over the live protocol";
        }
        for (const auto* below : command.get_subcommands({})) self(self, *below);
    };
    collect_verbs(collect_verbs, app);
    const auto& verbs = *v1::Command::descriptor()->FindOneofByName("verb");
    std::set<std::string> known;
    for (int i = 0; i < verbs.field_count(); ++i) known.insert(verbs.field(i)->name());
    for (const auto& verb : known) {
        const bool of_the_clock = verb == "push_overrun" || verb == "end_silence";
        EXPECT_TRUE(given.contains(verb) || of_the_clock) << verb << " has no command: describe() names it";
    }
    for (const auto& verb : given) EXPECT_TRUE(known.contains(verb)) << verb << " is no verb";
}

TEST_F(Manual, EveryExampleParses) {
    int count = 0;
    for (const auto& example : examples(manual(app))) expect_parses(app, example), ++count;
    for (const auto* leaf : leaves) {
        for (const auto& example : examples(manual_page(*leaf))) expect_parses(app, example), ++count;
    }
    EXPECT_GT(count, 60);
}

TEST_F(Manual, EveryCommandHasItsPage) {
    for (const auto* leaf : leaves) {
        SCOPED_TRACE(path(*leaf));
        EXPECT_FALSE(leaf->get_description().empty());
        const auto page = manual_page(*leaf);
        EXPECT_NE(page.find("Examples\n  dais "), std::string::npos);
        EXPECT_NE(page.find("Exit codes\n"), std::string::npos);
        EXPECT_EQ(page.find("TEXT:"), std::string::npos);
        const auto name = leaf->get_name();
        if (name == "help" || name == "export" || name == "handover" || name == "minutes") continue;
        EXPECT_NE(leaf->get_option_no_throw("--json"), nullptr);
        const bool changes = page.find("Over the live protocol") != std::string::npos;
        if (name == "import") continue;
        EXPECT_EQ(leaf->get_option_no_throw("--preview") != nullptr, changes);
    }
}

TEST_F(Manual, ListsEveryCommandAndFitsATerminal) {
    const auto text = manual(app);
    for (const auto* command : app.get_subcommands({}))
        EXPECT_NE(text.find("\n  " + command->get_name() + " "), std::string::npos) << command->get_name();
    EXPECT_EQ(text.find("\nMore\n"), std::string::npos) << "every command has a group of the manual";
    for (const auto& line : lines(text)) EXPECT_LE(width(line), 100u) << line;
    for (const auto& code : kExitCodes) {
        EXPECT_NE(text.find("\n  " + std::to_string(code.code) + "  "), std::string::npos) << code.code;
    }
}

TEST_F(Manual, WrongValuesAreRefusedBeforeAnythingIsSent) {
    const std::vector<std::vector<std::string>> wrong = {
        {"--basis", "-1", "undo", "4"},
        {"undo", "-1"},
        {"undo", "4x"},
        {"--lang", "", "show"},
        {"--lang", "f", "show"},
        {"show", "--wait-position", "-3"},
        {"summit", "programme", "perhaps"},
        {"seat", "list", "--on", "yesterday"},
        {"declaration", "adopt", "Dublin", "acclamation"},
        {"declaration", "adopt", "Dublin", "consensus", "--against", "1"},
        {"floor", "set", "14", "--statement", "3"},
        {"floor", "set", "14", "--rotation", "alphabet"},
        {"floor", "set", "14", "--groups-first", "--groups-as-others"},
        {"floor", "ask", "14", "--party", "IRL", "--reply", "--point-of-order"},
        {"floor", "allot", "IRL", "longer"},
        {"floor", "end", "IRL", "--ruling", "perhaps"},
        {"floor", "statement", "IRL", "en=words", "--embargoed"},
        {"floor", "minutes", "14", "--json"},
        {"proposal", "decide", "Rabat", "silence"},
        {"proposal", "decide", "Rabat", "consensus", "--against", "1"},
        {"announcement", "emergency", "Leave."},
        {"screen", "identify", "--all", "--for", "3"},
        {"look", "set"},
        {"announcement", "approve", "Tbilisi"},
        {"nonsense"},
        {"session"},
        {}};
    for (auto words : wrong) {
        std::reverse(words.begin(), words.end());
        EXPECT_THROW(app.parse(words), CLI::ParseError);
        app.clear();
    }
}

}  // namespace
}  // namespace dais::client
