#include "server/interchange/schedule_xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <thread>

#include "server/interchange/zone.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

std::int64_t utc(int month, int day, int hour, int minute = 0) {
    return civil_to_ms({2026, month, day, hour, minute, 0});
}

Parsed parse_event(const std::string& inside) { return parse_schedule_xml(schedule_with(event_with(inside))); }

class SmallSummit : public ::testing::Test {
protected:
    const Parsed parsed_ = parse_schedule_xml(read_file(kSamples / "small_summit.xml"));
    const v1::ImportProgramme& programme_ = parsed_.programme;
};

TEST_F(SmallSummit, ComesThroughWhole) {
    EXPECT_EQ(parsed_.failure, "");
    EXPECT_EQ(parsed_.suggested_log, "small-summit");
    EXPECT_EQ(programme_.source(), "schedule.xml");
    const v1::Summit& summit = programme_.summit();
    EXPECT_EQ(summit.name(0).text(), "A Small Summit on Harbours");
    EXPECT_EQ(summit.acronym(), "Small Summit");
    EXPECT_EQ(summit.zone(), "Europe/Berlin");
    EXPECT_EQ(summit.revision(), "draft 7");
    EXPECT_EQ(summit.website(), "https://summit.example.org/");
    EXPECT_EQ(summit.day_start_minutes(), 240);
    EXPECT_EQ(summit.offsets_size(), 0);
    ASSERT_EQ(summit.days_size(), 2);
    EXPECT_EQ(summit.days(0).day(), 28);
    EXPECT_EQ(summit.days(1).day(), 29);
    EXPECT_EQ(programme_.sessions_size(), 4);
    EXPECT_EQ(programme_.persons_size(), 3);
}

TEST_F(SmallSummit, HasItsRoomsInTheirOrderAndNoEmptyOnes) {
    ASSERT_EQ(programme_.rooms_size(), 2);
    EXPECT_EQ(programme_.rooms(0).external_id(), "Quay");
    EXPECT_EQ(programme_.rooms(0).room().order(), 1);
    EXPECT_EQ(programme_.rooms(1).external_id(), "Lighthouse");
    EXPECT_EQ(programme_.sessions(2).session().room(), "Lighthouse");
    EXPECT_THAT(notes_of(parsed_), HasSubstr("room “Empty room”: no session is held in it; left out."));
}

TEST_F(SmallSummit, HasItsTracksAsDeclaredWithTheirColours) {
    ASSERT_EQ(programme_.tracks_size(), 2);
    EXPECT_EQ(programme_.tracks(0).external_id(), "Cranes");
    EXPECT_EQ(programme_.tracks(0).track().color(), "#aa3300");
    EXPECT_EQ(programme_.tracks(1).external_id(), "Tides");
}

TEST_F(SmallSummit, HasEachSessionAtItsInstant) {
    EXPECT_EQ(programme_.sessions(0).session().planned().starts_at_ms(), utc(3, 28, 8));
    EXPECT_EQ(programme_.sessions(0).session().planned().ends_at_ms(), utc(3, 28, 9, 30));
    EXPECT_EQ(programme_.sessions(1).session().planned().starts_at_ms(), utc(3, 28, 23, 30));
    EXPECT_EQ(programme_.sessions(2).session().planned().starts_at_ms(), utc(3, 28, 10));
    EXPECT_EQ(programme_.sessions(2).session().planned().ends_at_ms(), utc(3, 28, 10));
    EXPECT_EQ(programme_.sessions(3).session().planned().starts_at_ms(), utc(3, 29, 7));
}

TEST_F(SmallSummit, HasPlainTextsInTheirLanguages) {
    const v1::ImportedSession& opening = programme_.sessions(0);
    EXPECT_EQ(opening.session().title(0).text(), "Opening");
    EXPECT_EQ(opening.session().title(0).language(), "en");
    EXPECT_EQ(opening.session().title(0).origin(), v1::ORIGIN_AUTHENTIC);
    EXPECT_EQ(opening.session().subtitle(0).text(), "All harbours & ships");
    EXPECT_EQ(opening.abstract(0).text(), "Welcome to the harbour.\n\n- one\n- two");
    EXPECT_EQ(opening.description(0).text(), "Plain *Markdown* with <https://example.org>.");
    EXPECT_EQ(opening.session().kind(), v1::SESSION_KIND_CEREMONY);
    EXPECT_EQ(opening.website(), "https://summit.example.org/11");
    // Two languages: which of them the title is in is not said.
    const v1::Session& night = programme_.sessions(1).session();
    EXPECT_EQ(night.title(0).language(), "");
    EXPECT_THAT(night.languages(), ::testing::ElementsAre("de", "en"));
    EXPECT_EQ(programme_.sessions(2).session().title(0).language(), "ar");
}

TEST_F(SmallSummit, HasItsPeopleAsSpeakers) {
    const v1::Session& opening = programme_.sessions(0).session();
    ASSERT_EQ(opening.people_size(), 2);
    EXPECT_EQ(opening.people(0).person(), "1");
    EXPECT_EQ(opening.people(0).role(), v1::SESSION_ROLE_SPEAKER);
    EXPECT_EQ(programme_.persons(0).person().name(), "Ana Pereira");
    EXPECT_EQ(programme_.persons(0).person().number(), 1);
}

TEST(ScheduleXml, TheSameBytesMakeTheSameProgramme) {
    const std::string bytes = read_file(kSamples / "small_summit.xml");
    EXPECT_EQ(parse_schedule_xml(bytes).programme.SerializeAsString(),
              parse_schedule_xml(bytes).programme.SerializeAsString());
}

TEST(ScheduleXml, ManyThreadsMayReadAtOnce) {
    const std::string bytes = read_file(kSamples / "small_summit.xml");
    const std::string expected = parse_schedule_xml(bytes).programme.SerializeAsString();
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 20; ++n) EXPECT_EQ(parse_schedule_xml(bytes).programme.SerializeAsString(), expected);
        });
    for (std::thread& thread : threads) thread.join();
}

TEST(ScheduleXml, RepeatedGuidsAndIdsStillMakeExternalIdsOfTheirOwn) {
    const std::string guid = "guid=\"AAAAAAAA-1111-4111-8111-111111111111\"";
    const Parsed parsed = parse_schedule_xml(schedule_with(
        event_with("", "id=\"1\" " + guid) + event_with("", "id=\"2\" " + guid) +
        event_with("<date>2026-03-28T10:00:00+01:00</date>", "id=\"3\"") +
        event_with("<date>2026-03-28T11:00:00+01:00</date>", "id=\"3\"") +
        event_with("<date>2026-03-28T11:00:00+01:00</date>", "id=\"3\"") + event_with("<title>No name</title>", "") +
        event_with("", "id=\"9\" guid=\"BBBBBBBB-1111-4111-8111-111111111111\"")));
    std::vector<std::string> ids;
    for (const auto& session : parsed.programme.sessions()) ids.push_back(session.external_id());
    EXPECT_THAT(ids,
                ::testing::ElementsAre("1", "2", "3#2026-03-28T09:00Z", "3#2026-03-28T10:00Z", "3#2026-03-28T10:00Z#1",
                                       "title:no-name#2026-03-28T08:00Z", "bbbbbbbb-1111-4111-8111-111111111111"));
    EXPECT_EQ(parsed.programme.sessions(0).session().number(), 1);
    EXPECT_EQ(parsed.programme.sessions(2).session().number(), 0);
}

TEST(ScheduleXml, AnotherSessionInTheFileLeavesTheExternalIdsOfTheRest) {
    const std::string bytes = read_file(kSamples / "small_summit.xml");
    const Parsed before = parse_schedule_xml(bytes);
    const Parsed after = parse_schedule_xml(
        replaced(bytes, "<room name=\"Quay\">", "<room name=\"Quay\">" + event_with("", "id=\"77\"")));
    ASSERT_GT(after.programme.sessions_size(), before.programme.sessions_size());
    for (const auto& session : before.programme.sessions())
        EXPECT_TRUE(std::any_of(after.programme.sessions().begin(), after.programme.sessions().end(),
                                [&](const auto& each) { return each.external_id() == session.external_id(); }));
}

TEST(ScheduleXml, PersonsWhoShareAnIdAreToldApart) {
    const auto persons = [](const std::string& inside) { return event_with("<persons>" + inside + "</persons>"); };
    const Parsed parsed = parse_schedule_xml(schedule_with(
        persons("<person id=\"0\">Ana</person><person id=\"0\">Bo</person><person id=\"5\">Chi</person>") +
        persons("<person id=\"5\">Chi</person><person>Ana</person><person guid=\"X-1\">Dee</person><person "
                "id=\"0\">Ana</person>")));
    std::vector<std::string> ids;
    for (const auto& person : parsed.programme.persons()) ids.push_back(person.external_id());
    EXPECT_THAT(ids, ::testing::ElementsAre("0:Ana", "0:Bo", "5", ":Ana", "x-1"));
    EXPECT_EQ(parsed.programme.persons(0).person().number(), 0);
    EXPECT_EQ(parsed.programme.persons(2).person().number(), 5);
}

TEST(ScheduleXml, NamelessAndRepeatedSpeakersAreLeftOutAndSaid) {
    const Parsed parsed =
        parse_event("<persons><person>Ana</person><person>Ana</person><person id=\"\"> </person></persons>");
    EXPECT_EQ(only_session(parsed).session().people_size(), 1);
    EXPECT_THAT(notes_of(parsed), HasSubstr("“Ana” is named twice"));
    EXPECT_THAT(notes_of(parsed), HasSubstr("a speaker without a name"));
}

TEST(ScheduleXml, MailAddressesAreNeverTaken) {
    const Parsed parsed = parse_event(
        "<persons><person id=\"1\" email=\"ana@example.org\">Ana &lt;ana@example.org&gt;</person>"
        "<person id=\"2\">bo@example.org</person>"
        "<person id=\"3\"><name>Chi</name><email>chi@example.org</email></person></persons>");
    EXPECT_THAT(parsed.programme.DebugString(), Not(HasSubstr("@example.org")));
    ASSERT_EQ(parsed.programme.persons_size(), 3);
    EXPECT_EQ(parsed.programme.persons(0).person().name(), "Ana");
    EXPECT_EQ(parsed.programme.persons(1).person().name(), "bo");
    EXPECT_EQ(parsed.programme.persons(2).person().name(), "Chi");
}

TEST(ScheduleXml, WithoutARoomLevelTheEventsOwnRoomCounts) {
    const std::string xml =
        replaced(replaced(schedule_with(event_with("<room>Pier &amp; Dock</room>")), "<room name=\"Quay\">", ""),
                 "\n</room>", "");
    const Parsed parsed = parse_schedule_xml(xml);
    EXPECT_EQ(only_session(parsed).session().room(), "Pier & Dock");
    EXPECT_EQ(parsed.programme.rooms(0).room().name(0).text(), "Pier & Dock");
}

TEST(ScheduleXml, WhereTheRoomsDisagreeTheOneAroundCountsAndItIsSaidOnce) {
    const Parsed parsed = parse_schedule_xml(
        schedule_with(event_with("<room>Pier</room>") + event_with("<room>Pier</room>", "id=\"8\"")));
    EXPECT_EQ(parsed.programme.sessions(1).session().room(), "Quay");
    const std::string notes = notes_of(parsed);
    EXPECT_THAT(notes, HasSubstr("stands in the room “Quay” but names “Pier”"));
    EXPECT_EQ(notes.find("Pier"), notes.rfind("Pier"));
}

TEST(ScheduleXml, AnAmpersandInAnAttributeIsOne) {
    for (const auto& [written, room] : std::map<std::string, std::string>{{"B&amp;B", "B&B"},
                                                                          {"B&#38;B", "B&B"},
                                                                          {"B&#x26;amp;B", "B&amp;B"},
                                                                          {"&amp;#38;", "&#38;"},
                                                                          {"&lt;&apos;&quot;&gt;", "<'\">"}}) {
        const std::string xml = schedule_with(event_with("<room>" + written + "</room>"));
        const Parsed parsed = parse_schedule_xml(replaced(xml, "\"Quay\"", "\"" + written + "\""));
        EXPECT_EQ(only_session(parsed).session().room(), room);
        EXPECT_EQ(notes_of(parsed), "");
    }
}

TEST(ScheduleXml, ASessionWithoutARoomHasNone) {
    const Parsed parsed = parse_schedule_xml(replaced(schedule_with(event_with("")), "name=\"Quay\"", "name=\" \""));
    EXPECT_EQ(only_session(parsed).session().room(), "");
    EXPECT_THAT(notes_of(parsed), HasSubstr("it names no room"));
}

TEST(ScheduleXml, LanguagesThatAreNoneAreLeftOpen) {
    for (const char* language : {"ab", "Germany", "", "xx", "e", "-", "12"}) {
        const Parsed parsed = parse_event(std::string("<language>") + language + "</language>");
        EXPECT_EQ(only_session(parsed).session().languages_size(), 0) << language;
        EXPECT_EQ(only_session(parsed).session().title(0).language(), "") << language;
    }
    for (const auto& [written, tag] : std::map<std::string, std::string>{{"pt-CV", "pt-CV"},
                                                                         {"pt_BR", "pt-BR"},
                                                                         {"EN", "en"},
                                                                         {"zh-hant", "zh-Hant"},
                                                                         {"Deutsch", "de"},
                                                                         {"kea", "kea"}})
        EXPECT_EQ(only_session(parse_event("<language>" + written + "</language>")).session().title(0).language(), tag);
}

TEST(ScheduleXml, TypesBecomeKinds) {
    for (const auto& [type, kind] :
         std::map<std::string, v1::SessionKind>{{"lecture", v1::SESSION_KIND_TALK},
                                                {"Talk 45 minutes + 10 minutes Q&amp;A", v1::SESSION_KIND_TALK},
                                                {"lightning_talk", v1::SESSION_KIND_TALK},
                                                {"Workshops", v1::SESSION_KIND_WORKSHOP},
                                                {"Coffee break", v1::SESSION_KIND_BREAK},
                                                {"Podium", v1::SESSION_KIND_PANEL},
                                                {"Ceremony", v1::SESSION_KIND_CEREMONY},
                                                {"djset", v1::SESSION_KIND_OTHER},
                                                {"stalking", v1::SESSION_KIND_OTHER},
                                                {"", v1::SESSION_KIND_OTHER}})
        EXPECT_EQ(only_session(parse_event("<type>" + type + "</type>")).session().kind(), kind) << type;
    EXPECT_EQ(only_session(parse_event("<title>Lunch</title><type/>")).session().kind(), v1::SESSION_KIND_BREAK);
    EXPECT_EQ(only_session(parse_event("<title>How to break a lock</title><type/>")).session().kind(),
              v1::SESSION_KIND_OTHER);
}

TEST(ScheduleXml, OnlyWebAddressesAreTaken) {
    EXPECT_EQ(only_session(parse_event("<url>https://example.org/a</url>")).website(), "https://example.org/a");
    for (const char* url : {"javascript:alert(1)", "/relative", "ftp://example.org", "https://", "https://a b",
                            "https://x.org/\"onclick"}) {
        const Parsed parsed = parse_event(std::string("<url>") + url + "</url>");
        EXPECT_EQ(only_session(parsed).website(), "") << url;
        EXPECT_THAT(notes_of(parsed), HasSubstr("is no http or https address")) << url;
    }
}

TEST(ScheduleXml, TextsThatAreTooLongEndBetweenTwoCharacters) {
    std::string title;
    for (int i = 0; i < 400; ++i) title += "é";
    const Parsed parsed =
        parse_event("<title>" + title + "</title><abstract>" + std::string(200'000, 'a') + "</abstract>");
    const std::string taken = only_session(parsed).session().title(0).text();
    EXPECT_LE(taken.size(), 500u);
    EXPECT_EQ(taken.size() % 2, 1u);  // whole two-byte characters and the three bytes of "…"
    EXPECT_LE(only_session(parsed).abstract(0).text().size(), 65'536u);
    EXPECT_THAT(notes_of(parsed), HasSubstr("the title was too long"));
    EXPECT_THAT(notes_of(parsed), HasSubstr("the abstract was too long"));
}

TEST(ScheduleXml, ASessionWithoutATitleGetsItsNumber) {
    const Parsed parsed = parse_event("<title> </title>");
    EXPECT_EQ(only_session(parsed).session().title(0).text(), "Session 7");
    EXPECT_THAT(notes_of(parsed), HasSubstr("it has no title"));
}

TEST(ScheduleXml, ADateUnderWhichNoSessionIsGivesWayToTheDayOnWhichTheyAre) {
    const Parsed parsed = parse_event("<date>2026-03-30T09:00:00+02:00</date><start>09:00</start>");
    ASSERT_EQ(parsed.programme.summit().days_size(), 1);
    EXPECT_EQ(parsed.programme.summit().days(0).day(), 30);
    EXPECT_THAT(notes_of(parsed),
                HasSubstr("day 2026-03-30: sessions start on this day, which the file does not have; added."));
}

TEST(ScheduleXml, TheReportIsBoundedAndCountsTheRest) {
    std::string events;
    for (int i = 0; i < 50; ++i) events += event_with("<duration>soon</duration>", "id=\"" + std::to_string(i) + "\"");
    ParseLimits limits;
    limits.notes_max = 10;
    const Parsed parsed = parse_schedule_xml(schedule_with(events), limits);
    EXPECT_EQ(parsed.notes.size(), 10u);
    EXPECT_EQ(parsed.notes_left_out, 40u);
}

TEST(ScheduleXml, SessionsBeyondTheLimitAreLeftOutAndCounted) {
    std::string events;
    for (int i = 0; i < 30; ++i) events += event_with("", "id=\"" + std::to_string(i) + "\"");
    ParseLimits limits;
    limits.sessions_max = 20;
    const Parsed parsed = parse_schedule_xml(schedule_with(events), limits);
    EXPECT_EQ(parsed.programme.sessions_size(), 20);
    EXPECT_THAT(notes_of(parsed), HasSubstr("10 sessions beyond the limit of 20"));
}

TEST(ScheduleXml, LinesAreRightBeyondSixteenBits) {
    const Parsed parsed =
        parse_schedule_xml(schedule_with(std::string(100'000, '\n') + event_with("<duration>soon</duration>")));
    ASSERT_FALSE(parsed.notes.empty());
    EXPECT_EQ(parsed.notes.front().line(), 100'003u);
}

TEST(ScheduleXml, TheSuggestedLogIsASlug) {
    const auto log = [](const std::string& conference) {
        return parse_schedule_xml(schedule_with(event_with(""), conference)).suggested_log;
    };
    EXPECT_EQ(log("<acronym>FOSDEM 2009!</acronym>"), "fosdem-2009");
    EXPECT_EQ(log("<acronym>Çà et là: Größe</acronym>"), "ca-et-la-grosse");
    EXPECT_EQ(log(""), "harbours");
    EXPECT_EQ(log("<acronym>--</acronym>"), "harbours");
    EXPECT_LE(log("<acronym>" + std::string(300, 'a') + "</acronym>").size(), 63u);
    const auto only_named = [](const std::string& name) {
        const std::string file = schedule_with(event_with(""), "<acronym>" + name + "</acronym>");
        return parse_schedule_xml(replaced(file, "Harbours", name)).suggested_log;
    };
    EXPECT_THAT(only_named("قمة"), MatchesRegex("summit-[0-9a-z]{5}"));
    EXPECT_EQ(only_named("قمة"), only_named("قمة"));
    EXPECT_NE(only_named("قمة"), only_named("开源年会")) << "two summits never share a log";
    EXPECT_NE(only_named("قمة ٢٠٢٦"), only_named("قمة 2026"));
}

}  // namespace
}  // namespace dais::interchange
