// `dais floor`: how a session hears its speakers. Its rules, who has the floor and who waits, its minutes.
#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <cstdio>
#include <functional>
#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/floor_minutes.h"
#include "clients/cpp/floor_table.h"
#include "clients/cpp/names.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/session_item.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

struct FloorOptions : AskOptions {
    std::string session;
    std::string statement, group, point_of_order, budget, reply, later_reply, changeover;
    std::optional<int> replies;
    std::optional<int> quorum;
    std::vector<std::string> rotation;
    bool groups_first = false;
    bool groups_as_others = false;
    std::string opens;
    std::string closes;
    std::string purpose;
    std::string kept;
    int present = 0;
    std::string file = "-";
};

constexpr char kWhichFloor[] = "The session: its id, its number or a part of its title";
// What empties what has a value.
constexpr char kNone[] = "none";

// A length of the rules, as an option and as a field.
struct FloorLength {
    const char* option;
    std::string FloorOptions::*typed;
    decltype(&v1::Floor::set_statement_seconds) set;
    const char* about;
};

constexpr FloorLength kFloorLengths[] = {
    {"--statement", &FloorOptions::statement, &v1::Floor::set_statement_seconds,
     "Length of a statement, as 3m; 0: not limited"},
    {"--on-behalf", &FloorOptions::group, &v1::Floor::set_group_seconds,
     "Of one on behalf of a group; 0: as of others"},
    {"--point-of-order", &FloorOptions::point_of_order, &v1::Floor::set_point_of_order_seconds,
     "Of a point of order; 0: not limited"},
    {"--budget", &FloorOptions::budget, &v1::Floor::set_budget_seconds,
     "What a party has for all its statements together; 0: not limited"},
    {"--reply", &FloorOptions::reply, &v1::Floor::set_reply_seconds, "Length of a right of reply; 0: not limited"},
    {"--later-reply", &FloorOptions::later_reply, &v1::Floor::set_later_reply_seconds,
     "Of the second and later ones of a party; 0: as of the first"},
    {"--changeover", &FloorOptions::changeover, &v1::Floor::set_changeover_seconds,
     "Between two speakers, for what is expected"},
};

FloorView floor_seen(const Errand& errand, const std::string& name) {
    const auto session = errand.id(v1::KIND_SESSION, name);
    auto view = floor_view(errand.reading(errand.now_ms()), session);
    if (!view) {
        throw Failure("“" + errand.label(v1::KIND_SESSION, session) + "” has no floor: `dais floor set` gives it one",
                      kNotFound);
    }
    return *std::move(view);
}

void show_floor(const Place& place, const FloorOptions& options) {
    const Errand errand(place, static_cast<const LookOptions&>(options));
    const auto view = floor_seen(errand, options.session);
    const auto reading = errand.reading(errand.now_ms());
    std::fputs(options.json ? (boost::json::serialize(floor_json(view, reading)) + "\n").c_str()
                            : floor_table(view, reading).c_str(),
               stdout);
}

void write_minutes(const Place& place, const FloorOptions& options) {
    const Errand errand(place, static_cast<const LookOptions&>(options));
    const auto view = floor_seen(errand, options.session);
    file_write(options.file, floor_minutes(view, errand.reading(errand.now_ms())));
}

void fill_order(const FloorOptions& options, v1::Floor& floor) {
    if (options.groups_first || options.groups_as_others) floor.set_groups_first(options.groups_first);
    if (options.rotation.empty()) return;
    floor.clear_rotation();
    for (const auto& word : options.rotation) {
        if (word == kNone) continue;
        floor.add_rotation(static_cast<v1::RotationRule>(value_of(*v1::RotationRule_descriptor(), word).value_or(0)));
    }
}

// From when to when Parties ask for the floor: a time alone is on the session's day.
void fill_inscription(const Errand& errand, const std::string& session, const FloorOptions& options, v1::Floor& floor) {
    const auto about_ms = session_item(errand.seen(), session).starts_at_ms();
    if (options.opens == kNone)
        floor.clear_inscription_opens_at_ms();
    else if (!options.opens.empty())
        floor.set_inscription_opens_at_ms(errand.instant(options.opens, about_ms));
    if (options.closes == kNone)
        floor.clear_inscription_closes_at_ms();
    else if (!options.closes.empty())
        floor.set_inscription_closes_at_ms(errand.instant(options.closes, about_ms));
}

void fill_traits(const FloorOptions& options, v1::Floor& floor) {
    if (!options.purpose.empty()) floor.set_staff_traits_purpose(options.purpose == kNone ? "" : options.purpose);
    if (options.kept.empty()) return;
    if (seconds_of(options.kept) % 3'600 != 0)
        throw WrongUsage("--traits-kept is in whole hours: write it as 24h or 2d");
    floor.set_staff_traits_kept_hours(seconds_of(options.kept) / 3'600);
}

void set_floor(const Place& place, const FloorOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_put_floor();
    verb.set_id(errand.id(v1::KIND_SESSION, options.session));
    const auto seen = held<v1::Floor>(errand.seen(), v1::KIND_FLOOR, verb.id());
    auto& floor = *verb.mutable_floor();
    floor = seen.value_or(v1::Floor());
    // Not said here, but by words of their own.
    floor.clear_list_closed_at_ms();
    floor.clear_present();
    for (const auto& length : kFloorLengths) {
        const auto& typed = options.*length.typed;
        if (!typed.empty()) (floor.*length.set)(seconds_of(typed));
    }
    if (options.replies) floor.set_replies_max(*options.replies);
    if (options.quorum) floor.set_quorum(*options.quorum);
    fill_order(options, floor);
    fill_inscription(errand, verb.id(), options, floor);
    fill_traits(options, floor);
    errand.give(std::move(command),
                errand.label(v1::KIND_SESSION, verb.id()) +
                    (seen ? ": the rules of its floor are as said" : ": speakers may ask for the floor"));
}

void record_presence(const Place& place, const FloorOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_record_presence();
    verb.set_id(errand.id(v1::KIND_SESSION, options.session));
    verb.set_present(options.present);
    const auto parties = std::to_string(options.present) + (options.present == 1 ? " party is" : " parties are");
    errand.give(std::move(command), errand.label(v1::KIND_SESSION, verb.id()) + ": " + parties + " there");
}

// Nothing more is said than which session.
template <auto kMutable>
void say_of_floor(const Place& place, const FloorOptions& options, const std::string& done) {
    Errand errand(place, options);
    v1::Command command;
    const auto id = errand.id(v1::KIND_SESSION, options.session);
    (command.*kMutable)()->set_id(id);
    errand.give(std::move(command), errand.label(v1::KIND_SESSION, id) + ": " + done);
}

using DoWithFloor = std::function<void(const Place&, const FloorOptions&)>;

std::pair<CLI::App*, std::shared_ptr<FloorOptions>> add_floor_word(CLI::App& floor, const Place& place,
                                                                   const char* word, const char* about, DoWithFloor run,
                                                                   const Page& page) {
    auto* command = floor.add_subcommand(word, about);
    const auto options = std::make_shared<FloorOptions>();
    command->add_option("session", options->session, kWhichFloor)->required();
    if (page.verbs.empty())
        add_look_options(*command, options);
    else
        add_ask_options(*command, options, false);
    command->callback([&place, options, run = std::move(run)] { run(place, *options); });
    describe(*command, page);
    return {command, options};
}

template <auto kMutable>
void add_plain_floor_word(CLI::App& floor, const Place& place, const char* word, const char* about,
                          const std::string& done, const Page& page) {
    add_floor_word(
        floor, place, word, about,
        [done](const Place& at, const FloorOptions& options) { say_of_floor<kMutable>(at, options, done); }, page);
}

void add_floor_rules(CLI::App& floor, const Place& place) {
    const auto [setting, rules] =
        add_floor_word(floor, place, "set", "The rules by which speakers are heard; what is not named stays", set_floor,
                       {{"dais floor set 14 --statement 3m --on-behalf 5m --budget 6m --changeover 20s",
                         "dais floor set 14 --replies 2 --reply 10m --later-reply 5m --point-of-order 2m",
                         "dais floor set 14 --rotation region,gender --groups-first --quorum 30",
                         "dais floor set 14 --opens 2024-09-12T08:00 --closes 09:30",
                         "dais floor set 14 --traits-purpose \"A balanced list\" --traits-kept 24h"},
                        {"put_floor"},
                        "The first time, speakers may ask for the floor from then on."});
    for (const auto& length : kFloorLengths)
        setting->add_option(length.option, (*rules).*length.typed, length.about)->check(length_named);
    setting->add_option("--replies", rules->replies, "Rights of reply of one party; 0: none")
        ->check(CLI::NonNegativeNumber);
    setting->add_option("--quorum", rules->quorum, "Parties that must be there for something to be adopted; 0: any")
        ->check(CLI::NonNegativeNumber);
    auto words = words_of(*v1::RotationRule_descriptor());
    words.emplace_back(kNone);
    setting
        ->add_option("--rotation", rules->rotation,
                     "By what turns go round among speakers of one rank, the first before the others, or none")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember(words));
    auto* first =
        setting->add_flag("--groups-first", rules->groups_first, "On behalf of groups before others of their rank");
    setting->add_flag("--groups-as-others", rules->groups_as_others, "No longer so")->excludes(first);
    setting->add_option("--opens", rules->opens, "From when on parties ask for the floor, or none: at once");
    setting->add_option("--closes", rules->closes, "Until when they do, or none");
    setting->add_option("--traits-purpose", rules->purpose,
                        "For what the gender of speakers, and whether it is their first time, are known to staff; "
                        "or none: nobody may tell it");
    setting->add_option("--traits-kept", rules->kept, "How long after the session, as 24h; then it is erased")
        ->check(length_named);
}

}  // namespace

void add_floor(CLI::App& app, const Place& place) {
    using C = v1::Command;
    auto* floor = app.add_subcommand("floor", "Who speaks in a session, who waits, and for how long");
    floor->group(kTheDay);
    floor->require_subcommand(1);
    add_floor_word(*floor, place, "show", "Who has the floor, who waits and until when, who has spoken how long",
                   show_floor,
                   {{"dais floor show 14", "dais floor show \"general debate\" --lang fr", "dais floor show 14 --json"},
                    {},
                    "Of those who wait: when it is likely to be their turn, and how long it may take."});
    auto* minutes = floor->add_subcommand("minutes", "Its minutes, as one Markdown text");
    const auto into = std::make_shared<FloorOptions>();
    minutes->add_option("session", into->session, kWhichFloor)->required();
    minutes->add_option("-o,--output", into->file, "Where to; - for standard output")->capture_default_str();
    minutes->callback([&place, into] { write_minutes(place, *into); });
    describe(*minutes,
             {{"dais floor minutes 14", "dais floor minutes 14 -o minutes.md --lang fr"},
              {},
              "Who spoke when and for how long, points of order and how they were ruled on, replies, what was handed\n"
              "in, proposals and how they were decided, the time of each party. Its names are in --lang."});

    add_floor_rules(*floor, place);
    add_plain_floor_word<&C::mutable_close_list>(
        *floor, place, "close", "No statement is put on the list any more", "the list of speakers is closed",
        {{"dais floor close 14"}, {"close_list"}, "Rights of reply and points of order still are."});
    add_plain_floor_word<&C::mutable_reopen_list>(*floor, place, "reopen", "Statements are put on the list again",
                                                  "the list of speakers is open",
                                                  {{"dais floor reopen 14"}, {"reopen_list"}, ""});
    add_plain_floor_word<&C::mutable_arrange_list>(
        *floor, place, "arrange", "Those who wait are in the order of the rules: by rank, then in turns",
        "the list is in order", {{"dais floor arrange 14", "dais floor arrange 14 --preview"}, {"arrange_list"}, ""});
    const auto [counting, counted] = add_floor_word(
        *floor, place, "present", "So many parties are there", record_presence,
        {{"dais floor present 14 41"}, {"record_presence"}, "Nothing is adopted without the quorum, if one is set."});
    counting->add_option("parties", counted->present, "How many")->required()->check(CLI::NonNegativeNumber);
    add_plain_floor_word<&C::mutable_forget_speakers>(
        *floor, place, "forget", "What was known of its speakers for the order of the list is erased, on the disk too",
        "what was known of its speakers is erased",
        {{"dais floor forget 14"}, {"forget_speakers"}, "By itself it is when the time that was set is over."});
    add_plain_floor_word<&C::mutable_remove_floor>(
        *floor, place, "remove", "The session has no floor after all", "no list of speakers any more",
        {{"dais floor remove 14"}, {"remove_floor"}, "Refused once anybody has asked for it: close it instead."});
    add_floor_requests(*floor, place);
    add_floor_turns(*floor, place);
    describe(*floor, {{"dais floor show 14", "dais floor ask 14 --party IRL --person \"Ana Silva\" --rank minister",
                       "dais floor start IRL", "dais floor end IRL", "dais floor minutes 14"},
                      {},
                      "A request for the floor is named by its id, as s12ab@3, or by its party or person."});
}

}  // namespace dais::client
