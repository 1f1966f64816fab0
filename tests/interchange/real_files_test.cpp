// Files that real conferences published: every session must come through, in its room and at its instant. What is right
// is computed here a second time, by another way: cutting the text at its tags.
#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>
#include <optional>
#include <set>

#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

struct RealFile {
    const char* name;
    int sessions, rooms, persons;
    const char* zone;
    int day_start_minutes;
    int days;
};

constexpr RealFile kFiles[] = {
    {"fosdem-2025.xml", 943, 29, 992, "Europe/Brussels", 540, 2},
    {"38c3.xml", 1007, 72, 571, "Europe/Berlin", 360, 4},
    {"36c3-everything.xml", 1351, 92, 923, "Etc/GMT-1", 300, 4},
    {"fosdem-2009.xml", 281, 19, 312, "UTC", 540, 2},
    {"debconf17.xml", 181, 6, 126, "UTC", 0, 8},
};

void PrintTo(const RealFile& file, std::ostream* out) { *out << file.name; }

struct Expected {
    std::string room, title;
    std::int64_t starts_at_ms = 0;
    int minutes = 0;
};

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    const std::size_t at = text.find(begin);
    if (at == std::string::npos) return "";
    const std::size_t from = at + begin.size();
    return text.substr(from, text.find(end, from) - from);
}

std::string unescaped(std::string text) {
    for (const auto& [name, sign] :
         {std::pair("&lt;", "<"), {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&#39;", "'"}, {"&amp;", "&"}})
        text = replaced(text, name, sign);
    return text;
}

std::int64_t instant_of(const std::string& event, const std::string& day) {
    int year = 0, month = 0, date = 0, hour = 0, minute = 0, off_hour = 0, off_minute = 0;
    char sign = '+';
    const std::string written = between(event, "<date>", "</date>");
    if (written.empty()) {
        EXPECT_EQ(std::sscanf((day + " " + between(event, "<start>", "</start>")).c_str(), "%d-%d-%d %d:%d", &year,
                              &month, &date, &hour, &minute),
                  5);
    } else {
        EXPECT_EQ(std::sscanf(written.c_str(), "%d-%d-%dT%d:%d:00%c%d:%d", &year, &month, &date, &hour, &minute, &sign,
                              &off_hour, &off_minute),
                  8)
            << written;
    }
    std::tm time{};
    time.tm_year = year - 1900, time.tm_mon = month - 1, time.tm_mday = date, time.tm_hour = hour, time.tm_min = minute;
    const int offset = (sign == '-' ? -1 : 1) * (off_hour * 60 + off_minute);
    return (static_cast<std::int64_t>(timegm(&time)) - 60LL * offset) * 1000;
}

// Every event in document order.
std::vector<Expected> expected_of(const std::string& xml) {
    std::vector<Expected> all;
    std::string day, room;
    for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
        const std::string tag = xml.substr(at, 400);
        if (tag.starts_with("<day ")) day = between(tag, "date=\"", "\"");
        if (tag.starts_with("<room ")) room = between(tag, "name=\"", "\"");
        if (!tag.starts_with("<event")) continue;
        const std::string event = xml.substr(at, xml.find("</event>", at) - at);
        Expected expected;
        expected.room = unescaped(room.empty() ? between(event, "<room>", "</room>") : room);
        expected.title = unescaped(between(event, "<title>", "</title>"));
        expected.starts_at_ms = instant_of(event, day);
        int hours = 0, minutes = 0;
        EXPECT_EQ(std::sscanf(between(event, "<duration>", "</duration>").c_str(), "%d:%d", &hours, &minutes), 2);
        expected.minutes = hours * 60 + minutes;
        all.push_back(expected);
    }
    return all;
}

class RealFiles : public ::testing::TestWithParam<RealFile> {
protected:
    void SetUp() override {
        const auto path = kRealSamples / "frab-xml" / GetParam().name;
        if (!std::filesystem::exists(path)) GTEST_SKIP() << "no sample file at " << path;
        bytes_ = read_file(path);
        const std::clock_t begin = std::clock();
        parsed_ = parse_schedule_xml(bytes_);
        seconds_ = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        ASSERT_EQ(parsed_.failure, "");
    }
    std::string bytes_;
    Parsed parsed_;
    double seconds_ = 0;
};

TEST_P(RealFiles, HaveTheirSessionsRoomsAndPersons) {
    const v1::ImportProgramme& programme = parsed_.programme;
    EXPECT_EQ(programme.sessions_size(), GetParam().sessions);
    EXPECT_EQ(programme.rooms_size(), GetParam().rooms);
    EXPECT_EQ(programme.persons_size(), GetParam().persons);
    EXPECT_EQ(programme.summit().zone(), GetParam().zone);
    EXPECT_EQ(programme.summit().day_start_minutes(), GetParam().day_start_minutes);
    EXPECT_EQ(programme.summit().days_size(), GetParam().days);
    EXPECT_EQ(parsed_.notes_left_out, 0u);
}

TEST_P(RealFiles, HaveEverySessionInItsRoomAtItsInstant) {
    const std::vector<Expected> expected = expected_of(bytes_);
    ASSERT_EQ(static_cast<int>(expected.size()), parsed_.programme.sessions_size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const v1::Session& session = parsed_.programme.sessions(static_cast<int>(i)).session();
        EXPECT_EQ(session.room(), expected[i].room) << expected[i].title;
        EXPECT_EQ(session.planned().starts_at_ms(), expected[i].starts_at_ms) << expected[i].title;
        EXPECT_EQ((session.planned().ends_at_ms() - session.planned().starts_at_ms()) / 60'000, expected[i].minutes)
            << expected[i].title;
        EXPECT_FALSE(session.title(0).text().empty());
    }
}

TEST_P(RealFiles, HaveExternalIdsOfTheirOwnAndNoNameThatLeadsNowhere) {
    std::set<std::string> rooms, tracks, persons, sessions;
    const v1::ImportProgramme& programme = parsed_.programme;
    for (const auto& room : programme.rooms()) EXPECT_TRUE(rooms.insert(room.external_id()).second);
    for (const auto& track : programme.tracks()) EXPECT_TRUE(tracks.insert(track.external_id()).second);
    for (const auto& person : programme.persons()) EXPECT_TRUE(persons.insert(person.external_id()).second);
    for (const auto& session : programme.sessions()) {
        EXPECT_TRUE(sessions.insert(session.external_id()).second) << session.external_id();
        EXPECT_TRUE(rooms.contains(session.session().room()));
        EXPECT_TRUE(session.session().track().empty() || tracks.contains(session.session().track()));
        for (const auto& part : session.session().people()) EXPECT_TRUE(persons.contains(part.person()));
    }
}

TEST_P(RealFiles, AreReadWithinASecond) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "sanitizers are slow";
#endif
    EXPECT_LT(seconds_, 1.0);
}

// Everything that would be shown, so that a change of it is seen.
TEST_P(RealFiles, HaveNoTagAndNoMailAddressOfASpeakerLeft) {
    for (const auto& person : parsed_.programme.persons())
        if (const std::size_t at = person.person().name().find('@'); at != std::string::npos) {
            EXPECT_TRUE(at == 0 || person.person().name()[at - 1] == ' ' || person.person().name()[at - 1] == '(')
                << person.person().name();
        }
    for (const auto& session : parsed_.programme.sessions())
        for (const auto* texts : {&session.abstract(), &session.description()})
            for (const v1::LocalText& text : *texts)
                for (const char* tag : {"<p>", "</p>", "<li>", "<br", "</a>", "&amp;#39;", "<strong>"})
                    EXPECT_EQ(text.text().find(tag), std::string::npos) << tag << " in " << session.external_id();
}

INSTANTIATE_TEST_SUITE_P(ScheduleXml, RealFiles, ::testing::ValuesIn(kFiles), [](const auto& file) {
    return replaced(replaced(std::string(file.param.name), ".xml", ""), "-", "_");
});

TEST(RealFile, DebConfsLocalTimesAreRightOnceItsZoneIsNamed) {
    const auto path = kRealSamples / "frab-xml/debconf17.xml";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no sample file at " << path;
    ParseLimits limits;
    limits.zone = "America/Montreal";
    const Parsed utc = parse_schedule_xml(read_file(path)), montreal = parse_schedule_xml(read_file(path), limits);
    ASSERT_EQ(utc.programme.sessions_size(), montreal.programme.sessions_size());
    for (int i = 0; i < utc.programme.sessions_size(); ++i)
        EXPECT_EQ(montreal.programme.sessions(i).session().planned().starts_at_ms(),
                  utc.programme.sessions(i).session().planned().starts_at_ms() + 4 * 3'600'000);
}

}  // namespace
}  // namespace dais::interchange
