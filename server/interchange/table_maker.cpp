#include "server/interchange/table_maker.h"

#include <algorithm>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"
#include "server/interchange/table_words.h"

namespace dais::interchange {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 1'440 * kMinuteMs;
constexpr std::int64_t kNightMs = 14 * 60 * kMinuteMs;  // longer over midnight is a mistake

std::string line_of(std::string_view text, std::size_t bytes_max = 200) {
    Mending mending;
    return one_line(text, bytes_max, mending);
}

std::int64_t local_day(std::int64_t at_ms, const void* zone) {
    const auto local = utc_to_local(*static_cast<const std::string*>(zone), at_ms);
    return local ? (civil_to_ms(*local) - 4 * 60 * kMinuteMs) / kDayMs : 0;
}

std::string clock(const std::string& zone, std::int64_t at_ms) {
    return written_clock(utc_to_local(zone, at_ms).value_or(ms_to_civil(at_ms)));
}

}  // namespace

TableMaker::TableMaker(const RowsRead& rows, const TableOptions& options, const std::string& zone,
                       const summit::State& state, const ParseLimits& limits, ImportNotes& notes)
    : rows_(rows),
      options_(options),
      zone_(zone),
      state_(state),
      limits_(limits),
      notes_(notes),
      identity_(state, options.source),
      titles_(rows) {}

std::string TableMaker::item(const Placed& placed) const {
    return placed.row->place + " (“" + line_of(placed.row->title(), 60) + "”)";
}

v1::ImportProgramme TableMaker::make() {
    programme_.set_source(options_.source);
    decide_dates();
    place_rows();
    std::vector<RowKey> keys;
    for (const Placed& placed : placed_)
        keys.push_back({line_of(placed.row->cell(TableField::kExternalId)), folded(line_of(placed.row->title(), 500)),
                        identity_.record(v1::KIND_ROOM, placed.room), placed.starts_at_ms,
                        local_day(placed.starts_at_ms, &zone_)});
    // A session is also known by its parted titles.
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto texts = titles_.merged(placed_[i].row->titles, nullptr);
        if (!texts.empty()) keys[i].title = folded(texts[0].text());
    }
    titles_ = TableTitles(rows_);
    const auto matches = identity_.match(keys, local_day, &zone_);
    for (std::size_t i = 0; i < placed_.size(); ++i) placed_[i].match = matches[i];
    find_ends();
    for (Placed& placed : placed_) add_session(placed);
    if (titles_.parted() > 0) {
        std::string order;
        for (const std::string& language : titles_.order()) order += (order.empty() ? "" : ", then ") + language;
        notes_.repaired(0, "titles",
                        std::to_string(titles_.parted()) + " cells hold the title in several languages (" + order +
                            "); each was taken in its language.");
    }
    add_summit();
    name_fields();
    return std::move(programme_);
}

// One order of day and month for the whole table.
void TableMaker::decide_dates() {
    std::size_t numeric = 0;
    std::size_t only_day_first = 0;
    std::size_t only_month_first = 0;
    std::string example;
    for (const RowSession& session : rows_.sessions) {
        if (!session.date || !session.date->any_order || session.date_carried) continue;
        ++numeric;
        only_day_first += session.date->day > 12 ? 1 : 0;
        only_month_first += session.date->month > 12 ? 1 : 0;
        if (example.empty()) example = session.cell(TableField::kDate);
    }
    day_first_ = only_month_first == 0 || only_day_first > 0;
    if (numeric > 0 && only_day_first == 0 && only_month_first == 0)
        notes_.repaired(0, "dates",
                        "dates such as “" + line_of(example, 40) +
                            "” are read with the day first, then the month. If that is wrong, write them as in “" +
                            "2024-09-12” or “12 September 2024”.");
    if (only_day_first > 0 && only_month_first > 0)
        notes_.repaired(0, "dates",
                        "some dates can only have the day first, others only the month first; each was read as it can "
                        "be. Please check them.");
    if (only_month_first > 0 && only_day_first == 0)
        notes_.repaired(0, "dates", "dates are read with the month first, since no month is beyond 12 that way.");
    year_ = rows_.year;
    if (year_ == 0)
        if (const auto summit = state_.get<v1::Summit>(v1::KIND_SUMMIT, "m"); summit && summit->days_size() > 0)
            year_ = summit->days(0).year();
}

std::optional<std::int64_t> TableMaker::instant(const v1::Date& date, int minutes, const std::string& place) {
    CivilTime civil = ms_to_civil(civil_to_ms(midnight_of(date)) + minutes * kMinuteMs);
    const auto found = local_to_utc(zone_, civil);
    if (!found) return std::nullopt;
    if (found->how == Reading::kGap)
        notes_.repaired(0, place,
                        written_clock(civil) + " does not exist on that day in " + zone_ +
                            ", where the clocks go forward; taken as " + clock(zone_, found->utc_ms) + ".");
    return found->utc_ms;
}

void TableMaker::place_rows() {
    static constexpr int kEarly = 5 * 60;
    std::map<std::string, std::pair<std::string, int>> last;  // by room: day and start of the row before
    std::map<std::string, std::string> weekdays;
    std::optional<int> start_above;
    for (const RowSession& row : rows_.sessions) {
        Placed placed;
        placed.row = &row;
        if (placed_.size() >= limits_.sessions_max) {
            notes_.refused(row.row, row.place,
                           "there are more than " + std::to_string(limits_.sessions_max) +
                               " sessions; this and what follows was left out: split the file.");
            break;
        }
        if (row.titles.empty()) {
            notes_.refused(row.row, row.place, "it has a time but no title; left out. Write what takes place then.");
            continue;
        }
        if (!row.start) {
            notes_.refused(row.row, item(placed),
                           "it has no start that can be read; left out. Write one as in “14:30”.");
            continue;
        }
        if (!row.date) {
            notes_.refused(row.row, item(placed),
                           "neither it nor a row above says on which day it is; left out. Write the date as in "
                           "“12/09/2024”.");
            continue;
        }
        auto date = row.date->date(day_first_, year_);
        if (!date) date = row.date->date(!day_first_, year_);
        if (!date) {
            notes_.refused(row.row, item(placed),
                           row.date->year == 0 && year_ == 0
                               ? "its date has no year, and nothing in the file says which; left out. Write it as in "
                                 "“12/09/2024”."
                               : "its date is not in the calendar; left out.");
            continue;
        }
        const std::string day = written_date(midnight_of(*date));
        const auto weekday = ((civil_to_ms(midnight_of(*date)) / kDayMs) + 4) % 7;
        if (row.date->weekday >= 0 && row.date->weekday != weekday && !row.date_carried)
            notes_.repaired(row.row, item(placed),
                            "the weekday written is not that of " + day + "; the date counts. Please check it.");
        if (!row.cell(TableField::kRoom).empty()) placed.room = named(v1::KIND_ROOM, row.cell(TableField::kRoom));
        // After midnight, below an evening of the same day.
        int minutes = *row.start;
        auto& before = last[placed.room];
        const bool same_day = row.date_carried && before.first == day;
        if (minutes < kEarly && same_day && before.second >= 18 * 60) {
            minutes += 1'440;
            notes_.repaired(row.row, item(placed), "it stands below an evening, so it is taken to be after midnight.");
        } else {
            before = {day, minutes};
        }
        const auto starts = instant(*date, minutes, item(placed));
        if (!starts || *starts <= 0) continue;
        placed.starts_at_ms = *starts;
        if (row.end) {
            int end = *row.end + (minutes >= 1'440 ? 1'440 : 0);
            const auto end_date = row.end_date ? row.end_date->date(day_first_, year_) : std::nullopt;
            if (end < minutes && !end_date) end += 1'440;
            const auto ends = instant(end_date.value_or(*date), end_date ? *row.end : end, item(placed));
            placed.ends_at_ms = ends.value_or(-1);
            if (!end_date && placed.ends_at_ms - placed.starts_at_ms > kNightMs) {
                notes_.repaired(row.row, item(placed), "it ends before it starts; the end is found otherwise.");
                placed.ends_at_ms = -1;
            }
        }
        if (placed.ends_at_ms < 0) {
            const std::string& length = row.cell(TableField::kDuration);
            if (const auto read = read_length(length)) {
                placed.ends_at_ms = placed.starts_at_ms + *read * kMinuteMs;
            } else if (!length.empty()) {
                notes_.repaired(row.row, item(placed),
                                "the duration “" + line_of(length, 40) +
                                    "” is not understood. Write it in minutes, or as in “1h30”.");
            }
        }
        days_.insert(written_date(ms_to_civil(local_day(placed.starts_at_ms, &zone_) * kDayMs)));
        placed_.push_back(std::move(placed));
    }
}

// Where the table says no end: as it was, while that still fits; else until what follows in the room.
void TableMaker::find_ends() {
    std::map<std::string, std::vector<std::int64_t>> starts;
    for (const Placed& placed : placed_) starts[placed.room].push_back(placed.starts_at_ms);
    std::vector<std::int64_t> all;
    for (auto& [room, list] : starts) {
        std::sort(list.begin(), list.end());
        all.insert(all.end(), list.begin(), list.end());
    }
    std::sort(all.begin(), all.end());
    for (Placed& placed : placed_) {
        if (placed.ends_at_ms >= placed.starts_at_ms) continue;
        const auto after = [&](const std::vector<std::int64_t>& list) {
            const auto next = std::upper_bound(list.begin(), list.end(), placed.starts_at_ms);
            const bool same_day =
                next != list.end() && local_day(*next, &zone_) == local_day(placed.starts_at_ms, &zone_);
            return same_day ? std::optional(*next) : std::nullopt;
        };
        // A break ends where anything goes on; so does what nothing follows in its room.
        const RowSession& row = *placed.row;
        const bool is_break = kind_of(row.cell(TableField::kKind), row.title()) == v1::SESSION_KIND_BREAK;
        auto next = is_break ? std::nullopt : after(starts[placed.room]);
        const bool in_room = next.has_value();
        if (!next) next = after(all);
        const bool follows = next.has_value();
        if (placed.match.base) {
            const v1::Period& was = placed.match.base->planned();
            if (was.starts_at_ms() == placed.starts_at_ms && (!in_room || was.ends_at_ms() <= *next)) {
                placed.ends_at_ms = was.ends_at_ms();
                continue;
            }
        }
        placed.ends_at_ms = follows ? *next : placed.starts_at_ms;
        notes_.repaired(placed.row->row, item(placed),
                        follows ? std::string("it has no end; it is taken to last until what follows ") +
                                      (in_room ? "in its room" : "that day") + ", at " + clock(zone_, *next) + "."
                                : "it has no end and nothing follows that day; taken with no length: write "
                                  "its end.");
    }
}

std::string TableMaker::named(v1::Kind kind, const std::string& name) {
    const std::string shown = line_of(name);
    if (shown.empty()) return "";
    const std::string id = identity_.external_id(kind, shown);
    if (!added_.emplace(kind, id).second) return id;
    const bool known = !identity_.record(kind, id).empty();
    const auto fill = [&](auto& imported, auto& noun) {
        imported.set_external_id(id);
        if (known) return;
        v1::LocalText& text = *noun.add_name();
        text.set_text(shown);
        text.set_origin(v1::ORIGIN_AUTHENTIC);
    };
    if (kind == v1::KIND_ROOM) {
        v1::ImportedRoom& room = *programme_.add_rooms();
        fill(room, *room.mutable_room());
        if (!known) room.mutable_room()->set_order(static_cast<int>(state_.all(kind).size()) + programme_.rooms_size());
    } else if (kind == v1::KIND_TRACK) {
        v1::ImportedTrack& track = *programme_.add_tracks();
        fill(track, *track.mutable_track());
        if (!known)
            track.mutable_track()->set_order(static_cast<int>(state_.all(kind).size()) + programme_.tracks_size());
    } else {
        v1::ImportedParty& party = *programme_.add_parties();
        fill(party, *party.mutable_party());
    }
    return id;
}

std::string TableMaker::person(const PersonWritten& written, const v1::Session* base) {
    std::string id;
    // Of two persons with one name, that who takes part already.
    if (base != nullptr)
        for (const v1::Participation& part : base->people())
            if (identity_.name_of(v1::KIND_PERSON, part.person()) == written.name && id.empty())
                id = identity_.external_id_of(v1::KIND_PERSON, part.person());
    if (base != nullptr)
        for (const v1::Participation& part : base->people())
            if (folded(identity_.name_of(v1::KIND_PERSON, part.person())) == folded(written.name) && id.empty())
                id = identity_.external_id_of(v1::KIND_PERSON, part.person());
    if (id.empty()) id = identity_.external_id(v1::KIND_PERSON, written.name);
    if (!added_.emplace(v1::KIND_PERSON, id).second) return id;
    const std::string record = identity_.record(v1::KIND_PERSON, id);
    const auto known = state_.get<v1::Person>(v1::KIND_PERSON, record);
    v1::ImportedPerson& imported = *programme_.add_persons();
    imported.set_external_id(id);
    v1::Person& one = *imported.mutable_person();
    if (!known || known->name() != written.name) one.set_name(written.name);
    if (!written.party.empty() && (!known || known->party().empty()))
        one.set_party(named(v1::KIND_PARTY, written.party));
    if (!written.position.empty() && (!known || known->position().empty())) {
        v1::LocalText& text = *one.add_position();
        text.set_language(titles_.language());
        text.set_text(written.position);
        text.set_origin(v1::ORIGIN_AUTHENTIC);
    }
    return id;
}

void TableMaker::add_people(const Placed& placed, v1::Session& session) {
    const PeopleWritten written =
        people_of(*placed.row, [&](const std::string& name) { return identity_.knows(v1::KIND_PERSON, name); });
    const v1::Session* base = placed.match.base ? &*placed.match.base : nullptr;
    for (const std::string& complaint : written.complaints) notes_.repaired(placed.row->row, item(placed), complaint);
    std::set<std::pair<std::string, int>> here;
    for (const PersonWritten& one : written.people) {
        if (programme_.persons_size() >= static_cast<int>(limits_.sessions_max)) break;
        const std::string id = person(one, base);
        if (!here.emplace(id, one.role).second) continue;
        v1::Participation& part = *session.add_people();
        part.set_person(id);
        part.set_role(one.role);
        if (one.party.empty()) continue;
        // Named only where it is not the person's own.
        const std::string party = named(v1::KIND_PARTY, one.party);
        const auto known = state_.get<v1::Person>(v1::KIND_PERSON, identity_.record(v1::KIND_PERSON, id));
        std::string own = known ? identity_.external_id_of(v1::KIND_PARTY, known->party()) : "";
        if (own.empty())
            for (const v1::ImportedPerson& imported : programme_.persons())
                if (imported.external_id() == id) own = imported.person().party();
        bool said_before = false;
        if (base != nullptr)
            for (const v1::Participation& was : base->people())
                said_before = said_before || (identity_.external_id_of(v1::KIND_PERSON, was.person()) == id &&
                                              identity_.external_id_of(v1::KIND_PARTY, was.party()) == party);
        if (own != party || said_before) part.set_party(party);
    }
}

void TableMaker::add_lists(const Placed& placed, v1::Session& session) {
    const RowSession& row = *placed.row;
    std::vector<std::string> unknown;
    for (const std::string& tag : languages_named(row.cell(TableField::kLanguage), unknown)) {
        session.add_languages(tag);
        ++languages_[tag];
    }
    for (const std::string& tag : languages_named(row.cell(TableField::kInterpretation), unknown))
        session.add_interpretation_languages(tag);
    for (const std::string& word : unknown)
        notes_.repaired(row.row, item(placed),
                        "“" + line_of(word, 40) + "” is no language that is known here; left out.");
    for (const std::string& tag : items_of(row.cell(TableField::kSignLanguages)))
        if (!tag.empty()) session.add_sign_languages(line_of(tag, 20));
    for (const std::string& symbol : items_of(row.cell(TableField::kDocuments)))
        if (!symbol.empty()) session.add_document_symbols(line_of(symbol));
    for (const std::string& url : items_of(row.cell(TableField::kStream))) {
        if (!is_web_address(url)) {
            notes_.repaired(row.row, item(placed), "“" + line_of(url, 60) + "” is no http or https address; left out.");
            continue;
        }
        v1::Stream& stream = *session.add_streams();
        stream.set_url(url);
        if (placed.match.base)
            for (const v1::Stream& was : placed.match.base->streams())
                if (was.url() == url) stream = was;
    }
    session.set_agenda_number(line_of(row.cell(TableField::kAgendaNumber), 60));
    if (const auto seats = read_length(row.cell(TableField::kCapacity))) session.set_capacity(*seats);
}

// By id, agenda number or title of the session that it is a part of.
void TableMaker::add_part_of(const Placed& placed, v1::Session& session) const {
    const std::string said = line_of(placed.row->cell(TableField::kPartOf));
    if (said.empty()) return;
    for (const Placed& other : placed_) {
        if (&other == &placed) continue;
        const RowSession& row = *other.row;
        if (line_of(row.cell(TableField::kExternalId)) == said ||
            line_of(row.cell(TableField::kAgendaNumber)) == said || folded(row.title()) == folded(said)) {
            session.set_part_of(other.match.external_id);
            return;
        }
    }
    notes_.repaired(placed.row->row, item(placed),
                    "it is part of “" + line_of(said, 60) + "”, which no row is called; that was left out.");
}

void TableMaker::add_text(const Placed& placed, v1::ImportedSession& imported) {
    const auto add = [&](const auto& cells, auto* texts, const char* what) {
        for (const auto& [language, cell] : cells) {
            Mending mending;
            const std::string text = long_text(cell, limits_.long_text_bytes_max, mending);
            const std::string& title =
                imported.session().title_size() > 0 ? imported.session().title(0).language() : titles_.language();
            const std::string tag = language.empty() ? title : language;
            const bool twice =
                std::any_of(texts->begin(), texts->end(), [&](const auto& t) { return t.language() == tag; });
            if (mending.cut)
                notes_.repaired(placed.row->row, item(placed), std::string(what) + " was too long and is shortened.");
            if (text.empty() || twice) continue;
            v1::LocalText& local = *texts->Add();
            local.set_language(tag);
            local.set_text(text);
            local.set_origin(v1::ORIGIN_AUTHENTIC);
        }
    };
    const std::string website(trimmed(placed.row->cell(TableField::kWebsite)));
    if (is_web_address(website)) imported.set_website(website);
    add(placed.row->abstracts, imported.mutable_abstract(), "the abstract");
    add(placed.row->descriptions, imported.mutable_description(), "the description");
}

void TableMaker::add_session(Placed& placed) {
    const RowSession& row = *placed.row;
    const StatusWord status = status_of(row.cell(TableField::kStatus));
    const std::string said = "“" + line_of(row.cell(TableField::kStatus), 40) + "”";
    if (status == StatusWord::kUnpublished) {
        notes_.refused(row.row, item(placed), "its status is " + said + "; what is not to be held was left out.");
        return;
    }
    if (status == StatusWord::kCancelled) {
        const bool there = state_.find(v1::KIND_SESSION, placed.match.record) != nullptr;
        const auto progress = state_.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, placed.match.record);
        if (!there || !progress || progress->status() != v1::SESSION_STATUS_CANCELLED)
            notes_.refused(row.row, item(placed),
                           there ? "its status is " + said +
                                       "; it was not cancelled by this import: cancel it here, so "
                                       "that everybody is told."
                                 : "its status is " + said + "; it was left out.");
        if (!there) return;
    }
    if (status == StatusWord::kUnknown)
        notes_.repaired(row.row, item(placed), "the status " + said + " is not known; taken as planned.");
    const v1::Session* base = placed.match.base ? &*placed.match.base : nullptr;
    v1::ImportedSession& imported = *programme_.add_sessions();
    imported.set_external_id(placed.match.external_id);
    v1::Session& session = *imported.mutable_session();
    *session.mutable_title() = titles_.merged(row.titles, base != nullptr ? &base->title() : nullptr);
    if (!row.subtitles.empty())
        *session.mutable_subtitle() = titles_.merged(row.subtitles, base != nullptr ? &base->subtitle() : nullptr);
    session.mutable_planned()->set_starts_at_ms(placed.starts_at_ms);
    session.mutable_planned()->set_ends_at_ms(placed.ends_at_ms);
    session.set_room(placed.room);
    if (base != nullptr && !base->room().empty() &&
        folded(identity_.name_of(v1::KIND_ROOM, base->room())) == folded(row.cell(TableField::kRoom)) &&
        added_.contains({v1::KIND_ROOM, identity_.external_id_of(v1::KIND_ROOM, base->room())}))
        session.set_room(identity_.external_id_of(v1::KIND_ROOM, base->room()));
    if (!row.cell(TableField::kTrack).empty()) session.set_track(named(v1::KIND_TRACK, row.cell(TableField::kTrack)));
    session.set_kind(kind_of(row.cell(TableField::kKind), row.title()));
    // Between "other" and not said a table makes no difference.
    if (base != nullptr && session.kind() != base->kind() && session.kind() % v1::SESSION_KIND_OTHER == 0 &&
        base->kind() % v1::SESSION_KIND_OTHER == 0)
        session.set_kind(base->kind());
    add_people(placed, session);
    add_lists(placed, session);
    add_part_of(placed, session);
    add_text(placed, imported);
}

void TableMaker::add_summit() {
    const auto held = state_.get<v1::Summit>(v1::KIND_SUMMIT, "m");
    const bool ours = state_.find(v1::KIND_IMPORTED, "m@" + options_.source) != nullptr;
    if (held && !ours) return;
    v1::Summit& summit = *programme_.mutable_summit();
    std::set<std::string> days = days_;
    if (held) {
        for (const v1::Date& day : held->days()) days.insert(written_date(midnight_of(day)));
    } else {
        std::string name = line_of(options_.name.empty() ? rows_.heading : options_.name, 500);
        if (name.empty()) name = "Summit";
        v1::LocalText& text = *summit.add_name();
        text.set_text(name);
        text.set_origin(v1::ORIGIN_AUTHENTIC);
        summit.set_zone(zone_);
        summit.set_day_start_minutes(4 * 60);
        std::vector<std::pair<std::string, std::size_t>> order(languages_.begin(), languages_.end());
        std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
        for (const auto& [tag, count] : order) summit.add_languages(tag);
        if (order.empty())
            for (const std::string& tag : titles_.order()) summit.add_languages(tag);
        if (summit.languages().empty() && !titles_.language().empty()) summit.add_languages(titles_.language());
    }
    for (const std::string& day : days)
        if (const auto date = parse_time(day); date && summit.days_size() < static_cast<int>(limits_.days_max))
            *summit.add_days() = date_of(date->local);
    if (held) {
        v1::Summit only = *held;
        *only.mutable_days() = summit.days();
        summit = only;
    }
}

void TableMaker::name_fields() {
    const std::pair<TableField, const char*> kFields[] = {{TableField::kSubtitle, "subtitle"},
                                                          {TableField::kRoom, "room"},
                                                          {TableField::kTrack, "track"},
                                                          {TableField::kKind, "kind"},
                                                          {TableField::kLanguage, "languages"},
                                                          {TableField::kInterpretation, "interpretation_languages"},
                                                          {TableField::kSignLanguages, "sign_languages"},
                                                          {TableField::kPeople, "people"},
                                                          {TableField::kStream, "streams"},
                                                          {TableField::kWebsite, "website"},
                                                          {TableField::kAgendaNumber, "agenda_number"},
                                                          {TableField::kDocuments, "document_symbols"},
                                                          {TableField::kPartOf, "part_of"},
                                                          {TableField::kCapacity, "capacity"},
                                                          {TableField::kAbstract, "abstract"},
                                                          {TableField::kDescription, "description"}};
    programme_.add_session_fields("title");
    programme_.add_session_fields("planned");
    for (const auto& [field, name] : kFields)
        if (has(field)) programme_.add_session_fields(name);
}

}  // namespace dais::interchange
