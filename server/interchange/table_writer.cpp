#include "server/interchange/table_writer.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "server/interchange/characters.h"
#include "server/interchange/html_text.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"
#include "server/interchange/schedule_words.h"
#include "server/interchange/table.h"
#include "server/interchange/table_headers.h"
#include "server/interchange/table_identity.h"
#include "server/interchange/table_lists.h"
#include "server/interchange/table_people.h"
#include "server/interchange/table_words.h"
#include "server/interchange/zone.h"

namespace dais::interchange {
namespace {

using Texts = std::vector<v1::LocalText>;
using Row = std::vector<std::string>;

constexpr std::size_t kCellBytesMax = 32'000;  // a spreadsheet's cell holds 32,767 characters
constexpr std::int64_t kPlainEndMs = 12LL * 3'600'000;

template <class All>
Texts texts_of(const All& texts) {
    return {texts.begin(), texts.end()};
}
std::string first_of(const google::protobuf::RepeatedPtrField<v1::LocalText>& texts) {
    return texts.empty() ? "" : texts[0].text();
}

template <class List>
std::string written_list_of(const List& list) {
    std::vector<std::string> items;
    items.reserve(static_cast<std::size_t>(list.size()));
    for (const std::string& item : list) items.push_back(written_item(item));
    return written_list(items);
}

const char* status_word(v1::SessionStatus status) {
    switch (status) {
        case v1::SESSION_STATUS_CANCELLED: return "cancelled";
        case v1::SESSION_STATUS_POSTPONED: return "postponed";
        default: return "planned";
    }
}

// As parse_table() reads it again, if that can be.
std::string written_long_text(const std::string& text) {
    if (!has_html(text)) return text;
    const std::string html = plain_to_html(text);
    Mending mending;
    return long_text(html, html.size() + 1, mending) == text ? html : text;
}

// The pieces in which a long text stands, one to a cell; none begins or ends with a blank where it was cut.
Row pieces_of(std::string_view text) {
    Row pieces;
    while (text.size() > kCellBytesMax) {
        std::size_t at = cut_utf8(text, kCellBytesMax).size();
        const auto blank = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) <= ' ' || text[i] == '\''; };
        for (std::size_t back = 0; back < 200 && (blank(at - 1) || blank(at)); ++back)
            at = cut_utf8(text, at - 1).size();
        pieces.emplace_back(text.substr(0, at));
        text.remove_prefix(at);
    }
    pieces.emplace_back(text);
    return pieces;
}

using NamesToWrite = std::map<std::string, std::string>;  // by id

// Those whose names read the same as another's, though they are written otherwise.
class Twins {
public:
    explicit Twins(const NamesToWrite& names) {
        for (const auto& [id, name] : names) spellings_[folded(name)].insert(name);
    }
    bool has(const std::string& name) const { return spellings_.at(folded(name)).size() > 1; }

private:
    std::map<std::string, std::set<std::string>> spellings_;
};

// The columns of one text of sessions: one for each language, or more where a text is long.
class TextColumns {
public:
    explicit TextColumns(bool are_long) : long_(are_long) {}

    void see(const Texts& texts) {
        for (const v1::LocalText& text : texts) {
            std::size_t& columns = columns_[text.language()];
            columns = std::max(columns, pieces(text).size());
        }
    }
    void headers(const std::string& name, Row& all) const {
        for (const auto& [language, columns] : columns_)
            for (std::size_t i = 1; i <= columns; ++i)
                all.push_back(name + "_" + (language.empty() ? kNoLanguage : language) +
                              (i > 1 ? "_" + std::to_string(i) : ""));
    }
    void cells(const Texts& texts, Row& all) const {
        for (const auto& [language, columns] : columns_) {
            Row cells;
            for (const v1::LocalText& text : texts)
                if (text.language() == language) cells = pieces(text);
            cells.resize(columns);
            all.insert(all.end(), cells.begin(), cells.end());
        }
    }

private:
    Row pieces(const v1::LocalText& text) const {
        if (long_) return pieces_of(written_long_text(text.text()));
        Mending mending;
        return {one_line(text.text(), text.text().size() + 1, mending)};
    }

    const bool long_;
    std::map<std::string, std::size_t> columns_;  // by language, how many
};

class Sheet {
public:
    explicit Sheet(const TableToWrite& programme)
        : programme_(programme), zone_(is_zone(programme.summit.zone()) ? programme.summit.zone() : "UTC") {
        NamesToWrite rooms, tracks, parties;
        for (const RoomToWrite& room : programme.rooms) rooms[room.id] = first_of(room.room.name());
        for (const TrackToWrite& track : programme.tracks) tracks[track.id] = first_of(track.track.name());
        for (const PartyToWrite& party : programme.parties) parties[party.id] = party.name;
        for (const auto* names : {&rooms, &tracks, &parties}) {
            const Twins twins(*names);
            for (const auto& [id, name] : *names) names_[id] = written_item(name, twins.has(name));
        }
        NamesToWrite persons;
        for (const PersonToWrite& person : programme.persons) {
            persons_[person.id] = &person.person;
            persons[person.id] = person.person.name();
        }
        const Twins twins(persons);
        for (const auto& [id, name] : persons) person_names_[id] = written_person(name, twins.has(name));
        for (const auto& [id, one] : programme.sessions) {
            ids_.insert(id);
            titles_.see(texts_of(one.session.title()));
            subtitles_.see(texts_of(one.session.subtitle()));
            abstracts_.see(one.abstract);
            descriptions_.see(one.description);
        }
    }

    TableCells cells() const {
        TableCells cells{headers()};
        std::vector<const std::pair<std::string, SessionToWrite>*> order;
        for (const auto& session : programme_.sessions) order.push_back(&session);
        // Where ids are those of the table, so is the order: the same whatever log it stands in.
        std::stable_sort(order.begin(), order.end(), [this](const auto* a, const auto* b) {
            const auto key = [this](const auto& each) {
                const v1::Session& session = each.second.session;
                return std::tuple(session.planned().starts_at_ms(), name(session.room()), id(each.first));
            };
            return key(*a) < key(*b);
        });
        for (const auto* session : order) cells.push_back(row(session->first, session->second));
        return cells;
    }

private:
    Row headers() const {
        Row all{"external_id"};
        titles_.headers("title", all);
        subtitles_.headers("subtitle", all);
        for (const char* name : {"date",           "start",     "end",           "room",
                                 "track",          "kind",      "language",      "interpretation",
                                 "sign_languages", "speakers",  "speaker_roles", "positions",
                                 "delegations",    "status",    "stream_url",    "website",
                                 "agenda_number",  "documents", "part_of",       "capacity"})
            all.emplace_back(name);
        abstracts_.headers("abstract", all);
        descriptions_.headers("description", all);
        if (programme_.texts_left_out) all.emplace_back("(abstracts and descriptions: too many for a table)");
        return all;
    }

    Row row(const std::string& record, const SessionToWrite& one) const {
        const v1::Session& session = one.session;
        Row all{id(record)};
        titles_.cells(texts_of(session.title()), all);
        subtitles_.cells(texts_of(session.subtitle()), all);
        const CivilTime start = local(session.planned().starts_at_ms());
        for (std::string cell :
             {written_date(start), written_clock(start), end_of(session.planned()), name(session.room()),
              name(session.track()), kind_of(session), written_list_of(session.languages()),
              written_list_of(session.interpretation_languages()), written_list_of(session.sign_languages())})
            all.push_back(std::move(cell));
        add_people(session, all);
        std::vector<std::string> streams;
        for (const v1::Stream& stream : session.streams()) streams.push_back(stream.url());
        for (std::string cell : {std::string(status_word(one.progress.status())), written_list_of(streams), one.website,
                                 session.agenda_number(), documents(session),
                                 ids_.contains(session.part_of()) ? id(session.part_of()) : std::string(),
                                 session.capacity() > 0 ? std::to_string(session.capacity()) : std::string()})
            all.push_back(std::move(cell));
        abstracts_.cells(one.abstract, all);
        descriptions_.cells(one.description, all);
        if (programme_.texts_left_out) all.emplace_back();
        return all;
    }

    // Names and, one for each in their order, roles, positions and delegations.
    void add_people(const v1::Session& session, Row& all) const {
        Row names, roles, positions, delegations;
        for (const v1::Participation& part : session.people()) {
            const auto found = persons_.find(part.person());
            if (found == persons_.end()) continue;
            const v1::Person& person = *found->second;
            names.push_back(person_names_.at(part.person()));
            roles.emplace_back(word_for(part.role()));
            positions.push_back(written_item(first_of(person.position())));
            delegations.push_back(name(part.party().empty() ? person.party() : part.party()));
        }
        for (Row* list : {&names, &roles, &positions, &delegations}) {
            const bool none = std::all_of(list->begin(), list->end(), [](const auto& item) { return item.empty(); });
            all.push_back(none ? "" : written_list(*list));
        }
    }

    // Symbols, also of what the log has as Documents.
    std::string documents(const v1::Session& session) const {
        Row symbols(session.document_symbols().begin(), session.document_symbols().end());
        for (const std::string& document : session.documents()) {
            const auto found = programme_.document_symbols.find(document);
            if (found != programme_.document_symbols.end() && !found->second.empty() &&
                std::find(symbols.begin(), symbols.end(), found->second) == symbols.end())
                symbols.push_back(found->second);
        }
        return written_list_of(symbols);
    }
    // As its table calls it, else by an id that means it in its log alone.
    std::string id(const std::string& record) const {
        const auto known = programme_.external_ids.find(record);
        if (known != programme_.external_ids.end() && known->second != record) return known->second;
        return programme_.log.empty() ? record : id_in_log(record, programme_.log);
    }
    // Not said reads as a guess from the title; "other" does not.
    static std::string kind_of(const v1::Session& session) {
        return std::string(
            word_for(session.kind() == v1::SESSION_KIND_UNSPECIFIED ? v1::SESSION_KIND_OTHER : session.kind()));
    }
    // The clock; with the date where that is not the day after at most.
    std::string end_of(const v1::Period& planned) const {
        const CivilTime end = local(planned.ends_at_ms());
        const bool plain = planned.ends_at_ms() - planned.starts_at_ms() < kPlainEndMs;
        return (plain ? "" : written_date(end) + " ") + written_clock(end);
    }
    CivilTime local(std::int64_t at_ms) const { return utc_to_local(zone_, at_ms).value_or(ms_to_civil(at_ms)); }
    std::string name(const std::string& id) const {
        const auto found = names_.find(id);
        return found == names_.end() ? "" : found->second;
    }

    const TableToWrite& programme_;
    const std::string zone_;
    NamesToWrite names_, person_names_;  // as they stand in cells
    std::map<std::string, const v1::Person*> persons_;
    std::set<std::string> ids_;
    TextColumns titles_{false}, subtitles_{false}, abstracts_{true}, descriptions_{true};
};

}  // namespace

TableCells cells_of(const TableToWrite& programme) { return Sheet(programme).cells(); }

std::string write_csv(const TableCells& cells) {
    std::string out = "\xEF\xBB\xBF";  // without it Excel takes UTF-8 for something else
    for (const std::vector<std::string>& row : cells) {
        bool first = true;
        for (const std::string& cell : row) {
            if (!first) out += ',';
            first = false;
            const std::string text = with_guard(cell);
            if (text.find_first_of(",;\"\r\n\t") == std::string::npos) {
                out += text;
                continue;
            }
            out += '"';
            for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
            out += '"';
        }
        out += "\r\n";
    }
    return out;
}

}  // namespace dais::interchange
