// When sessions start and how long they last, in all the ways in which files say it.
#include "server/interchange/schedule_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/interchange/zone.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kMinuteMs = 60'000;

std::int64_t utc(int month, int day, int hour, int minute = 0) {
    return civil_to_ms({2026, month, day, hour, minute, 0});
}

Parsed parse_event(const std::string& inside) { return parse_schedule_xml(schedule_with(event_with(inside))); }

std::int64_t start_of(const Parsed& parsed) { return only_session(parsed).session().planned().starts_at_ms(); }
std::int64_t minutes_of(const Parsed& parsed) {
    const v1::Period& planned = only_session(parsed).session().planned();
    return (planned.ends_at_ms() - planned.starts_at_ms()) / kMinuteMs;
}

TEST(ScheduleTimes, ADateWithAnOffsetIsTheInstantWhateverStartSays) {
    const Parsed parsed = parse_event("<date>2026-03-28T09:00:00-05:00</date><start>10:00</start>");
    EXPECT_EQ(start_of(parsed), utc(3, 28, 14));
    EXPECT_THAT(notes_of(parsed), HasSubstr("the start “10:00” is not what the date"));
    EXPECT_THAT(notes_of(parsed), HasSubstr("3 session 7 “Title”"));
}

TEST(ScheduleTimes, ADateInUtcWithAStartInLocalTimeIsNothingToMend) {
    const Parsed parsed = parse_event("<date>2026-03-28T09:00:00+00:00</date><start>10:00</start>");
    EXPECT_EQ(start_of(parsed), utc(3, 28, 9));
    EXPECT_THAT(notes_of(parsed), Not(HasSubstr("start")));
}

TEST(ScheduleTimes, ADateWithoutAnOffsetIsReadInTheZone) {
    const Parsed parsed = parse_event("<date>2026-03-28T09:00:00</date><start>09:00</start>");
    EXPECT_EQ(start_of(parsed), utc(3, 28, 8));
    EXPECT_THAT(notes_of(parsed), HasSubstr("has no offset; read in Europe/Berlin"));
}

TEST(ScheduleTimes, WithoutADateTheDayAndTheStartCount) {
    EXPECT_EQ(start_of(parse_event("<start>9:15</start>")), utc(3, 28, 8, 15));
}

TEST(ScheduleTimes, AfterMidnightBelongsToTheDayBefore) {
    EXPECT_EQ(start_of(parse_event("<start>01:30</start>")), utc(3, 29, 0, 30));
    EXPECT_EQ(start_of(parse_event("<start>04:00</start>")), utc(3, 28, 3));
}

TEST(ScheduleTimes, TheFilesOwnDayChangeDecidesWhatIsTheDayBefore) {
    const std::string event = event_with("<start>05:30</start>");
    const std::string berlin = "<time_zone_name>Europe/Berlin</time_zone_name>";
    EXPECT_EQ(start_of(parse_schedule_xml(schedule_with(event, berlin + "<day_change>06:00:00</day_change>"))),
              utc(3, 29, 3, 30));
    EXPECT_EQ(start_of(parse_schedule_xml(schedule_with(event, berlin + "<day_change>00:00</day_change>"))),
              utc(3, 28, 4, 30));
}

TEST(ScheduleTimes, WhatWouldLieAfterTheDaysEndIsNotMovedIntoTheNight) {
    const std::string xml =
        replaced(schedule_with(event_with("<start>09:30</start>")), "date=\"2026-03-28\">",
                 "date=\"2026-03-28\" start=\"2026-03-28T11:00:00+01:00\" end=\"2026-03-29T04:00:00+02:00\">");
    EXPECT_EQ(start_of(parse_schedule_xml(xml)), utc(3, 28, 8, 30));
}

TEST(ScheduleTimes, ATimeThatTheClocksSkipIsMendedAndSaid) {
    const Parsed parsed = parse_event("<date>2026-03-29T02:30:00</date><start>02:30</start>");
    EXPECT_EQ(start_of(parsed), utc(3, 29, 1, 30));
    EXPECT_THAT(notes_of(parsed), HasSubstr("02:30 on 2026-03-29 does not exist in Europe/Berlin"));
    const Parsed with_offset = parse_event("<date>2026-03-29T02:30:00+01:00</date><start>02:30</start>");
    EXPECT_EQ(start_of(with_offset), utc(3, 29, 1, 30));
    EXPECT_THAT(notes_of(with_offset), HasSubstr("does not exist on 2026-03-29 in Europe/Berlin"));
}

TEST(ScheduleTimes, OddWaysToWriteADateAreUnderstood) {
    for (const char* date :
         {"2026-03-28T09:00:00+0100", "2026-03-28 09:00:00+01", "2026-03-28T09:00+01:00", " 2026-03-28T08:00:00.000Z "})
        EXPECT_EQ(start_of(parse_event(std::string("<date>") + date + "</date><start>09:00</start>")), utc(3, 28, 8))
            << date;
}

TEST(ScheduleTimes, ASessionThatSaysNoTimeIsRefusedAndSaid) {
    const Parsed parsed = parse_schedule_xml(
        schedule_with(event_with("<date>soon</date><start>late</start>") + "\n" + event_with("", "id=\"8\"")));
    EXPECT_EQ(only_session(parsed).external_id(), "8");
    ASSERT_FALSE(parsed.notes.empty());
    EXPECT_EQ(parsed.notes.front().kind(), v1::IMPORT_NOTE_KIND_REFUSED);
    EXPECT_EQ(parsed.notes.front().line(), 3u);
    EXPECT_EQ(parsed.notes.front().item(), "session 7 “Title”");
}

TEST(ScheduleTimes, WithoutAZoneTheOffsetsOfTheFileMakeOne) {
    const Parsed parsed = parse_schedule_xml(schedule_with(event_with(""), ""));
    EXPECT_EQ(parsed.programme.summit().zone(), "Etc/GMT-1");
    EXPECT_THAT(notes_of(parsed), HasSubstr("no time zone is named; all times are at +01:00"));
}

TEST(ScheduleTimes, DatesInUtcBesideLocalStartsShowTheOffset) {
    const Parsed parsed =
        parse_schedule_xml(schedule_with(event_with("<date>2026-03-28T23:30:00+00:00</date><start>19:30</start>"), ""));
    EXPECT_EQ(parsed.programme.summit().zone(), "Etc/GMT+4");
    EXPECT_EQ(start_of(parsed), utc(3, 28, 23, 30));
}

TEST(ScheduleTimes, WithoutAnyOffsetItIsUtcAndSaid) {
    const Parsed parsed = parse_schedule_xml(schedule_with(event_with("<start>09:00</start>"), ""));
    EXPECT_EQ(parsed.programme.summit().zone(), "UTC");
    EXPECT_EQ(start_of(parsed), utc(3, 28, 9));
    EXPECT_THAT(notes_of(parsed), HasSubstr("times are read as UTC"));
}

TEST(ScheduleTimes, WhoImportsMayNameTheZoneThatTheFileDoesNot) {
    ParseLimits limits;
    limits.zone = "America/Toronto";
    EXPECT_EQ(start_of(parse_schedule_xml(schedule_with(event_with("<start>09:00</start>"), ""), limits)),
              utc(3, 28, 13));
    // Dates marked as UTC that show what start shows: the mark means nothing.
    const std::string marked = event_with("<date>2026-03-28T09:00:00+00:00</date><start>09:00</start>");
    EXPECT_EQ(start_of(parse_schedule_xml(schedule_with(marked, ""), limits)), utc(3, 28, 13));
    // The file's own zone counts.
    EXPECT_EQ(parse_schedule_xml(schedule_with(event_with("")), limits).programme.summit().zone(), "Europe/Berlin");
}

TEST(ScheduleTimes, AZoneWithBlanksIsMendedAndOneThatIsNoneSaid) {
    const Parsed blanks =
        parse_schedule_xml(schedule_with(event_with(""), "<time_zone_name>US / Eastern</time_zone_name>"));
    EXPECT_EQ(blanks.programme.summit().zone(), "US/Eastern");
    const Parsed none =
        parse_schedule_xml(schedule_with(event_with(""), "<time_zone_name>../../etc/passwd</time_zone_name>"));
    EXPECT_EQ(none.programme.summit().zone(), "Etc/GMT-1");
    EXPECT_THAT(notes_of(none), HasSubstr("is not known"));
}

TEST(ScheduleTimes, LengthsAreReadAsFilesWriteThem) {
    EXPECT_EQ(minutes_of(parse_event("<duration>01:30</duration>")), 90);
    EXPECT_EQ(minutes_of(parse_event("<duration>1:30</duration>")), 90);
    EXPECT_EQ(minutes_of(parse_event("<duration>0:90</duration>")), 90);
    EXPECT_EQ(minutes_of(parse_event("<duration>00:600</duration>")), 600);
    EXPECT_EQ(minutes_of(parse_event("<duration>00:00</duration>")), 0);
    EXPECT_EQ(minutes_of(parse_event("<duration>16:39</duration>")), 999);
    EXPECT_EQ(minutes_of(parse_event("<duration>01:30:00</duration>")), 90);
    EXPECT_EQ(minutes_of(parse_event("<duration>1:02:00</duration>")), 24 * 60 + 120);
}

TEST(ScheduleTimes, ALengthOutOfAnyReasonBecomesNoneAndIsSaid) {
    for (const char* duration : {"6944:11:40", "135.0:00", "-1:00", "soon", "", "999999999999999:00", "1:00:00:00"}) {
        const Parsed parsed = parse_event(std::string("<duration>") + duration + "</duration>");
        EXPECT_EQ(minutes_of(parsed), 0) << duration;
        EXPECT_THAT(notes_of(parsed), HasSubstr("taken with no length")) << duration;
    }
}

}  // namespace
}  // namespace dais::interchange
