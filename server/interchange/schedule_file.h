// A schedule.xml as it is written: which element says what on which line, nothing understood yet.
//
// Promises: takes what it knows wherever it may stand (events within rooms, or within days as before 2012) and keeps no
// more than the limits allow. Does not: judge or mend a value (server/interchange/schedule_xml.h does), or take what
// Dais has no place for: logos, slugs, links, attachments, recording licences, feedback addresses, and whatever stands
// beside a person's name, such as a mail address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/interchange/xml_reader.h"

namespace dais::interchange {

struct WrittenPerson {
    std::uint32_t line = 0;
    std::string id, guid, name;
};

struct WrittenEvent {
    std::uint32_t line = 0;
    std::string id, guid;
    std::string room_level;  // the room element around it; empty if there is none
    std::string room, title, subtitle, type, track, language, url, full_conf_url;
    std::string date, start, duration;
    std::string abstract, description;
    std::vector<WrittenPerson> persons;
    std::uint32_t persons_left_out = 0;
};

struct WrittenDay {
    std::uint32_t line = 0;
    std::string date, start, end;
    std::vector<WrittenEvent> events;
};

struct WrittenRoom {
    std::uint32_t line = 0;
    std::string name;
};

struct WrittenTrack {
    std::string name, color;
};

struct WrittenConference {
    std::uint32_t line = 0;
    std::string title, subtitle, acronym, venue, city, url, base_url, time_zone_name, day_change;
    std::vector<WrittenTrack> tracks;
};

struct ScheduleFile {
    std::string root;  // name of the outermost element
    std::string version;
    WrittenConference conference;
    std::vector<WrittenRoom> rooms;  // room elements in order, as often as they stand there
    std::vector<WrittenDay> days;
    std::size_t events = 0;
    std::size_t events_left_out = 0;
};

struct FileLimits {
    std::size_t events_max = 20'000;
    std::size_t rooms_max = 20'000;
    std::size_t days_max = 1'000;
    std::size_t tracks_max = 2'000;
    std::size_t persons_per_event_max = 500;
    std::size_t text_bytes_max = 1 << 20;  // of one element, as read
};

// Fills file; the outcome says why it could not.
XmlOutcome read_schedule_file(std::string_view bytes, const XmlLimits& xml, const FileLimits& limits,
                              ScheduleFile& file);

}  // namespace dais::interchange
