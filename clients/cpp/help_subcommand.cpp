#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "clients/cpp/command_options.h"
#include "clients/cpp/manual.h"
#include "clients/cpp/place.h"
#include "clients/cpp/subcommands.h"

namespace dais::client {
namespace {

const CLI::App* below(const CLI::App& command, const std::string& word) {
    for (const auto* each : command.get_subcommands({})) {
        if (each->get_name() == word) return each;
    }
    return nullptr;
}

void help(const CLI::App& app, const std::vector<std::string>& words) {
    const auto* command = &app;
    std::string path = "dais";
    for (const auto& word : words) {
        command = below(*command, word);
        if (!command) throw WrongUsage("there is no “" + path + " " + word + "”: `dais help` lists all commands");
        path += " " + word;
    }
    std::fputs((words.empty() ? manual(app) : manual_page(*command)).c_str(), stdout);
}

}  // namespace

void add_help(CLI::App& app) {
    auto* command = app.add_subcommand("help", "This manual, or the page of a command");
    command->group(kLook);
    const auto words = std::make_shared<std::vector<std::string>>();
    command->add_option("command", *words, "The command, with its word if it has one");
    command->callback([&app, words] { help(app, *words); });
    describe(*command, {{"dais help", "dais help session", "dais help session set-start"}, {}, ""});
}

}  // namespace dais::client
