// dais-server verify and dump: looking at a database, beside a running server or without one.
#include <iostream>

#include "server/subcommands.h"
#include "server/verify.h"

namespace dais {

void add_verify(CLI::App& app, int& code) {
    CLI::App* command = app.add_subcommand("verify", "Recompute chain, fold and digest of a database.");
    auto db = std::make_shared<std::string>();
    command->add_option("db", *db, "the database file")->required();
    command->callback([db, &code] {
        storage::Database database(*db, {.create = false, .read_only = true});
        code = verify(database, std::cout) ? 0 : 1;
        std::cout << (code == 0 ? "all agree" : "something does not agree") << std::endl;
    });
}

void add_dump(CLI::App& app, int&) {
    CLI::App* command = app.add_subcommand("dump", "Print a log's canonical dump.");
    struct Wish {
        std::string db, log, audience = "public";
    };
    auto wish = std::make_shared<Wish>();
    command->add_option("db", wish->db, "the database file")->required();
    command->add_option("--log", wish->log, "the log; needed if there are several");
    command->add_option("--audience", wish->audience, "public, delegate, press, interpreter, bureau or staff")
        ->capture_default_str();
    command->callback([wish] {
        storage::Database database(wish->db, {.create = false, .read_only = true});
        const auto logs = database.logs();
        if (wish->log.empty() && logs.size() == 1) wish->log = logs.front().slug;
        std::string name = "AUDIENCE_" + wish->audience;
        for (char& c : name) c = static_cast<char>(std::toupper(c));
        v1::Audience audience = v1::AUDIENCE_UNSPECIFIED;
        if (!v1::Audience_Parse(name, &audience) || audience == v1::AUDIENCE_UNSPECIFIED)
            throw std::runtime_error("“" + wish->audience + "” is no audience.");
        std::cout << fold_from_start(database, wish->log).dump(audience);
    });
}

}  // namespace dais
