// dais-server: the command line. Each subcommand is in a file of its own.
#include <CLI/CLI.hpp>
#include <google/protobuf/stubs/logging.h>
#include <sodium.h>

#include <iostream>

#include "server/privileges.h"
#include "server/subcommands.h"
#include "storage/database.h"

int main(int argc, char** argv) {
    dais::keep_files_private();
    if (sodium_init() < 0) return 1;
    google::protobuf::SetLogHandler(nullptr);  // what others send wrongly is answered, not logged line by line
    CLI::App app("Dais: the live side of a summit.");
    app.require_subcommand(1);
    int code = 0;
    dais::add_run(app, code);
    dais::add_key(app, code);
    dais::add_rights(app, code);
    dais::add_verify(app, code);
    dais::add_dump(app, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? 0 : 2;
    } catch (const std::exception& fault) {
        std::cerr << "dais-server: " << fault.what() << '\n';
        return 1;
    }
    return code;
}
