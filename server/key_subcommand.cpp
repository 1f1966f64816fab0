// dais-server key: keys that belong to no account, as for programs and edges. A running server takes changes up within
// a second.
#include <algorithm>
#include <array>
#include <iostream>
#include <sstream>

#include "server/access/secrets.h"
#include "server/live/rim.h"
#include "server/subcommands.h"
#include "server/summit/check.h"
#include "server/summit/rights.h"
#include "storage/database.h"

namespace dais {
namespace {

struct KeyOptions {
    std::string db;
    std::string actor_name;
    std::string role = "organiser";
    std::string name;
    std::string log;
    std::string person;
    std::string scopes;
    std::int64_t days = 0;
};

std::string with_hyphens(std::string words) {
    std::replace(words.begin(), words.end(), ' ', '-');
    return words;
}

// Of a key alone: who is confined to tracks, rooms, sessions or a party is an account.
constexpr std::array kRolesOfKeys = {v1::ROLE_OWNER,         v1::ROLE_ORGANISER, v1::ROLE_CO_CHAIR,
                                     v1::ROLE_PRESS_OFFICER, v1::ROLE_DELEGATE,  v1::ROLE_PRESS,
                                     v1::ROLE_INTERPRETER,   v1::ROLE_SCREEN,    v1::ROLE_EDGE};

v1::Role role_of(const std::string& text) {
    std::string names;
    for (const v1::Role role : kRolesOfKeys) {
        const std::string name = with_hyphens(summit::role_name(role));
        if (name == text) return role;
        names += (names.empty() ? "" : ", ") + name;
    }
    throw std::runtime_error("“" + text + "” is no role of a key. Roles: " + names + ".");
}

std::uint32_t scopes_of(const std::string& text) {
    std::uint32_t scopes = 0;
    std::stringstream list(text);
    for (std::string word; std::getline(list, word, ',');) {
        std::string name = "SCOPE_" + word;
        for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        v1::Scope scope{};
        if (!v1::Scope_Parse(name, &scope) || scope == v1::SCOPE_UNSPECIFIED)
            throw std::runtime_error("--scopes: “" + word +
                                     "” is none. Scopes: read, day, programme, announcements, accounts.");
        scopes |= 1u << static_cast<unsigned>(scope);
    }
    return scopes;
}

storage::Key new_key(const KeyOptions& options, std::string& secret) {
    storage::Key key;
    key.name = access::random_digits(6);
    secret = "dais_" + key.name + "_" + access::random_digits(32);
    key.hash = access::secret_hash(secret);
    key.actor_name = options.actor_name;
    key.role = role_of(options.role);
    key.log = options.log;
    key.person = options.person;
    key.scopes = scopes_of(options.scopes);
    key.made_at_ms = live::wall_clock_ms();
    if (options.days > 0) key.until_ms = key.made_at_ms + options.days * 24 * 3'600'000;
    if (key.role == v1::ROLE_CO_CHAIR && key.person.empty())
        throw std::runtime_error("--person: who is co-chair is said by the seats; say whose key it is.");
    if (!key.person.empty() && key.log.empty()) throw std::runtime_error("--log: a person is one of a log; say which.");
    if (key.role == v1::ROLE_EDGE && !key.log.empty()) throw std::runtime_error("--log: an edge repeats every log.");
    return key;
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
    make->add_option("--as", options->actor_name, "what it is called, as in “Secretariat”")->required();
    make->add_option("--role", options->role, "owner, organiser, press-officer, delegate, press, interpreter, edge …")
        ->capture_default_str();
    make->add_option("--log", options->log, "the only log that it may be used for");
    make->add_option("--person", options->person, "id of the Person of that log that acts by it");
    make->add_option("--scopes", options->scopes, "what alone it may be used for: read,day,programme,announcements");
    make->add_option("--days", options->days, "it ends after so many days; 0: once it is revoked")
        ->check(CLI::Range(0, 4'000));
    make->callback([options, &code] {
        if (options->actor_name.empty() || !summit::is_utf8(options->actor_name) ||
            std::any_of(options->actor_name.begin(), options->actor_name.end(), [](unsigned char c) { return c < 32; }))
            throw std::runtime_error("--as: a name in UTF-8, on one line.");
        std::string secret;
        const storage::Key made = new_key(*options, secret);
        storage::Database(options->db, {}).add_key(made);
        std::cout << secret << std::endl;
        code = 0;
    });
    with_db(key->add_subcommand("list", "List keys."))->callback([options] {
        storage::Database database(options->db, {.create = false, .read_only = true});
        for (const storage::Key& one : database.keys())
            std::cout << one.name << '\t'
                      << (one.account.empty() ? with_hyphens(summit::role_name(one.role)) : "account " + one.account)
                      << '\t' << one.actor_name << (one.log.empty() ? "" : "\ton " + one.log)
                      << (one.revoked ? "\trevoked" : "") << '\n';
    });
    CLI::App* set_role = with_db(key->add_subcommand("set-role", "Give a key another role."));
    set_role->add_option("name", options->name, "the key's name, as listed")->required();
    set_role->add_option("role", options->role, "as for make")->required();
    set_role->callback([options] { change(*options, role_of(options->role), false); });
    CLI::App* revoke = with_db(key->add_subcommand("revoke", "Revoke a key for good."));
    revoke->add_option("name", options->name, "the key's name, as listed")->required();
    revoke->callback([options] { change(*options, std::nullopt, true); });
}

}  // namespace dais
