// The words of the command `dais`: each adds itself to the parser and runs when it was named. They print to stdout and
// throw Failure or WrongUsage (place.h); main() turns these into exit codes.
#pragma once

#include <CLI/App.hpp>

#include "clients/cpp/place.h"

namespace dais::client {

void add_logs(CLI::App& app, const Place& place);
void add_watch(CLI::App& app, const Place& place);
void add_show(CLI::App& app, const Place& place);
void add_history(CLI::App& app, const Place& place);
void add_import(CLI::App& app, const Place& place);
void add_export(CLI::App& app, const Place& place);
void add_session(CLI::App& app, const Place& place);
void add_parties(CLI::App& app, const Place& place);
void add_rooms(CLI::App& app, const Place& place);
void add_announce(CLI::App& app, const Place& place);
void add_withdraw(CLI::App& app, const Place& place);

}  // namespace dais::client
