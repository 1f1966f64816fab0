// `dais session`: list, show, and the words below it.
#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <cstdio>
#include <memory>
#include <utility>

#include "clients/cpp/errand.h"
#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/session_item.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/table.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

namespace json = boost::json;

struct SessionOptions : LookOptions {
    std::string session;
};

std::string name_or_nothing(const Errand& errand, v1::Kind kind, const std::string& id) {
    return id.empty() ? "" : errand.label(kind, id);
}

json::object item_json(const Errand& errand, const SessionItem& item) {
    return {{"id", item.id},
            {"number", item.plan.number()},
            {"starts_at_ms", item.starts_at_ms()},
            {"starts_at", errand.time().date_time(item.starts_at_ms())},
            {"ends_at_ms", item.ends_at_ms()},
            {"ends_at", errand.time().date_time(item.ends_at_ms())},
            {"end_is_least", item.progress.end_is_least()},
            {"room", name_or_nothing(errand, v1::KIND_ROOM, item.room())},
            {"title", errand.label(v1::KIND_SESSION, item.id)},
            {"status", item.status()},
            {"presiding", name_or_nothing(errand, v1::KIND_PERSON, item.presiding())},
            {"hidden", errand.is_hidden(v1::KIND_SESSION, item.id)},
            {"session", to_json(item.plan)},
            {"progress", to_json(item.progress)}};
}

void list(const Place& place, const SessionOptions& options) {
    const Errand errand(place, options);
    json::array array;
    Table table;
    for (const auto& each : session_items(errand.seen())) {
        if (options.json) {
            array.push_back(item_json(errand, each));
            continue;
        }
        const auto day = errand.time().date_time(each.plan.planned().starts_at_ms()).substr(0, 11);
        const auto presiding = name_or_nothing(errand, v1::KIND_PERSON, each.presiding());
        table.row({each.id, each.plan.number() > 0 ? std::to_string(each.plan.number()) : "",
                   day + each.times(errand.time()), each.status(errand.time(), errand.now_ms()),
                   name_or_nothing(errand, v1::KIND_ROOM, each.room()),
                   errand.label(v1::KIND_SESSION, each.id) + (presiding.empty() ? "" : " — " + presiding)});
    }
    std::fputs(options.json ? (json::serialize(array) + "\n").c_str() : table.text().c_str(), stdout);
}

// Who stands in for whom.
json::array replacements(const Errand& errand, const std::string& session, Table* table) {
    json::array array;
    for (const auto& [key, body] : errand.seen().all()) {
        v1::Replacement replacement;
        const bool of_this = key.first == v1::KIND_REPLACEMENT && key.second.starts_with(session + "@");
        if (!of_this || !replacement.ParseFromString(body)) continue;
        array.push_back(to_json(replacement));
        if (!table) continue;
        const auto by = name_or_nothing(errand, v1::KIND_PERSON, replacement.by());
        table->row({"stands in", (by.empty() ? "nobody" : by) + " for " +
                                     errand.label(v1::KIND_PERSON, replacement.person()) + ", " +
                                     word_of(*v1::SessionRole_descriptor(), replacement.role())});
    }
    return array;
}

// In which languages there is a long text.
std::string languages_of(const google::protobuf::RepeatedPtrField<v1::TextReference>& texts) {
    std::vector<std::string> languages;
    for (const auto& text : texts)
        languages.push_back(text.language().empty() ? "a language not named" : text.language());
    return "in " + joined(languages);
}

void show_session(const Place& place, const SessionOptions& options) {
    const Errand errand(place, options);
    const auto item = session_item(errand.seen(), errand.id(v1::KIND_SESSION, options.session));
    const auto text = held<v1::SessionText>(errand.seen(), v1::KIND_SESSION_TEXT, item.id).value_or(v1::SessionText());
    if (options.json) {
        auto object = item_json(errand, item);
        object["record"] = to_json(item.plan);
        object["text"] = to_json(text);
        object["replacements"] = replacements(errand, item.id, nullptr);
        std::printf("%s\n", json::serialize(object).c_str());
        return;
    }
    Table table;
    table.row({"id", item.id});
    table.row({"status", item.status(errand.time(), errand.now_ms())});
    table.row({"times", errand.time().day(item.plan.planned().starts_at_ms()) + " " + item.times(errand.time())});
    if (!item.presiding().empty()) table.row({"presides", errand.label(v1::KIND_PERSON, item.presiding())});
    if (!item.progress.room().empty()) table.row({"now in", errand.label(v1::KIND_ROOM, item.progress.room())});
    if (errand.is_hidden(v1::KIND_SESSION, item.id)) table.row({"hidden", "staff alone see it"});
    if (!item.progress.staff_note().empty()) table.row({"because", item.progress.staff_note()});
    replacements(errand, item.id, &table);
    for (const auto& [name, value] : fields_told(item.plan, errand.reading(errand.now_ms()))) table.row({name, value});
    if (text.abstract_size() > 0) table.row({"abstract", languages_of(text.abstract())});
    if (text.description_size() > 0) table.row({"description", languages_of(text.description())});
    if (!text.website().empty()) table.row({"website", text.website()});
    std::fputs(table.text().c_str(), stdout);
}

}  // namespace

void add_session(CLI::App& app, const Place& place) {
    auto* session = app.add_subcommand("session", "The items of the programme, and what happens to them on the day");
    session->group(kTheDay);
    session->require_subcommand(1);
    const auto options = std::make_shared<SessionOptions>();
    auto* all = session->add_subcommand("list", "All, in the order of time: plan → what is expected");
    add_look_options(*all, options);
    all->callback([&place, options] { list(place, *options); });
    describe(*all, {{"dais session list", "dais session list --lang pt,en", "dais session list --json"}, {}, ""});

    auto* one = session->add_subcommand("show", "All that is known of one");
    one->add_option("session", options->session, "Its id, its number or a part of its title")->required();
    add_look_options(*one, options);
    one->callback([&place, options] { show_session(place, *options); });
    describe(*one, {{"dais session show 14", "dais session show \"opening\" --json"}, {}, ""});

    add_session_day(*session, place);
    add_session_text(*session, place);
    add_noun_words(
        *session, place, *noun_of(v1::KIND_SESSION),
        {{"title=\"Round table\" kind=panel starts=2024-09-12T14:30 ends=16:00 room=\"Sala 2\" "
          "people=\"Ana Silva:chair,João Lima:speaker\"",
          "title=\"Briefing\" starts=2024-09-12T08:00 ends=08:30 --hidden"},
         {"14 title:fr=\"Table ronde\" interpretation=en,fr,pt", "14 anchor=arrival anchor-reason=\"Head of State\"",
          "14 people+=\"João Lima:speaker:CPV\" --preview"},
         {"14 --reason \"Merged with 15\""}});
    describe(*session,
             {{"dais session list", "dais session set-start 14 10:40 --preview", "dais session move 14 \"Sala 2\""},
              {},
              ""});
}

}  // namespace dais::client
