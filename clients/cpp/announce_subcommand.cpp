#include <CLI/CLI.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/names.h"
#include "clients/cpp/outcome.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/visit.h"

namespace dais::client {
namespace {

struct AnnounceOptions {
    std::string text;
    std::string title;
    std::string language = "en";
    std::vector<std::string> texts;   // "fr=…"
    std::vector<std::string> titles;  // "fr=…"
    std::string priority = "routine";
    std::string expires;
    std::vector<std::string> audiences;
    std::string issuer;
    std::string command_id;
    int timeout_s = 15;
};

struct WithdrawOptions {
    std::string announcement;
    int timeout_s = 15;
};

const std::map<std::string, v1::AnnouncementPriority> kPriorities = {
    {"routine", v1::ANNOUNCEMENT_PRIORITY_ROUTINE},
    {"important", v1::ANNOUNCEMENT_PRIORITY_IMPORTANT},
    {"urgent", v1::ANNOUNCEMENT_PRIORITY_URGENT},
};

const std::map<std::string, v1::Audience> kAudiences = {
    {"public", v1::AUDIENCE_PUBLIC},           {"delegate", v1::AUDIENCE_DELEGATE}, {"press", v1::AUDIENCE_PRESS},
    {"interpreter", v1::AUDIENCE_INTERPRETER}, {"bureau", v1::AUDIENCE_BUREAU},     {"staff", v1::AUDIENCE_STAFF},
};

// Sorted by language, each at most once, as the house has it (decision D15).
void put_texts(const std::string& language, const std::string& text, const std::vector<std::string>& others,
               google::protobuf::RepeatedPtrField<v1::LocalText>& to) {
    std::map<std::string, std::string> by_language;
    if (!text.empty()) by_language[language] = text;
    for (const auto& other : others) {
        const auto equals = other.find('=');
        if (equals == 0 || equals == std::string::npos)
            throw WrongUsage("“" + other + "” names no language: write it as fr=TEXT");
        if (!by_language.emplace(other.substr(0, equals), other.substr(equals + 1)).second) {
            throw WrongUsage("there are two texts in “" + other.substr(0, equals) + "”: give one");
        }
    }
    for (const auto& [tag, words] : by_language) {
        auto& local = *to.Add();
        local.set_language(tag);
        local.set_text(words);
        local.set_origin(v1::ORIGIN_AUTHENTIC);
    }
}

void announce(const Place& place, const AnnounceOptions& options) {
    v1::Command command;
    command.set_id(options.command_id);
    auto& verb = *command.mutable_publish_announcement();
    auto& announcement = *verb.mutable_announcement();
    put_texts(options.language, options.text, options.texts, *announcement.mutable_body());
    put_texts(options.language, options.title, options.titles, *announcement.mutable_title());
    if (announcement.body().empty()) throw WrongUsage("there is nothing to announce: give a TEXT");
    announcement.set_priority(kPriorities.at(options.priority));
    announcement.set_issuer_name(options.issuer);
    for (const auto& audience : options.audiences) verb.add_audiences(kAudiences.at(audience));
    const auto lasts_ms = options.expires.empty() ? 0 : parse_duration_ms(options.expires);
    if (lasts_ms < 0) throw WrongUsage("“" + options.expires + "” is no duration: write it as 90s, 30m, 2h or 1d");

    Visit visit(place, std::chrono::seconds(options.timeout_s));
    const auto& follower = visit.look();
    command.set_basis(follower.position());
    if (lasts_ms > 0) announcement.set_expires_at_ms(visit.now_ms() + lasts_ms);
    const LocalTime time(summit_of(follower.records()));
    print_outcome(visit.ask(std::move(command)), "announced", time);
}

void withdraw(const Place& place, const WithdrawOptions& options) {
    Visit visit(place, std::chrono::seconds(options.timeout_s));
    const auto& follower = visit.look();
    const auto found = find_announcement(follower.records(), options.announcement);
    if (!found) throw Failure(found.problem);
    v1::Command command;
    command.set_basis(follower.position());
    command.mutable_withdraw_announcement()->set_id(found.id);
    const LocalTime time(summit_of(follower.records()));
    print_outcome(visit.ask(std::move(command)), found.id + " withdrawn", time);
}

}  // namespace

void add_announce(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("announce", "Say something to everybody, or to some audiences");
    const auto options = std::make_shared<AnnounceOptions>();
    command->add_option("text", options->text, "What is said");
    command->add_option("--title", options->title, "A line above it");
    command->add_option("--lang", options->language, "The language of TEXT and --title")->capture_default_str();
    command->add_option("--text", options->texts, "The same in another language, as fr=TEXT; may be repeated")
        ->allow_extra_args(false);
    command->add_option("--title-in", options->titles, "The title in another language, as fr=TITLE; may be repeated")
        ->allow_extra_args(false);
    command->add_option("--priority", options->priority, "How much it matters")
        ->check(CLI::IsMember({"routine", "important", "urgent"}))
        ->capture_default_str();
    command->add_option("--expires", options->expires, "How long screens show it, as 30m; without it, until withdrawn");
    command->add_option("--audience", options->audiences, "Who shall see it, as public,press; without it, everybody")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"public", "delegate", "press", "interpreter", "bureau", "staff"}));
    command->add_option("--issuer", options->issuer, "In whose name, as shown");
    command->add_option("--command-id", options->command_id, "For asking the same again: it does nothing twice");
    command->add_option("--timeout", options->timeout_s, "Seconds to try at most")->check(CLI::Range(1, 86'400));
    command->callback([&place, options] { announce(place, *options); });
}

void add_withdraw(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("withdraw", "An announcement no longer stands");
    const auto options = std::make_shared<WithdrawOptions>();
    command->add_option("announcement", options->announcement, "Its id, or a part of its title")->required();
    command->add_option("--timeout", options->timeout_s, "Seconds to try at most")->check(CLI::Range(1, 86'400));
    command->callback([&place, options] { withdraw(place, *options); });
}

}  // namespace dais::client
