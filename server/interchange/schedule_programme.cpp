#include "server/interchange/schedule_programme.h"

#include <algorithm>

#include "server/interchange/schedule_words.h"

namespace dais::interchange {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3'600'000;
constexpr std::size_t kAddressBytesMax = 2'000;
constexpr std::size_t kLanguagesMax = 20;  // of a session

void put_text(google::protobuf::RepeatedPtrField<v1::LocalText>& texts, const std::string& language,
              const std::string& text) {
    if (text.empty()) return;
    v1::LocalText& local = *texts.Add();
    local.set_language(language);
    local.set_text(text);
    local.set_origin(v1::ORIGIN_AUTHENTIC);
}

// A person's name as it is shown: one line, and never a mail address.
std::string name_of(const WrittenPerson& person) {
    Mending mending;
    const std::string name = one_line(person.name, ParseLimits().name_bytes_max, mending);
    return has_mail_address(name) ? without_mail_addresses(name) : name;
}

std::string item_of(const WrittenEvent& event) {
    Mending mending;
    const std::string id = one_line(event.id, 40, mending);
    std::string title = one_line(event.title, 80, mending);
    return "session " + id + (id.empty() ? "" : " ") + "“" + (title.empty() ? "without title" : title) + "”";
}

bool is_color(std::string_view text) {
    return text.size() == 7 && text[0] == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

}  // namespace

ProgrammeMaker::ProgrammeMaker(const ScheduleFile& file, const ParseLimits& limits, ImportNotes& notes)
    : file_(file),
      limits_(limits),
      notes_(notes),
      clock_(file, limits.zone, notes),
      sessions_(file),
      persons_(file, name_of) {}

v1::ImportProgramme ProgrammeMaker::make() {
    programme_.set_source(kScheduleXmlSource);
    for (const WrittenDay& day : file_.days)
        for (const WrittenEvent& event : day.events) add_session(day, event);
    add_rooms();
    add_tracks();
    add_summit();
    if (clock_.without_date() > 0)
        notes_.repaired(0, "file",
                        std::to_string(clock_.without_date()) +
                            " sessions have no date of their own; the day's date and the start were read in " +
                            clock_.zone() + ".");
    if (html_texts_ > 0)
        notes_.repaired(0, "file",
                        "HTML in " + std::to_string(html_texts_) + " abstracts and descriptions became plain text.");
    if (file_.events_left_out > 0)
        notes_.refused(0, "file",
                       std::to_string(file_.events_left_out) + " sessions beyond the limit of " +
                           std::to_string(limits_.sessions_max) + " were left out; split the file.");
    return std::move(programme_);
}

void ProgrammeMaker::add_session(const WrittenDay& day, const WrittenEvent& event) {
    const std::string item = item_of(event);
    const auto starts_at_ms = clock_.starts_at_ms(day, event, item);
    if (!starts_at_ms || !fits_days(*starts_at_ms, event, item)) return;
    starts_[&day].push_back(*starts_at_ms);

    v1::ImportedSession& imported = *programme_.add_sessions();
    v1::Session& session = *imported.mutable_session();
    imported.set_external_id(sessions_.external_id(event, *starts_at_ms));
    session.set_number(sessions_.number(event));
    session.mutable_planned()->set_starts_at_ms(*starts_at_ms);
    session.mutable_planned()->set_ends_at_ms(*starts_at_ms + length_ms(event, item));

    const std::string language = set_languages(event, item, session);
    std::string title = line_of(event.title, limits_.title_bytes_max, event.line, item, "title");
    if (title.empty()) {
        title = "Session " +
                (session.number() > 0 ? std::to_string(session.number()) : std::to_string(programme_.sessions_size()));
        notes_.repaired(event.line, item, "it has no title; called “" + title + "”.");
        put_text(*session.mutable_title(), "", title);
    } else {
        put_text(*session.mutable_title(), language, title);
    }
    put_text(*session.mutable_subtitle(), language,
             line_of(event.subtitle, limits_.title_bytes_max, event.line, item, "subtitle"));
    session.set_kind(session_kind(event.type, title));
    session.set_room(room_of(event, item));
    session.set_track(track_of(event, item));
    set_website(event, item, imported);
    add_people(event, item, session);
    add_texts(event, item, language, imported);
}

bool ProgrammeMaker::fits_days(std::int64_t starts_at_ms, const WrittenEvent& event, const std::string& item) {
    const std::int64_t midnight = civil_to_ms(midnight_of(clock_.day_of(starts_at_ms, 0)));
    if (calendar_days_.size() < limits_.days_max || calendar_days_.contains(midnight)) {
        calendar_days_.insert(midnight);
        return true;
    }
    notes_.refused(event.line, item,
                   "the sessions before it lie on " + std::to_string(limits_.days_max) + " days already; left out.");
    return false;
}

std::int64_t ProgrammeMaker::length_ms(const WrittenEvent& event, const std::string& item) {
    const auto duration = parse_duration(event.duration);
    Mending mending;
    const std::string written = one_line(event.duration, 40, mending);
    if (!duration) {
        notes_.repaired(event.line, item,
                        written.empty()
                            ? "it says no duration; taken with no length: set its end."
                            : "the duration “" + written + "” cannot be read; taken with no length: set its end.");
        return 0;
    }
    if (duration->ms > limits_.duration_ms_max) {
        notes_.repaired(event.line, item,
                        "the duration “" + written + "” is longer than " +
                            std::to_string(limits_.duration_ms_max / 3'600'000) +
                            " hours; taken with no length: set its end.");
        return 0;
    }
    if (!duration->mended.empty())
        notes_.repaired(
            event.line, item,
            "the duration " + duration->mended + ": " + std::to_string(duration->ms / 60'000) + " minutes.");
    return duration->ms;
}

// The language of the texts: the only one named, or none.
std::string ProgrammeMaker::set_languages(const WrittenEvent& event, const std::string& item, v1::Session& session) {
    std::vector<std::string> unknown;
    std::vector<std::string> tags = languages_of(event.language, &unknown);
    if (tags.size() > kLanguagesMax) tags.resize(kLanguagesMax);
    for (const std::string& tag : tags) {
        session.add_languages(tag);
        ++languages_[tag];
    }
    if (!unknown.empty()) {
        Mending mending;
        notes_.repaired(event.line, item,
                        "“" + one_line(unknown.front(), 40, mending) +
                            "” is no language; left out. Write it as in “en” or “pt-CV”.");
    }
    return tags.size() == 1 ? tags.front() : "";
}

std::string ProgrammeMaker::room_of(const WrittenEvent& event, const std::string& item) {
    const std::string level = line_of(event.room_level, limits_.name_bytes_max, event.line, item, "room");
    const std::string own = line_of(event.room, limits_.name_bytes_max, event.line, item, "room");
    if (level.empty() && own.empty()) {
        notes_.repaired(event.line, item, "it names no room; taken without one.");
        return "";
    }
    if (!level.empty() && !own.empty() && level != own && room_disagreements_.emplace(level, own).second)
        notes_.repaired(event.line, item,
                        "it stands in the room “" + level + "” but names “" + own +
                            "”; the room around it counts (said once for this pair).");
    const std::string& room = level.empty() ? own : level;
    rooms_.emplace(room, event.line);
    return room;
}

std::string ProgrammeMaker::track_of(const WrittenEvent& event, const std::string& item) {
    std::string track = line_of(event.track, limits_.name_bytes_max, event.line, item, "track");
    if (!track.empty()) tracks_.insert(track);
    return track;
}

void ProgrammeMaker::set_website(const WrittenEvent& event, const std::string& item, v1::ImportedSession& imported) {
    const std::string_view address = trimmed(trimmed(event.url).empty() ? event.full_conf_url : event.url);
    if (address.empty()) return;
    if (is_web_address(address) && address.size() <= kAddressBytesMax) {
        imported.set_website(std::string(address));
        return;
    }
    Mending mending;
    notes_.repaired(event.line, item,
                    "the url “" + one_line(address, 60, mending) + "” is no http or https address; left out.");
}

void ProgrammeMaker::add_people(const WrittenEvent& event, const std::string& item, v1::Session& session) {
    std::set<std::string> here;
    for (const WrittenPerson& written : event.persons) {
        Mending mending;
        one_line(written.name, limits_.name_bytes_max, mending);
        note_mending(mending, written.line, item, "a speaker's name");
        const std::string name = name_of(written);
        if (has_mail_address(written.name))
            notes_.repaired(written.line, item, "a speaker's mail address was not taken.");
        if (name.empty()) {
            notes_.repaired(written.line, item, "a speaker without a name was left out.");
            continue;
        }
        const std::string id = persons_.external_id(written, name);
        if (!here.insert(id).second) {
            notes_.repaired(written.line, item, "the speaker “" + name + "” is named twice; taken once.");
            continue;
        }
        if (!person_ids_.contains(id)) {
            if (person_ids_.size() >= limits_.sessions_max) {
                notes_.refused(written.line, item,
                               "there are more than " + std::to_string(limits_.sessions_max) + " persons; “" + name +
                                   "” was left out.");
                continue;
            }
            person_ids_.insert(id);
            v1::ImportedPerson& person = *programme_.add_persons();
            person.set_external_id(id);
            person.mutable_person()->set_name(name);
            person.mutable_person()->set_number(persons_.number(written));
        }
        v1::Participation& part = *session.add_people();
        part.set_person(id);
        part.set_role(v1::SESSION_ROLE_SPEAKER);
    }
    if (event.persons_left_out > 0)
        notes_.refused(event.line, item,
                       std::to_string(event.persons_left_out) + " speakers beyond the limit were left out.");
}

void ProgrammeMaker::add_texts(const WrittenEvent& event, const std::string& item, const std::string& language,
                               v1::ImportedSession& session) {
    const auto add = [&](const std::string& text, const char* what,
                         google::protobuf::RepeatedPtrField<v1::LocalText>& texts) {
        Mending mending;
        put_text(texts, language, long_text(text, limits_.long_text_bytes_max, mending));
        note_mending(mending, event.line, item, std::string("the ") + what);
        if (mending.html) ++html_texts_;
    };
    add(event.abstract, "abstract", *session.mutable_abstract());
    add(event.description, "description", *session.mutable_description());
}

// In the order of the file's room elements; rooms that only events name follow in the order of the events.
void ProgrammeMaker::add_rooms() {
    std::set<std::string> seen;
    const auto add = [&](const std::string& name) {
        if (!rooms_.contains(name) || !seen.insert(name).second) return;
        v1::ImportedRoom& room = *programme_.add_rooms();
        room.set_external_id(name);
        put_text(*room.mutable_room()->mutable_name(), "", name);
        room.mutable_room()->set_order(programme_.rooms_size());
    };
    std::set<std::string> empty;
    for (const WrittenRoom& written : file_.rooms) {
        Mending mending;
        const std::string name = one_line(written.name, limits_.name_bytes_max, mending);
        add(name);
        if (!name.empty() && !rooms_.contains(name) && empty.insert(name).second)
            notes_.refused(written.line, "room “" + name + "”", "no session is held in it; left out.");
    }
    for (const v1::ImportedSession& session : programme_.sessions()) add(session.session().room());
}

// As declared, then as the events name them.
void ProgrammeMaker::add_tracks() {
    std::set<std::string> seen;
    const auto add = [&](const std::string& name, const std::string& color) {
        if (!tracks_.contains(name) || !seen.insert(name).second) return;
        v1::ImportedTrack& track = *programme_.add_tracks();
        track.set_external_id(name);
        put_text(*track.mutable_track()->mutable_name(), "", name);
        if (is_color(color)) track.mutable_track()->set_color(ascii_lower(color));
        track.mutable_track()->set_order(programme_.tracks_size());
    };
    for (const WrittenTrack& written : file_.conference.tracks) {
        Mending mending;
        add(one_line(written.name, limits_.name_bytes_max, mending), written.color);
    }
    for (const v1::ImportedSession& session : programme_.sessions()) add(session.session().track(), "");
}

void ProgrammeMaker::add_summit() {
    const WrittenConference& conference = file_.conference;
    v1::Summit& summit = *programme_.mutable_summit();
    const auto line = [&](const std::string& text, const char* what) {
        return line_of(text, limits_.title_bytes_max, conference.line, "conference", what);
    };
    summit.set_acronym(line(conference.acronym, "acronym"));
    std::string name = line(conference.title, "title");
    if (name.empty()) {
        name = summit.acronym().empty() ? "Summit" : summit.acronym();
        notes_.repaired(conference.line, "conference", "it has no title; called “" + name + "”.");
    }
    put_text(*summit.mutable_name(), "", name);
    put_text(*summit.mutable_tagline(), "", line(conference.subtitle, "subtitle"));
    put_text(*summit.mutable_venue()->mutable_name(), "", line(conference.venue, "venue"));
    put_text(*summit.mutable_venue()->mutable_city(), "", line(conference.city, "city"));
    if (summit.venue().ByteSizeLong() == 0) summit.clear_venue();
    summit.set_zone(clock_.zone());
    for (const std::string* written : {&conference.url, &conference.base_url})
        if (const std::string_view url = trimmed(*written);
            summit.website().empty() && is_web_address(url) && url.size() <= kAddressBytesMax)
            summit.set_website(std::string(url));
    summit.set_revision(line(file_.version, "version"));

    std::vector<std::pair<std::string, std::size_t>> languages(languages_.begin(), languages_.end());
    std::stable_sort(languages.begin(), languages.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    if (languages.size() > kLanguagesMax) languages.resize(kLanguagesMax);
    for (const auto& [tag, count] : languages) summit.add_languages(tag);
    const int day_start_minutes = choose_day_start();
    summit.set_day_start_minutes(day_start_minutes);
    add_days(day_start_minutes, summit);
}

// The day change with which most sessions fall on the day that they stand under.
int ProgrammeMaker::choose_day_start() {
    int best = 0;
    std::size_t fewest = SIZE_MAX;
    for (const int minutes : clock_.day_starts()) {
        std::size_t elsewhere = 0;
        for (const auto& [day, starts] : starts_) {
            const auto date = clock_.date_of_day(*day);
            if (!date) continue;
            const std::int64_t begins = civil_to_ms(midnight_of(*date)) + std::int64_t{60'000} * minutes;
            for (const std::int64_t start : starts) {
                const std::int64_t local_ms = civil_to_ms(clock_.local(start));
                if (local_ms < begins || local_ms >= begins + kDayMs) ++elsewhere;
            }
        }
        if (elsewhere >= fewest) continue;
        fewest = elsewhere;
        best = minutes;
    }
    return best;
}

// The file's days and those on which its sessions are; a date under which no session really is, is a mistake.
void ProgrammeMaker::add_days(int day_start_minutes, v1::Summit& summit) {
    std::map<std::int64_t, v1::Date> days;
    std::set<std::int64_t> of_file;
    for (const WrittenDay& day : file_.days) {
        const auto date = clock_.date_of_day(day);
        const std::int64_t at = date ? civil_to_ms(midnight_of(*date)) : -1;
        if (date) of_file.insert(at);
        if (date && !starts_.contains(&day) && days.size() < limits_.days_max) days.emplace(at, *date);
    }
    for (const auto& [day, starts] : starts_) {
        for (const std::int64_t start : starts) {
            const v1::Date date = clock_.day_of(start, day_start_minutes);
            if (!days.emplace(civil_to_ms(midnight_of(date)), date).second ||
                of_file.contains(civil_to_ms(midnight_of(date))))
                continue;
            notes_.repaired(day->line, "day " + written_date(midnight_of(date)),
                            "sessions start on this day, which the file does not have; added.");
        }
    }
    for (const std::int64_t at : of_file)
        if (!days.contains(at))
            notes_.repaired(0, "day " + written_date(ms_to_civil(at)),
                            "all its sessions start on another day; left out.");
    for (const auto& [at, date] : days) *summit.add_days() = date;
}

std::string ProgrammeMaker::line_of(const std::string& text, std::size_t bytes_max, std::uint32_t line,
                                    const std::string& item, const char* what) {
    Mending mending;
    std::string clean = one_line(text, bytes_max, mending);
    note_mending(mending, line, item, std::string("the ") + what);
    return clean;
}

void ProgrammeMaker::note_mending(const Mending& mending, std::uint32_t line, const std::string& item,
                                  const std::string& what) {
    if (mending.directions)
        notes_.repaired(
            line, item,
            what + " had characters that turn the direction of writing, which can disguise a text; taken out.");
    if (mending.controls) notes_.repaired(line, item, what + " had invisible or control characters; taken out.");
    if (mending.cut) notes_.repaired(line, item, what + " was too long and is shortened.");
}

}  // namespace dais::interchange
