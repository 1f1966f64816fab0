#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/outcome.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/tell.h"
#include "clients/cpp/visit.h"

namespace dais::client {
namespace {

namespace json = boost::json;

struct SessionOptions {
    std::string session;
    std::string time;  // empty: the server's now
    std::string room;
    std::optional<std::uint64_t> basis;  // default: what was seen
    std::string command_id;              // default: a random one
    int timeout_s = 15;
    bool json = false;
};

// A Session and what happened to it.
struct Item {
    std::string id;
    v1::Session plan;
    v1::SessionProgress progress;

    std::int64_t starts_at_ms() const {
        if (progress.has_actual_start_ms()) return progress.actual_start_ms();
        return progress.has_projected_start_ms() ? progress.projected_start_ms() : plan.planned().starts_at_ms();
    }
    const std::string& room() const { return progress.room().empty() ? plan.room() : progress.room(); }
    std::string status() const {
        static constexpr std::string_view kPrefix = "SESSION_STATUS_";
        if (progress.status() == v1::SESSION_STATUS_UNSPECIFIED) return "scheduled";
        std::string word = v1::SessionStatus_IsValid(progress.status())
                               ? v1::SessionStatus_Name(progress.status()).substr(kPrefix.size())
                               : "unknown";
        for (char& c : word) c = static_cast<char>(c | 0x20);
        return word;
    }
};

Item item(const summit::Records& records, const std::string& id) {
    return {id, held<v1::Session>(records, v1::KIND_SESSION, id).value_or(v1::Session()),
            held<v1::SessionProgress>(records, v1::KIND_SESSION_PROGRESS, id).value_or(v1::SessionProgress())};
}

std::vector<Item> items(const summit::Records& records) {
    std::vector<Item> all;
    for (const auto& [key, body] : records.all()) {
        if (key.first == v1::KIND_SESSION) all.push_back(item(records, key.second));
    }
    const auto order = [](const Item& each) { return std::tuple(each.starts_at_ms(), each.plan.number(), each.id); };
    std::sort(all.begin(), all.end(), [&](auto& left, auto& right) { return order(left) < order(right); });
    return all;
}

void list(const Place& place, const SessionOptions& options) {
    Visit visit(place, std::chrono::seconds(options.timeout_s));
    const auto& records = visit.look().records();
    const LocalTime time(summit_of(records));
    json::array array;
    for (const auto& each : items(records)) {
        const auto room = each.room().empty() ? "" : room_name(records, each.room());
        if (options.json) {
            array.push_back({{"id", each.id},
                             {"number", each.plan.number()},
                             {"starts_at_ms", each.starts_at_ms()},
                             {"starts_at", time.date_time(each.starts_at_ms())},
                             {"room", room},
                             {"title", shown(each.plan.title())},
                             {"status", each.status()},
                             {"session", to_json(each.plan)},
                             {"progress", to_json(each.progress)}});
        } else {
            std::printf("%-6s %6d  %s  %-9s  %s — %s\n", each.id.c_str(), each.plan.number(),
                        time.date_time(each.starts_at_ms()).c_str(), each.status().c_str(), one_line(room).c_str(),
                        one_line(shown(each.plan.title())).c_str());
        }
    }
    if (options.json) std::printf("%s\n", json::serialize(array).c_str());
}

// What is known when a command is made up.
struct Seen {
    const summit::Records& records;
    const LocalTime& time;
    const Item& session;
    std::int64_t now_ms;

    std::int64_t instant(const std::string& text) const {
        const auto parsed = time.parse(text, session.plan.planned().starts_at_ms(), now_ms);
        if (!parsed) throw WrongUsage(parsed.problem);
        return parsed.at_ms;
    }
    std::string at(std::int64_t at_ms) const {
        const bool same_day = time.day(at_ms) == time.day(session.plan.planned().starts_at_ms());
        return same_day ? time.hh_mm(at_ms) : time.date_time(at_ms);
    }
};

// Fills in the verb; returns what to say when it is done.
using Verb = std::function<std::string(const Seen&, const SessionOptions&, v1::Command&)>;

void change(const Place& place, const SessionOptions& options, const Verb& verb) {
    Visit visit(place, std::chrono::seconds(options.timeout_s));
    const auto& follower = visit.look();
    const LocalTime time(summit_of(follower.records()));
    const auto found = find_session(follower.records(), options.session);
    if (!found) throw Failure(found.problem);
    const Item session = item(follower.records(), found.id);
    v1::Command command;
    command.set_id(options.command_id);
    command.set_basis(options.basis.value_or(follower.position()));
    const auto done = verb({follower.records(), time, session, visit.now_ms()}, options, command);
    print_outcome(visit.ask(std::move(command)), shown(session.plan.title()) + ": " + done, time);
}

std::string set_start(const Seen& seen, const SessionOptions& options, v1::Command& command) {
    auto& verb = *command.mutable_set_projected_start();
    verb.set_id(seen.session.id);
    verb.set_at_ms(seen.instant(options.time));
    return "now expected " + seen.at(verb.at_ms()) + " (planned " +
           seen.at(seen.session.plan.planned().starts_at_ms()) + ")";
}

std::string start(const Seen& seen, const SessionOptions& options, v1::Command& command) {
    auto& verb = *command.mutable_start_session();
    verb.set_id(seen.session.id);
    if (!options.time.empty() && options.time != "now") verb.set_at_ms(seen.instant(options.time));
    return "started " + (verb.has_at_ms() ? seen.at(verb.at_ms()) : "now");
}

std::string finish(const Seen& seen, const SessionOptions& options, v1::Command& command) {
    auto& verb = *command.mutable_end_session();
    verb.set_id(seen.session.id);
    if (!options.time.empty() && options.time != "now") verb.set_at_ms(seen.instant(options.time));
    return "ended " + (verb.has_at_ms() ? seen.at(verb.at_ms()) : "now");
}

std::string move(const Seen& seen, const SessionOptions& options, v1::Command& command) {
    const auto room = find_room(seen.records, options.room);
    if (!room) throw Failure(room.problem);
    auto& verb = *command.mutable_move_session();
    verb.set_id(seen.session.id);
    verb.set_room(room.id);
    return "now in " + room_name(seen.records, room.id);
}

std::string cancel(const Seen& seen, const SessionOptions&, v1::Command& command) {
    command.mutable_cancel_session()->set_id(seen.session.id);
    return "CANCELLED";
}

// A word of `dais session` that changes one Session.
CLI::App* add_change(CLI::App& app, const Place& place, const std::shared_ptr<SessionOptions>& options,
                     const std::string& name, const std::string& about, Verb verb) {
    auto* command = app.add_subcommand(name, about);
    command->add_option("session", options->session, "Its id, its number or a part of its title")->required();
    command->add_option("--timeout", options->timeout_s, "Seconds to try at most")->check(CLI::Range(1, 86'400));
    command->add_option("--basis", options->basis, "The position that you looked at; without it, the present one");
    command->add_option("--command-id", options->command_id, "For asking the same again: it does nothing twice");
    command->callback([&place, options, verb = std::move(verb)] { change(place, *options, verb); });
    return command;
}

}  // namespace

void add_session(CLI::App& app, const Place& place) {
    auto* session = app.add_subcommand("session", "List the sessions, or say what happens to one");
    session->require_subcommand(1);
    const auto options = std::make_shared<SessionOptions>();
    auto* all = session->add_subcommand("list", "All of them, in the order of time");
    all->add_flag("--json", options->json, "As a JSON array");
    all->callback([&place, options] { list(place, *options); });

    static constexpr char kTime[] = "10:40 (on the session's day), 2024-09-12T10:40, with offset or Z, or now";
    add_change(*session, place, options, "set-start", "It is now expected to start then", set_start)
        ->add_option("time", options->time, kTime)
        ->required();
    add_change(*session, place, options, "start", "It has started", start)->add_option("time", options->time, kTime);
    add_change(*session, place, options, "end", "It has ended", finish)->add_option("time", options->time, kTime);
    add_change(*session, place, options, "move", "It is held in this room now", move)
        ->add_option("room", options->room, "The room's id or a part of its name")
        ->required();
    add_change(*session, place, options, "cancel", "It is not held", cancel);
}

}  // namespace dais::client
