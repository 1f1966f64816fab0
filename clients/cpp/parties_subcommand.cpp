#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <memory>

#include "clients/cpp/api.h"
#include "clients/cpp/command_options.h"
#include "clients/cpp/json.h"
#include "clients/cpp/parties.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/tell.h"
#include "clients/cpp/visit.h"

namespace dais::client {
namespace {

struct ListOptions {
    std::string group;
    bool json = false;
};

struct AddOptions {
    PartyChoice choice;
    bool json = false;
};

void list_parties(const Place& place, const ListOptions& options) {
    Visit visit(place, std::chrono::seconds(15));
    const auto& language = place.languages.front();
    boost::json::array array;
    for (const auto& [id, party] : listed_parties(visit.look().records(), options.group, language)) {
        const std::string name = shown_in(party.name(), language);
        if (options.json) {
            array.push_back({{"id", id}, {"code", party.code()}, {"name", name}, {"record", to_json(party)}});
        } else {
            std::printf("%-6s  %-3s  %s\n", id.c_str(), party.code().c_str(), one_line(name).c_str());
        }
    }
    if (options.json) std::printf("%s\n", boost::json::serialize(array).c_str());
}

void add_to_log(const Place& place, AddOptions options) {
    PartyChoice& choice = options.choice;
    if (!choice.members && !choice.observers && !choice.organisations && choice.codes.empty())
        choice.members = choice.observers = true;
    const auto report = post_parties(place, choice);
    if (options.json) {
        std::printf("%s\n", boost::json::serialize(to_json(report)).c_str());
    } else if (report.failure().empty()) {
        std::printf("%s: %u added, %u changed%s\n", report.log().c_str(), report.added(), report.changed(),
                    choice.preview ? ", if it were done" : "");
        for (const auto& note : report.notes())
            if (note.kind() == v1::IMPORT_NOTE_KIND_KEPT)
                std::printf("kept      %s\n", one_line(note.item() + ": " + note.message()).c_str());
    }
    if (!report.failure().empty()) throw Failure("nothing was added: " + one_line(report.failure()), kRefused);
}

void add_list(CLI::App& parties, const Place& place) {
    auto* list = parties.add_subcommand("list", "States by code, then organisations and others by name");
    const auto options = std::make_shared<ListOptions>();
    list->add_option("--group", options->group,
                     "Only those of a group, by the beginning of its name: african, LDC, EU");
    list->add_flag("--json", options->json, "As a JSON array, with all that is known of each");
    describe(*list, {{"dais parties list --group SIDS --lang pt", "dais parties list --json"}, {}, ""});
    list->callback([&place, options] { list_parties(place, *options); });
}

}  // namespace

void add_parties(CLI::App& app, const Place& place) {
    auto* parties = app.add_subcommand("parties", "Who takes part: list them, or add States and organisations");
    parties->group(kProgramme);
    parties->require_subcommand(1);
    describe(*parties, {{"dais parties list", "dais parties add --members"}, {}, ""});
    add_list(*parties, place);
    auto* add = parties->add_subcommand(
        "add", "Add parties that the server brings, with names in seven languages, codes and groups");
    const auto options = std::make_shared<AddOptions>();
    PartyChoice& choice = options->choice;
    add->add_option("code", choice.codes,
                    "One by one: a State's ISO alpha-3 (NAM), an organisation's word (african-union)");
    add->add_flag("--members", choice.members, "The 193 members of the United Nations");
    add->add_flag("--observers", choice.observers, "Its observer States: the Holy See and the State of Palestine");
    add->add_flag("--organisations", choice.organisations, "Intergovernmental organisations that summits invite");
    add->add_flag("--preview", choice.preview, "Only say what it would do");
    add->add_flag("--json", options->json, "The report as JSON");
    describe(*add,
             {{"dais parties add", "dais parties add CPV IRL african-union", "dais parties add --members --preview"},
              {"import_programme"},
              "Without a choice: members and observer States. Parties that are there are completed, not doubled;\n"
              "what was changed here is kept and said. `dais party` changes them one by one."});
    add->callback([&place, options] { add_to_log(place, *options); });
}

}  // namespace dais::client
