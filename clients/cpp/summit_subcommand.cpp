// `dais summit`: the gathering itself.
#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <cstdio>
#include <memory>

#include "clients/cpp/errand.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/outcome.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

struct SummitOptions : AskOptions {
    std::vector<std::string> fields;
    std::string file;
    std::string status;
};

void show_summit(const Place& place, const LookOptions& options) {
    const Errand errand(place, options);
    const auto summit = summit_of(errand.seen());
    if (options.json) {
        std::printf("%s\n",
                    boost::json::serialize(boost::json::object{{"id", "m"}, {"record", to_json(summit)}}).c_str());
        return;
    }
    Table table;
    for (const auto& [name, value] : fields_told(summit, errand.reading(errand.now_ms()))) table.row({name, value});
    std::fputs(table.text().c_str(), stdout);
}

void set_summit(const Place& place, const SummitOptions& options) {
    if (options.fields.empty() && options.file.empty())
        throw WrongUsage("nothing is said of it: give fields as NAME=VALUE (--help lists them)");
    Errand errand(place, options);
    v1::Command command;
    auto& summit = *command.mutable_put_summit()->mutable_summit();
    summit = summit_of(errand.seen());
    if (!options.file.empty()) read_record(options.file, summit);
    const auto reading = errand.reading(errand.now_ms());
    for (const auto& field : options.fields) set_field(summit, field, reading);
    errand.give(std::move(command), "the summit was changed");
}

// The first command of a log makes it; there is nothing to look at before.
void create_summit(const Place& place, const SummitOptions& options) {
    if (place.log.empty()) throw WrongUsage("name the new log by --log: a short name without blanks, as in gdpa-2024");
    v1::Command command;
    auto& summit = *command.mutable_put_summit()->mutable_summit();
    if (!options.file.empty()) read_record(options.file, summit);
    const summit::Records nothing;
    const LocalTime utc;
    const Languages languages(place.languages, summit);
    for (const auto& field : options.fields) set_field(summit, field, {nothing, utc, languages, 0, 0});
    command.set_id(options.command_id);
    command.set_preview(options.preview);
    Visit visit(place, std::chrono::seconds(options.timeout_s), true);
    print_outcome(visit.ask(std::move(command)), "the summit “" + place.log + "” is there", {nothing, utc, languages},
                  options.json);
}

void set_programme(const Place& place, const SummitOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    const auto status = value_of(*v1::ProgrammeStatus_descriptor(), options.status);
    command.mutable_set_programme_status()->set_status(static_cast<v1::ProgrammeStatus>(status.value_or(0)));
    errand.give(std::move(command), "the programme is " + options.status);
}

std::string fields_help() {
    Table table;
    for (const auto& field : fields_of(*v1::Summit::descriptor())) {
        if (field.shape != Shape::the_server) table.row({usage(field, *v1::Summit::descriptor()), field.about});
    }
    return "Fields\n" + table.text("  ");
}

void add_put(CLI::App& summit, const Place& place, const char* word, const char* about,
             void (*put)(const Place&, const SummitOptions&), const Page& page) {
    auto* command = summit.add_subcommand(word, about);
    const auto options = std::make_shared<SummitOptions>();
    command->add_option("field", options->fields, "NAME=VALUE, as listed below");
    command->add_option("--record", options->file, "A file with the whole record as JSON; - for standard input");
    add_ask_options(*command, options, put == set_summit);
    command->callback([&place, options, put] { put(place, *options); });
    describe(*command, page);
}

}  // namespace

void add_summit(CLI::App& app, const Place& place) {
    auto* summit =
        app.add_subcommand("summit", "The gathering itself: its name, days, zone, and whether it is adopted");
    summit->group(kProgramme);
    summit->require_subcommand(1);
    auto* show = summit->add_subcommand("show", "All that is known of it, field by field");
    const auto looking = std::make_shared<LookOptions>();
    add_look_options(*show, looking);
    show->callback([&place, looking] { show_summit(place, *looking); });
    describe(*show, {{"dais summit show", "dais summit show --json"}, {}, ""});

    add_put(*summit, place, "set", "Some fields shall be otherwise; the others stay", set_summit,
            {{"dais summit set tagline=\"Diaspora 2030\" opens=08:00 closes=20:00",
              "dais summit set host:pt=\"Cabo Verde\""},
             {"put_summit"},
             fields_help()});
    add_put(*summit, place, "create", "A new summit, on a log that is not there yet", create_summit,
            {{"dais --log gdpa-2024 summit create name=\"Diaspora Summit\" zone=Atlantic/Cape_Verde "
              "days=2024-09-12,2024-09-13 languages=en,fr,pt"},
             {"put_summit"},
             fields_help()});

    auto* programme =
        summit->add_subcommand("programme", "Whether the programme is adopted; then it changes only with a reason");
    const auto options = std::make_shared<SummitOptions>();
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
