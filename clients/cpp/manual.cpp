#include "clients/cpp/manual.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <sstream>
#include <vector>

#include "clients/cpp/command_options.h"
#include "clients/cpp/place.h"
#include "clients/cpp/table.h"

namespace dais::client {
namespace {

constexpr std::size_t kColumns = 92;
constexpr std::size_t kTermColumns = 22;  // up to where a word's explanation begins

constexpr std::array kGroups = {kLook,   kTheDay,        kProgramme, kInterpretation, kSeries,
                                kDrafts, kAnnouncements, kInAndOut,  kUndoAndHistory, kRehearsal};

constexpr char kIntroduction[] =
    R"(dais - follow a summit live, show it and change it

dais speaks to a Dais server: it shows a summit's programme and what becomes of it on the day,
and it changes both for those who hold a key. Whatever is changed is on every screen a moment
later; whatever is refused says which rule, what clashes with what, and what would help.

Use
  dais [OPTIONS] COMMAND [ARGUMENTS] [OPTIONS]
  dais help COMMAND [WORD]          the page of a command, as in: dais help session move

Common tasks
  dais session list                            what is on, with ids; planned and expected times
  dais session set-start "opening" 10:20       it starts later; what follows moves along
  dais session set-start "opening" 10:20 --preview      what that would do to whom
  dais session move 14 "Sala 2"                another room; by number, id or part of a title
  dais session replace 14 "Ana Silva" --by "João Lima"
  dais session cancel 14 --reason "The minister cannot come"
  dais floor show 14                           who has the floor, who waits and until when
  dais floor start IRL                         Ireland has it; a request is named by party or id
  dais announce "Lunch is served." --text fr="Le déjeuner est servi."
  dais announcement show "Tbilisi"             which keys are turned, which languages are ready
  dais roll --live                             who endorses the declaration, as they sign
  dais room change "Sala 2" capacity=120 name:fr="Salle 2"
  dais draft new "Second day"                  prepare many changes …
  dais session move 14 "Sala 3" --draft "Second day"
  dais draft publish "Second day"              … and publish them at once
  dais undo 4711                               take back what made this position
  dais watch --json                            every change as it comes, for another program
)";

constexpr char kRest[] = R"(
Environment
  Every option common to all is read from the environment too: DAIS_URL, DAIS_CA, DAIS_KEY,
  DAIS_LOG, DAIS_LANG. What is given on the command line wins.

Names
  A record is named by its id (as s12ab), by its number or code if it has one, by its whole
  name in any language, or by a part of it. What fits several is refused with a list of them.

Fields
  NAME=VALUE sets a field, NAME= empties it. A text has languages: name:fr="Salle 2"; without
  one it is in the first language of --lang. Lists are given whole, with commas, or changed by
  an item: languages+=pt, people-="Ana Silva". `dais help room add` lists the fields of a room.

Times
  10:40 (on the session's day, or today), 2024-09-12T10:40, either with an offset or Z, or now.
  Without an offset it is the venue's time; a time that does not exist there, or twice, is
  refused. Durations: 90s, 30m, 2h, 1d. An arrow leads from the plan to what is expected; ≥
  says that an end has passed already and will not be earlier.

For programs
  --json prints one JSON value on standard output. A change prints an object, whatever comes of
  it: "outcome" (done, preview, refused, failed), "exit_code", "message", "position", "id",
  "clashes", "notes", with "refusal" or "preview" if there is one. Records have the names of
  the files in proto/dais/v1, zeros included; 64-bit numbers within them are strings.
)";

constexpr char kFiles[] = R"(
Files
  None of its own. `./dev dais` gives it the address and the key of the last `./dev run`.
)";

// Words in lines, from a column on.
std::string wrapped(const std::string& text, std::size_t column) {
    std::istringstream words(text);
    std::string lines, word;
    std::size_t at = column;
    while (words >> word) {
        const bool first = at == column;
        if (!first && at + 1 + width(word) > kColumns) {
            lines += "\n" + std::string(column, ' ');
            at = column;
        } else if (!first) {
            lines += ' ', ++at;
        }
        lines += word;
        at += width(word);
    }
    return lines;
}

std::string explained(const std::string& term, const std::string& text, std::size_t column = kTermColumns) {
    const std::string begin = "  " + term;
    const bool fits = width(begin) + 2 <= column;
    const auto gap = fits ? std::string(column - width(begin), ' ') : "\n" + std::string(column, ' ');
    return begin + gap + wrapped(text, column) + "\n";
}

std::string exit_codes() {
    std::string text = "\nExit codes\n";
    for (const auto& each : kExitCodes) text += explained(std::to_string(each.code), each.words, 5);
    return text;
}

std::string words_below(const CLI::App& command) {
    std::string words;
    for (const auto* below : command.get_subcommands({})) words += (words.empty() ? "" : ", ") + below->get_name();
    return words;
}

std::string command_told(const CLI::App& command) {
    std::string text = explained(command.get_name(), command.get_description());
    const auto words = words_below(command);
    if (!words.empty()) text += std::string(kTermColumns, ' ') + wrapped(words, kTermColumns) + "\n";
    return text;
}

// In the manual's order; what has a group of its own comes last.
std::string commands_told(const CLI::App& app) {
    std::string text;
    const auto all = app.get_subcommands({});
    const auto add = [&](const std::string& title, const auto& belongs) {
        std::string lines;
        for (const auto* command : all) {
            if (belongs(*command)) lines += command_told(*command);
        }
        if (!lines.empty()) text += "\n" + title + "\n" + lines;
    };
    for (const std::string group : kGroups) {
        add(group, [&](const CLI::App& command) { return command.get_group() == group; });
    }
    add("More", [](const CLI::App& command) {
        return std::find(kGroups.begin(), kGroups.end(), command.get_group()) == kGroups.end();
    });
    return text;
}

// Without what the parser adds of its checks, except a list of words to choose from.
std::string type_told(const CLI::Option& option) {
    const auto type = option.get_type_name();
    if (const auto list = type.find('{'); list != std::string::npos) {
        std::string words = type.substr(list + 1, type.rfind('}') - list - 1);
        std::replace(words.begin(), words.end(), ',', '|');
        return words;
    }
    const auto plain = type.substr(0, type.find(':'));
    return plain == "INT" || plain == "UINT" ? "NUMBER" : plain;
}

std::string option_told(const CLI::Option& option) {
    std::string term = option.get_name(false, true);
    std::replace(term.begin(), term.end(), ',', ' ');
    if (option.get_expected_max() != 0 && option.nonpositional()) term += " " + type_told(option);
    std::string about = option.get_description();
    if (!option.get_envname().empty()) about += " (or " + option.get_envname() + ")";
    if (!option.get_default_str().empty()) about += "; default: " + option.get_default_str();
    return explained(term, about, kTermColumns + 4);
}

std::string options_told(const CLI::App& command, const std::string& title, const std::string& group) {
    std::string lines;
    for (const auto* option : command.get_options()) {
        const bool of_the_whole = !command.get_parent() || option != command.get_help_ptr();
        if (option->nonpositional() && option->get_group() == group && of_the_whole) lines += option_told(*option);
    }
    return lines.empty() ? "" : "\n" + title + "\n" + lines;
}

std::string path_of(const CLI::App& command) {
    return command.get_parent() ? path_of(*command.get_parent()) + " " + command.get_name() : command.get_name();
}

std::string arguments_told(const CLI::App& command, std::string& line) {
    std::string lines;
    for (const auto* option : command.get_options()) {
        if (!option->get_positional()) continue;
        std::string name = option->get_name(true);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
        lines += explained(name, option->get_description());
        if (option->get_expected_max() > 1) name += "…";
        line += option->get_required() ? " " + name : " [" + name + "]";
    }
    return lines;
}

}  // namespace

std::string manual(const CLI::App& app) {
    std::string text = kIntroduction;
    text += commands_told(app);
    return text + options_told(app, "Options common to all", "Options") + kRest + exit_codes() + kFiles;
}

std::string manual_page(const CLI::App& command) {
    const auto path = path_of(command);
    std::string line = path;
    const auto arguments = arguments_told(command, line);
    const auto below = command.get_subcommands({});
    line += below.empty() ? " [OPTIONS]" : " WORD …";
    std::string text = path + " - " + wrapped(command.get_description(), 2) + "\n\nUse\n  " + line + "\n";
    if (!arguments.empty()) text += "\nArguments\n" + arguments;
    if (!below.empty()) text += "\nWords\n";
    for (const auto* word : below) text += explained(word->get_name(), word->get_description());
    std::vector<std::string> groups = command.get_groups();
    for (const auto& group : groups) text += options_told(command, group, group);
    const auto footer = command.get_footer();
    if (!footer.empty()) text += "\n" + footer;
    if (text.back() != '\n') text += "\n";
    const auto* app = &command;
    while (app->get_parent()) app = app->get_parent();
    text += options_told(*app, "Options common to all", "Options");
    return text + exit_codes() + "\n`dais help` says how records, fields and times are written.\n";
}

void use_manual(CLI::App& app) {
    app.formatter_fn([](const CLI::App* command, const std::string&, CLI::AppFormatMode) {
        return command->get_parent() ? manual_page(*command) : manual(*command);
    });
}

}  // namespace dais::client
