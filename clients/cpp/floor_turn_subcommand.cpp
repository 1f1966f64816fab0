// Having the floor, from the first word to the last: the words below `dais floor` that say it.
#include <CLI/CLI.hpp>

#include "clients/cpp/floor_view.h"
#include "clients/cpp/floor_word.h"
#include "clients/cpp/names.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

std::string set_allotment(const Errand&, const RequestOptions& options, const std::string& id, v1::Command& command) {
    auto& verb = *command.mutable_set_allotment();
    verb.set_id(id);
    verb.set_seconds(seconds_of(options.length));
    return "may speak " + length_told(verb.seconds() * 1'000LL) + " in all";
}

// How long it may take is the rules' to say, from what was seen.
std::string start_turn(const Errand& errand, const RequestOptions&, const std::string& id, v1::Command& command) {
    command.mutable_start_turn()->set_id(id);
    const auto view = floor_view(errand.reading(errand.now_ms()), both_ids(id).first);
    const auto* expected = view ? view->expectation(id) : nullptr;
    const int seconds = expected ? expected->seconds.value_or(0) : 0;
    return "has the floor" + (seconds > 0 ? ", " + length_told(seconds * 1'000LL) : "");
}

std::string pause_turn(const Errand&, const RequestOptions&, const std::string& id, v1::Command& command) {
    command.mutable_pause_turn()->set_id(id);
    return "its clock stands still";
}

std::string resume_turn(const Errand&, const RequestOptions&, const std::string& id, v1::Command& command) {
    command.mutable_resume_turn()->set_id(id);
    return "goes on";
}

std::string end_turn(const Errand&, const RequestOptions& options, const std::string& id, v1::Command& command) {
    auto& verb = *command.mutable_end_turn();
    verb.set_id(id);
    if (options.ruling.empty()) return "has spoken";
    verb.set_ruling(static_cast<v1::Ruling>(value_of(*v1::Ruling_descriptor(), options.ruling).value_or(0)));
    return "has spoken; " + options.ruling;
}

std::string yield_turn(const Errand& errand, const RequestOptions& options, const std::string& id,
                       v1::Command& command) {
    auto& verb = *command.mutable_yield_turn();
    verb.set_id(id);
    if (options.other.empty()) return "yields the floor";
    verb.set_to(errand.id(v1::KIND_SPEAKER_REQUEST, options.other));
    return "yields what is left of its time to " + errand.label(v1::KIND_SPEAKER_REQUEST, verb.to());
}

std::string cancel_turn(const Errand&, const RequestOptions&, const std::string& id, v1::Command& command) {
    command.mutable_cancel_turn()->set_id(id);
    return "does not have the floor after all, and waits again";
}

}  // namespace

void add_floor_turns(CLI::App& floor, const Place& place) {
    const auto [allotting, allotted] = add_request_word(
        floor, place,
        {"allot",
         "It may take so long in all, whatever the rules say",
         "set_allotment",
         set_allotment,
         {"IRL 5m", "s12ab@3 90s"},
         "Also one that has the floor: its time is extended, or cut short. It is a new length, not so much more."});
    allotting->add_option("length", allotted->length, "How long, as 90s or 5m")->required()->check(length_named);
    add_request_word(floor, place,
                     {"start",
                      "It has the floor",
                      "start_turn",
                      start_turn,
                      {"IRL", "s12ab@3"},
                      "The session must run. A point of order interrupts whoever speaks; others wait for the end of\n"
                      "that."});
    add_request_word(floor, place, {"pause", "Its clock stands still", "pause_turn", pause_turn, {"IRL"}});
    add_request_word(floor, place,
                     {"resume",
                      "It goes on",
                      "resume_turn",
                      resume_turn,
                      {"IRL"},
                      "Also whoever spoke last, if that was ended by mistake and nobody has spoken since."});
    const auto [ending, ended] = add_request_word(floor, place,
                                                  {"end",
                                                   "The turn is over; what it interrupted goes on",
                                                   "end_turn",
                                                   end_turn,
                                                   {"IRL", "s12ab@4 --ruling upheld"}});
    ending->add_option("--ruling", ended->ruling, "Of the chair, on a point of order")
        ->check(CLI::IsMember(words_of(*v1::Ruling_descriptor())));
    const auto [yielding, yielded] =
        add_request_word(floor, place,
                         {"yield",
                          "The turn is over before its time, and what is left may be another's",
                          "yield_turn",
                          yield_turn,
                          {"IRL", "IRL s12ab@7"}});
    yielding->add_option("to", yielded->other, "The request that has what is left; without, nobody");
    add_request_word(floor, place,
                     {"cancel",
                      "The turn was begun by mistake: the request waits again",
                      "cancel_turn",
                      cancel_turn,
                      {"IRL"},
                      "Not once it is over."});
}

}  // namespace dais::client
