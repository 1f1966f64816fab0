// `dais proposal`: what a session is asked to adopt, and what becomes of it.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/floor_view.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/roll_call.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

struct ProposalOptions : AskOptions {
    std::string session;
    std::string proposal;
    std::vector<std::string> fields;
    std::string until;
    std::string party;
    std::string manner;
    std::optional<int> in_favour;
    int against = 0;
    int abstaining = 0;
};

constexpr char kWhichProposal[] = "Its id, its symbol or a part of its title";
constexpr char kTheirSession[] = "Its id, its number or a part of its title";

// Of a session, or of all; as they were made.
std::vector<std::pair<std::string, v1::Proposal>> proposals_of(const Errand& errand, const std::string& session) {
    std::vector<std::pair<std::string, v1::Proposal>> all;
    for (const auto& [key, body] : errand.seen().all()) {
        v1::Proposal proposal;
        const bool asked = session.empty() || both_ids(key.second).first == session;
        if (key.first == v1::KIND_PROPOSAL && asked && proposal.ParseFromString(body))
            all.emplace_back(key.second, std::move(proposal));
    }
    std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
        const auto key = [](const auto& one) {
            return std::pair(both_ids(one.first).first, summit::number_of(one.first));
        };
        return key(left) < key(right);
    });
    return all;
}

void list_proposals(const Place& place, const ProposalOptions& options) {
    const Errand errand(place, static_cast<const LookOptions&>(options));
    const auto session = options.session.empty() ? "" : errand.id(v1::KIND_SESSION, options.session);
    boost::json::array array;
    Table table;
    for (const auto& [id, proposal] : proposals_of(errand, session)) {
        if (options.json) {
            array.push_back({{"id", id}, {"name", errand.label(v1::KIND_PROPOSAL, id)}, {"record", to_json(proposal)}});
            continue;
        }
        table.row({id, session.empty() ? errand.label(v1::KIND_SESSION, both_ids(id).first) : "",
                   proposal_name(errand.seen(), id, proposal, errand.languages()),
                   proposal_told(proposal, errand.time())});
    }
    std::fputs(options.json ? (boost::json::serialize(array) + "\n").c_str() : table.text().c_str(), stdout);
}

void show_proposal(const Place& place, const ProposalOptions& options) {
    const Errand errand(place, static_cast<const LookOptions&>(options));
    const auto id = errand.id(v1::KIND_PROPOSAL, options.proposal);
    const auto proposal = *held<v1::Proposal>(errand.seen(), v1::KIND_PROPOSAL, id);
    if (options.json) {
        const boost::json::object object{
            {"id", id}, {"name", errand.label(v1::KIND_PROPOSAL, id)}, {"record", to_json(proposal)}};
        std::printf("%s\n", boost::json::serialize(object).c_str());
        return;
    }
    Table table;
    table.row({"id", id});
    table.row({"session", errand.label(v1::KIND_SESSION, both_ids(id).first)});
    table.row({"now", proposal_told(proposal, errand.time())});
    for (const auto& [name, value] : client::fields_told(proposal, errand.reading(errand.now_ms())))
        table.row({name, value});
    std::fputs(table.text().c_str(), stdout);
}

void add_proposal_to(const Place& place, const ProposalOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_put_proposal();
    verb.set_session(errand.id(v1::KIND_SESSION, options.session));
    for (const auto& field : options.fields)
        set_field(*verb.mutable_proposal(), field, errand.reading(errand.about_ms()));
    const auto title = shown(verb.proposal().title(), errand.languages());
    errand.give(std::move(command), (title.empty() ? "a proposal" : title) + ": proposed to " +
                                        errand.label(v1::KIND_SESSION, verb.session()));
}

// Fills in the verb for the proposal with this id; returns what was done.
using DoWithProposal = std::string (*)(const Errand&, const ProposalOptions&, const std::string& id, v1::Command&);

std::string change_proposal(const Errand& errand, const ProposalOptions& options, const std::string& id,
                            v1::Command& command) {
    const auto seen = *held<v1::Proposal>(errand.seen(), v1::KIND_PROPOSAL, id);
    auto& verb = *command.mutable_put_proposal();
    verb.set_id(id);
    auto& proposal = *verb.mutable_proposal();
    *proposal.mutable_title() = seen.title();
    proposal.set_symbol(seen.symbol());
    for (const auto& field : options.fields) set_field(proposal, field, errand.reading(errand.about_ms()));
    return "changed";
}

std::string withdraw_proposal(const Errand&, const ProposalOptions&, const std::string& id, v1::Command& command) {
    command.mutable_withdraw_proposal()->set_id(id);
    return "withdrawn";
}

std::string open_silence(const Errand& errand, const ProposalOptions& options, const std::string& id,
                         v1::Command& command) {
    auto& verb = *command.mutable_open_silence();
    verb.set_id(id);
    verb.set_until_ms(errand.instant(options.until, errand.about_ms()));
    return "adopted at " + errand.time().date_time(verb.until_ms()) + " unless a party objects";
}

std::string break_silence(const Errand& errand, const ProposalOptions& options, const std::string& id,
                          v1::Command& command) {
    auto& verb = *command.mutable_break_silence();
    verb.set_id(id);
    verb.set_party(errand.id(v1::KIND_PARTY, options.party));
    return errand.label(v1::KIND_PARTY, verb.party()) + " objects";
}

// By show of hands there may be more against it than in favour.
std::string decide_proposal(const Errand&, const ProposalOptions& options, const std::string& id,
                            v1::Command& command) {
    auto& verb = *command.mutable_decide_proposal();
    verb.set_id(id);
    verb.set_manner(
        static_cast<v1::AdoptionManner>(value_of(*v1::AdoptionManner_descriptor(), options.manner).value_or(0)));
    const bool by_hands = verb.manner() == v1::ADOPTION_MANNER_SHOW_OF_HANDS;
    if (by_hands != options.in_favour.has_value())
        throw WrongUsage(by_hands ? "say how many hands were raised: --in-favour 30 --against 1 --abstaining 4"
                                  : "hands are counted by show of hands alone");
    if (!by_hands) return "adopted " + manner_told(verb.manner(), nullptr);
    auto& count = *verb.mutable_count();
    count.set_in_favour(*options.in_favour);
    count.set_against(options.against);
    count.set_abstaining(options.abstaining);
    return (count.in_favour() > count.against() ? "adopted " : "rejected ") + manner_told(verb.manner(), &count);
}

void do_with_proposal(const Place& place, const ProposalOptions& options, DoWithProposal what) {
    Errand errand(place, options);
    v1::Command command;
    const auto id = errand.id(v1::KIND_PROPOSAL, options.proposal);
    const auto done = what(errand, options, id, command);
    errand.give(std::move(command), errand.label(v1::KIND_PROPOSAL, id) + ": " + done);
}

std::pair<CLI::App*, std::shared_ptr<ProposalOptions>> add_proposal_word(CLI::App& proposal, const Place& place,
                                                                         const char* word, const char* about,
                                                                         DoWithProposal what, const Page& page) {
    auto* command = proposal.add_subcommand(word, about);
    const auto options = std::make_shared<ProposalOptions>();
    command->add_option("proposal", options->proposal, kWhichProposal)->required();
    add_ask_options(*command, options, false);
    command->callback([&place, options, what] { do_with_proposal(place, *options, what); });
    describe(*command, page);
    return {command, options};
}

void add_proposal_looks(CLI::App& proposal, const Place& place) {
    const auto options = std::make_shared<ProposalOptions>();
    auto* list = proposal.add_subcommand("list", "Those of a session, or all, with what became of them");
    list->add_option("session", options->session, kTheirSession);
    add_look_options(*list, options);
    list->callback([&place, options] { list_proposals(place, *options); });
    describe(*list, {{"dais proposal list", "dais proposal list 14 --json"}, {}, ""});
    auto* show = proposal.add_subcommand("show", "All that is known of one, field by field");
    show->add_option("proposal", options->proposal, kWhichProposal)->required();
    add_look_options(*show, options);
    show->callback([&place, options] { show_proposal(place, *options); });
    describe(*show, {{"dais proposal show Rabat", "dais proposal show s12ab@1 --json"}, {}, ""});
}

void add_proposal_decision(CLI::App& proposal, const Place& place) {
    const auto [deciding, decided] = add_proposal_word(
        proposal, place, "decide", "By consensus it is adopted; by show of hands the count says", decide_proposal,
        {{"dais proposal decide Rabat consensus",
          "dais proposal decide Rabat show-of-hands --in-favour 30 --against 1 --abstaining 4"},
         {"decide_proposal"},
         "The session must run, and the quorum be there (`dais floor present`). It is adopted if more hands are\n"
         "raised for it than against it, else rejected."});
    std::vector<std::string> manners;
    for (const auto manner : {v1::ADOPTION_MANNER_CONSENSUS, v1::ADOPTION_MANNER_SHOW_OF_HANDS})
        manners.push_back(word_of(*v1::AdoptionManner_descriptor(), manner));
    deciding->add_option("manner", decided->manner, "How: " + joined(manners))
        ->required()
        ->check(CLI::IsMember(manners));
    auto* in_favour = deciding->add_option("--in-favour", decided->in_favour, "Hands that were raised for it")
                          ->check(CLI::NonNegativeNumber);
    deciding->add_option("--against", decided->against, "And against it")
        ->check(CLI::NonNegativeNumber)
        ->needs(in_favour);
    deciding->add_option("--abstaining", decided->abstaining, "And by those who abstained")
        ->check(CLI::NonNegativeNumber)
        ->needs(in_favour);
}

}  // namespace

void add_proposal(CLI::App& app, const Place& place) {
    auto* proposal = app.add_subcommand("proposal", "What a session is asked to adopt, and what becomes of it");
    proposal->group(kTheDay);
    proposal->require_subcommand(1);
    add_proposal_looks(*proposal, place);

    auto* add = proposal->add_subcommand("add", "A new one, before a session that has a floor");
    const auto added = std::make_shared<ProposalOptions>();
    add->add_option("session", added->session, kTheirSession)->required();
    add->add_option("field", added->fields, "NAME=VALUE, as listed below")->required();
    add_ask_options(*add, added, false);
    add->callback([&place, added] { add_proposal_to(place, *added); });
    const auto fields = fields_help(*v1::Proposal::descriptor());
    describe(
        *add,
        {{"dais proposal add 14 title=\"Rabat Declaration\" title:fr=\"Déclaration de Rabat\" symbol=GDPA/2024/L.1"},
         {"put_proposal"},
         fields});
    const auto [changing, changed] = add_proposal_word(
        *proposal, place, "change", "Some fields shall be otherwise, before it is decided", change_proposal,
        {{"dais proposal change Rabat symbol=GDPA/2024/L.1/Rev.1"}, {"put_proposal"}, fields});
    changing->add_option("field", changed->fields, "NAME=VALUE, as listed below")->required();
    add_proposal_word(*proposal, place, "withdraw", "It is not before the session any more", withdraw_proposal,
                      {{"dais proposal withdraw Rabat"}, {"withdraw_proposal"}, "Refused once it is decided."});

    const auto [silence, window] =
        add_proposal_word(*proposal, place, "silence", "It is adopted then unless a party objects before", open_silence,
                          {{"dais proposal silence Rabat 18:00", "dais proposal silence Rabat 2024-09-13T18:00"},
                           {"open_silence"},
                           "By itself, at that instant."});
    silence->add_option("until", window->until, "Until when: 18:00, or 2024-09-13T18:00")->required();
    const auto [objecting, objection] = add_proposal_word(
        *proposal, place, "object", "A party breaks the silence: the proposal is before the session again",
        break_silence, {{"dais proposal object Rabat IRL"}, {"break_silence"}, ""});
    objecting->add_option("party", objection->party, "A State's code, an id or a part of a name")->required();
    add_proposal_decision(*proposal, place);
    describe(*proposal, {{"dais proposal add 14 title=\"Rabat Declaration\"",
                          "dais proposal silence Rabat 2024-09-13T18:00", "dais proposal decide Rabat consensus"},
                         {},
                         ""});
}

}  // namespace dais::client
