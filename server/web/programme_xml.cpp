#include "server/web/programme_xml.h"

#include "server/interchange/schedule_xml_writer.h"
#include "server/summit/identifier.h"
#include "server/web/session_to_write.h"
#include "server/web/visible.h"

namespace dais::web {

std::string programme_xml(const live::LogView& log, v1::Audience audience, const TextBodies& bodies) {
    const summit::State& view = *log.view;
    interchange::ScheduleToWrite schedule;
    schedule.system = "dais";
    schedule.revision = std::to_string(view.head(audience).position);
    for_visible<v1::Summit>(view, v1::KIND_SUMMIT, audience, [&](const std::string&, const v1::Summit& summit) {
        schedule.summit = summit;
        if (summit.languages_size() > 0) schedule.language = summit.languages(0);
    });
    for_visible<v1::Room>(view, v1::KIND_ROOM, audience, [&](const std::string& id, const v1::Room& room) {
        schedule.rooms.push_back({id, summit::guid(log.log, id), room});
    });
    for_visible<v1::Track>(view, v1::KIND_TRACK, audience, [&](const std::string& id, const v1::Track& track) {
        schedule.tracks.push_back({id, track});
    });
    for_visible<v1::Person>(view, v1::KIND_PERSON, audience, [&](const std::string& id, const v1::Person& person) {
        schedule.persons.push_back({id, summit::guid(log.log, id), person});
    });
    for_visible<v1::Session>(view, v1::KIND_SESSION, audience, [&](const std::string& id, const v1::Session& session) {
        auto one = session_to_write(view, audience, id, session, bodies);
        one.guid = summit::guid(log.log, id);
        schedule.sessions.push_back(std::move(one));
    });
    return interchange::write_schedule_xml(schedule);
}

}  // namespace dais::web
