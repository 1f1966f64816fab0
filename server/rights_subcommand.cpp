// dais-server rights: who may do what, as ARCHITECTURE.md shows it.
#include <iostream>

#include "server/subcommands.h"
#include "server/summit/rights.h"

namespace dais {

void add_rights(CLI::App& app, int& code) {
    app.add_subcommand("rights", "Print who may do what, as a table in Markdown.")->callback([&code] {
        std::cout << summit::rights_table();
        code = 0;
    });
}

}  // namespace dais
