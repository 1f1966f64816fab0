// What happens to a session on the day: the words below `dais session` that say it.
#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/session_item.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

struct DayOptions : AskOptions {
    std::string session;
    std::string time;  // empty: the server's now
    std::string room;
    std::string person;
    std::string by;
    std::string role;
    std::string party;
};

// What is known when a command is made up.
struct Seen {
    const Errand& errand;
    const SessionItem& session;
    const DayOptions& options;

    std::int64_t planned_ms() const { return session.plan.planned().starts_at_ms(); }
    bool has_time() const { return !options.time.empty() && options.time != "now"; }
    std::int64_t time_ms() const { return errand.instant(options.time, planned_ms()); }
    std::string at(std::int64_t at_ms) const {
        const auto& time = errand.time();
        return time.day(at_ms) == time.day(planned_ms()) ? time.hh_mm(at_ms) : time.date_time(at_ms);
    }
};

// Fills in the verb; returns what to say when it is done.
using Verb = std::function<std::string(const Seen&, v1::Command&)>;

void change(const Place& place, const DayOptions& options, const Verb& verb) {
    Errand errand(place, options);
    const auto session = session_item(errand.seen(), errand.id(v1::KIND_SESSION, options.session));
    v1::Command command;
    const auto done = verb({errand, session, options}, command);
    errand.give(std::move(command), errand.label(v1::KIND_SESSION, session.id) + ": " + done);
}

std::string set_start(const Seen& seen, v1::Command& command) {
    auto& verb = *command.mutable_set_projected_start();
    verb.set_id(seen.session.id);
    verb.set_at_ms(seen.time_ms());
    return "now expected " + seen.at(verb.at_ms()) + " (planned " + seen.at(seen.planned_ms()) + ")";
}

std::string set_end(const Seen& seen, v1::Command& command) {
    auto& verb = *command.mutable_set_projected_end();
    verb.set_id(seen.session.id);
    verb.set_at_ms(seen.time_ms());
    return "now expected to end " + seen.at(verb.at_ms());
}

// Verbs that say that something has happened, now or at an instant.
template <typename Message>
std::string happened(const Seen& seen, Message& verb, const std::string& word) {
    verb.set_id(seen.session.id);
    if (seen.has_time()) verb.set_at_ms(seen.time_ms());
    return word + " " + (verb.has_at_ms() ? seen.at(verb.at_ms()) : "now");
}

std::string suspend(const Seen& seen, v1::Command& command) {
    auto& verb = *command.mutable_suspend_session();
    verb.set_id(seen.session.id);
    if (!seen.options.time.empty()) verb.set_resumes_at_ms(seen.time_ms());
    return "suspended" + (verb.has_resumes_at_ms() ? " until " + seen.at(verb.resumes_at_ms()) : "");
}

std::string move(const Seen& seen, v1::Command& command) {
    auto& verb = *command.mutable_move_session();
    verb.set_id(seen.session.id);
    verb.set_room(seen.errand.id(v1::KIND_ROOM, seen.options.room));
    return "now in " + seen.errand.label(v1::KIND_ROOM, verb.room());
}

std::string preside(const Seen& seen, v1::Command& command) {
    auto& verb = *command.mutable_set_presiding();
    verb.set_id(seen.session.id);
    if (seen.options.person.empty()) return "presided over as planned";
    verb.set_person(seen.errand.id(v1::KIND_PERSON, seen.options.person));
    return seen.errand.label(v1::KIND_PERSON, verb.person()) + " presides";
}

// The role that is meant: the one given, or the only one that they have in the plan.
v1::SessionRole role_of(const Seen& seen, const std::string& person) {
    const auto& type = *v1::SessionRole_descriptor();
    if (!seen.options.role.empty()) {
        const auto role = value_of(type, seen.options.role);
        if (!role) throw WrongUsage("“" + seen.options.role + "” is no role: choose one of " + joined(words_of(type)));
        return static_cast<v1::SessionRole>(*role);
    }
    std::vector<std::string> roles;
    auto only = v1::SESSION_ROLE_UNSPECIFIED;
    for (const auto& part : seen.session.plan.people()) {
        if (part.person() == person) roles.push_back(word_of(type, only = part.role()));
    }
    const auto name = seen.errand.label(v1::KIND_PERSON, person);
    if (roles.empty()) throw Failure(name + " has no part in the plan of this session", kNotFound);
    if (roles.size() > 1) throw WrongUsage(name + " is " + joined(roles, " and ") + " there: name one by --role");
    return only;
}

std::string replace(const Seen& seen, v1::Command& command) {
    auto& verb = *command.mutable_replace_speaker();
    verb.set_id(seen.session.id);
    verb.set_person(seen.errand.id(v1::KIND_PERSON, seen.options.person));
    verb.set_role(role_of(seen, verb.person()));
    if (!seen.options.by.empty()) verb.set_by(seen.errand.id(v1::KIND_PERSON, seen.options.by));
    if (!seen.options.party.empty()) verb.set_party(seen.errand.id(v1::KIND_PARTY, seen.options.party));
    const auto planned = seen.errand.label(v1::KIND_PERSON, verb.person());
    if (verb.by().empty()) return planned + " does not come, nor anybody instead";
    if (verb.by() == verb.person()) return planned + " comes as planned";
    return seen.errand.label(v1::KIND_PERSON, verb.by()) + " stands in for " + planned;
}

// A word of `dais session` that changes one Session, and its page.
struct Word {
    const char* name;
    const char* about;
    const char* verb;
    Verb fill;
    std::vector<std::string> examples;  // without "dais session WORD"
    bool may_wait = true;               // can be the step of a draft
    std::string more = {};
};

CLI::App& add(CLI::App& app, const Place& place, const std::shared_ptr<DayOptions>& options, Word word) {
    auto* command = app.add_subcommand(word.name, word.about);
    command->add_option("session", options->session, "Its id, its number or a part of its title")->required();
    add_ask_options(*command, options, word.may_wait);
    command->callback([&place, options, verb = std::move(word.fill)] { change(place, *options, verb); });
    for (auto& example : word.examples) example = "dais session " + std::string(word.name) + " " + example;
    describe(*command, {word.examples, {word.verb}, word.more});
    return *command;
}

constexpr char kTime[] = "10:40 (on the session's day), 2024-09-12T10:40, with offset or Z, or now";
constexpr char kRipples[] =
    "What follows in the room, and for its people elsewhere, moves along as far as breaks and slack\n"
    "do not absorb it; what is anchored stays. --preview shows it all.";

// It happened, now or then.
template <auto kMutable>
void add_fact(CLI::App& session, const Place& place, Word word, const std::string& said) {
    const auto options = std::make_shared<DayOptions>();
    word.fill = [said](const Seen& seen, v1::Command& command) { return happened(seen, *(command.*kMutable)(), said); };
    word.may_wait = false;
    add(session, place, options, std::move(word)).add_option("time", options->time, kTime);
}

// Nothing more is said than which session.
template <auto kMutable>
void add_plain(CLI::App& session, const Place& place, Word word, const std::string& said) {
    word.fill = [said](const Seen& seen, v1::Command& command) {
        (command.*kMutable)()->set_id(seen.session.id);
        return said;
    };
    add(session, place, std::make_shared<DayOptions>(), std::move(word));
}

void add_times(CLI::App& session, const Place& place) {
    const auto start = std::make_shared<DayOptions>();
    add(session, place, start,
        {"set-start",
         "It is now expected to start then",
         "set_projected_start",
         set_start,
         {"14 10:40", "\"opening\" 2024-09-12T10:40 --preview"},
         true,
         kRipples})
        .add_option("time", start->time, kTime)
        ->required();
    const auto end = std::make_shared<DayOptions>();
    add(session, place, end,
        {"set-end",
         "The running session is now expected to end then",
         "set_projected_end",
         set_end,
         {"14 11:15", "14 11:15 --preview --json"},
         true,
         kRipples})
        .add_option("time", end->time, kTime)
        ->required();
}

void add_people(CLI::App& session, const Place& place) {
    const auto presiding = std::make_shared<DayOptions>();
    add(session, place, presiding,
        {"preside", "Who presides over it now", "set_presiding", preside, {"14 \"Ana Silva\"", "14"}})
        .add_option("person", presiding->person, "Who; without, as planned");
    const auto replacing = std::make_shared<DayOptions>();
    auto& command =
        add(session, place, replacing,
            {"replace",
             "Somebody takes the part that a person has in its plan",
             "replace_speaker",
             replace,
             {"14 \"Ana Silva\" --by \"João Lima\"", "14 \"Ana Silva\" --role speaker", "14 p12ab --by p12ab"},
             true,
             "The plan stands; --by the planned person undoes it."});
    command.add_option("person", replacing->person, "Who is planned")->required();
    command.add_option("--by", replacing->by, "Who comes; without, nobody does");
    command.add_option("--role", replacing->role, "In which role, if they have several")
        ->check(CLI::IsMember(words_of(*v1::SessionRole_descriptor())));
    command.add_option("--party", replacing->party, "For whom they speak; without, for whom was planned");
}

}  // namespace

void add_session_day(CLI::App& session, const Place& place) {
    using C = v1::Command;
    add_times(session, place);
    add_plain<&C::mutable_call_session>(
        session, place, {"call", "Participants are called to the room", "call_session", {}, {"14"}, false},
        "called to the room");
    add_fact<&C::mutable_start_session>(
        session, place, {"start", "It has started", "start_session", {}, {"14", "14 10:05"}}, "started");
    add_plain<&C::mutable_pause_session>(
        session, place, {"pause", "Interrupted for moments; everybody stays", "pause_session", {}, {"14"}, false},
        "paused");
    const auto suspending = std::make_shared<DayOptions>();
    add(session, place, suspending,
        {"suspend",
         "Interrupted for longer; the room is free meanwhile",
         "suspend_session",
         suspend,
         {"14", "14 --until 15:00"},
         false,
         "Until when it is known, its end moves on by as much. Said again, it is until another time."})
        .add_option("--until", suspending->time, kTime);
    add_fact<&C::mutable_resume_session>(
        session, place, {"resume", "The paused or suspended session goes on", "resume_session", {}, {"14", "14 15:05"}},
        "goes on");
    add_fact<&C::mutable_end_session>(session, place, {"end", "It has ended", "end_session", {}, {"14", "14 11:20"}},
                                      "ended");
    const auto moving = std::make_shared<DayOptions>();
    add(session, place, moving,
        {"move",
         "It is held in this room now; the plan stands",
         "move_session",
         move,
         {"14 \"Sala 2\"", "14 r12ab --preview"},
         true,
         "Its planned room undoes the move."})
        .add_option("room", moving->room, "The room's id or a part of its name")
        ->required();
    add_plain<&C::mutable_cancel_session>(session, place,
                                          {"cancel",
                                           "It is not held; it stays on the programme, marked",
                                           "cancel_session",
                                           {},
                                           {"14", "14 --reason \"The minister cannot come\""},
                                           true,
                                           "The reason is kept for staff; `dais session show` tells it."},
                                          "CANCELLED");
    add_plain<&C::mutable_postpone_session>(session, place,
                                            {"postpone",
                                             "Not held as planned, and nobody knows yet when",
                                             "postpone_session",
                                             {},
                                             {"14"},
                                             true,
                                             "A new start (set-start) puts it back on the programme."},
                                            "POSTPONED");
    add_plain<&C::mutable_reinstate_session>(session, place,
                                             {"reinstate",
                                              "The cancelled or postponed session is held as planned after all",
                                              "reinstate_session",
                                              {},
                                              {"14"}},
                                             "held as planned after all");
    add_people(session, place);
}

}  // namespace dais::client
