#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/subcommands.h"

namespace dais::client {
namespace {

struct UndoOptions : AskOptions {
    std::uint64_t position = 0;
};

void undo(const Place& place, const UndoOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    command.mutable_undo()->set_position(options.position);
    errand.give(std::move(command), "what made position " + std::to_string(options.position) + " is undone");
}

}  // namespace

void add_undo(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("undo", "What made a position is taken back");
    command->group(kUndoAndHistory);
    const auto options = std::make_shared<UndoOptions>();
    command->add_option("position", options->position, "The position, as every change prints it")
        ->required()
        ->check(whole_number);
    add_ask_options(*command, options, false);
    command->callback([&place, options] { undo(place, *options); });
    describe(*command,
             {{"dais undo 4711", "dais undo 4711 --preview"},
              {"undo"},
              "Refused if somebody has touched its records since. An announcement is withdrawn, not undone."});
}

}  // namespace dais::client
