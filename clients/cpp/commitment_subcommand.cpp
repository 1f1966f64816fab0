// `dais commitment report`: how a commitment stands, as its owner tells.
#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/text_options.h"
#include "clients/cpp/words.h"
#include "dais/v1/commitment.pb.h"

namespace dais::client {
namespace {

struct ReportOptions : AskOptions {
    std::string commitment;
    std::string state;
    std::string text;
    std::vector<std::string> texts;  // "fr=…"
};

void report(const Place& place, const ReportOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_report_on_commitment();
    verb.set_id(errand.id(v1::KIND_COMMITMENT, options.commitment));
    verb.set_state(
        static_cast<v1::CommitmentState>(value_of(*v1::CommitmentState_descriptor(), options.state).value_or(0)));
    *verb.mutable_text() = texts_given("report", errand.languages().first(), options.text, options.texts);
    errand.give(std::move(command), errand.label(v1::KIND_COMMITMENT, verb.id()) + ": " + options.state);
}

}  // namespace

void add_commitment_words(CLI::App& commitment, const Place& place) {
    auto* command = commitment.add_subcommand("report", "How it stands now");
    const auto options = std::make_shared<ReportOptions>();
    command->add_option("commitment", options->commitment, "Its id, or a part of its title")->required();
    command->add_option("state", options->state, "How: " + joined(words_of(*v1::CommitmentState_descriptor())))
        ->required()
        ->check(CLI::IsMember(words_of(*v1::CommitmentState_descriptor())));
    command->add_option("text", options->text, "What there is to tell, in the first language of --lang");
    command->add_option("--text", options->texts, "The same in another language, as fr=TEXT; may be repeated")
        ->allow_extra_args(false);
    add_ask_options(*command, options, false);
    command->callback([&place, options] { report(place, *options); });
    describe(*command, {{"dais commitment report \"Diaspora bonds\" on-track \"The law is before parliament\"",
                         "dais commitment report q12ab delayed \"Elections\" --text fr=\"Élections\""},
                        {"report_on_commitment"},
                        ""});
}

}  // namespace dais::client
