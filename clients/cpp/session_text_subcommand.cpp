// `dais session text`: what there is to read of a session, beside its plan.
#include <CLI/CLI.hpp>

#include <memory>
#include <utility>
#include <vector>

#include "clients/cpp/errand.h"
#include "clients/cpp/fields.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"

namespace dais::client {
namespace {

constexpr std::size_t kTextFileBytesMax = 1 << 16;

struct TextOptions : AskOptions {
    std::string session;
    std::vector<std::string> fields;
};

// "abstract:fr=" leaves none in that language: an empty text says so.
void leave_none(v1::EditSessionText& verb, const std::string& assignment, const Languages& languages) {
    if (assignment.back() != '=' || assignment.starts_with("website")) return;
    const auto colon = assignment.find(':');
    auto& text = assignment.starts_with("abstract") ? *verb.add_abstract() : *verb.add_description();
    text.set_language(colon == std::string::npos ? languages.first()
                                                 : assignment.substr(colon + 1, assignment.size() - colon - 2));
}

void edit_text(const Place& place, const TextOptions& options) {
    Errand errand(place, options);
    const auto id = errand.id(v1::KIND_SESSION, options.session);
    v1::Command command;
    auto& verb = *command.mutable_edit_session_text();
    verb.set_id(id);
    const auto reading = errand.reading(errand.about_ms());
    for (const auto& field : options.fields) {
        const auto assignment = with_file(field, kTextFileBytesMax);
        set_field(verb, assignment, reading);
        leave_none(verb, assignment, errand.languages());
    }
    errand.give(std::move(command), errand.label(v1::KIND_SESSION, id) + ": its text is as given");
}

}  // namespace

void add_session_text(CLI::App& session, const Place& place) {
    const auto options = std::make_shared<TextOptions>();
    auto* text = session.add_subcommand("text", "Its abstract, its description and its page elsewhere");
    text->add_option("session", options->session, "Its id, its number or a part of its title")->required();
    text->add_option("fields", options->fields, "What is to be read, as below")->required();
    add_ask_options(*text, options);
    text->callback([&place, options] { edit_text(place, *options); });
    Table table;
    const auto& verb = *v1::EditSessionText::descriptor();
    for (const auto& field : fields_of(verb)) table.row({usage(field, verb), field.about});
    describe(*text, {{"dais session text 14 abstract:fr=\"Où en est la diaspora ?\"",
                      "dais session text 14 abstract:en=@abstract.txt website=https://example.org/14",
                      "dais session text 14 abstract:fr="},
                     {"edit_session_text"},
                     "What is not named stays; @FILE stands for what is in a file, nothing after “=” for none.\n\n" +
                         table.text()});
}

}  // namespace dais::client
