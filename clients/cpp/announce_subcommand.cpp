#include <CLI/CLI.hpp>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/errand.h"
#include "clients/cpp/field_items.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

// The server's limit for any short text.
constexpr std::size_t kTextBytesMax = 4'000;

struct AnnounceOptions : AskOptions {
    std::string text;
    std::string title;
    std::vector<std::string> texts;   // "fr=…"
    std::vector<std::string> titles;  // "fr=…"
    std::string priority = "routine";
    std::string expires;
    std::vector<std::string> audiences;
    std::string issuer;
};

struct WithdrawOptions : AskOptions {
    std::string announcement;
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

// Something is said, and it can be.
void check_text(const std::string& what, const std::string& text) {
    if (trimmed(text).empty()) throw WrongUsage("the " + what + " is empty: say something");
    if (!is_utf8(text)) throw WrongUsage("the " + what + " is not in UTF-8: set the terminal to it");
    if (text.size() > kTextBytesMax) {
        throw WrongUsage("the " + what + " is " + std::to_string(text.size()) + " bytes long: at most " +
                         std::to_string(kTextBytesMax) + " are taken; say it shorter");
    }
}

// Sorted by language, each at most once, as the house has it (decision D15).
void put_texts(const std::string& what, const std::string& language, const std::string& text,
               const std::vector<std::string>& others, Texts& to) {
    std::map<std::string, std::string> by_language;
    if (!text.empty()) by_language[language] = text;
    for (const auto& other : others) {
        const auto equals = other.find('=');
        const auto tag = other.substr(0, equals);
        if (equals == std::string::npos || !is_language(tag))
            throw WrongUsage("“" + other + "” names no language: write it as fr=TEXT");
        if (!by_language.emplace(tag, other.substr(equals + 1)).second)
            throw WrongUsage("there are two texts in “" + tag + "”: give one");
    }
    for (const auto& [tag, words] : by_language) {
        check_text(what + " (" + tag + ")", words);
        set_text(to, tag, words);
    }
}

// Milliseconds; 0: until it is withdrawn.
std::int64_t lasts_ms(const std::string& expires) {
    if (expires.empty()) return 0;
    const bool has_unit = expires.find_last_not_of("smhd") != expires.size() - 1;
    const auto ms = has_unit ? parse_duration_ms(expires) : -1;
    if (ms <= 0) throw WrongUsage("“" + expires + "” is no duration: write it as 90s, 30m, 2h or 1d");
    return ms;
}

void announce(const Place& place, const AnnounceOptions& options) {
    v1::Command command;
    auto& verb = *command.mutable_publish_announcement();
    auto& announcement = *verb.mutable_announcement();
    const auto& language = place.languages.front();
    put_texts("text", language, options.text, options.texts, *announcement.mutable_body());
    put_texts("title", language, options.title, options.titles, *announcement.mutable_title());
    if (announcement.body().empty()) throw WrongUsage("there is nothing to announce: give a TEXT");
    announcement.set_priority(kPriorities.at(options.priority));
    if (!options.issuer.empty()) check_text("issuer", options.issuer);
    announcement.set_issuer_name(options.issuer);
    for (const auto& audience : options.audiences) verb.add_audiences(kAudiences.at(audience));
    const auto lasts = lasts_ms(options.expires);

    Errand errand(place, options);
    if (lasts > 0) announcement.set_expires_at_ms(errand.now_ms() + lasts);
    errand.give(std::move(command), "announced");
}

void withdraw(const Place& place, const WithdrawOptions& options) {
    Errand errand(place, options);
    v1::Command command;
    const auto id = errand.id(v1::KIND_ANNOUNCEMENT, options.announcement);
    command.mutable_withdraw_announcement()->set_id(id);
    errand.give(std::move(command), id + " withdrawn");
}

}  // namespace

void add_announce(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("announce", "Say something to everybody, or to some audiences");
    const auto options = std::make_shared<AnnounceOptions>();
    command->add_option("text", options->text, "What is said, in the first language of --lang");
    command->add_option("--title", options->title, "A line above it");
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
    add_ask_options(*command, options, false);
    command->callback([&place, options] { announce(place, *options); });
    command->group(kAnnouncements);
    describe(*command,
             {{"dais announce \"Lunch is served.\" --text fr=\"Le déjeuner est servi.\"",
               "dais announce \"The hall is being cleared.\" --title \"Leave by the east doors\" --priority urgent",
               "dais announce \"Doors open at 14:00\" --expires 30m --audience press --lang en"},
              {"publish_announcement"},
              ""});
}

void add_withdraw(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("withdraw", "An announcement no longer stands");
    const auto options = std::make_shared<WithdrawOptions>();
    command->add_option("announcement", options->announcement, "Its id, or a part of its title")->required();
    add_ask_options(*command, options, false);
    command->callback([&place, options] { withdraw(place, *options); });
    command->group(kAnnouncements);
    describe(*command,
             {{"dais withdraw \"Lunch is served\"", "dais withdraw a12ab --preview"}, {"withdraw_announcement"}, ""});
}

}  // namespace dais::client
