// `dais summit`: the gathering itself.
#include <CLI/CLI.hpp>

#include <memory>

#include "clients/cpp/errand.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

struct ProgrammeOptions : AskOptions {
    std::string status;
};

void set_programme(const Place& place, const ProgrammeOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    const auto status = value_of(*v1::ProgrammeStatus_descriptor(), options.status);
    command.mutable_set_programme_status()->set_status(static_cast<v1::ProgrammeStatus>(status.value_or(0)));
    errand.give(std::move(command), "the programme is " + options.status);
}

}  // namespace

void add_summit(CLI::App& app, const Place& place) {
    static const Noun noun{v1::KIND_SUMMIT, "summit", "summits", "summit", {}};
    auto* summit =
        app.add_subcommand("summit", "The gathering itself: its name, days, zone, and whether it is adopted");
    summit->group(kProgramme);
    summit->require_subcommand(1);
    add_log_words(*summit, place, noun, "m",
                  {{"dais summit set tagline=\"Diaspora 2030\" opens=08:00 closes=20:00",
                    "dais summit set host:pt=\"Cabo Verde\""},
                   {"dais --log gdpa-2024 summit create name=\"Diaspora Summit\" zone=Atlantic/Cape_Verde "
                    "days=2024-09-12,2024-09-13 languages=en,fr,pt"}});

    auto* programme =
        summit->add_subcommand("programme", "Whether the programme is adopted; then it changes only with a reason");
    const auto options = std::make_shared<ProgrammeOptions>();
    programme->add_option("status", options->status, "adopted or provisional")
        ->required()
        ->check(CLI::IsMember(words_of(*v1::ProgrammeStatus_descriptor())));
    add_ask_options(*programme, options);
    programme->callback([&place, options] { set_programme(place, *options); });
    describe(*programme, {{"dais summit programme adopted", "dais summit programme provisional --preview"},
                          {"set_programme_status"},
                          ""});
    describe(*summit, {{"dais summit show", "dais summit set city=Praia", "dais summit programme adopted"}, {}, ""});
}

}  // namespace dais::client
