// show, set, create: the words of what a log is of, a Summit or a Series.
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
#include "server/summit/records.h"

namespace dais::client {
namespace {

struct LogOptions : AskOptions {
    std::vector<std::string> fields;
    std::string file;
};

std::unique_ptr<google::protobuf::Message> record_of_log(const Errand& errand, const Noun& noun, const char* id) {
    const auto* body = errand.seen().find(noun.kind, id);
    auto record = body ? record_of(noun.kind, *body) : nullptr;
    if (!record) {
        throw Failure(
            "this log is of no " + std::string(noun.word) + ": name another by --log (`dais logs` lists them)",
            kNotFound);
    }
    return record;
}

void show_log(const Place& place, const Noun& noun, const char* id, const LookOptions& options) {
    const Errand errand(place, options);
    const auto record = record_of_log(errand, noun, id);
    if (options.json) {
        const boost::json::object object{{"id", id}, {"record", to_json(*record)}};
        std::printf("%s\n", boost::json::serialize(object).c_str());
        return;
    }
    Table table;
    for (const auto& [name, value] : client::fields_told(*record, errand.reading(errand.now_ms())))
        table.row({name, value});
    std::fputs(table.text().c_str(), stdout);
}

void set_log(const Place& place, const Noun& noun, const char* id, const LogOptions& options) {
    if (options.fields.empty() && options.file.empty())
        throw WrongUsage("nothing is said of it: give fields as NAME=VALUE (--help lists them)");
    Errand errand(place, options);
    const auto record = record_of_log(errand, noun, id);
    if (!options.file.empty()) read_record(options.file, *record);
    const auto reading = errand.reading(errand.now_ms());
    for (const auto& field : options.fields) set_field(*record, field, reading);
    v1::Command command;
    put(noun, "", *record, command);
    errand.give(std::move(command), "the " + std::string(noun.word) + " was changed");
}

// The first command of a log makes it; there is nothing to look at before.
void create_log(const Place& place, const Noun& noun, const LogOptions& options) {
    if (place.log.empty()) throw WrongUsage("name the new log by --log: a short name without blanks, as in gdpa-2024");
    const auto record = summit::blank_record(noun.kind);
    if (!options.file.empty()) read_record(options.file, *record);
    const summit::Records nothing;
    const LocalTime utc;
    const Languages languages(place.languages, {});
    for (const auto& field : options.fields) set_field(*record, field, {nothing, utc, languages, 0, 0});
    v1::Command command;
    put(noun, "", *record, command);
    command.set_id(options.command_id);
    command.set_preview(options.preview);
    Visit visit(place, std::chrono::seconds(options.timeout_s), true);
    print_outcome(visit.ask(std::move(command)), "the " + std::string(noun.word) + " “" + place.log + "” is there",
                  {nothing, utc, languages}, options.json);
}

}  // namespace

void add_log_words(CLI::App& app, const Place& place, const Noun& noun, const char* id, const LogExamples& examples) {
    const std::string word = noun.word, put_verb = std::string("put_") + noun.verb;
    const auto help = fields_help(*summit::blank_record(noun.kind)->GetDescriptor());
    auto* show = app.add_subcommand("show", "All that is known of it, field by field");
    const auto looking = std::make_shared<LookOptions>();
    add_look_options(*show, looking);
    show->callback([&place, &noun, id, looking] { show_log(place, noun, id, *looking); });
    describe(*show, {{"dais " + word + " show", "dais " + word + " show --json"}, {}, ""});

    const auto add_put = [&](const char* name, const std::string& about, bool is_new) {
        auto* command = app.add_subcommand(name, about);
        const auto options = std::make_shared<LogOptions>();
        command->add_option("field", options->fields, "NAME=VALUE, as listed below");
        command->add_option("--record", options->file, "A file with the whole record as JSON; - for standard input");
        add_ask_options(*command, options, !is_new);
        command->callback([&place, &noun, id, options, is_new] {
            is_new ? create_log(place, noun, *options) : set_log(place, noun, id, *options);
        });
        describe(*command, {is_new ? examples.create : examples.set, {put_verb}, help});
    };
    add_put("set", "Some fields shall be otherwise; the others stay", false);
    add_put("create", "A new " + word + ", on a log that is not there yet", true);
}

}  // namespace dais::client
