// The command `dais`: follow a summit, show it, change it, from a terminal.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

#include "clients/cpp/manual.h"
#include "clients/cpp/outcome.h"
#include "clients/cpp/subcommands.h"

namespace {

using namespace dais::client;

// Whether the command that was named was asked for JSON.
bool wants_json(const CLI::App& app) {
    const auto* command = &app;
    while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
    const auto* option = command->get_option_no_throw("--json");
    return option && option->count() > 0;
}

int complain(const CLI::App& app, const std::exception& why, int code, bool printed = false) {
    if (wants_json(app) && !printed) print_failure_json(why.what(), code);
    std::fprintf(stderr, "dais: %s\n", why.what());
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 1 << 16);
    CLI::App app("Follow a summit live, show it and change it.");
    Place place{"http://localhost:8080", "", ""};
    add_everything(app, place);
    try {
        app.parse(argc, argv);
        return kDone;
    } catch (const CLI::CallForHelp& asked) {
        return app.exit(asked);
    } catch (const CLI::ParseError& problem) {
        return complain(app, std::runtime_error(std::string(problem.what()) + " (--help says more)"), kUsage);
    } catch (const Failure& problem) {
        return complain(app, problem, problem.code, problem.printed);
    } catch (const WrongUsage& problem) {
        return complain(app, problem, kUsage);
    } catch (const std::invalid_argument& problem) {
        return complain(app, problem, kUsage);
    } catch (const std::exception& problem) {
        return complain(app, problem, kFailed);
    }
}
