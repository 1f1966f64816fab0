// Asking for the floor, and the list of those who have: the words below `dais floor` that say it.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <utility>

#include "clients/cpp/floor_view.h"
#include "clients/cpp/floor_word.h"
#include "clients/cpp/names.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/text_options.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

// The server's limit for a long text.
constexpr std::size_t kStatementBytesMax = 65'536;

struct AskForFloorOptions : AskOptions {
    std::string session;
    std::string party;
    std::vector<std::string> joint;
    std::string person;
    std::string rank;
    std::string group;
    std::vector<std::string> groups;  // "fr=…"
    bool reply = false;
    bool point_of_order = false;
    std::string about;
    std::string length;
    TraitsTold traits;
};

template <typename Value>
Value value_typed(const google::protobuf::EnumDescriptor& type, const std::string& word) {
    return static_cast<Value>(value_of(type, word).value_or(0));
}

template <typename Verb>
void fill_traits_told(const TraitsTold& told, Verb& verb) {
    if (!told.gender.empty())
        verb.mutable_traits()->set_gender(value_typed<v1::Gender>(*v1::Gender_descriptor(), told.gender));
    if (told.first_time || told.spoke_before) verb.mutable_traits()->set_first_time(told.first_time);
}

void add_traits_told(CLI::App& command, TraitsTold& told) {
    command.add_option("--gender", told.gender, "Of the speaker, for the order of the list, for staff alone")
        ->check(CLI::IsMember(words_of(*v1::Gender_descriptor())));
    auto* first = command.add_flag("--first-time", told.first_time, "They speak for the first time, for staff alone");
    command.add_flag("--spoke-before", told.spoke_before, "They do not, for staff alone")->excludes(first);
}

void ask_for_floor(const Place& place, const AskForFloorOptions& options) {
    if (options.party.empty() && options.person.empty())
        throw WrongUsage("nobody is named: give --party, or the --person of no party");
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_inscribe_speaker();
    verb.set_session(errand.id(v1::KIND_SESSION, options.session));
    auto& request = *verb.mutable_request();
    request.set_kind(options.reply            ? v1::REQUEST_KIND_REPLY
                     : options.point_of_order ? v1::REQUEST_KIND_POINT_OF_ORDER
                                              : v1::REQUEST_KIND_STATEMENT);
    if (!options.party.empty()) request.set_party(errand.id(v1::KIND_PARTY, options.party));
    for (const auto& party : options.joint) request.add_joint_parties(errand.id(v1::KIND_PARTY, party));
    if (!options.person.empty()) request.set_person(errand.id(v1::KIND_PERSON, options.person));
    request.set_rank(value_typed<v1::SpeakerRank>(*v1::SpeakerRank_descriptor(), options.rank));
    *request.mutable_group() = texts_given("group", errand.languages().first(), options.group, options.groups);
    if (!options.about.empty()) request.set_about(errand.id(v1::KIND_SPEAKER_REQUEST, options.about));
    if (!options.length.empty()) request.set_allotted_seconds(seconds_of(options.length));
    fill_traits_told(options.traits, verb);
    const auto said = options.reply ? "a right of reply" : options.point_of_order ? "a point of order" : "the floor";
    errand.give(std::move(command), errand.label(v1::KIND_SESSION, verb.session()) + ": " +
                                        asker(errand.seen(), request, errand.languages()) + " asks for " + said);
}

void do_with_request(const Place& place, const RequestOptions& options, DoWithRequest what) {
    Errand errand(place, options);
    v1::Command command;
    const auto id = errand.id(v1::KIND_SPEAKER_REQUEST, options.request);
    const auto done = what(errand, options, id, command);
    errand.give(std::move(command), errand.label(v1::KIND_SPEAKER_REQUEST, id) + ": " + done);
}

std::string withdraw_request(const Errand&, const RequestOptions&, const std::string& id, v1::Command& command) {
    command.mutable_withdraw_request()->set_id(id);
    return "withdrawn from the list";
}

std::string skip_request(const Errand&, const RequestOptions& options, const std::string& id, v1::Command& command) {
    command.mutable_skip_request()->set_id(id);
    command.mutable_skip_request()->set_reason(options.reason);
    return "not there; the next one is called";
}

std::string move_request(const Errand& errand, const RequestOptions& options, const std::string& id,
                         v1::Command& command) {
    auto& verb = *command.mutable_move_request();
    verb.set_id(id);
    verb.set_reason(options.reason);
    if (options.other.empty()) return "last on the list";
    verb.set_before(errand.id(v1::KIND_SPEAKER_REQUEST, options.other));
    return "before " + errand.label(v1::KIND_SPEAKER_REQUEST, verb.before());
}

std::string set_speaker(const Errand& errand, const RequestOptions& options, const std::string& id,
                        v1::Command& command) {
    auto& verb = *command.mutable_set_speaker();
    verb.set_id(id);
    if (!options.rank.empty()) verb.set_rank(value_typed<v1::SpeakerRank>(*v1::SpeakerRank_descriptor(), options.rank));
    fill_traits_told(options.traits, verb);
    if (options.person.empty()) return "who speaks is not known yet";
    verb.set_person(errand.id(v1::KIND_PERSON, options.person));
    return errand.label(v1::KIND_PERSON, verb.person()) + " speaks";
}

// Of "fr=@statement.fr.txt".
v1::LocalText statement_text(const std::string& typed, const std::vector<std::string>& translated) {
    const auto given = with_file(typed, kStatementBytesMax);
    const auto equals = given.find('=');
    v1::LocalText text;
    text.set_language(given.substr(0, equals));
    if (equals == std::string::npos || !is_language(text.language()))
        throw WrongUsage("“" + typed + "” names no language: write it as fr=@FILE");
    text.set_text(given.substr(equals + 1));
    if (!is_utf8(text.text())) throw WrongUsage("the text in “" + text.language() + "” is not in UTF-8");
    const bool is_translation = std::find(translated.begin(), translated.end(), text.language()) != translated.end();
    text.set_origin(is_translation ? v1::ORIGIN_HUMAN : v1::ORIGIN_AUTHENTIC);
    return text;
}

std::string submit_statement(const Errand&, const RequestOptions& options, const std::string& id,
                             v1::Command& command) {
    auto& verb = *command.mutable_submit_statement();
    verb.set_id(id);
    for (const auto& typed : options.texts) *verb.add_texts() = statement_text(typed, options.translated);
    auto& texts = *verb.mutable_texts();
    std::sort(texts.begin(), texts.end(),
              [](const auto& left, const auto& right) { return left.language() < right.language(); });
    for (int i = 1; i < texts.size(); ++i) {
        if (texts[i - 1].language() == texts[i].language())
            throw WrongUsage("there are two texts in “" + texts[i].language() + "”: give one");
    }
    verb.set_check_against_delivery(options.check_against_delivery);
    verb.set_embargoed(options.embargoed);
    verb.set_for_interpreters(options.for_interpreters);
    verb.set_for_press(options.for_press);
    verb.set_public_after_delivery(options.public_after_delivery);
    return "the text is handed in";
}

std::string remove_statement(const Errand&, const RequestOptions&, const std::string& id, v1::Command& command) {
    command.mutable_remove_statement()->set_id(id);
    return "the text is taken back";
}

void add_ask(CLI::App& floor, const Place& place) {
    auto* ask = floor.add_subcommand("ask", "Somebody asks for the floor");
    const auto options = std::make_shared<AskForFloorOptions>();
    ask->add_option("session", options->session, "In which one: its id, its number or a part of its title")->required();
    ask->add_option("--party", options->party, "Who speaks: a State's code, an id or a part of a name");
    ask->add_option("--joint", options->joint, "Parties that make the statement together with it, as GHA,KEN")
        ->delimiter(',')
        ->allow_extra_args(false);
    ask->add_option("--person", options->person, "Who at the podium, if it is known");
    ask->add_option("--rank", options->rank, "Their office, for the order of the list")
        ->check(CLI::IsMember(words_of(*v1::SpeakerRank_descriptor())));
    ask->add_option("--group", options->group, "On behalf of which group, as \"the African Group\"");
    ask->add_option("--group-in", options->groups, "The same in another language, as fr=GROUP; may be repeated")
        ->allow_extra_args(false);
    auto* reply = ask->add_flag("--reply", options->reply, "For a right of reply, after all statements");
    ask->add_flag("--point-of-order", options->point_of_order, "For a point of order, at once")->excludes(reply);
    ask->add_option("--about", options->about, "The request that it replies to, or interrupts");
    ask->add_option("--length", options->length, "How long it may take, as 5m; without, as the rules say")
        ->check(length_named);
    add_traits_told(*ask, options->traits);
    add_ask_options(*ask, options, false);
    ask->callback([&place, options] { ask_for_floor(place, *options); });
    describe(*ask, {{"dais floor ask 14 --party IRL --person \"Aoife Byrne\" --rank minister",
                     "dais floor ask 14 --party MAR --group \"the African Group\" --group-in fr=\"le Groupe africain\"",
                     "dais floor ask 14 --party KEN --joint GHA,CPV --gender female --first-time",
                     "dais floor ask 14 --party GEO --reply --about s12ab@3",
                     "dais floor ask 14 --party GEO --point-of-order"},
                    {"inscribe_speaker"},
                    "What is for staff alone may be told only if the floor says for what it is known, and is erased\n"
                    "after the session."});
}

void add_statement(CLI::App& floor, const Place& place) {
    const auto [statement, handed] = add_request_word(
        floor, place,
        {"statement",
         "The text of the statement is handed in, in full",
         "submit_statement",
         submit_statement,
         {"IRL en=@statement.en.txt --interpreters --press --check-against-delivery --embargoed",
          "s12ab@3 ar=@statement.ar.txt en=@statement.en.txt --translated en --public"},
         "It takes the place of what was handed in before, marks included. Staff see it, and whom it is marked for;\n"
         "@FILE stands for what is in a file."});
    statement->add_option("text", handed->texts, "LANG=WORDS or LANG=@FILE, one per language")->required();
    statement->add_option("--translated", handed->translated, "Languages in which it is a translation, as en,fr")
        ->delimiter(',')
        ->allow_extra_args(false);
    statement->add_flag("--check-against-delivery", handed->check_against_delivery,
                        "What is said counts, not what is written");
    auto* press = statement->add_flag("--press", handed->for_press, "For the press");
    statement->add_flag("--embargoed", handed->embargoed, "The press hold it back until it is delivered")->needs(press);
    statement->add_flag("--interpreters", handed->for_interpreters, "For interpreters");
    statement->add_flag("--public", handed->public_after_delivery, "For everybody once it is delivered");
    add_request_word(floor, place,
                     {"take-back",
                      "The text of the statement is taken back",
                      "remove_statement",
                      remove_statement,
                      {"IRL"},
                      "Refused once everybody may read it."});
}

}  // namespace

std::pair<CLI::App*, std::shared_ptr<RequestOptions>> add_request_word(CLI::App& floor, const Place& place,
                                                                       RequestWord word) {
    auto* command = floor.add_subcommand(word.name, word.about);
    const auto options = std::make_shared<RequestOptions>();
    command->add_option("request", options->request, kWhichRequest)->required();
    add_ask_options(*command, options, false);
    command->callback([&place, options, what = word.what] { do_with_request(place, *options, what); });
    for (auto& example : word.examples) example = "dais floor " + std::string(word.name) + " " + example;
    describe(*command, {word.examples, {word.verb}, word.more});
    return {command, options};
}

void add_floor_requests(CLI::App& floor, const Place& place) {
    static constexpr char kReasonKept[] = "The --reason is kept for staff; `dais floor show` tells it.";
    add_ask(floor, place);
    add_request_word(floor, place,
                     {"withdraw",
                      "It is not on the list any more",
                      "withdraw_request",
                      withdraw_request,
                      {"IRL", "s12ab@3"},
                      "`dais floor move` puts it back."});
    add_request_word(floor, place,
                     {"skip",
                      "Whoever was called is not there: the next one is",
                      "skip_request",
                      skip_request,
                      {"IRL --reason \"Not in the room\""},
                      kReasonKept});
    const auto [moving, moved] =
        add_request_word(floor, place,
                         {"move",
                          "It stands before another on the list, or last",
                          "move_request",
                          move_request,
                          {"IRL s12ab@7 --reason \"Leaves at noon\"", "IRL"},
                          "One that was withdrawn or skipped waits again. " + std::string(kReasonKept)});
    moving->add_option("before", moved->other, "Before which request; without, last");
    const auto [naming, named_one] =
        add_request_word(floor, place,
                         {"speaker",
                          "This person speaks, be it that another was named or is at the podium",
                          "set_speaker",
                          set_speaker,
                          {"IRL \"Ana Silva\" --rank minister", "IRL"},
                          "The place on the list stays."});
    naming->add_option("person", named_one->person, "Who; without, it is not known yet");
    naming->add_option("--rank", named_one->rank, "Their office; without, as before")
        ->check(CLI::IsMember(words_of(*v1::SpeakerRank_descriptor())));
    add_traits_told(*naming, named_one->traits);
    add_statement(floor, place);
}

}  // namespace dais::client
