// What happens to a declaration: the words below `dais declaration` that say it.
#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/field_items.h"
#include "clients/cpp/names.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/words.h"
#include "dais/v1/declaration.pb.h"

namespace dais::client {
namespace {

// The server's limit for a long text.
constexpr std::size_t kDeclarationBytesMax = 65'536;

struct DeclarationOptions : AskOptions {
    std::string declaration;
    std::vector<std::string> texts;
    std::string manner;
    std::string time;
    std::optional<int> in_favour;
    int against = 0;
    int abstaining = 0;
};

constexpr char kWhichDeclaration[] = "Its id, its symbol or a part of its title";

// Of "fr=@declaration.fr.txt": authentic if the declaration is in that language, else a translation.
v1::LocalText text_given(const std::string& typed, const v1::Declaration& declaration) {
    const auto given = with_file(typed, kDeclarationBytesMax);
    const auto equals = given.find('=');
    v1::LocalText text;
    text.set_language(given.substr(0, equals));
    if (equals == std::string::npos || !is_language(text.language()))
        throw WrongUsage("“" + typed + "” names no language: write it as fr=@FILE");
    text.set_text(given.substr(equals + 1));
    if (!is_utf8(text.text())) throw WrongUsage("the text in “" + text.language() + "” is not in UTF-8");
    const auto& authentic = declaration.authentic_languages();
    const bool is_authentic = std::find(authentic.begin(), authentic.end(), text.language()) != authentic.end();
    text.set_origin(is_authentic ? v1::ORIGIN_AUTHENTIC : v1::ORIGIN_HUMAN);
    return text;
}

void put_declaration_text(const Place& place, const DeclarationOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_put_declaration_text();
    verb.set_id(errand.id(v1::KIND_DECLARATION, options.declaration));
    const auto declaration = *held<v1::Declaration>(errand.seen(), v1::KIND_DECLARATION, verb.id());
    for (const auto& typed : options.texts) *verb.add_texts() = text_given(typed, declaration);
    std::sort(verb.mutable_texts()->begin(), verb.mutable_texts()->end(),
              [](const auto& left, const auto& right) { return left.language() < right.language(); });
    const auto name = errand.label(v1::KIND_DECLARATION, verb.id());
    errand.give(std::move(command), name + ": version " + std::to_string(declaration.version() + 1) + " is there");
}

void adopt_declaration(const Place& place, const DeclarationOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_adopt_declaration();
    verb.set_id(errand.id(v1::KIND_DECLARATION, options.declaration));
    verb.set_manner(
        static_cast<v1::AdoptionManner>(value_of(*v1::AdoptionManner_descriptor(), options.manner).value_or(0)));
    if (options.in_favour) {
        verb.mutable_count()->set_in_favour(*options.in_favour);
        verb.mutable_count()->set_against(options.against);
        verb.mutable_count()->set_abstaining(options.abstaining);
    }
    if (!options.time.empty() && options.time != "now") verb.set_at_ms(errand.instant(options.time, errand.about_ms()));
    const auto name = errand.label(v1::KIND_DECLARATION, verb.id());
    errand.give(std::move(command), name + ": adopted by " + options.manner);
}

void open_declaration(const Place& place, const DeclarationOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_open_declaration();
    verb.set_id(errand.id(v1::KIND_DECLARATION, options.declaration));
    if (!options.time.empty()) verb.set_closes_at_ms(errand.instant(options.time, errand.about_ms()));
    const auto until = verb.has_closes_at_ms() ? " until " + errand.time().date_time(verb.closes_at_ms()) : "";
    const auto name = errand.label(v1::KIND_DECLARATION, verb.id());
    errand.give(std::move(command), name + ": open for endorsement" + until);
}

void close_declaration(const Place& place, const DeclarationOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_close_declaration();
    verb.set_id(errand.id(v1::KIND_DECLARATION, options.declaration));
    errand.give(std::move(command), errand.label(v1::KIND_DECLARATION, verb.id()) + ": closed for endorsement");
}

using DoWithDeclaration = void (*)(const Place&, const DeclarationOptions&);

std::pair<CLI::App*, std::shared_ptr<DeclarationOptions>> add_declaration_word(CLI::App& declaration,
                                                                               const Place& place, const char* word,
                                                                               const char* about, DoWithDeclaration run,
                                                                               const Page& page) {
    auto* command = declaration.add_subcommand(word, about);
    const auto options = std::make_shared<DeclarationOptions>();
    command->add_option("declaration", options->declaration, kWhichDeclaration)->required();
    add_ask_options(*command, options, false);
    command->callback([&place, options, run] { run(place, *options); });
    describe(*command, page);
    return {command, options};
}

}  // namespace

void add_declaration_words(CLI::App& declaration, const Place& place) {
    const auto [text, texts] = add_declaration_word(
        declaration, place, "text", "A new version of its text, in every authentic language", put_declaration_text,
        {{"dais declaration text Dublin en=@dublin.en.txt fr=@dublin.fr.txt",
          "dais declaration text Dublin en=\"We, the Ministers, …\""},
         {"put_declaration_text"},
         "Refused once it is endorsed: those who endorsed have endorsed what stands. @FILE stands for what is in a\n"
         "file. Languages in which it is not authentic are translations."});
    text->add_option("text", texts->texts, "LANG=WORDS or LANG=@FILE, one per language")->required();

    const auto [adopting, adoption] = add_declaration_word(
        declaration, place, "adopt", "The version in force was adopted", adopt_declaration,
        {{"dais declaration adopt Dublin consensus", "dais declaration adopt Dublin silence --at 2022-04-05T17:00",
          "dais declaration adopt Dublin show-of-hands --in-favour 30 --against 1 --abstaining 4"},
         {"adopt_declaration"},
         ""});
    adopting->add_option("manner", adoption->manner, "How: " + joined(words_of(*v1::AdoptionManner_descriptor())))
        ->required()
        ->check(CLI::IsMember(words_of(*v1::AdoptionManner_descriptor())));
    auto* in_favour = adopting->add_option("--in-favour", adoption->in_favour, "Hands that were raised for it");
    adopting->add_option("--against", adoption->against, "And against it")->needs(in_favour);
    adopting->add_option("--abstaining", adoption->abstaining, "And by those who abstained")->needs(in_favour);
    adopting->add_option("--at", adoption->time, "When, as 17:00 or 2022-04-05T17:00; without, now");

    const auto [opening, window] =
        add_declaration_word(declaration, place, "open", "Parties may endorse it from now on", open_declaration,
                             {{"dais declaration open Dublin", "dais declaration open Dublin --until 2022-04-30T18:00"},
                              {"open_declaration"},
                              "It may be closed and opened again."});
    opening->add_option("--until", window->time, "Until when, as 18:00 or 2022-04-30T18:00; without, until closed");
    add_declaration_word(declaration, place, "close", "No party may endorse it any more; to withdraw remains possible",
                         close_declaration, {{"dais declaration close Dublin"}, {"close_declaration"}, ""});
}

}  // namespace dais::client
