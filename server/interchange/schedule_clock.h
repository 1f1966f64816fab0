// When each session of a schedule.xml starts: the file's zone, its day change and each event's instant.
//
// Rules, in this order: a date with an offset is the instant, whatever else is written. A date without one is read in
// the file's zone. Without a date it is the day's date and the start, on the next calendar day if it lies before the
// day's beginning. The zone is the one named; else the one that the caller gives; else a fixed one with the offset that
// start and date agree on; else UTC. Everything but the plain case is noted. Pure but for the zone database. Does not:
// guess a zone from a city, or move a session to avoid a clash.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "server/interchange/import_notes.h"
#include "server/interchange/schedule_file.h"
#include "server/interchange/schedule_time.h"

namespace dais::interchange {

class ScheduleClock {
public:
    // zone_given: for files that name no zone; empty or unknown: none.
    ScheduleClock(const ScheduleFile& file, std::string_view zone_given, ImportNotes& notes);

    const std::string& zone() const { return zone_; }

    // The instant at which an event of that day starts; nothing if the file does not say, which is noted as a refusal.
    std::optional<std::int64_t> starts_at_ms(const WrittenDay& day, const WrittenEvent& event, const std::string& item);

    // What the zone's clock shows.
    CivilTime local(std::int64_t utc_ms) const;
    // The day of the programme that an instant belongs to if days start that many minutes after midnight.
    v1::Date day_of(std::int64_t utc_ms, int day_start_minutes) const;
    // The day that the file calls by this name; nothing if it does not say.
    std::optional<v1::Date> date_of_day(const WrittenDay& day) const;
    // Day changes that the file speaks of, the most explicit first, then usual ones.
    std::vector<int> day_starts() const;
    // Sessions whose instant was made of the day's date and the start.
    std::size_t without_date() const { return without_date_; }

private:
    std::string choose_zone(std::string_view zone_given);
    std::optional<std::string> named_zone();
    std::map<int, std::size_t> offsets_seen();
    void find_day_change();
    std::int64_t read_here(const CivilTime& local, const WrittenEvent& event, const std::string& item);
    void compare_with_start(const WrittenEvent& event, const WrittenTime& date, std::int64_t utc_ms,
                            const std::string& item);
    std::optional<std::int64_t> from_day(const WrittenDay& day, const WrittenEvent& event, const std::string& item);
    std::optional<std::int64_t> day_edge_ms(const std::string& edge) const;

    const ScheduleFile& file_;
    ImportNotes& notes_;
    // Every date is marked UTC and shows the same as start, while the caller names another zone: the mark means
    // nothing.
    bool utc_is_a_label_ = false;
    std::string zone_;
    std::optional<int> day_change_;     // as the conference says it
    std::optional<int> days_begin_at_;  // as the days' own edges have it
    std::size_t without_date_ = 0;
};

}  // namespace dais::interchange
