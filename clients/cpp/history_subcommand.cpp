#include <CLI/CLI.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

#include "clients/cpp/command_options.h"
#include "clients/cpp/names.h"
#include "clients/cpp/nouns.h"
#include "clients/cpp/past.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/visit.h"

namespace dais::client {
namespace {

struct HistoryOptions {
    std::vector<std::string> what;
    HistoryWish wish;
    bool json = false;
};

// As the server makes them: a letter for the kind, then letters and digits.
bool is_id(const std::string& name) {
    return name.size() >= 5 && name.size() <= 8 &&
           name.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz") == std::string::npos &&
           name.find_first_of("0123456789") != std::string::npos;
}

// The record that is meant: a session, or a kind and what it is called.
void find(const Place& place, const std::vector<std::string>& what, HistoryWish& wish) {
    if (what.empty()) return;
    if (what.size() > 2) throw WrongUsage("name one record: a session, or a kind and an id (--help has examples)");
    const std::string kind = what.size() == 2 ? what.front() : "session";
    const std::string& name = what.back();
    wish.kind = kind;
    wish.id = name;
    std::vector<Noun> all(nouns().begin(), nouns().end());
    // Not put whole, but asked after all the same.
    all.push_back({v1::KIND_SPEAKER_REQUEST, "request", "requests for the floor", "speaker_request", {}});
    all.push_back({v1::KIND_PROPOSAL, "proposal", "proposals", "proposal", {}});
    const auto noun = std::find_if(all.begin(), all.end(), [&](const Noun& each) { return kind == each.word; });
    if (noun == all.end()) return;
    wish.kind = noun->verb;
    Visit visit(place, std::chrono::seconds(15));
    const Found found = find_record(visit.look().records(), noun->kind, name);
    if (found)
        wish.id = found.id;
    else if (!is_id(name))
        throw Failure(found.problem, kNotFound);
    else if (what.size() == 1)
        wish.kind.clear();
    // Else it may be the id of one that is no longer there: staff can ask for it all the same.
}

}  // namespace

void add_history(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("history", "What changed, the latest first: of a record, or of all");
    const auto options = std::make_shared<HistoryOptions>();
    command->add_option("what", options->what,
                        "A session by id, number or title, or a kind and what it is called; none: all");
    command->add_option("--before", options->wish.before, "Only what happened before this position")
        ->check(position_number);
    command->add_option("--changes", options->wish.changes, "How many Changes at most")
        ->check(CLI::Range(1, 200))
        ->capture_default_str();
    command->add_option("--audience", options->wish.audience, "With whose eyes; for staff")->check(audience_named);
    command->add_flag("--json", options->json, "As one JSON object");
    command->group(kUndoAndHistory);
    describe(*command,
             {{"dais history", "dais history Opening", "dais history room \"Plenary hall\"", "dais history request IRL",
               "dais history --before 120 --changes 50", "dais history --audience public --json"},
              {},
              ""});
    command->callback([&place, options] {
        find(place, options->what, options->wish);
        show_history(place, options->wish, options->json);
    });
}

}  // namespace dais::client
