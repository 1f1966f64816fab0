// The way of an announcement: submitted, approved by those who hold the keys, released, and what becomes of it then.
#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include "clients/cpp/clearance_view.h"
#include "clients/cpp/errand.h"
#include "clients/cpp/names.h"
#include "clients/cpp/seats.h"
#include "clients/cpp/subcommands.h"

namespace dais::client {
namespace {

struct KeyOptions : AskOptions {
    std::string announcement;
    std::string seat;
    std::string digest;
    std::string party;
    bool off = false;
};

v1::Clearance clearance_of(const Errand& errand, const std::string& announcement) {
    return held<v1::Clearance>(errand.seen(), v1::KIND_CLEARANCE, announcement).value_or(v1::Clearance());
}

// A seat of the chairs of the Body that holds the keys.
std::string seat_named(const Errand& errand, const v1::Clearance& clearance, const std::string& name) {
    if (clearance.body().empty())
        throw Failure("it needs no keys, or is none that is being prepared: `dais announcement show` tells", kNotFound);
    const auto found = find_key(errand.seen(), clearance.body(), name);
    if (!found) throw Failure(found.problem, kNotFound);
    return found.id;
}

// Fills in the verb for the announcement with this id; returns what was done.
using TurnKey = std::string (*)(const Errand&, const KeyOptions&, const std::string& id, v1::Command&);

std::string submit(const Errand&, const KeyOptions&, const std::string& id, v1::Command& command) {
    command.mutable_submit_announcement()->set_id(id);
    return "submitted";
}

// What is approved is what was looked at: what others read to each other, if it is named.
std::string approve(const Errand& errand, const KeyOptions& options, const std::string& id, v1::Command& command) {
    const auto clearance = clearance_of(errand, id);
    auto& verb = *command.mutable_approve_announcement();
    verb.set_id(id);
    verb.set_seat(seat_named(errand, clearance, options.seat));
    if (!options.digest.empty() && options.digest != short_digest(clearance.digest())) {
        throw Failure("it is " + short_digest(clearance.digest()) + " by now and not " + options.digest +
                          ": it was edited since you read it",
                      kStale);
    }
    verb.set_digest(clearance.digest());
    return "approved by " + errand.label(v1::KIND_SEAT, verb.seat());
}

std::string withdraw_approval(const Errand& errand, const KeyOptions& options, const std::string& id,
                              v1::Command& command) {
    auto& verb = *command.mutable_withdraw_approval();
    verb.set_id(id);
    verb.set_seat(seat_named(errand, clearance_of(errand, id), options.seat));
    return "no longer approved by " + errand.label(v1::KIND_SEAT, verb.seat());
}

std::string release(const Errand& errand, const KeyOptions&, const std::string& id, v1::Command& command) {
    command.mutable_release_announcement()->set_id(id);
    const auto clearance = clearance_of(errand, id);
    const bool waits = clearance.has_embargo_until_ms() && clearance.embargo_until_ms() > errand.now_ms();
    return waits ? "with the press, under embargo until " + errand.time().date_time(clearance.embargo_until_ms())
                 : "released";
}

std::string lift_embargo(const Errand&, const KeyOptions&, const std::string& id, v1::Command& command) {
    command.mutable_lift_embargo()->set_id(id);
    return "the embargo is over";
}

std::string pin(const Errand&, const KeyOptions& options, const std::string& id, v1::Command& command) {
    command.mutable_pin_announcement()->set_id(id);
    command.mutable_pin_announcement()->set_pinned(!options.off);
    return options.off ? "no longer pinned" : "pinned";
}

std::string acknowledge(const Errand& errand, const KeyOptions& options, const std::string& id, v1::Command& command) {
    auto& verb = *command.mutable_acknowledge_announcement();
    verb.set_id(id);
    verb.set_party(errand.id(v1::KIND_PARTY, options.party));
    return errand.label(v1::KIND_PARTY, verb.party()) + " has taken note";
}

void turn_key(const Place& place, const KeyOptions& options, TurnKey what) {
    Errand errand(place, options);
    v1::Command command;
    const auto id = errand.id(v1::KIND_ANNOUNCEMENT, options.announcement);
    const auto done = what(errand, options, id, command);
    errand.give(std::move(command), errand.label(v1::KIND_ANNOUNCEMENT, id) + ": " + done);
}

// A word below `dais announcement` and its page.
struct KeyWord {
    const char* name;
    const char* about;
    const char* verb;
    TurnKey what;
    std::vector<std::string> examples;  // without "dais announcement WORD"
    std::string more = {};
};

std::pair<CLI::App*, std::shared_ptr<KeyOptions>> add_key_word(CLI::App& announcement, const Place& place,
                                                               KeyWord word) {
    auto* command = announcement.add_subcommand(word.name, word.about);
    const auto options = std::make_shared<KeyOptions>();
    command->add_option("announcement", options->announcement, "Its id, or a part of its title")->required();
    add_ask_options(*command, options, false);
    command->callback([&place, options, what = word.what] { turn_key(place, *options, what); });
    for (auto& example : word.examples) example = "dais announcement " + std::string(word.name) + " " + example;
    describe(*command, {word.examples, {word.verb}, word.more});
    return {command, options};
}

constexpr char kWhichSeat[] = "For which seat of the body's chairs: its id, or who holds it";

}  // namespace

void add_announcement_keys(CLI::App& announcement, const Place& place) {
    add_key_word(announcement, place,
                 {"submit", "It is before those who hold the keys", "submit_announcement", submit, {"Tbilisi"}});
    const auto [approving, key] = add_key_word(
        announcement, place,
        {"approve",
         "A seat turns its key: approves of it as it is",
         "approve_announcement",
         approve,
         {"Tbilisi Georgia", "a12ab k12ab --digest 3f9a0c12"},
         "One seat, one key, whoever acts for it. An approval lapses when authentic texts, audiences or priority\n"
         "change. --digest makes sure that it is what you read: `dais announcement show` prints it."});
    approving->add_option("seat", key->seat, kWhichSeat)->required();
    approving->add_option("--digest", key->digest, "Only if it is still this: 8 digits");
    const auto [withdrawing, turned] = add_key_word(announcement, place,
                                                    {"withdraw-approval",
                                                     "The seat does not approve of it any more",
                                                     "withdraw_approval",
                                                     withdraw_approval,
                                                     {"Tbilisi Georgia"}});
    withdrawing->add_option("seat", turned->seat, kWhichSeat)->required();
    add_key_word(announcement, place,
                 {"release",
                  "It goes to its readers now, or under embargo to the press first",
                  "release_announcement",
                  release,
                  {"Tbilisi", "Tbilisi --preview"},
                  "Refused while keys, languages or cleared quotes are missing; it says which."});
    add_key_word(announcement, place,
                 {"lift-embargo",
                  "The embargo is over: all its readers see it",
                  "lift_embargo",
                  lift_embargo,
                  {"Tbilisi"},
                  "By itself it is over at the time that was set."});
    const auto [pinning, pinned] = add_key_word(
        announcement, place,
        {"pin", "It stands before all others, or no longer", "pin_announcement", pin, {"Tbilisi", "Tbilisi --off"}});
    pinning->add_flag("--off", pinned->off, "No longer");
    const auto [noting, noted] = add_key_word(announcement, place,
                                              {"acknowledge",
                                               "A party that was asked has taken note",
                                               "acknowledge_announcement",
                                               acknowledge,
                                               {"\"Road closed\" CPV"}});
    noting->add_option("party", noted->party, "A State's code, an id or a part of a name")->required();
}

}  // namespace dais::client
