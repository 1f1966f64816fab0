#include "server/interchange/table_writer.h"

#include <algorithm>
#include <map>
#include <set>

#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"
#include "server/interchange/schedule_words.h"
#include "server/interchange/table_words.h"
#include "server/interchange/zone.h"

namespace dais::interchange {
namespace {

template <class Texts>
std::string text_in(const Texts& texts, const std::string& language) {
    for (const v1::LocalText& text : texts)
        if (text.language() == language) return text.text();
    return "";
}
template <class Texts>
std::string first_of(const Texts& texts) {
    return texts.empty() ? "" : texts[0].text();
}

template <class List>
std::string joined(const List& list) {
    std::string all;
    for (const std::string& item : list) all += (all.empty() ? "" : "; ") + item;
    return all;
}

const char* status_word(v1::SessionStatus status) {
    switch (status) {
        case v1::SESSION_STATUS_CANCELLED: return "cancelled";
        case v1::SESSION_STATUS_POSTPONED: return "postponed";
        default: return "planned";
    }
}

class Sheet {
public:
    explicit Sheet(const TableToWrite& programme)
        : programme_(programme), zone_(is_zone(programme.summit.zone()) ? programme.summit.zone() : "UTC") {
        for (const RoomToWrite& room : programme.rooms) names_[room.id] = first_of(room.room.name());
        for (const TrackToWrite& track : programme.tracks) names_[track.id] = first_of(track.track.name());
        for (const PartyToWrite& party : programme.parties) names_[party.id] = party.name;
        for (const PersonToWrite& person : programme.persons) {
            names_[person.id] = person.person.name();
            party_of_[person.id] = person.person.party();
        }
        for (const auto& [id, session] : programme.sessions) {
            for (const v1::LocalText& text : session.session.title()) titles_.insert(text.language());
            for (const v1::LocalText& text : session.session.subtitle()) subtitles_.insert(text.language());
        }
    }

    TableCells cells() {
        TableCells cells{headers()};
        std::vector<const std::pair<std::string, SessionToWrite>*> order;
        for (const auto& session : programme_.sessions) order.push_back(&session);
        std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
            return a->second.session.planned().starts_at_ms() < b->second.session.planned().starts_at_ms();
        });
        for (const auto* session : order) cells.push_back(row(session->first, session->second));
        return cells;
    }

private:
    std::vector<std::string> headers() const {
        std::vector<std::string> all{"external_id"};
        const auto texts = [&](const std::set<std::string>& languages, const std::string& name) {
            for (const std::string& language : languages)
                all.push_back(language.empty() ? name : name + "_" + language);
        };
        texts(titles_, "title");
        texts(subtitles_, "subtitle");
        for (const char* name : {"date", "start", "end", "room", "track", "kind", "language", "interpretation",
                                 "sign_languages", "speakers", "speaker_roles", "delegations", "status", "stream_url",
                                 "website", "agenda_number", "documents", "part_of", "capacity"})
            all.emplace_back(name);
        return all;
    }

    std::vector<std::string> row(const std::string& id, const SessionToWrite& one) const {
        const v1::Session& session = one.session;
        const CivilTime start = local(session.planned().starts_at_ms());
        std::vector<std::string> all{id};
        for (const std::string& language : titles_) all.push_back(text_in(session.title(), language));
        for (const std::string& language : subtitles_) all.push_back(text_in(session.subtitle(), language));
        std::vector<std::string> speakers, roles, delegations, streams;
        bool any_party = false;
        for (const v1::Participation& part : session.people()) {
            speakers.push_back(name(part.person()));
            roles.emplace_back(word_for(part.role()));
            const auto own = party_of_.find(part.person());
            const std::string party = !part.party().empty() ? part.party() : own != party_of_.end() ? own->second : "";
            delegations.push_back(name(party));
            any_party = any_party || !party.empty();
        }
        if (!any_party) delegations.clear();
        for (const v1::Stream& stream : session.streams()) streams.push_back(stream.url());
        const auto list = [](const std::vector<std::string>& items) {
            std::string text;
            for (std::size_t i = 0; i < items.size(); ++i) text += (i == 0 ? "" : "; ") + items[i];
            return text;
        };
        for (std::string cell :
             {written_date(start), written_clock(start), end_of(session.planned()), name(session.room()),
              name(session.track()), std::string(session.kind() == 0 ? "" : word_for(session.kind())),
              joined(session.languages()), joined(session.interpretation_languages()), joined(session.sign_languages()),
              list(speakers), list(roles), list(delegations), std::string(status_word(one.progress.status())),
              list(streams), one.website, session.agenda_number(), joined(session.document_symbols()),
              session.part_of(), session.capacity() > 0 ? std::to_string(session.capacity()) : std::string()})
            all.push_back(std::move(cell));
        return all;
    }

    // The clock; with the date where that is not the day after at most.
    std::string end_of(const v1::Period& planned) const {
        const CivilTime end = local(planned.ends_at_ms());
        const bool plain = planned.ends_at_ms() - planned.starts_at_ms() < 12LL * 3'600'000;
        return (plain ? "" : written_date(end) + " ") + written_clock(end);
    }
    CivilTime local(std::int64_t at_ms) const { return utc_to_local(zone_, at_ms).value_or(ms_to_civil(at_ms)); }
    std::string name(const std::string& id) const {
        const auto found = names_.find(id);
        return found == names_.end() ? "" : found->second;
    }

    const TableToWrite& programme_;
    const std::string zone_;
    std::map<std::string, std::string> names_, party_of_;
    std::set<std::string> titles_, subtitles_;  // languages
};

}  // namespace

TableCells cells_of(const TableToWrite& programme) { return Sheet(programme).cells(); }

bool looks_like_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string write_csv(const TableCells& cells) {
    std::string out = "\xEF\xBB\xBF";  // without it Excel takes UTF-8 for something else
    for (const std::vector<std::string>& row : cells) {
        bool first = true;
        for (const std::string& cell : row) {
            if (!first) out += ',';
            first = false;
            const std::string text = looks_like_formula(cell) ? "'" + cell : cell;
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
