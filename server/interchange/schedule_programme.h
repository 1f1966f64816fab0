// Makes an ImportProgramme of a schedule.xml as written: the decisions, one noun after the other. Used by
// parse_schedule_xml() alone; what it promises is written there.
#pragma once

#include <map>
#include <set>
#include <string>

#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_clock.h"
#include "server/interchange/schedule_identity.h"
#include "server/interchange/schedule_xml.h"

namespace dais::interchange {

class ProgrammeMaker {
public:
    // File, limits and notes outlive it.
    ProgrammeMaker(const ScheduleFile& file, const ParseLimits& limits, ImportNotes& notes);

    v1::ImportProgramme make();

private:
    void add_session(const WrittenDay& day, const WrittenEvent& event);
    std::string room_of(const WrittenEvent& event, const std::string& item);
    std::string track_of(const WrittenEvent& event, const std::string& item);
    void add_people(const WrittenEvent& event, const std::string& item, v1::Session& session);
    void add_texts(const WrittenEvent& event, const std::string& item, const std::string& language,
                   v1::ImportedSession& session);
    std::int64_t length_ms(const WrittenEvent& event, const std::string& item);
    void set_website(const WrittenEvent& event, const std::string& item, v1::ImportedSession& imported);
    std::string set_languages(const WrittenEvent& event, const std::string& item, v1::Session& session);
    bool fits_days(std::int64_t starts_at_ms, const WrittenEvent& event, const std::string& item);

    void add_rooms();
    void add_tracks();
    void add_summit();
    int choose_day_start();
    void add_days(int day_start_minutes, v1::Summit& summit);

    // A text made fit, with a note of what was done to it.
    std::string line_of(const std::string& text, std::size_t bytes_max, std::uint32_t line, const std::string& item,
                        const char* what);
    void note_mending(const Mending& mending, std::uint32_t line, const std::string& item, const std::string& what);

    const ScheduleFile& file_;
    const ParseLimits& limits_;
    ImportNotes& notes_;
    ScheduleClock clock_;
    SessionIdentity sessions_;
    PersonIdentity persons_;
    v1::ImportProgramme programme_;
    std::map<std::string, std::uint32_t> rooms_;    // in use, and the line that names it first
    std::set<std::string> tracks_;                  // in use
    std::map<std::string, std::size_t> languages_;  // and how many sessions speak them
    std::set<std::string> person_ids_;              // external ids
    std::set<std::pair<std::string, std::string>> room_disagreements_;
    std::set<std::int64_t> calendar_days_;  // midnight of each day on which a session starts
    std::map<const WrittenDay*, std::vector<std::int64_t>> starts_;
    std::size_t html_texts_ = 0;
};

}  // namespace dais::interchange
