#include "clients/cpp/consequences.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <utility>

#include "clients/cpp/json.h"
#include "clients/cpp/names.h"
#include "clients/cpp/session_item.h"
#include "clients/cpp/table.h"
#include "clients/cpp/tell.h"
#include "clients/cpp/words.h"

namespace dais::client {
namespace {

namespace json = boost::json;
using Ids = google::protobuf::RepeatedPtrField<std::string>;

constexpr std::size_t kNamesShown = 12;

summit::Records after_all(const v1::Preview& preview, const summit::Records& seen) {
    auto after = seen;
    for (const auto& entry : preview.entries()) after.apply(entry);
    return after;
}

// Those of which the preview says something new, as the ids of Sessions.
std::set<std::string> sessions_changed(const v1::Preview& preview) {
    std::set<std::string> ids;
    for (const auto& entry : preview.entries()) {
        const bool own = entry.kind() == v1::KIND_SESSION || entry.kind() == v1::KIND_SESSION_PROGRESS;
        if (own) ids.insert(entry.id());
        if (entry.kind() == v1::KIND_REPLACEMENT) ids.insert(entry.owner());
    }
    return ids;
}

// "Hall → Room 2", or the one alone if it stays.
std::string from_to(const std::string& was, const std::string& is) {
    const auto said = [](const std::string& text) { return text.empty() ? "—" : text; };
    return was == is ? was : said(was) + " → " + said(is);
}

std::string name_or_nothing(const summit::Records& records, v1::Kind kind, const std::string& id,
                            const Languages& languages) {
    return id.empty() ? "" : label(records, kind, id, languages);
}

void add_session(Table& table, const std::string& id, const summit::Records& after, const Reader& reader) {
    const bool was_there = reader.seen.find(v1::KIND_SESSION, id) != nullptr;
    const auto was = session_item(reader.seen, id);
    const auto is = session_item(after, id);
    if (!after.find(v1::KIND_SESSION, id)) {
        table.row({id, was.expected(reader.time), "removed", "",
                   name_or_nothing(reader.seen, v1::KIND_SESSION, id, reader.languages)});
        return;
    }
    const auto room = [&](const SessionItem& item, const summit::Records& records) {
        return name_or_nothing(records, v1::KIND_ROOM, item.room(), reader.languages);
    };
    const auto presiding = [&](const SessionItem& item, const summit::Records& records) {
        return name_or_nothing(records, v1::KIND_PERSON, item.presiding(), reader.languages);
    };
    const auto title = label(after, v1::KIND_SESSION, id, reader.languages);
    if (!was_there) {
        table.row({id, reader.time.date_time(is.starts_at_ms()), "new", room(is, after), title});
        return;
    }
    const auto chair = presiding(was, reader.seen) == presiding(is, after)
                           ? ""
                           : ", presiding " + from_to(presiding(was, reader.seen), presiding(is, after));
    table.row({id, from_to(was.expected(reader.time), is.expected(reader.time)), from_to(was.status(), is.status()),
               from_to(room(was, reader.seen), room(is, after)), title + chair});
}

// What is said in its own table, or concerns nobody who asks what would happen.
bool told_elsewhere(const v1::Entry& entry) {
    switch (static_cast<int>(entry.kind())) {
        case v1::KIND_SESSION:
        case v1::KIND_SESSION_PROGRESS:
        case v1::KIND_COUNTERS:
        case v1::KIND_IMPORTED:
        case v1::KIND_OVERRIDE: return true;
        // Of a draft that is published what becomes of it is told, not that it goes.
        case v1::KIND_DRAFT:
        case v1::KIND_DRAFT_STEP: return !entry.has_put();
        default: return false;
    }
}

std::string others_told(const v1::Preview& preview, const Reader& reader) {
    std::string text;
    auto held = reader.seen;
    for (const auto& entry : preview.entries()) {
        v1::Change one;
        *one.add_entries() = entry;
        const auto line = told(one, held, reader.time, reader.languages);
        if (!told_elsewhere(entry)) text += "  " + line + "\n";
    }
    return text;
}

std::string names(const Ids& ids, v1::Kind kind, const summit::Records& after, const Reader& reader) {
    std::vector<std::string> all;
    for (const auto& id : ids) {
        if (all.size() == kNamesShown) break;
        const bool stays = after.find(kind, id) != nullptr;
        all.push_back(one_line(label(stays ? after : reader.seen, kind, id, reader.languages)));
    }
    const auto more = static_cast<std::size_t>(ids.size()) - all.size();
    if (more > 0) all.push_back("and " + std::to_string(more) + " more");
    return all.empty() ? "" : ": " + joined(all);
}

json::array ids_json(const Ids& ids) {
    json::array array;
    for (const auto& id : ids) array.emplace_back(id);
    return array;
}

json::value item_json(const SessionItem& item, bool there) {
    if (!there) return nullptr;
    return json::object{{"starts_at_ms", item.starts_at_ms()},
                        {"ends_at_ms", item.ends_at_ms()},
                        {"end_is_least", item.progress.end_is_least()},
                        {"room", item.room()},
                        {"status", item.status()},
                        {"presiding", item.presiding()}};
}

std::string counted(int number, const char* one, const char* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

}  // namespace

std::string consequences(const v1::Preview& preview, const Reader& reader) {
    const auto after = after_all(preview, reader.seen);
    Table table;
    for (const auto& id : sessions_changed(preview)) add_session(table, id, after, reader);
    std::string text = table.text("  ") + others_told(preview, reader);
    if (text.empty()) text = "  nothing would change\n";
    if (preview.clashes_size() > 0) text += "Clashes:\n" + clashes_told(preview.clashes());
    if (preview.notes_size() > 0) text += "Notes:\n" + notes_told(preview.notes());
    text += "Touches " + counted(preview.sessions_size(), "session", "sessions") + ", " +
            counted(preview.persons_size(), "person", "persons") +
            names(preview.persons(), v1::KIND_PERSON, after, reader) + "; " +
            counted(preview.parties_size(), "party", "parties") +
            names(preview.parties(), v1::KIND_PARTY, after, reader) + "\n";
    return text;
}

json::value consequences_json(const v1::Preview& preview, const Reader& reader) {
    const auto after = after_all(preview, reader.seen);
    json::array entries, changes, notes;
    for (const auto& entry : preview.entries()) entries.push_back(entry_to_json(entry));
    for (const auto& id : sessions_changed(preview)) {
        const bool was = reader.seen.find(v1::KIND_SESSION, id), is = after.find(v1::KIND_SESSION, id);
        changes.push_back({{"id", id},
                           {"title", session_title(is ? after : reader.seen, id, reader.languages)},
                           {"was", item_json(session_item(reader.seen, id), was)},
                           {"is", item_json(session_item(after, id), is)}});
    }
    for (const auto& note : preview.notes()) notes.push_back(to_json(note));
    return json::object{{"entries", std::move(entries)},
                        {"changes", std::move(changes)},
                        {"clashes", clashes_json(preview.clashes())},
                        {"sessions", ids_json(preview.sessions())},
                        {"persons", ids_json(preview.persons())},
                        {"parties", ids_json(preview.parties())},
                        {"notes", std::move(notes)}};
}

std::string clashes_told(const ClashList& clashes) {
    Table table;
    for (const auto& clash : clashes) table.row({clash.hard() ? "hard" : "soft", clash.message()});
    return table.text("  ");
}

json::value clashes_json(const ClashList& clashes) {
    json::array array;
    for (const auto& clash : clashes) array.push_back(to_json(clash));
    return array;
}

bool all_soft(const ClashList& clashes) {
    return !clashes.empty() && std::none_of(clashes.begin(), clashes.end(), [](auto& clash) { return clash.hard(); });
}

std::string notes_told(const google::protobuf::RepeatedPtrField<v1::ImportNote>& notes) {
    std::string text;
    for (const auto& note : notes) {
        text += "  " + one_line((note.item().empty() ? "" : note.item() + ": ") + note.message()) + "\n";
    }
    return text;
}

}  // namespace dais::client
