#include "clients/cpp/past.h"

#include <boost/json.hpp>
#include <cstdio>

#include "clients/cpp/api.h"
#include "clients/cpp/tell.h"

namespace dais::client {
namespace {

namespace json = boost::json;

std::string word(const json::value& object, const char* name) {
    const auto* value = object.as_object().if_contains(name);
    return value && value->is_string() ? one_line(json::value_to<std::string>(*value)) : "";
}

// A query's parts that are not empty.
std::string query(std::initializer_list<std::pair<const char*, std::string>> parts) {
    std::string text;
    for (const auto& [name, value] : parts)
        if (!value.empty()) text += (text.empty() ? "?" : "&") + std::string(name) + "=" + percent_encoded(value);
    return text;
}

// "AUDIENCE_PUBLIC" as "public".
std::string audience_word(const std::string& name) {
    std::string lower = name.substr(name.find('_') + 1);
    for (char& c : lower) c = static_cast<char>(c | 0x20);
    return lower;
}

void print_summary(const json::value& snapshot) {
    std::printf("log       %s\naudience  %s\nposition  %s\nchain     %s\ndigest    %s\n", word(snapshot, "log").c_str(),
                audience_word(word(snapshot, "audience")).c_str(), json::serialize(snapshot.at("position")).c_str(),
                word(snapshot, "chain").c_str(), word(snapshot, "digest").c_str());
    for (const auto& [name, list] : snapshot.as_object())
        if (list.is_array()) std::printf("%8zu  %s\n", list.as_array().size(), std::string(name).c_str());
}

std::string change_of(const json::value& field) {
    const auto before = word(field, "before");
    const auto after = word(field, "after");
    if (before.empty()) return word(field, "field") + ": " + after;
    return word(field, "field") + ": " + before + " → " + (after.empty() ? "(none)" : after);
}

void print_change(const json::value& change) {
    std::printf("#%s  %s", json::serialize(change.at("position")).c_str(), word(change, "at").substr(0, 19).c_str());
    if (const auto verb = word(change, "verb"); !verb.empty()) std::printf("  %s", verb.c_str());
    if (const auto* who = change.as_object().if_contains("who"))
        std::printf("  by %s", word(*who, "name").empty() ? word(*who, "login").c_str() : word(*who, "name").c_str());
    std::printf("\n");
    for (const auto& entry : change.at("entries").as_array()) {
        // What people do not look for when they ask what happened.
        if (const auto kind = word(entry, "kind"); kind == "counters" || kind == "imported") continue;
        const auto name = word(entry, "name");
        std::printf("    %s %s%s%s\n", word(entry, "kind").c_str(), word(entry, "id").c_str(),
                    name.empty() ? "" : (" “" + name + "”").c_str(),
                    word(entry, "what") == "changed" ? "" : (": " + word(entry, "what")).c_str());
        for (const auto& field : entry.at("fields").as_array()) std::printf("        %s\n", change_of(field).c_str());
    }
    if (const auto* more = change.as_object().if_contains("left_out"))
        std::printf("    and %s more\n", json::serialize(*more).c_str());
}

json::value parsed(const Place& place, const std::string& text) {
    boost::system::error_code error;
    auto value = json::parse(text, error);
    if (error || !value.is_object()) throw Failure(place.url + " does not answer like a Dais server: check --url");
    return value;
}

}  // namespace

void show_past(const Place& place, const PastWish& wish, bool as_json) {
    const auto text = get_page(
        place, "snapshot.json" + query({{"position", wish.position}, {"at", wish.at}, {"audience", wish.audience}}));
    if (as_json)
        std::fputs(text.c_str(), stdout);
    else
        print_summary(parsed(place, text));
}

namespace {

std::string history_page(const Place& place, const HistoryWish& wish) {
    const auto page = "history" + query({{"kind", wish.kind},
                                         {"id", wish.id},
                                         {"before", wish.before},
                                         {"audience", wish.audience},
                                         {"limit", std::to_string(wish.changes)}});
    try {
        return get_page(place, page);
    } catch (const Failure& failure) {
        if (failure.code != kNotFound || wish.id.empty()) throw;
        throw Failure("nothing has the id “" + wish.id + "” or had it, that you may see", kNotFound);
    }
}

}  // namespace

void show_history(const Place& place, const HistoryWish& wish, bool as_json) {
    const auto text = history_page(place, wish);
    if (as_json) {
        std::fputs(text.c_str(), stdout);
        return;
    }
    const auto history = parsed(place, text);
    const auto& changes = history.at("changes").as_array();
    for (const auto& change : changes) print_change(change);
    if (changes.empty()) std::printf("nothing that shows\n");
    if (const auto* more = history.as_object().if_contains("before"))
        std::printf("earlier: --before %s\n", json::serialize(*more).c_str());
}

}  // namespace dais::client
