#include "server/interchange/schedule_xml_writer.h"

#include <algorithm>
#include <map>
#include <set>

#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"
#include "server/interchange/schedule_words.h"
#include "server/interchange/xml_text.h"
#include "server/interchange/zone.h"

namespace dais::interchange {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 24 * 60 * kMinuteMs;
constexpr std::int64_t kLengthMsMax = kDayMs - kMinuteMs;  // 24:00 makes some apps refuse the whole file

using v1::LocalText;

// The text in the wished language, else what its author wrote, else any.
template <class Texts>
const LocalText* choose(const Texts& texts, const std::string& language) {
    const LocalText* chosen = nullptr;
    for (const LocalText& text : texts) {
        if (text.text().empty()) continue;
        if (!language.empty() && text.language() == language) return &text;
        const bool better =
            chosen == nullptr || (chosen->origin() != v1::ORIGIN_AUTHENTIC && text.origin() == v1::ORIGIN_AUTHENTIC);
        if (better) chosen = &text;
    }
    return chosen;
}

// A session where and when it is now.
struct Placed {
    const SessionToWrite* session = nullptr;
    std::string room;
    std::int64_t starts_at_ms = 0;
    std::int64_t length_ms = 0;
};

Placed place(const SessionToWrite& session, std::int64_t delay_ms_min) {
    const v1::Period& planned = session.session.planned();
    const v1::SessionProgress& progress = session.progress;
    Placed placed;
    placed.session = &session;
    placed.room = progress.room().empty() ? session.session.room() : progress.room();
    const auto now = [&](std::int64_t plan, bool has_actual, std::int64_t actual, bool has_projected,
                         std::int64_t projected) {
        const std::int64_t at = has_actual ? actual : has_projected ? projected : plan;
        return std::abs(at - plan) < delay_ms_min ? plan : at;
    };
    const std::int64_t starts = now(planned.starts_at_ms(), progress.has_actual_start_ms(), progress.actual_start_ms(),
                                    progress.has_projected_start_ms(), progress.projected_start_ms());
    const std::int64_t shift = starts - planned.starts_at_ms();
    const std::int64_t ends = now(planned.ends_at_ms() + shift, progress.has_actual_end_ms(), progress.actual_end_ms(),
                                  progress.has_projected_end_ms(), progress.projected_end_ms());
    placed.starts_at_ms = starts - starts % kMinuteMs;
    placed.length_ms = std::clamp<std::int64_t>(ends - starts, 0, kLengthMsMax);
    return placed;
}

class Writer {
public:
    explicit Writer(const ScheduleToWrite& schedule)
        : schedule_(schedule), zone_(is_zone(schedule.summit.zone()) ? schedule.summit.zone() : "UTC") {
        for (const RoomToWrite& room : schedule.rooms) rooms_[room.id] = &room;
        for (const TrackToWrite& track : schedule.tracks) tracks_[track.id] = text(track.track.name());
        for (const PersonToWrite& person : schedule.persons) persons_[person.id] = &person;
        std::string acronym =
            slug(schedule.summit.acronym().empty() ? text(schedule.summit.name()) : schedule.summit.acronym(), '-', 60);
        acronym_ = acronym.size() < 4 ? acronym + (acronym.empty() ? "" : "-") + "summit" : acronym;
    }

    std::string write() {
        place_sessions();
        xml_.declaration();
        xml_.open("schedule");
        xml_.empty("generator", {{"name", "Dais"}, {"system", schedule_.system}});
        if (is_web_address(schedule_.url)) xml_.element("url", schedule_.url);
        xml_.element("version", schedule_.revision);
        conference();
        int index = 0;
        for (const auto& [midnight, sessions] : days_) day(++index, midnight, sessions);
        xml_.close("schedule");
        return xml_.take();
    }

private:
    template <class Texts>
    std::string text(const Texts& texts) const {
        const LocalText* chosen = choose(texts, schedule_.language);
        return chosen != nullptr ? chosen->text() : "";
    }

    CivilTime local(std::int64_t utc_ms) const { return utc_to_local(zone_, utc_ms).value_or(ms_to_civil(utc_ms)); }

    std::string written(std::int64_t utc_ms) const {
        const CivilTime here = local(utc_ms);
        return written_date(here) + "T" + written_clock(here) + ":00" +
               written_offset(offset_seconds(zone_, utc_ms).value_or(0));
    }

    // Under the day of the programme on which each starts; every day of the summit is there, even if empty.
    void place_sessions() {
        const std::int64_t day_start = schedule_.summit.day_start_minutes() * kMinuteMs;
        for (const v1::Date& date : schedule_.summit.days())
            if (is_date(date.year(), date.month(), date.day())) days_[civil_to_ms(midnight_of(date))];
        std::set<std::int32_t> numbers;
        for (const SessionToWrite& session : schedule_.sessions) {
            const std::int32_t number = session.session.number();
            if (session.progress.status() == v1::SESSION_STATUS_CANCELLED || session.guid.empty() || number <= 0)
                continue;
            if (!numbers.insert(number).second) continue;
            const Placed placed = place(session, schedule_.delay_ms_min);
            const std::int64_t day = civil_to_ms(local(placed.starts_at_ms)) - day_start;
            days_[day - (day % kDayMs + kDayMs) % kDayMs].push_back(placed);
        }
        for (auto& [midnight, sessions] : days_)
            std::stable_sort(sessions.begin(), sessions.end(),
                             [](const Placed& a, const Placed& b) { return a.starts_at_ms < b.starts_at_ms; });
    }

    void conference() {
        const v1::Summit& summit = schedule_.summit;
        xml_.open("conference");
        xml_.element("acronym", acronym_);
        xml_.element("title", text(summit.name()));
        if (!days_.empty()) {
            xml_.element("start", written_date(ms_to_civil(days_.begin()->first)));
            xml_.element("end", written_date(ms_to_civil(days_.rbegin()->first)));
        }
        xml_.element("days", std::to_string(days_.size()));
        xml_.element("timeslot_duration", "00:05");
        if (is_web_address(summit.website())) xml_.element("url", summit.website());
        xml_.element("time_zone_name", zone_);
        for (const TrackToWrite& track : schedule_.tracks) {
            XmlText::Attributes attributes = {{"name", tracks_[track.id]}};
            if (const std::string& color = track.track.color(); color.size() == 7 && color[0] == '#')
                attributes.push_back({"color", color});
            xml_.empty("track", attributes);
        }
        xml_.close("conference");
    }

    void day(int index, std::int64_t midnight, const std::vector<Placed>& sessions) {
        const auto edge = [&](std::int64_t local_ms) {
            const auto instant = local_to_utc(zone_, ms_to_civil(local_ms));
            return instant ? instant->utc_ms : local_ms;
        };
        const std::int64_t begins = midnight + schedule_.summit.day_start_minutes() * kMinuteMs;
        xml_.open("day", {{"index", std::to_string(index)},
                          {"date", written_date(ms_to_civil(midnight))},
                          {"start", written(edge(begins))},
                          {"end", written(edge(begins + kDayMs - kMinuteMs))}});
        std::vector<const RoomToWrite*> rooms;
        for (const RoomToWrite& each : schedule_.rooms) rooms.push_back(&each);
        std::stable_sort(rooms.begin(), rooms.end(),
                         [](const auto* a, const auto* b) { return a->room.order() < b->room.order(); });
        for (const RoomToWrite* each : rooms) room(each, sessions);
        room(nullptr, sessions);
        xml_.close("day");
    }

    // Without a room: the sessions that have none.
    void room(const RoomToWrite* room, const std::vector<Placed>& sessions) {
        const auto here = [&](const Placed& placed) {
            return room == nullptr ? !rooms_.contains(placed.room) : placed.room == room->id;
        };
        if (room == nullptr && std::none_of(sessions.begin(), sessions.end(), here)) return;
        const std::string name = room == nullptr ? "" : text(room->room.name());
        XmlText::Attributes attributes = {{"name", name}};
        if (room != nullptr && !room->guid.empty()) attributes.push_back({"guid", room->guid});
        xml_.open("room", attributes);
        for (const Placed& placed : sessions)
            if (here(placed)) event(placed, name);
        xml_.close("room");
    }

    void event(const Placed& placed, const std::string& room) {
        const v1::Session& session = placed.session->session;
        const LocalText* title = choose(session.title(), schedule_.language);
        const std::string shown = title != nullptr ? title->text() : "";
        xml_.open("event", {{"guid", placed.session->guid}, {"id", std::to_string(session.number())}});
        xml_.element("date", written(placed.starts_at_ms));
        xml_.element("start", written_clock(local(placed.starts_at_ms)));
        xml_.element("duration", written_clock(ms_to_civil(placed.length_ms)));
        xml_.element("room", room);
        xml_.element("slug", slug_of(session.number(), shown));
        if (is_web_address(placed.session->website)) xml_.element("url", placed.session->website);
        xml_.element("title", shown);
        xml_.element("subtitle", text(session.subtitle()));
        const auto track = tracks_.find(session.track());
        xml_.element("track", track != tracks_.end() ? track->second : "");
        xml_.element("type", word_for(session.kind()));
        xml_.element("language", languages(session, title));
        xml_.element("abstract", text(placed.session->abstract));
        xml_.element("description", text(placed.session->description));
        xml_.open("persons");
        std::set<std::string> named;
        for (const v1::Participation& part : session.people()) person(part, named);
        xml_.close("persons");
        xml_.close("event");
    }

    void person(const v1::Participation& part, std::set<std::string>& named) {
        const auto found = persons_.find(part.person());
        if (found == persons_.end() || !named.insert(part.person()).second) return;
        XmlText::Attributes attributes;
        if (found->second->person.number() > 0)
            attributes.push_back({"id", std::to_string(found->second->person.number())});
        if (!found->second->guid.empty()) attributes.push_back({"guid", found->second->guid});
        xml_.element("person", found->second->person.name(), attributes);
    }

    // Languages of the floor; where none is said, that of the title.
    static std::string languages(const v1::Session& session, const LocalText* title) {
        std::string joined;
        for (const std::string& tag : session.languages()) joined += (joined.empty() ? "" : ", ") + tag;
        return joined.empty() && title != nullptr ? title->language() : joined;
    }

    // Letters, digits and "_", "-", then at least four characters more; the number makes it unique.
    std::string slug_of(std::int32_t number, const std::string& title) const {
        std::string front = acronym_;
        std::replace(front.begin(), front.end(), '-', '_');
        std::string back = slug(title, '-', 80);
        return front + "-" + std::to_string(number) + "-" + (back.size() < 4 ? back + "item" : back);
    }

    const ScheduleToWrite& schedule_;
    const std::string zone_;
    std::string acronym_;
    std::map<std::string, const RoomToWrite*> rooms_;
    std::map<std::string, std::string> tracks_;
    std::map<std::string, const PersonToWrite*> persons_;
    std::map<std::int64_t, std::vector<Placed>> days_;  // by midnight, as if in UTC
    XmlText xml_;
};

}  // namespace

std::string write_schedule_xml(const ScheduleToWrite& schedule) { return Writer(schedule).write(); }

}  // namespace dais::interchange
