// add, change, remove: the words that every noun of the programme has.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"
#include "server/summit/records.h"

namespace dais::client {
namespace {

using google::protobuf::Message;

struct PutOptions : AskOptions {
    std::string name;  // of the record that is changed; empty: a new one
    std::vector<std::string> fields;
    std::string file;
    bool hidden = false;
    bool public_again = false;
};

// The record as it was seen, and what of it shall be otherwise.
void put_noun(const Place& place, const Noun& noun, const PutOptions& options, bool is_new) {
    if (options.fields.empty() && options.file.empty() && !options.hidden && !options.public_again)
        throw WrongUsage("nothing is said of it: give fields as NAME=VALUE (--help lists them)");
    Errand errand(place, options);
    const auto id = is_new ? "" : errand.id(noun.kind, options.name);
    const auto* body = id.empty() ? nullptr : errand.seen().find(noun.kind, id);
    const auto record = body ? record_of(noun.kind, *body) : summit::blank_record(noun.kind);
    if (!options.file.empty()) read_record(options.file, *record);
    const auto reading = errand.reading(errand.about_ms());
    for (const auto& field : options.fields) set_field(*record, field, reading);
    v1::Command command;
    put(noun, id, *record, command);
    const bool was_hidden = !id.empty() && errand.is_hidden(noun.kind, id);
    const bool hidden = options.hidden || (was_hidden && !options.public_again);
    if (command.has_put_session()) command.mutable_put_session()->set_hidden(hidden);
    if (command.has_put_declaration()) command.mutable_put_declaration()->set_hidden(hidden);
    const auto name = id.empty() ? std::string("a new ") + noun.word : errand.label(noun.kind, id);
    errand.give(std::move(command), name + (id.empty() ? " added" : " changed"));
}

void remove_noun(const Place& place, const Noun& noun, const PutOptions& options) {
    Errand errand(place, options);
    const auto id = errand.id(noun.kind, options.name);
    v1::Command command;
    remove(noun, id, command);
    errand.give(std::move(command), errand.label(noun.kind, id) + " removed");
}

void erase_person(const Place& place, const PutOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    command.mutable_erase_person()->set_id(errand.id(v1::KIND_PERSON, options.name));
    errand.give(std::move(command), "the person is erased");
}

bool may_be_hidden(const Noun& noun) { return noun.kind == v1::KIND_SESSION || noun.kind == v1::KIND_DECLARATION; }

void add_field_options(CLI::App& command, const std::shared_ptr<PutOptions>& options, const Noun& noun) {
    command.add_option("field", options->fields, "NAME=VALUE, as listed below");
    command.add_option("--record", options->file,
                       "A file with the whole record as JSON, as `show --json` prints it; - for standard input");
    if (may_be_hidden(noun)) {
        const bool session = noun.kind == v1::KIND_SESSION;
        command.add_flag("--hidden", options->hidden,
                         session ? "Staff alone shall see it" : "Staff and bureau alone shall see it");
        command.add_flag("--public", options->public_again, "All shall see it, if it was hidden")->excludes("--hidden");
    }
}

std::vector<std::string> whole(const std::string& begin, const std::vector<std::string>& ends) {
    std::vector<std::string> examples;
    for (const auto& end : ends) examples.push_back(begin + end);
    return examples;
}

}  // namespace

void add_noun_words(CLI::App& app, const Place& place, const Noun& noun, const NounExamples& examples) {
    const std::string word = noun.word, begin = "dais " + word, put_verb = std::string("put_") + noun.verb;
    const auto help = fields_help(*summit::blank_record(noun.kind)->GetDescriptor());
    // What is declared is not prepared together with other things.
    const bool may_wait = noun.kind != v1::KIND_DECLARATION;
    auto* add = app.add_subcommand("add", "A new " + word);
    const auto added = std::make_shared<PutOptions>();
    add_field_options(*add, added, noun);
    add_ask_options(*add, added, may_wait);
    add->callback([&place, &noun, added] { put_noun(place, noun, *added, true); });
    describe(*add, {whole(begin + " add ", examples.add), {put_verb}, help});

    auto* change = app.add_subcommand("change", "Some fields of a " + word + " shall be otherwise; the others stay");
    const auto changed = std::make_shared<PutOptions>();
    change->add_option("name", changed->name, "Which one: its id, or as it is called")->required();
    add_field_options(*change, changed, noun);
    add_ask_options(*change, changed, may_wait);
    change->callback([&place, &noun, changed] { put_noun(place, noun, *changed, false); });
    describe(*change, {whole(begin + " change ", examples.change), {put_verb}, help});

    auto* gone = app.add_subcommand("remove", "A " + word + " shall be gone; refused while something names it");
    const auto removed = std::make_shared<PutOptions>();
    gone->add_option("name", removed->name, "Which one: its id, or as it is called")->required();
    add_ask_options(*gone, removed, may_wait);
    gone->callback([&place, &noun, removed] { remove_noun(place, noun, *removed); });
    describe(*gone, {whole(begin + " remove ", examples.remove), {std::string("remove_") + noun.verb}, ""});
    if (noun.kind != v1::KIND_PERSON) return;

    auto* erase =
        app.add_subcommand("erase", "Whatever is known of a person shall be gone for good, from the disk too");
    const auto erased = std::make_shared<PutOptions>();
    erase->add_option("name", erased->name, "Which one: their id, or as they are called")->required();
    add_ask_options(*erase, erased);
    erase->callback([&place, erased] { erase_person(place, *erased); });
    describe(*erase, {{"dais person erase p12ab --preview", "dais person erase p12ab"}, {"erase_person"}, ""});
}

}  // namespace dais::client
