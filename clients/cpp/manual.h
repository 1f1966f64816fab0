// `dais help` and the page of each command, made from what the parser knows of them. Pure.
#pragma once

#include <CLI/App.hpp>
#include <string>

namespace dais::client {

// The whole: what it is for, common tasks, all commands, options, environment, times, exit codes.
std::string manual(const CLI::App& app);

// One command: its use, words below it, options with defaults, examples, exit codes.
std::string manual_page(const CLI::App& command);

// Makes both the answer to --help, for the app and what is added to it afterwards.
void use_manual(CLI::App& app);

}  // namespace dais::client
