#include "server/interchange/schedule_file.h"

#include <algorithm>

#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

// Which element is open, as far as it matters.
enum class Place { kSchedule, kConference, kDay, kRoom, kEvent, kPersons, kPerson, kText, kSkipped };

std::string attribute(const std::vector<XmlAttribute>& attributes, std::string_view name) {
    for (const XmlAttribute& each : attributes)
        if (each.name == name) return each.value;
    return "";
}

template <class Record>
struct Field {
    std::string_view element;
    std::string Record::*text;
};

constexpr Field<WrittenConference> kConferenceFields[] = {
    {"title", &WrittenConference::title},
    {"subtitle", &WrittenConference::subtitle},
    {"acronym", &WrittenConference::acronym},
    {"venue", &WrittenConference::venue},
    {"city", &WrittenConference::city},
    {"url", &WrittenConference::url},
    {"base_url", &WrittenConference::base_url},
    {"time_zone_name", &WrittenConference::time_zone_name},
    {"day_change", &WrittenConference::day_change},
};

constexpr Field<WrittenEvent> kEventFields[] = {
    {"room", &WrittenEvent::room},
    {"title", &WrittenEvent::title},
    {"subtitle", &WrittenEvent::subtitle},
    {"type", &WrittenEvent::type},
    {"track", &WrittenEvent::track},
    {"language", &WrittenEvent::language},
    {"url", &WrittenEvent::url},
    {"full_conf_url", &WrittenEvent::full_conf_url},
    {"date", &WrittenEvent::date},
    {"start", &WrittenEvent::start},
    {"duration", &WrittenEvent::duration},
    {"abstract", &WrittenEvent::abstract},
    {"description", &WrittenEvent::description},
};

class FileVisitor : public XmlVisitor {
public:
    FileVisitor(const FileLimits& limits, ScheduleFile& file) : limits_(limits), file_(file) {}

    void open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t line) override {
        places_.push_back(places_.empty() ? outermost(name) : within(places_.back(), name, attributes, line));
    }

    void text(std::string_view text) override {
        if (places_.empty() || (places_.back() != Place::kText && places_.back() != Place::kPerson)) return;
        buffer_ += text.substr(0, limits_.text_bytes_max - std::min(limits_.text_bytes_max, buffer_.size()));
    }

    void close() override {
        const Place closed = places_.back();
        places_.pop_back();
        const bool still_text =
            !places_.empty() && (places_.back() == Place::kText || places_.back() == Place::kPerson);
        if (closed == Place::kText && !still_text) keep_text();
        if (closed == Place::kPerson) keep_person();
        if (closed == Place::kEvent) keep_event();
        if (closed == Place::kRoom) room_level_.clear();
    }

private:
    Place outermost(std::string_view name) {
        file_.root = std::string(name.substr(0, 60));
        return name == "schedule" ? Place::kSchedule : Place::kSkipped;
    }

    Place within(Place place, std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t line) {
        switch (place) {
            case Place::kSchedule: return in_schedule(name, attributes, line);
            case Place::kConference: return in_conference(name, attributes);
            case Place::kDay:
                if (name == "room") return begin_room(attributes, line);
                return name == "event" ? begin_event(attributes, line) : Place::kSkipped;
            case Place::kRoom: return name == "event" ? begin_event(attributes, line) : Place::kSkipped;
            case Place::kEvent: return name == "persons" ? Place::kPersons : begin_field(event_, kEventFields, name);
            case Place::kPersons: return name == "person" ? begin_person(attributes, line) : Place::kSkipped;
            case Place::kPerson: return name == "name" || name == "public_name" ? Place::kText : Place::kSkipped;
            case Place::kText:
                // Text with real elements within: a word must not run into the next.
                if (!buffer_.empty()) buffer_ += name == "p" || name == "br" || name == "li" ? '\n' : ' ';
                return Place::kText;
            case Place::kSkipped: return Place::kSkipped;
        }
        return Place::kSkipped;
    }

    Place in_schedule(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t line) {
        if (name == "version") return begin_text(file_.version);
        if (name == "conference") {
            file_.conference.line = line;
            return Place::kConference;
        }
        if (name == "days") return Place::kSchedule;
        if (name != "day" || file_.days.size() >= limits_.days_max) return Place::kSkipped;
        WrittenDay& day = file_.days.emplace_back();
        day.line = line;
        day.date = attribute(attributes, "date");
        day.start = attribute(attributes, "start");
        day.end = attribute(attributes, "end");
        return Place::kDay;
    }

    Place in_conference(std::string_view name, const std::vector<XmlAttribute>& attributes) {
        if (name != "track") return begin_field(file_.conference, kConferenceFields, name);
        const std::string track = attribute(attributes, "name");
        if (!track.empty() && file_.conference.tracks.size() < limits_.tracks_max)
            file_.conference.tracks.push_back({track, attribute(attributes, "color")});
        return Place::kSkipped;
    }

    Place begin_room(const std::vector<XmlAttribute>& attributes, std::uint32_t line) {
        room_level_ = attribute(attributes, "name");
        if (file_.rooms.size() < limits_.rooms_max) file_.rooms.push_back({line, room_level_});
        return Place::kRoom;
    }

    Place begin_event(const std::vector<XmlAttribute>& attributes, std::uint32_t line) {
        if (file_.events >= limits_.events_max) {
            ++file_.events_left_out;
            return Place::kSkipped;
        }
        ++file_.events;
        event_ = WrittenEvent();
        event_.line = line;
        event_.id = attribute(attributes, "id");
        event_.guid = attribute(attributes, "guid");
        event_.room_level = room_level_;
        return Place::kEvent;
    }

    Place begin_person(const std::vector<XmlAttribute>& attributes, std::uint32_t line) {
        if (event_.persons.size() >= limits_.persons_per_event_max) {
            ++event_.persons_left_out;
            return Place::kSkipped;
        }
        person_ = {line, attribute(attributes, "id"), attribute(attributes, "guid"), ""};
        buffer_.clear();
        return Place::kPerson;
    }

    Place begin_text(std::string& target) {
        target_ = &target;
        buffer_.clear();
        return Place::kText;
    }

    template <class Record, std::size_t N>
    Place begin_field(Record& record, const Field<Record> (&fields)[N], std::string_view name) {
        for (const Field<Record>& field : fields)
            if (field.element == name) return begin_text(record.*field.text);
        return Place::kSkipped;
    }

    // Some files have an element twice, once empty: the first that says something counts.
    void keep_text() {
        if (trimmed(*target_).empty() && !trimmed(buffer_).empty()) *target_ = std::move(buffer_);
        buffer_.clear();
    }

    void keep_person() {
        person_.name = std::move(buffer_);
        event_.persons.push_back(std::move(person_));
        buffer_.clear();
    }

    void keep_event() { file_.days.back().events.push_back(std::move(event_)); }

    const FileLimits& limits_;
    ScheduleFile& file_;
    std::vector<Place> places_;
    std::string room_level_;
    WrittenEvent event_;
    WrittenPerson person_;
    std::string* target_ = nullptr;
    std::string buffer_;
};

}  // namespace

XmlOutcome read_schedule_file(std::string_view bytes, const XmlLimits& xml, const FileLimits& limits,
                              ScheduleFile& file) {
    FileVisitor visitor(limits, file);
    return read_xml(bytes, xml, visitor);
}

}  // namespace dais::interchange
