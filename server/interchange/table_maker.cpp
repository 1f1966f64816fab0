#include "server/interchange/table_maker.h"

#include <algorithm>

#include "dais/v1/document.pb.h"
#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"
#include "server/interchange/table_languages.h"
#include "server/interchange/table_lists.h"
#include "server/interchange/table_words.h"

namespace dais::interchange {
namespace {

std::string line_of(std::string_view text, std::size_t bytes_max = 200) {
    Mending mending;
    return one_line(text, bytes_max, mending);
}

// Of dates without one, where the table says none: as the summit's.
int year_of(const summit::State& state) {
    const auto summit = state.get<v1::Summit>(v1::KIND_SUMMIT, "m");
    return summit && summit->days_size() > 0 ? summit->days(0).year() : 0;
}

const v1::Session* base_of(const PlacedRow& placed) { return placed.match.base ? &*placed.match.base : nullptr; }

}  // namespace

TableMaker::TableMaker(const RowsRead& rows, const TableOptions& options, const std::string& zone,
                       const summit::State& state, const ParseLimits& limits, ImportNotes& notes)
    : rows_(rows),
      options_(options),
      zone_(zone),
      state_(state),
      limits_(limits),
      notes_(notes),
      identity_(state, options.source, options.log),
      titles_(rows),
      placing_(rows, zone, year_of(state), limits, notes),
      nouns_(state, identity_, titles_, programme_) {}

v1::ImportProgramme TableMaker::make() {
    programme_.set_source(options_.source);
    placed_ = placing_.place();
    match_rows();
    placing_.find_ends(placed_);
    for (const PlacedRow& placed : placed_) add_session(placed);
    if (titles_.parted() > 0) {
        std::string order;
        for (const std::string& language : titles_.order()) order += (order.empty() ? "" : ", then ") + language;
        notes_.repaired(0, "titles",
                        std::to_string(titles_.parted()) + " cells hold a text in several languages (" + order +
                            "); each was taken in its language.");
    }
    add_summit();
    name_fields();
    return std::move(programme_);
}

void TableMaker::match_rows() {
    TableTitles titles(rows_);
    std::vector<RowKey> keys;
    for (PlacedRow& placed : placed_) {
        const RowSession& row = *placed.row;
        placed.room = nouns_.named(v1::KIND_ROOM, row.cell(TableField::kRoom));
        // A session is also known by its parted titles.
        const auto texts = titles.merged(TableField::kTitle, row.titles, nullptr);
        const std::string title = texts.empty() ? line_of(row.title(), 500) : texts[0].text();
        keys.push_back({line_of(row.cell(TableField::kExternalId)), folded(title),
                        identity_.record(v1::KIND_ROOM, placed.room), placed.starts_at_ms,
                        placing_.day_of(placed.starts_at_ms)});
    }
    const auto matches = match_sessions(keys, identity_, [this](std::int64_t at_ms) { return placing_.day_of(at_ms); });
    for (std::size_t i = 0; i < placed_.size(); ++i) {
        const RowSession& row = *placed_[i].row;
        placed_[i].match = matches[i];
        for (const std::string& name : {keys[i].id, line_of(row.cell(TableField::kAgendaNumber)), matches[i].record,
                                        folded(line_of(row.title()))})
            called_[name].push_back(&placed_[i]);
    }
}

void TableMaker::add_people(const PlacedRow& placed, v1::Session& session) {
    const PeopleWritten written =
        people_of(*placed.row, [&](const std::string& name) { return identity_.knows(v1::KIND_PERSON, name); });
    for (const std::string& complaint : written.complaints) notes_.repaired(placed.row->row, placed.item(), complaint);
    for (const PersonWritten& one : written.people) {
        if (programme_.persons_size() >= static_cast<int>(limits_.sessions_max)) break;
        v1::Participation part = nouns_.participation(one, base_of(placed));
        const bool twice = std::any_of(session.people().begin(), session.people().end(), [&](const auto& other) {
            return other.person() == part.person() && other.role() == part.role();
        });
        if (!twice) *session.add_people() = std::move(part);
    }
}

void TableMaker::add_languages(const PlacedRow& placed, v1::Session& session) {
    const RowSession& row = *placed.row;
    std::vector<std::string> unknown;
    for (const std::string& tag : languages_named(row.cell(TableField::kLanguage), unknown)) {
        session.add_languages(tag);
        ++languages_[tag];
    }
    for (const std::string& tag : languages_named(row.cell(TableField::kInterpretation), unknown))
        session.add_interpretation_languages(tag);
    for (const std::string& word : unknown)
        notes_.repaired(row.row, placed.item(),
                        "“" + line_of(word, 40) + "” is no language that is known here; left out.");
    for (const std::string& tag : items_of(row.cell(TableField::kSignLanguages)))
        if (!tag.empty()) session.add_sign_languages(line_of(tag, 20));
}

void TableMaker::note_no_address(const PlacedRow& placed, std::string_view text) {
    notes_.repaired(placed.row->row, placed.item(),
                    "“" + line_of(text, 60) + "” is no http or https address; left out.");
}

// A symbol of what the session has as a Document needs no writing down beside it.
bool TableMaker::is_document(const PlacedRow& placed, const std::string& symbol) const {
    const auto session = state_.get<v1::Session>(v1::KIND_SESSION, placed.match.record);
    if (!session) return false;
    const auto& listed = session->document_symbols();
    if (std::find(listed.begin(), listed.end(), symbol) != listed.end()) return false;
    return std::any_of(session->documents().begin(), session->documents().end(), [&](const std::string& id) {
        const auto document = state_.get<v1::Document>(v1::KIND_DOCUMENT, id);
        return document && document->symbol() == symbol;
    });
}

void TableMaker::add_lists(const PlacedRow& placed, v1::Session& session) {
    const RowSession& row = *placed.row;
    for (const std::string& item : items_of(row.cell(TableField::kDocuments)))
        if (const std::string symbol = line_of(item); !symbol.empty() && !is_document(placed, symbol))
            session.add_document_symbols(symbol);
    for (const std::string& url : items_of(row.cell(TableField::kStream))) {
        if (!is_web_address(url)) {
            if (!url.empty()) note_no_address(placed, url);
            continue;
        }
        v1::Stream& stream = *session.add_streams();
        stream.set_url(url);
        if (placed.match.base)
            for (const v1::Stream& was : placed.match.base->streams())
                if (was.url() == url) stream = was;
    }
    session.set_agenda_number(line_of(row.cell(TableField::kAgendaNumber), 60));
    const std::string& capacity = row.cell(TableField::kCapacity);
    if (const auto seats = count_in(capacity)) {
        session.set_capacity(*seats);
    } else if (!capacity.empty()) {
        notes_.repaired(row.row, placed.item(),
                        "“" + line_of(capacity, 40) + "” is no number of places; left out. Write it as in “120”.");
    }
}

// By id, agenda number or title of the session that it is a part of.
void TableMaker::add_part_of(const PlacedRow& placed, v1::Session& session) const {
    const std::string said = line_of(placed.row->cell(TableField::kPartOf));
    if (said.empty()) return;
    for (const std::string& name : {said, identity_.record(v1::KIND_SESSION, said), folded(said)}) {
        const auto found = called_.find(name);
        if (name.empty() || found == called_.end()) continue;
        for (const PlacedRow* other : found->second)
            if (other != &placed) return session.set_part_of(other->match.external_id);
    }
    notes_.repaired(placed.row->row, placed.item(),
                    "it is part of “" + line_of(said, 60) + "”, which no row is called; that was left out.");
}

void TableMaker::add_long_texts(const PlacedRow& placed, const TextsWritten& written, const std::string& language,
                                const char* what, google::protobuf::RepeatedPtrField<v1::LocalText>& texts) {
    for (const auto& [said, cell] : written) {
        Mending mending;
        const std::string text = long_text(cell, limits_.long_text_bytes_max, mending);
        const std::string tag = said == kNoLanguage ? "" : said.empty() ? language : said;
        const bool twice = std::any_of(texts.begin(), texts.end(), [&](const auto& t) { return t.language() == tag; });
        if (mending.cut)
            notes_.repaired(placed.row->row, placed.item(), std::string(what) + " was too long and is shortened.");
        if (text.empty() || twice) continue;
        v1::LocalText& local = *texts.Add();
        local.set_language(tag);
        local.set_text(text);
        local.set_origin(v1::ORIGIN_AUTHENTIC);
    }
}

// Whether a row with this status is to be held, or said that it is not.
bool TableMaker::is_taken(const PlacedRow& placed) {
    const RowSession& row = *placed.row;
    const StatusWord status = status_of(row.cell(TableField::kStatus));
    const std::string said = "“" + line_of(row.cell(TableField::kStatus), 40) + "”";
    if (status == StatusWord::kUnpublished) {
        notes_.refused(row.row, placed.item(), "its status is " + said + "; what is not to be held was left out.");
        return false;
    }
    if (status == StatusWord::kUnknown)
        notes_.repaired(row.row, placed.item(), "the status " + said + " is not known; taken as planned.");
    if (status != StatusWord::kCancelled) return true;
    const bool there = state_.find(v1::KIND_SESSION, placed.match.record) != nullptr;
    const auto progress = state_.get<v1::SessionProgress>(v1::KIND_SESSION_PROGRESS, placed.match.record);
    if (!there || !progress || progress->status() != v1::SESSION_STATUS_CANCELLED)
        notes_.refused(row.row, placed.item(),
                       there ? "its status is " + said +
                                   "; it was not cancelled by this import: cancel it here, so "
                                   "that everybody is told."
                             : "its status is " + said + "; it was left out.");
    return there;
}

void TableMaker::add_room_and_track(const PlacedRow& placed, v1::Session& session) {
    const RowSession& row = *placed.row;
    session.set_room(placed.room);
    // Of rooms whose names read the same, that in which it was.
    const v1::Session* base = base_of(placed);
    const ListItem written = whole_item(row.cell(TableField::kRoom));
    const std::string was = base != nullptr ? identity_.name_of(v1::KIND_ROOM, base->room()) : "";
    if (!was.empty() && (written.quoted ? was == written.text : folded(was) == folded(written.text)) &&
        nouns_.has(v1::KIND_ROOM, identity_.external_id_of(base->room())))
        session.set_room(identity_.external_id_of(base->room()));
    session.set_track(nouns_.named(v1::KIND_TRACK, row.cell(TableField::kTrack)));
}

void TableMaker::add_kind(const PlacedRow& placed, v1::Session& session) const {
    const RowSession& row = *placed.row;
    const std::string& cell = row.cell(TableField::kKind);
    session.set_kind(kind_of(cell, row.title()));
    const v1::Session* base = base_of(placed);
    if (base == nullptr) return;
    // Between "other" and not said a table makes no difference; and an empty cell takes nothing back that was said.
    const bool neither = session.kind() % v1::SESSION_KIND_OTHER == 0 && base->kind() % v1::SESSION_KIND_OTHER == 0;
    const std::string was = base->title_size() > 0 ? base->title(0).text() : "";
    if (neither || (cell.empty() && kind_of("", was) != base->kind())) session.set_kind(base->kind());
}

void TableMaker::add_texts(const PlacedRow& placed, v1::ImportedSession& imported) {
    const RowSession& row = *placed.row;
    const v1::Session* base = base_of(placed);
    v1::Session& session = *imported.mutable_session();
    *session.mutable_title() =
        titles_.merged(TableField::kTitle, row.titles, base != nullptr ? &base->title() : nullptr);
    if (!row.subtitles.empty())
        *session.mutable_subtitle() =
            titles_.merged(TableField::kSubtitle, row.subtitles, base != nullptr ? &base->subtitle() : nullptr);
    const std::string website(trimmed(row.cell(TableField::kWebsite)));
    if (is_web_address(website)) {
        imported.set_website(website);
    } else if (!website.empty()) {
        note_no_address(placed, website);
    }
    const std::string& language = session.title_size() > 0 ? session.title(0).language() : titles_.language();
    add_long_texts(placed, row.abstracts, language, "the abstract", *imported.mutable_abstract());
    add_long_texts(placed, row.descriptions, language, "the description", *imported.mutable_description());
}

void TableMaker::add_session(const PlacedRow& placed) {
    if (!is_taken(placed)) return;
    v1::ImportedSession& imported = *programme_.add_sessions();
    imported.set_external_id(placed.match.external_id);
    v1::Session& session = *imported.mutable_session();
    session.mutable_planned()->set_starts_at_ms(placed.starts_at_ms);
    session.mutable_planned()->set_ends_at_ms(placed.ends_at_ms);
    add_texts(placed, imported);
    add_kind(placed, session);
    add_room_and_track(placed, session);
    add_people(placed, session);
    add_languages(placed, session);
    add_lists(placed, session);
    add_part_of(placed, session);
}

// What a new log is called and where it is; in one that is there only its days, if they came from this source.
void TableMaker::add_summit() {
    const auto held = state_.get<v1::Summit>(v1::KIND_SUMMIT, "m");
    const bool ours = state_.find(v1::KIND_IMPORTED, "m@" + options_.source) != nullptr;
    if (held && !ours) return;
    v1::Summit& summit = *programme_.mutable_summit();
    std::set<std::string> days = placing_.days();
    if (held) {
        summit = *held;
        for (const v1::Date& day : held->days()) days.insert(written_date(midnight_of(day)));
        summit.clear_days();
    } else {
        begin_summit(summit);
    }
    for (const std::string& day : days)
        if (const auto date = parse_time(day); date && summit.days_size() < static_cast<int>(limits_.days_max))
            *summit.add_days() = date_of(date->local);
}

void TableMaker::begin_summit(v1::Summit& summit) const {
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

void TableMaker::name_fields() {
    static constexpr std::pair<TableField, const char*> kFields[] = {
        {TableField::kSubtitle, "subtitle"},
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
