#include "server/interchange/schedule_xml_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "server/demo/demo.h"
#include "server/interchange/zone.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kMinuteMs = 60'000;

std::string guid_number(int n) {
    std::string digits = std::to_string(n);
    return "00000000-0000-5000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

// What was imported, ready to be written.
ScheduleToWrite to_write(const v1::ImportProgramme& programme) {
    ScheduleToWrite schedule;
    schedule.system = "summit.example.org";
    schedule.url = "https://summit.example.org/schedule.xml";
    schedule.revision = "r 5";
    schedule.language = "en";
    schedule.summit = programme.summit();
    int n = 0;
    for (const auto& room : programme.rooms())
        schedule.rooms.push_back({room.external_id(), guid_number(++n), room.room()});
    for (const auto& track : programme.tracks()) schedule.tracks.push_back({track.external_id(), track.track()});
    for (const auto& person : programme.persons()) {
        PersonToWrite& written =
            schedule.persons.emplace_back(PersonToWrite{person.external_id(), guid_number(++n), person.person()});
        if (written.person.number() == 0) written.person.set_number(++n);
    }
    for (const auto& session : programme.sessions()) {
        SessionToWrite& written = schedule.sessions.emplace_back();
        written.guid = guid_number(++n);
        written.session = session.session();
        if (written.session.number() == 0) written.session.set_number(++n);
        written.abstract.assign(session.abstract().begin(), session.abstract().end());
        written.description.assign(session.description().begin(), session.description().end());
    }
    return schedule;
}

ScheduleToWrite small_summit() {
    return to_write(parse_schedule_xml(read_file(kSamples / "small_summit.xml")).programme);
}

std::string english(const google::protobuf::RepeatedPtrField<v1::LocalText>& texts) {
    for (const v1::LocalText& text : texts)
        if (text.language() == "en") return text.text();
    return texts.empty() ? "" : texts[0].text();
}

// The session of the outcome with this number.
v1::ImportedSession numbered(const Parsed& parsed, int number) {
    for (const auto& session : parsed.programme.sessions())
        if (session.session().number() == number) return session;
    ADD_FAILURE() << "no session " << number;
    return {};
}

void expect_same_essentials(const ScheduleToWrite& schedule, const Parsed& read) {
    ASSERT_EQ(read.failure, "");
    EXPECT_EQ(read.programme.summit().zone(), schedule.summit.zone());
    EXPECT_EQ(read.programme.summit().day_start_minutes(), schedule.summit.day_start_minutes());
    EXPECT_EQ(read.programme.summit().days_size(), schedule.summit.days_size());
    EXPECT_EQ(read.programme.summit().name(0).text(), english(schedule.summit.name()));
    EXPECT_EQ(read.programme.summit().revision(), schedule.revision);
    ASSERT_EQ(read.programme.sessions_size(), static_cast<int>(schedule.sessions.size()));
    for (const SessionToWrite& written : schedule.sessions) {
        const v1::ImportedSession session = numbered(read, written.session.number());
        EXPECT_EQ(session.external_id(), written.guid);
        EXPECT_EQ(session.session().title(0).text(), english(written.session.title()));
        EXPECT_EQ(session.session().planned().SerializeAsString(), written.session.planned().SerializeAsString())
            << english(written.session.title());
        EXPECT_EQ(session.session().kind(), written.session.kind());
        if (!written.session.languages().empty()) {
            EXPECT_EQ(session.session().languages_size(), written.session.languages_size());
        }
        EXPECT_EQ(session.session().people_size(), written.session.people_size());
        const auto room = std::find_if(schedule.rooms.begin(), schedule.rooms.end(),
                                       [&](const auto& each) { return each.id == written.session.room(); });
        EXPECT_EQ(session.session().room(), room == schedule.rooms.end() ? "" : english(room->room.name()));
        EXPECT_EQ(session.abstract().empty(), written.abstract.empty());
    }
}

bool has_program(const char* name) {
    return std::system((std::string("command -v ") + name + " >/dev/null 2>&1").c_str()) == 0;
}

// By the published schema, if it and xmllint are here.
void expect_valid(const std::string& xml) {
    const auto schema = kRealSamples / "schema/voc-schedule/xsd/schedule.xml.xsd";
    if (!std::filesystem::exists(schema) || !has_program("xmllint"))
        GTEST_SKIP() << "no xmllint or no schema at " << schema;
    const auto path =
        std::filesystem::path(::testing::TempDir()) / ("dais_written_" + std::to_string(std::rand()) + ".xml");
    std::ofstream(path, std::ios::binary) << xml;
    const std::string command = "xmllint --nonet --noout --schema '" + schema.string() + "' '" + path.string() +
                                "' 2>'" + path.string() + ".said'";
    EXPECT_EQ(std::system(command.c_str()), 0) << read_file(path.string() + ".said").substr(0, 3000);
    std::filesystem::remove(path);
    std::filesystem::remove(path.string() + ".said");
}

TEST(ScheduleXmlWriter, WhatIsWrittenIsReadAgain) {
    const ScheduleToWrite schedule = small_summit();
    expect_same_essentials(schedule, parse_schedule_xml(write_schedule_xml(schedule)));
}

TEST(ScheduleXmlWriter, TheSmallSummitIsValid) { expect_valid(write_schedule_xml(small_summit())); }

TEST(ScheduleXmlWriter, TheDemoIsReadAgain) {
    ScheduleToWrite schedule = to_write(demo::demo_commands().at(0).import_programme());
    expect_same_essentials(schedule, parse_schedule_xml(write_schedule_xml(schedule)));
}

TEST(ScheduleXmlWriter, TheDemoIsValidInEveryLanguage) {
    ScheduleToWrite schedule = to_write(demo::demo_commands().at(0).import_programme());
    for (const char* language : {"en", "fr", "pt", "xx", ""}) {
        schedule.language = language;
        expect_valid(write_schedule_xml(schedule));
    }
}

TEST(ScheduleXmlWriter, RealFilesAreReadAgainAndValid) {
    const auto folder = kRealSamples / "frab-xml";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no sample files at " << folder;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        ScheduleToWrite schedule = to_write(parse_schedule_xml(read_file(entry.path())).programme);
        const std::string xml = write_schedule_xml(schedule);
        expect_valid(xml);
        const Parsed read = parse_schedule_xml(xml);
        EXPECT_EQ(read.programme.sessions_size(), static_cast<int>(schedule.sessions.size())) << entry.path();
        for (const SessionToWrite& written : schedule.sessions)
            EXPECT_EQ(numbered(read, written.session.number()).session().planned().starts_at_ms(),
                      written.session.planned().starts_at_ms());
    }
}

TEST(ScheduleXmlWriter, WhatIsCancelledIsLeftOut) {
    ScheduleToWrite schedule = small_summit();
    schedule.sessions[0].progress.set_status(v1::SESSION_STATUS_CANCELLED);
    const std::string xml = write_schedule_xml(schedule);
    EXPECT_THAT(xml, Not(HasSubstr("<title>Opening</title>")));
    EXPECT_EQ(parse_schedule_xml(xml).programme.sessions_size(), 3);
}

TEST(ScheduleXmlWriter, ASessionIsWhereAndWhenItIsNow) {
    ScheduleToWrite schedule = small_summit();
    SessionToWrite& moved = schedule.sessions[0];
    moved.progress.set_room("Lighthouse");
    moved.progress.set_projected_start_ms(moved.session.planned().starts_at_ms() + 20 * kMinuteMs);
    moved.progress.set_projected_end_ms(moved.session.planned().ends_at_ms() + 20 * kMinuteMs);
    const v1::Session now = numbered(parse_schedule_xml(write_schedule_xml(schedule)), 11).session();
    EXPECT_EQ(now.room(), "Lighthouse");
    EXPECT_EQ(now.planned().starts_at_ms(), moved.session.planned().starts_at_ms() + 20 * kMinuteMs);
    EXPECT_EQ(now.planned().ends_at_ms(), moved.session.planned().ends_at_ms() + 20 * kMinuteMs);
}

TEST(ScheduleXmlWriter, AMinutesDelayIsNobodysNews) {
    ScheduleToWrite schedule = small_summit();
    SessionToWrite& late = schedule.sessions[0];
    late.progress.set_actual_start_ms(late.session.planned().starts_at_ms() + 3 * kMinuteMs);
    const v1::Session now = numbered(parse_schedule_xml(write_schedule_xml(schedule)), 11).session();
    EXPECT_EQ(now.planned().SerializeAsString(), late.session.planned().SerializeAsString());
}

TEST(ScheduleXmlWriter, AnOddActualStartIsAWholeMinuteAndConsistent) {
    ScheduleToWrite schedule = small_summit();
    SessionToWrite& late = schedule.sessions[0];
    late.progress.set_actual_start_ms(late.session.planned().starts_at_ms() + 12 * kMinuteMs + 34'567);
    const Parsed read = parse_schedule_xml(write_schedule_xml(schedule));
    EXPECT_EQ(numbered(read, 11).session().planned().starts_at_ms(),
              late.session.planned().starts_at_ms() + 12 * kMinuteMs);
    EXPECT_THAT(notes_of(read), Not(HasSubstr("the start")));
    expect_valid(write_schedule_xml(schedule));
}

TEST(ScheduleXmlWriter, NoLengthReachesADay) {
    ScheduleToWrite schedule = small_summit();
    v1::Period& planned = *schedule.sessions[0].session.mutable_planned();
    planned.set_ends_at_ms(planned.starts_at_ms() + 72 * 60 * kMinuteMs);
    EXPECT_THAT(write_schedule_xml(schedule), HasSubstr("<duration>23:59</duration>"));
}

TEST(ScheduleXmlWriter, AfterMidnightStandsUnderTheDayBefore) {
    const std::string xml = write_schedule_xml(small_summit());
    EXPECT_LT(xml.find("<title>Night watch</title>"), xml.find("<day index=\"2\""));
    EXPECT_THAT(xml, HasSubstr("<date>2026-03-29T00:30:00+01:00</date>"));
    EXPECT_THAT(xml, HasSubstr("<day index=\"2\" date=\"2026-03-29\" start=\"2026-03-29T04:00:00+02:00\" "
                               "end=\"2026-03-30T03:59:00+02:00\">"));
}

TEST(ScheduleXmlWriter, StrictReadersFindWhatTheyNeedAtOnce) {
    const std::string xml = write_schedule_xml(small_summit());
    EXPECT_LT(xml.find("<schedule"), 1024u);
    EXPECT_LT(xml.find("<conference"), 1024u);
    EXPECT_THAT(xml, Not(HasSubstr("<!DOCTYPE")));
    EXPECT_THAT(xml, Not(HasSubstr("<url></url>")));
}

TEST(ScheduleXmlWriter, WhatXmlForbidsOrMeansOtherwiseIsEscapedOrLeftOut) {
    ScheduleToWrite schedule = small_summit();
    schedule.sessions[0].session.mutable_title(0)->set_text("a<b> & \"c\" ]]> \x01\x1F é 🚢");
    schedule.rooms[0].room.mutable_name(0)->set_text("Q\"<&>");
    schedule.summit.set_acronym("É\"<");
    const std::string xml = write_schedule_xml(schedule);
    const v1::Session read = numbered(parse_schedule_xml(xml), 11).session();
    EXPECT_EQ(read.title(0).text(), "a<b> & \"c\" ]]> é 🚢");
    EXPECT_EQ(read.room(), "Q\"<&>");
    expect_valid(xml);
}

TEST(ScheduleXmlWriter, ASummitOfNothingIsStillWellFormed) {
    const Parsed parsed = parse_schedule_xml(write_schedule_xml(ScheduleToWrite()));
    EXPECT_THAT(parsed.failure, HasSubstr("nothing imported"));
}

TEST(ScheduleXmlWriter, WhatHasNoNumberOrGuidOrAUsedOneIsLeftOut) {
    ScheduleToWrite schedule = small_summit();
    schedule.sessions[0].session.set_number(0);
    schedule.sessions[1].guid.clear();
    schedule.sessions[3].session.set_number(schedule.sessions[2].session.number());
    EXPECT_EQ(parse_schedule_xml(write_schedule_xml(schedule)).programme.sessions_size(), 1);
}

}  // namespace
}  // namespace dais::interchange
