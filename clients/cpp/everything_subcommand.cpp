// All words of `dais`, in the manual's order.
#include <CLI/CLI.hpp>

#include "clients/cpp/languages.h"
#include "clients/cpp/manual.h"
#include "clients/cpp/subcommands.h"

namespace dais::client {
namespace {

std::string check_language(const std::string& tag) {
    return is_language(tag) ? "" : "“" + tag + "” is no language: write it as fr, pt-CV, or several as fr,en";
}

}  // namespace

void add_everything(CLI::App& app, Place& place) {
    use_manual(app);
    app.name("dais");
    app.set_help_flag("-h,--help", "This manual, or after a command its page");
    app.add_option("--url", place.url, "Where the server is")->envname("DAIS_URL")->capture_default_str();
    app.add_option("--ca", place.ca, "For https: a PEM file of a CA that is trusted, as a venue's own")
        ->envname("DAIS_CA");
    app.add_option("--key", place.key, "Key of an organiser, co-chair, delegate …; none: the public")
        ->envname("DAIS_KEY");
    app.add_option("--log", place.log, "Which summit or series, by its slug; none: the server's only one")
        ->envname("DAIS_LOG");
    app.add_option("--lang", place.languages, "Languages in which texts are shown, the best first, as fr,en")
        ->envname("DAIS_LANG")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(check_language)
        ->default_str("en");
    app.fallthrough();
    app.require_subcommand(1);

    add_help(app);
    add_show(app, place);
    add_watch(app, place);
    add_history(app, place);
    add_clashes(app, place);
    add_logs(app, place);
    add_rooms(app, place);
    add_session(app, place);
    add_floor(app, place);
    add_proposal(app, place);
    add_summit(app, place);
    add_series(app, place);
    add_nouns(app, place);
    add_look(app, place);
    add_parties(app, place);
    add_endorsement(app, place);
    add_roll(app, place);
    add_draft(app, place);
    add_announce(app, place);
    add_announcement(app, place);
    add_withdraw(app, place);
    add_import(app, place);
    add_export(app, place);
    add_ledger(app, place);
    add_undo(app, place);
    add_load(app, place);
}

}  // namespace dais::client
