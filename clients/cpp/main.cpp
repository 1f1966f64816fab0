// The command `dais`: follow a summit, show it, change it, from a terminal.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

#include "clients/cpp/subcommands.h"

namespace {

constexpr int kDone = 0, kFailed = 1, kUsage = 2;

int complain(const std::exception& why, int code) {
    std::fprintf(stderr, "dais: %s\n", why.what());
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace dais::client;
    std::setvbuf(stdout, nullptr, _IOLBF, 1 << 16);

    CLI::App app("Follow a summit live, show it and change it.");
    Place place{"http://localhost:8080", "", ""};
    app.add_option("--url", place.url, "Where the server is")->envname("DAIS_URL")->capture_default_str();
    app.add_option("--key", place.key, "Key of an organiser, co-chair, delegate …; none: the public")
        ->envname("DAIS_KEY");
    app.add_option("--log", place.log, "Which summit, by its slug; none: the server's only one")->envname("DAIS_LOG");
    app.fallthrough();
    app.require_subcommand(1);

    add_watch(app, place);
    add_show(app, place);
    add_history(app, place);
    add_session(app, place);
    add_rooms(app, place);
    add_parties(app, place);
    add_announce(app, place);
    add_withdraw(app, place);
    add_import(app, place);
    add_export(app, place);
    add_logs(app, place);

    try {
        app.parse(argc, argv);
        return kDone;
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return app.exit(problem);  // --help
        return complain(std::runtime_error(std::string(problem.what()) + " (--help says more)"), kUsage);
    } catch (const WrongUsage& problem) {
        return complain(problem, kUsage);
    } catch (const std::invalid_argument& problem) {
        return complain(problem, kUsage);
    } catch (const std::exception& problem) {
        return complain(problem, kFailed);
    }
}
