// The subcommands of dais-server. Each adds its options to the command line and, when chosen, does its work and leaves
// its exit code: 0 done, 1 failed, 2 the command line made no sense.
#pragma once

#include <CLI/CLI.hpp>

namespace dais {

void add_run(CLI::App& app, int& code);
void add_key(CLI::App& app, int& code);
void add_rights(CLI::App& app, int& code);
void add_verify(CLI::App& app, int& code);
void add_dump(CLI::App& app, int& code);

}  // namespace dais
