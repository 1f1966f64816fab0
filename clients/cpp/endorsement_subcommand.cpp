// `dais endorsement`: a party announces it, shows its credentials, signs, withdraws.
#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <cstdio>
#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"
#include "clients/cpp/text_options.h"
#include "dais/v1/endorsement.pb.h"

namespace dais::client {
namespace {

struct EndorsementOptions : AskOptions {
    std::string declaration;
    std::string party;
    std::string signatory;
    std::string explanation;
    std::string reservation;
    std::vector<std::string> texts;  // "fr=…"
};

template <typename Verb>
void fill(const Errand& errand, const EndorsementOptions& options, Verb& verb) {
    verb.set_declaration(errand.id(v1::KIND_DECLARATION, options.declaration));
    verb.set_party(errand.id(v1::KIND_PARTY, options.party));
}

// What was said with it, in all languages.
void fill_statement(const Errand& errand, const EndorsementOptions& options, v1::SignEndorsement& verb) {
    const bool reserves = !options.reservation.empty();
    const auto& text = reserves ? options.reservation : options.explanation;
    if (text.empty() && !options.texts.empty())
        throw WrongUsage("--text says it in another language: give --explanation or --reservation, too");
    if (text.empty()) return;
    verb.set_statement_kind(reserves ? v1::ENDORSEMENT_STATEMENT_KIND_RESERVATION
                                     : v1::ENDORSEMENT_STATEMENT_KIND_EXPLANATION);
    *verb.mutable_statement() = texts_given("statement", errand.languages().first(), text, options.texts);
}

// Fills in the verb; returns what the party has done.
using Endorse = std::string (*)(const Errand&, const EndorsementOptions&, v1::Command&);

std::string announce_it(const Errand& errand, const EndorsementOptions& options, v1::Command& command) {
    fill(errand, options, *command.mutable_announce_endorsement());
    return "has announced that it will endorse";
}

std::string check_it(const Errand& errand, const EndorsementOptions& options, v1::Command& command) {
    auto& verb = *command.mutable_check_credentials();
    fill(errand, options, verb);
    if (!options.signatory.empty()) verb.set_signatory(errand.id(v1::KIND_PERSON, options.signatory));
    return "has shown its credentials for";
}

std::string sign_it(const Errand& errand, const EndorsementOptions& options, v1::Command& command) {
    auto& verb = *command.mutable_sign_endorsement();
    fill(errand, options, verb);
    fill_statement(errand, options, verb);
    return "has signed";
}

std::string withdraw_it(const Errand& errand, const EndorsementOptions& options, v1::Command& command) {
    fill(errand, options, *command.mutable_withdraw_endorsement());
    return "has withdrawn its endorsement of";
}

void endorse(const Place& place, const EndorsementOptions& options, Endorse what) {
    Errand errand(place, options);
    v1::Command command;
    const auto done = what(errand, options, command);
    errand.give(std::move(command),
                errand.label(v1::KIND_PARTY, errand.id(v1::KIND_PARTY, options.party)) + " " + done + " " +
                    errand.label(v1::KIND_DECLARATION, errand.id(v1::KIND_DECLARATION, options.declaration)));
}

void show_endorsement(const Place& place, const EndorsementOptions& options) {
    const Errand errand(place, static_cast<const LookOptions&>(options));
    const auto declaration = errand.id(v1::KIND_DECLARATION, options.declaration);
    const auto party = errand.id(v1::KIND_PARTY, options.party);
    const auto id = declaration + "@" + party;
    const auto endorsement = held<v1::Endorsement>(errand.seen(), v1::KIND_ENDORSEMENT, id);
    if (!endorsement) {
        throw Failure(errand.label(v1::KIND_PARTY, party) + " is not on the roll of " +
                          errand.label(v1::KIND_DECLARATION, declaration) + ": `dais roll` lists who is",
                      kNotFound);
    }
    if (options.json) {
        const boost::json::object object{
            {"id", id}, {"name", errand.label(v1::KIND_ENDORSEMENT, id)}, {"record", to_json(*endorsement)}};
        std::printf("%s\n", boost::json::serialize(object).c_str());
        return;
    }
    Table table;
    table.row({"id", id});
    table.row({"party", errand.label(v1::KIND_PARTY, party)});
    table.row({"declaration", errand.label(v1::KIND_DECLARATION, declaration)});
    for (const auto& [name, value] : client::fields_told(*endorsement, errand.reading(errand.now_ms())))
        table.row({name, value});
    std::fputs(table.text().c_str(), stdout);
}

void add_both(CLI::App& command, const std::shared_ptr<EndorsementOptions>& options) {
    command.add_option("declaration", options->declaration, "Its id, its symbol or a part of its title")->required();
    command.add_option("party", options->party, "A State's code, an id or a part of a name")->required();
}

std::pair<CLI::App*, std::shared_ptr<EndorsementOptions>> add_endorsement_word(CLI::App& endorsement,
                                                                               const Place& place, const char* word,
                                                                               const char* about, Endorse what,
                                                                               const Page& page) {
    auto* command = endorsement.add_subcommand(word, about);
    const auto options = std::make_shared<EndorsementOptions>();
    add_both(*command, options);
    add_ask_options(*command, options, false);
    command->callback([&place, options, what] { endorse(place, *options, what); });
    describe(*command, page);
    return {command, options};
}

}  // namespace

void add_endorsement(CLI::App& app, const Place& place) {
    auto* endorsement = app.add_subcommand("endorsement", "A party endorses a declaration, step by step");
    endorsement->group(kSeries);
    endorsement->require_subcommand(1);
    auto* show = endorsement->add_subcommand("show", "How far a party has come, and what it says with it");
    const auto looking = std::make_shared<EndorsementOptions>();
    add_both(*show, looking);
    add_look_options(*show, looking);
    show->callback([&place, looking] { show_endorsement(place, *looking); });
    describe(*show, {{"dais endorsement show Dublin IRL", "dais endorsement show Dublin IRL --json"}, {}, ""});

    add_endorsement_word(*endorsement, place, "announce", "The party says that it will endorse", announce_it,
                         {{"dais endorsement announce Dublin IRL"}, {"announce_endorsement"}, ""});
    const auto [check, checking] = add_endorsement_word(
        *endorsement, place, "check", "The powers of whoever shall sign were seen and found good", check_it,
        {{"dais endorsement check Dublin IRL --signatory \"Ana Silva\""}, {"check_credentials"}, ""});
    check->add_option("--signatory", checking->signatory, "Who shall sign, if they are on the list of persons");
    const auto [sign, signing] = add_endorsement_word(
        *endorsement, place, "sign", "The party endorses, with a statement if it makes one", sign_it,
        {{"dais endorsement sign Dublin IRL",
          "dais endorsement sign Dublin IRL --explanation \"As in our law\" --text fr=\"Selon notre droit\""},
         {"sign_endorsement"},
         ""});
    auto* explanation = sign->add_option("--explanation", signing->explanation, "How it understands the text");
    sign->add_option("--reservation", signing->reservation, "What of the text it does not take upon itself")
        ->excludes(explanation);
    sign->add_option("--text", signing->texts, "The same in another language, as fr=TEXT; may be repeated")
        ->allow_extra_args(false);
    add_endorsement_word(*endorsement, place, "withdraw", "The party endorses no longer; that it did stays known",
                         withdraw_it, {{"dais endorsement withdraw Dublin IRL"}, {"withdraw_endorsement"}, ""});
    describe(*endorsement, {{"dais endorsement announce Dublin IRL", "dais endorsement sign Dublin IRL"}, {}, ""});
}

}  // namespace dais::client
