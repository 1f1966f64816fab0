// Writes schedule.xml for the programs that read it: apps, signage, shift planners.
//
// Promises: valid by the schema, provided every session has a number, a guid and a place in time; consistent with
// itself (date and start agree, ids unique); safe for the strict readers: no time in three parts, no length of a day or
// more, nothing empty where an address is due. What is cancelled is left out. A session is where and when it is now:
// started, else expected, else planned; small delays are not shown, so that apps do not notify everybody of each
// minute. Pure but for the zone database; any thread. Does not: choose what may be seen (give it what the public may),
// make up guids, or write staff notes. Source: voc/schedule validator/xsd/schedule.xml.xsd and the readers' own code.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dais/v1/person.pb.h"
#include "dais/v1/room.pb.h"
#include "dais/v1/session.pb.h"
#include "dais/v1/summit.pb.h"
#include "dais/v1/track.pb.h"

namespace dais::interchange {

struct RoomToWrite {
    std::string id;
    std::string guid;  // a uuid, or empty
    v1::Room room;
};

struct TrackToWrite {
    std::string id;
    v1::Track track;
};

struct PersonToWrite {
    std::string id;
    std::string guid;
    v1::Person person;
};

struct SessionToWrite {
    std::string guid;  // a uuid that never changes for this session; without one it is left out
    v1::Session session;
    v1::SessionProgress progress;
    std::vector<v1::LocalText> abstract;
    std::vector<v1::LocalText> description;
    std::string website;
};

struct ScheduleToWrite {
    std::string system;    // who makes the file, as in "dais.example.org"
    std::string url;       // where the file is; empty: not said
    std::string revision;  // shown by apps; changes whenever the file does
    std::string language;  // texts are taken in this one where they have it, else as they were written
    std::int64_t delay_ms_min = 5 * 60'000;  // a start that differs from the plan by less is written as planned
    v1::Summit summit;
    std::vector<RoomToWrite> rooms;
    std::vector<TrackToWrite> tracks;
    std::vector<PersonToWrite> persons;
    std::vector<SessionToWrite> sessions;
};

std::string write_schedule_xml(const ScheduleToWrite& schedule);

}  // namespace dais::interchange
