#include <CLI/CLI.hpp>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clients/cpp/errand.h"
#include "clients/cpp/field_items.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/text_options.h"
#include "dais/v1/clearance.pb.h"

namespace dais::client {
namespace {

struct AnnounceOptions : AskOptions {
    std::string text;
    std::string title;
    std::vector<std::string> texts;   // "fr=…"
    std::vector<std::string> titles;  // "fr=…"
    std::string priority = "routine";
    std::string expires;
    std::vector<std::string> audiences;
    std::string issuer;
    std::vector<std::string> fields;
};

struct EmergencyOptions : AnnounceOptions {
    std::string announcement;
    std::string because;
};

struct WithdrawOptions : AskOptions {
    std::string announcement;
    std::string kill_notice;
    std::vector<std::string> kill_notices;  // "fr=…"
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

// Milliseconds; 0: until it is withdrawn.
std::int64_t lasts_ms(const std::string& expires) {
    if (expires.empty()) return 0;
    const bool has_unit = expires.find_last_not_of("smhd") != expires.size() - 1;
    const auto ms = has_unit ? parse_duration_ms(expires) : -1;
    if (ms <= 0) throw WrongUsage("“" + expires + "” is no duration: write it as 90s, 30m, 2h or 1d");
    return ms;
}

// Title and text, in the languages given.
void say(const Place& place, const AnnounceOptions& options, v1::Announcement& announcement) {
    const auto& language = place.languages.front();
    *announcement.mutable_body() = texts_given("text", language, options.text, options.texts);
    *announcement.mutable_title() = texts_given("title", language, options.title, options.titles);
    if (announcement.body().empty()) throw WrongUsage("there is nothing to announce: give a TEXT");
}

void announce(const Place& place, const AnnounceOptions& options) {
    v1::Command command;
    auto& verb = *command.mutable_publish_announcement();
    auto& announcement = *verb.mutable_announcement();
    say(place, options, announcement);
    announcement.set_priority(kPriorities.at(options.priority));
    if (!options.issuer.empty()) check_words("issuer", options.issuer);
    announcement.set_issuer_name(options.issuer);
    for (const auto& audience : options.audiences) verb.add_audiences(kAudiences.at(audience));
    const auto lasts = lasts_ms(options.expires);

    Errand errand(place, options);
    if (lasts > 0) announcement.set_expires_at_ms(errand.now_ms() + lasts);
    for (const auto& field : options.fields) set_field(announcement, field, errand.reading(errand.now_ms()));
    errand.give(std::move(command), "announced");
}

void announce_emergency(const Place& place, const EmergencyOptions& options) {
    v1::Command command;
    auto& verb = *command.mutable_publish_emergency();
    if (options.announcement.empty() == options.text.empty())
        throw WrongUsage("give a TEXT, or one that is being prepared by --announcement");
    if (options.announcement.empty()) say(place, options, *verb.mutable_announcement());
    verb.set_reason(options.because);
    const auto lasts = lasts_ms(options.expires);

    Errand errand(place, options);
    if (!options.announcement.empty()) verb.set_id(errand.id(v1::KIND_ANNOUNCEMENT, options.announcement));
    verb.set_expires_at_ms(errand.now_ms() + lasts);
    errand.give(std::move(command), "announced as an emergency until " + errand.time().hh_mm(verb.expires_at_ms()));
}

void withdraw(const Place& place, const WithdrawOptions& options) {
    v1::Command command;
    auto& verb = *command.mutable_withdraw_announcement();
    *verb.mutable_kill_notice() =
        texts_given("kill notice", place.languages.front(), options.kill_notice, options.kill_notices);
    Errand errand(place, options);
    verb.set_id(errand.id(v1::KIND_ANNOUNCEMENT, options.announcement));
    const auto done = verb.id() + " withdrawn";
    errand.give(std::move(command), done);
}

void add_words_of(CLI::App& command, const std::shared_ptr<AnnounceOptions>& options) {
    command.add_option("text", options->text, "What is said, in the first language of --lang");
    command.add_option("--title", options->title, "A line above it");
    command.add_option("--text", options->texts, "The same in another language, as fr=TEXT; may be repeated")
        ->allow_extra_args(false);
    command.add_option("--title-in", options->titles, "The title in another language, as fr=TITLE; may be repeated")
        ->allow_extra_args(false);
}

void add_withdraw_as(CLI::App& command, const Place& place, const std::string& path) {
    const auto options = std::make_shared<WithdrawOptions>();
    command.add_option("announcement", options->announcement, "Its id, or a part of its title")->required();
    command.add_option("--kill-notice", options->kill_notice, "It is not to be used, and why: shown in its place");
    command
        .add_option("--kill-notice-in", options->kill_notices,
                    "The same in another language, as fr=TEXT; may be repeated")
        ->allow_extra_args(false);
    add_ask_options(command, options, false);
    command.callback([&place, options] { withdraw(place, *options); });
    describe(command,
             {{path + " \"Lunch is served\"", path + " a12ab --preview",
               path + " a12ab --kill-notice \"The figures are wrong\" --kill-notice-in fr=\"Chiffres erronés\""},
              {"withdraw_announcement"},
              "One that nobody was told of yet is given up."});
}

}  // namespace

void add_announce(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("announce", "Say something to everybody, or to some audiences");
    const auto options = std::make_shared<AnnounceOptions>();
    add_words_of(*command, options);
    command->add_option("--priority", options->priority, "How much it matters")
        ->check(CLI::IsMember({"routine", "important", "urgent"}))
        ->capture_default_str();
    command->add_option("--expires", options->expires, "How long screens show it, as 30m; without it, until withdrawn");
    command->add_option("--audience", options->audiences, "Who shall see it, as public,press; without it, everybody")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"public", "delegate", "press", "interpreter", "bureau", "staff"}));
    command->add_option("--issuer", options->issuer, "In whose name, as shown");
    command
        ->add_option("--field", options->fields,
                     "Another field of it, as NAME=VALUE (`dais help announcement add` lists them); may be repeated")
        ->allow_extra_args(false);
    add_ask_options(*command, options, false);
    command->callback([&place, options] { announce(place, *options); });
    command->group(kAnnouncements);
    describe(*command,
             {{"dais announce \"Lunch is served.\" --text fr=\"Le déjeuner est servi.\"",
               "dais announce \"The hall is being cleared.\" --title \"Leave by the east doors\" --priority urgent",
               "dais announce \"Doors open at 14:00\" --expires 30m --audience press --lang en",
               "dais announce \"Lunch is at one\" --field corrects=a12ab --field asked=CPV,IRL"},
              {"publish_announcement"},
              "What needs the keys of co-chairs is prepared first: `dais help announcement`."});
}

void add_withdraw(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("withdraw", "An announcement no longer stands");
    command->group(kAnnouncements);
    add_withdraw_as(*command, place, "dais withdraw");
}

void add_announcement_emergency(CLI::App& announcement, const Place& place) {
    auto* command = announcement.add_subcommand("emergency", "People are in danger: it is published now, without keys");
    const auto options = std::make_shared<EmergencyOptions>();
    add_words_of(*command, options);
    command->add_option("--announcement", options->announcement, "One that is being prepared, instead of a TEXT");
    command->add_option("--expires", options->expires, "How long screens show it, as 30m; it ends by itself")
        ->required();
    command->add_option("--because", options->because, "Why it could not wait, for staff");
    add_ask_options(*command, options, false);
    command->callback([&place, options] { announce_emergency(place, *options); });
    describe(*command, {{"dais announcement emergency \"Leave by the east doors.\" --expires 30m",
                         "dais announcement emergency --announcement a12ab --expires 2h --because \"Storm warning\""},
                        {"publish_emergency"},
                        "It is marked so for ever. Screens that are cut off drop it when its time is over, too."});
}

void add_announcement_withdraw(CLI::App& announcement, const Place& place) {
    auto* command = announcement.add_subcommand("withdraw", "It no longer stands; like `dais withdraw`");
    add_withdraw_as(*command, place, "dais announcement withdraw");
}

}  // namespace dais::client
