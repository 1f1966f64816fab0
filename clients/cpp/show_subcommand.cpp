#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <utility>

#include "clients/cpp/command_options.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/past.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/visit.h"

namespace dais::client {
namespace {

namespace json = boost::json;

struct ShowOptions {
    bool json = false;
    bool full = false;
    std::uint64_t wait_position = 0;
    int timeout_s = 15;
    PastWish past;
};

std::string hex(std::string_view bytes) {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += kHex[static_cast<unsigned char>(c) >> 4];
        text += kHex[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

std::string hex16(std::uint64_t number) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
}

std::string audience_word(v1::Audience audience) {
    static constexpr std::string_view kPrefix = "AUDIENCE_";
    std::string word = v1::Audience_IsValid(audience) ? v1::Audience_Name(audience).substr(kPrefix.size()) : "unknown";
    for (char& c : word) c = static_cast<char>(c | 0x20);
    return word;
}

std::map<int, std::uint64_t> counts(const summit::Records& records) {
    std::map<int, std::uint64_t> by_kind;
    for (const auto& [key, body] : records.all()) ++by_kind[key.first];
    return by_kind;
}

void print_json(const Follower& follower, bool full) {
    json::object object{{"log", follower.log()},
                        {"audience", audience_word(follower.audience())},
                        {"position", follower.position()},
                        {"chain", hex(follower.chain())},
                        {"digest", hex16(follower.records().digest())}};
    json::object by_kind;
    for (const auto& [kind, count] : counts(follower.records())) by_kind[kind_name(kind)] = count;
    object["records"] = std::move(by_kind);
    if (full) {
        json::array entries;
        for (const auto& [key, body] : follower.records().all()) {
            entries.push_back(
                {{"kind", kind_name(key.first)}, {"id", key.second}, {"record", record_to_json(key.first, body)}});
        }
        object["entries"] = std::move(entries);
        object["dump"] = follower.records().dump();
    }
    std::printf("%s\n", json::serialize(object).c_str());
}

void print_summary(const Follower& follower) {
    std::printf("log       %s\naudience  %s\nposition  %llu\nchain     %s\ndigest    %s\n", follower.log().c_str(),
                audience_word(follower.audience()).c_str(), static_cast<unsigned long long>(follower.position()),
                hex(follower.chain()).c_str(), hex16(follower.records().digest()).c_str());
    for (const auto& [kind, count] : counts(follower.records())) {
        std::printf("%8llu  %s\n", static_cast<unsigned long long>(count), kind_name(kind).c_str());
    }
}

void show(const Place& place, const ShowOptions& options) {
    if (options.past.any()) {
        if (options.full && !options.json)
            throw WrongUsage("of the past there is no dump, but --json has all that was there");
        show_past(place, options.past, options.json);
        return;
    }
    Visit visit(place, std::chrono::seconds(options.timeout_s));
    const auto& follower = visit.look(options.wait_position);
    if (options.json) {
        print_json(follower, options.full);
    } else if (options.full) {
        std::fputs(follower.records().dump().c_str(), stdout);
    } else {
        print_summary(follower);
    }
}

}  // namespace

void add_show(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("show", "Where a log stands and how much is in it");
    const auto options = std::make_shared<ShowOptions>();
    command->group(kLook);
    describe(*command,
             {{"dais show", "dais show --json --full", "dais show --at 2024-09-12T14:05",
               "dais show --position 37 --audience public --json", "dais show --wait-position 4711 --timeout 60"},
              {},
              ""});
    command->add_flag("--json", options->json, "As one JSON object");
    command->add_flag("--full", options->full,
                      "The canonical dump: a line per record; with --json the records as well");
    command->add_option("--wait-position", options->wait_position, "Wait until the log has come this far")
        ->check(whole_number);
    command->add_option("--timeout", options->timeout_s, "Seconds to wait at most")->check(CLI::Range(1, 86'400));
    auto* at = command->add_option("--at", options->past.at, "As it was then: 2024-09-12T14:05 by the venue's clock");
    command->add_option("--position", options->past.position, "As it was at this position")
        ->check(position_number)
        ->excludes(at);
    command->add_option("--audience", options->past.audience, "With whose eyes; for staff")->check(audience_named);
    command->callback([&place, options] { show(place, *options); });
}

}  // namespace dais::client
