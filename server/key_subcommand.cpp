// dais-server key: bearer keys, until there are accounts. A running server takes changes up within a second.
#include <algorithm>
#include <iostream>

#include "server/live/keys.h"
#include "server/live/rim.h"
#include "server/subcommands.h"
#include "server/summit/check.h"
#include "storage/database.h"

namespace dais {
namespace {

struct KeyOptions {
    std::string db;
    std::string actor_name;
    std::string role = "organiser";
    std::string name;
};

std::string role_name(v1::Role role) {
    std::string name = v1::Role_Name(role).substr(5);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c == '_' ? '-' : static_cast<char>(std::tolower(c)); });
    return name;
}

v1::Role role_of(const std::string& text) {
    for (int i = v1::Role_MIN + 1; i <= v1::ROLE_INTERPRETER; ++i)
        if (role_name(static_cast<v1::Role>(i)) == text) return static_cast<v1::Role>(i);
    throw std::runtime_error("“" + text + "” is no role. Roles: organiser, co-chair, delegate, press, interpreter.");
}

void change(const KeyOptions& options, std::optional<v1::Role> role, bool revoke) {
    storage::Database database(options.db, {.create = false});
    if (!database.change_key(options.name, role, revoke))
        throw std::runtime_error("There is no key “" + options.name + "”: see dais-server key list.");
}

}  // namespace

void add_key(CLI::App& app, int& code) {
    CLI::App* key = app.add_subcommand("key", "Make, list, change and revoke keys.");
    key->require_subcommand(1);
    auto options = std::make_shared<KeyOptions>();
    const auto with_db = [&](CLI::App* command) {
        command->add_option("--db", options->db, "the database file")->envname("DAIS_DB")->required();
        return command;
    };
    CLI::App* make = with_db(key->add_subcommand("make", "Make a key and print its secret, this once."));
    make->add_option("--as", options->actor_name, "the Person or Party acting, by name or id")->required();
    make->add_option("--role", options->role, "organiser, co-chair, delegate, press or interpreter")
        ->capture_default_str();
    make->callback([options, &code] {
        if (options->actor_name.empty() || !summit::is_utf8(options->actor_name) ||
            std::any_of(options->actor_name.begin(), options->actor_name.end(), [](unsigned char c) { return c < 32; }))
            throw std::runtime_error("--as: a name in UTF-8, on one line.");
        live::NewKey made = live::make_key(options->actor_name, role_of(options->role), live::wall_clock_ms());
        storage::Database(options->db, {}).add_key(made.key);
        std::cout << made.secret << std::endl;
        code = 0;
    });
    with_db(key->add_subcommand("list", "List keys."))->callback([options] {
        storage::Database database(options->db, {.create = false, .read_only = true});
        for (const storage::Key& one : database.keys())
            std::cout << one.name << '\t' << role_name(one.role) << '\t' << one.actor_name
                      << (one.revoked ? "\trevoked" : "") << '\n';
    });
    CLI::App* set_role = with_db(key->add_subcommand("set-role", "Give a key another role."));
    set_role->add_option("name", options->name, "the key's name, as listed")->required();
    set_role->add_option("role", options->role, "organiser, co-chair, delegate, press or interpreter")->required();
    set_role->callback([options] { change(*options, role_of(options->role), false); });
    CLI::App* revoke = with_db(key->add_subcommand("revoke", "Revoke a key for good."));
    revoke->add_option("name", options->name, "the key's name, as listed")->required();
    revoke->callback([options] { change(*options, std::nullopt, true); });
}

}  // namespace dais
