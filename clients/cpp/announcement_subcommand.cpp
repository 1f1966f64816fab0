// `dais announcement`: those that are being prepared and those that were published; the words that hold their texts.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "clients/cpp/clearance_view.h"
#include "clients/cpp/errand.h"
#include "clients/cpp/names.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

// The server's limit for any short text.
constexpr std::size_t kAnnouncementTextBytesMax = 4'000;

struct AnnouncementOptions : AskOptions {
    std::string announcement;
    std::vector<std::string> fields;
    std::string language;
    std::string from;
    bool machine = false;
};

constexpr char kWhichAnnouncement[] = "Its id, or a part of its title";

// What is pinned, what is being prepared, then the newest.
std::vector<ClearanceView> views(const Errand& errand) {
    std::vector<ClearanceView> all;
    for (const auto& [key, body] : errand.seen().all())
        if (key.first == v1::KIND_ANNOUNCEMENT)
            all.push_back(clearance_view(errand.reading(errand.now_ms()), key.second));
    std::stable_sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
        const auto rank = [](const ClearanceView& view) {
            const auto& announcement = view.announcement;
            const bool published = announcement.published_at_ms() > 0;
            return std::tuple(!announcement.pinned(), published, -announcement.published_at_ms());
        };
        return rank(left) < rank(right);
    });
    return all;
}

void list_announcements(const Place& place, const LookOptions& options) {
    const Errand errand(place, options);
    const auto reading = errand.reading(errand.now_ms());
    boost::json::array array;
    Table table;
    for (const auto& view : views(errand)) {
        if (options.json) {
            array.push_back(to_json(view, reading));
            continue;
        }
        const auto& announcement = view.announcement;
        const auto keys = view.clearance.body().empty() || announcement.published_at_ms() > 0
                              ? ""
                              : std::to_string(view.turned()) + "/" + std::to_string(view.clearance.keys()) + " keys";
        table.row({view.id, announcement.pinned() ? "pinned" : "",
                   word_of(*v1::AnnouncementPriority_descriptor(), announcement.priority()),
                   state_told(announcement, view.clearance, reading), keys,
                   errand.label(v1::KIND_ANNOUNCEMENT, view.id)});
    }
    std::fputs(options.json ? (boost::json::serialize(array) + "\n").c_str() : table.text().c_str(), stdout);
}

void show_announcement(const Place& place, const AnnouncementOptions& options) {
    const Errand errand(place, static_cast<const LookOptions&>(options));
    const auto reading = errand.reading(errand.now_ms());
    const auto view = clearance_view(reading, errand.id(v1::KIND_ANNOUNCEMENT, options.announcement));
    if (options.json) {
        std::printf("%s\n", boost::json::serialize(to_json(view, reading)).c_str());
        return;
    }
    static const std::set<std::string> told_above = {"state", "quotes", "asked"};
    Table table;
    for (const auto& [what, how] : rows_of(view, reading)) table.row({what, how});
    for (const auto* record : {static_cast<const google::protobuf::Message*>(&view.announcement),
                               static_cast<const google::protobuf::Message*>(&view.clearance)})
        for (const auto& [name, value] : client::fields_told(*record, reading))
            if (!told_above.contains(name)) table.row({name, value});
    std::fputs(table.text().c_str(), stdout);
}

bool has_field(const google::protobuf::Descriptor& noun, const std::string& name) {
    const auto fields = fields_of(noun);
    return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return name == field.name; });
}

// As it was seen, and what of it and of its way shall be otherwise.
void put_announcement(const Place& place, const AnnouncementOptions& options, bool is_new) {
    if (options.fields.empty())
        throw WrongUsage("nothing is said of it: give fields as NAME=VALUE (--help lists them)");
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_put_announcement();
    if (!is_new) {
        verb.set_id(errand.id(v1::KIND_ANNOUNCEMENT, options.announcement));
        const auto view = clearance_view(errand.reading(errand.now_ms()), verb.id());
        *verb.mutable_announcement() = view.announcement;
        *verb.mutable_clearance() = view.clearance;
    }
    const auto reading = errand.reading(errand.about_ms());
    for (const auto& field : options.fields) {
        const auto given = with_file(field, kAnnouncementTextBytesMax);
        const bool of_its_way = has_field(*v1::Clearance::descriptor(), field_name(given));
        if (of_its_way)
            set_field(*verb.mutable_clearance(), given, reading);
        else
            set_field(*verb.mutable_announcement(), given, reading);
    }
    verb.mutable_clearance();
    const auto name = is_new ? "a new announcement" : errand.label(v1::KIND_ANNOUNCEMENT, verb.id());
    errand.give(std::move(command), name + (is_new ? " is being prepared" : " changed"));
}

// One text of a translation, with the digest of what it translates.
void translate_text(const std::string& typed, const AnnouncementOptions& options, const v1::Announcement& announcement,
                    v1::TranslateAnnouncement& verb) {
    const auto given = with_file(typed, kAnnouncementTextBytesMax);
    const auto equals = given.find('=');
    const auto* to = verb.GetDescriptor()->FindFieldByName(given.substr(0, equals));
    const auto* from = announcement.GetDescriptor()->FindFieldByName(given.substr(0, equals));
    if (equals == std::string::npos || !to || to->message_type() != v1::LocalText::descriptor())
        throw WrongUsage("“" + typed + "” is no text of it: give title=, body=, dateline= or boilerplate=");
    const auto texts = texts_in(announcement, *from);
    const auto* source = source_of(texts, options.from);
    if (!source) {
        throw WrongUsage("there is no authentic " + to->name() +
                         (options.from.empty() ? "" : " in “" + options.from + "”") + " to translate");
    }
    v1::LocalText text;
    text.set_language(options.language);
    text.set_text(trimmed(given.substr(equals + 1)));
    if (!is_utf8(text.text())) throw WrongUsage("the " + to->name() + " is not in UTF-8: set the terminal to it");
    text.set_origin(options.machine ? v1::ORIGIN_MACHINE : v1::ORIGIN_HUMAN);
    text.set_source_digest(source_digest(source->text()));
    verb.GetReflection()->MutableMessage(&verb, to)->CopyFrom(text);
}

void translate_announcement(const Place& place, const AnnouncementOptions& options) {
    if (!is_language(options.language))
        throw WrongUsage("“" + options.language + "” is no language: write it as fr or pt-CV");
    Errand errand(place, options);
    v1::Command command;
    auto& verb = *command.mutable_translate_announcement();
    verb.set_id(errand.id(v1::KIND_ANNOUNCEMENT, options.announcement));
    const auto announcement = *held<v1::Announcement>(errand.seen(), v1::KIND_ANNOUNCEMENT, verb.id());
    for (const auto& typed : options.fields) translate_text(typed, options, announcement, verb);
    const auto name = errand.label(v1::KIND_ANNOUNCEMENT, verb.id());
    errand.give(std::move(command), name + ": translated into " + options.language);
}

std::string fields_of_both() {
    auto way = fields_help(*v1::Clearance::descriptor());
    way.replace(0, std::string("Fields").size(), "Fields of its way to its readers");
    return fields_help(*v1::Announcement::descriptor()) + "\n" + way +
           "\nTexts that are given here are authentic; `dais announcement translate` gives the others. @FILE stands "
           "for\n"
           "what is in a file. What was approved lapses when authentic texts, audiences or priority change.\n";
}

void add_preparing(CLI::App& announcement, const Place& place) {
    auto* add = announcement.add_subcommand("add", "Prepare a new one; nobody but bureau and staff sees it yet");
    const auto added = std::make_shared<AnnouncementOptions>();
    add->add_option("field", added->fields, "NAME=VALUE, as listed below")->required();
    add_ask_options(*add, added, false);
    add->callback([&place, added] { put_announcement(place, *added, true); });
    describe(*add,
             {{"dais announcement add title=\"Tbilisi hosts\" title:fr=\"Tbilissi accueille\" body=@release.en.txt "
               "body:fr=@release.fr.txt issuer=ISC keys-of=ISC keys=2 languages=pt embargo=2026-06-01T10:00",
               "dais announcement add title=\"Road closed\" priority=important asked=CPV,IRL"},
              {"put_announcement"},
              fields_of_both()});

    auto* change = announcement.add_subcommand("change", "Some fields shall be otherwise, before it is released");
    const auto changed = std::make_shared<AnnouncementOptions>();
    change->add_option("announcement", changed->announcement, kWhichAnnouncement)->required();
    change->add_option("field", changed->fields, "NAME=VALUE, as listed below")->required();
    add_ask_options(*change, changed, false);
    change->callback([&place, changed] { put_announcement(place, *changed, false); });
    describe(*change, {{"dais announcement change a12ab embargo=2026-06-01T12:00",
                        "dais announcement change Tbilisi quotes+=\"Ana Silva:cleared\""},
                       {"put_announcement"},
                       fields_of_both()});

    auto* translate = announcement.add_subcommand("translate", "What it says in another language; no approval lapses");
    const auto into = std::make_shared<AnnouncementOptions>();
    translate->add_option("announcement", into->announcement, kWhichAnnouncement)->required();
    translate->add_option("language", into->language, "Into which one, as fr")->required();
    translate->add_option("text", into->fields, "title=, body=, dateline= or boilerplate=, with WORDS or @FILE")
        ->required();
    translate->add_option("--from", into->from, "Of the text in this language; without, of an authentic one");
    translate->add_flag("--machine", into->machine, "A machine translated it");
    add_ask_options(*translate, into, false);
    translate->callback([&place, into] { translate_announcement(place, *into); });
    describe(*translate, {{"dais announcement translate Tbilisi pt title=\"Tbilisi acolhe\" body=@release.pt.txt",
                           "dais announcement translate a12ab es title=\"Tiflis\" --from fr --machine"},
                          {"translate_announcement"},
                          "Also after it is released. It is outdated once what it translates is said otherwise."});
}

}  // namespace

void add_announcement(CLI::App& app, const Place& place) {
    auto* announcement =
        app.add_subcommand("announcement", "What is said in the name of co-chairs, from the draft to its readers");
    announcement->group(kAnnouncements);
    announcement->require_subcommand(1);
    auto* list = announcement->add_subcommand("list", "All, with how far they have come");
    const auto looking = std::make_shared<LookOptions>();
    add_look_options(*list, looking);
    list->callback([&place, looking] { list_announcements(place, *looking); });
    describe(*list, {{"dais announcement list", "dais announcement list --json"}, {}, ""});
    auto* show = announcement->add_subcommand("show", "Which keys are turned, what is ready, what it waits for");
    const auto options = std::make_shared<AnnouncementOptions>();
    show->add_option("announcement", options->announcement, kWhichAnnouncement)->required();
    add_look_options(*show, options);
    show->callback([&place, options] { show_announcement(place, *options); });
    describe(*show, {{"dais announcement show Tbilisi", "dais announcement show a12ab --json"}, {}, ""});

    add_preparing(*announcement, place);
    add_announcement_keys(*announcement, place);
    add_announcement_emergency(*announcement, place);
    add_announcement_withdraw(*announcement, place);
    describe(*announcement,
             {{"dais announcement add title=\"Tbilisi hosts\" body=@release.txt issuer=ISC keys-of=ISC keys=2",
               "dais announcement submit Tbilisi", "dais announcement approve Tbilisi Georgia",
               "dais announcement release Tbilisi"},
              {},
              ""});
}

}  // namespace dais::client
