// Files made to do harm, or merely broken: each ends in a programme or a clear failure, quickly, in little memory,
// without a file opened or a connection made.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <ctime>

#include "server/interchange/plain_text.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double kSecondsMax = 10;
#else
constexpr double kSecondsMax = 1;
#endif
constexpr long kMemoryKibMax = 100 * 1024;

long peak_kib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

// Parses within the limits of time and memory that every file must keep to.
Parsed parse_bounded(const std::string& bytes, const std::string& name) {
    const long before_kib = peak_kib();
    const std::clock_t begin = std::clock();
    Parsed parsed = parse_schedule_xml(bytes);
    EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, kSecondsMax) << name;
    EXPECT_LT(peak_kib() - before_kib, kMemoryKibMax) << name;
    EXPECT_NE(parsed.failure.empty(), parsed.programme.sessions().empty())
        << name << ": either a programme or a failure";
    return parsed;
}

// A file and a port on this machine, and whether anybody touched them.
class Bait {
public:
    Bait() : path_(std::filesystem::path(::testing::TempDir()) / ("dais_bait_" + std::to_string(getpid()))) {
        std::ofstream(path_) << "the secret of the file";
        watch_ = inotify_init1(IN_NONBLOCK);
        inotify_add_watch(watch_, path_.c_str(), IN_OPEN | IN_ACCESS);
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(listen(listener_, 4), 0);
        socklen_t size = sizeof address;
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
    }
    ~Bait() {
        close(watch_);
        close(listener_);
        std::filesystem::remove(path_);
    }
    Bait(const Bait&) = delete;
    Bait& operator=(const Bait&) = delete;

    std::string laid_into(const std::string& text) const {
        return replaced(replaced(text, "@FILE@", path_.string()), "@PORT@", std::to_string(port_));
    }
    bool file_opened() const {
        char happened[4096];
        return read(watch_, happened, sizeof happened) > 0;
    }
    bool connected() const { return accept(listener_, nullptr, nullptr) >= 0; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    int watch_ = -1, listener_ = -1;
    int port_ = 0;
};

Parsed parse_sample(const std::string& name) { return parse_bounded(read_file(kSamples / name), name); }

TEST(HostileFiles, NoneOpensAFileOrAConnection) {
    const Bait bait;
    std::ifstream(bait.path()).get();
    ASSERT_TRUE(bait.file_opened()) << "the bait itself must work";
    int tried = 0;
    for (const auto& entry : std::filesystem::directory_iterator(kSamples)) {
        const Parsed parsed = parse_bounded(bait.laid_into(read_file(entry.path())), entry.path().filename().string());
        EXPECT_THAT(parsed.programme.DebugString() + parsed.failure + notes_of(parsed), Not(HasSubstr("the secret")))
            << entry.path();
        EXPECT_FALSE(bait.file_opened()) << entry.path();
        EXPECT_FALSE(bait.connected()) << entry.path();
        ++tried;
    }
    EXPECT_GT(tried, 15);
}

TEST(HostileFiles, EntitiesAreRefusedAndTheLineIsSaid) {
    for (const char* name :
         {"entity_of_a_file.xml", "parameter_entity.xml", "billion_laughs.xml", "quadratic_blowup.xml"}) {
        const Parsed parsed = parse_bounded(replaced(read_file(kSamples / name), "@PORT@", "9"), name);
        EXPECT_THAT(parsed.failure, HasSubstr("line 2: the DOCTYPE declares entities")) << name;
    }
    EXPECT_THAT(parse_sample("default_attributes.xml").failure, HasSubstr("line 2: the DOCTYPE declares attributes"));
    EXPECT_THAT(parse_sample("external_dtd.xml").failure, HasSubstr("line 2: the DOCTYPE names an external file"));
    EXPECT_THAT(parse_sample("external_dtd_file.xml").failure, HasSubstr("never fetched"));
    EXPECT_THAT(parse_sample("undeclared_entity.xml").failure, HasSubstr("nbsp"));
}

TEST(HostileFiles, AHarmlessDoctypeHarmsNobody) {
    EXPECT_EQ(parse_bounded("<!DOCTYPE schedule>\n" + schedule_with(event_with("")), "doctype").failure, "");
}

TEST(HostileFiles, IncludesAndStylesheetsMeanNothing) {
    EXPECT_EQ(parse_sample("xinclude.xml").programme.sessions_size(), 1);
    EXPECT_EQ(parse_sample("stylesheet.xml").programme.sessions_size(), 1);
}

TEST(HostileFiles, WhatIsNoScheduleIsCalledWhatItIs) {
    EXPECT_THAT(parse_sample("html_page.html").failure, HasSubstr("this is an HTML page, not a schedule.xml"));
    EXPECT_THAT(parse_sample("other_root.xml").failure, HasSubstr("<rss>"));
    EXPECT_THAT(parse_sample("no_sessions.xml").failure, HasSubstr("no sessions in it: nothing imported"));
    EXPECT_THAT(parse_sample("no_days.xml").failure, HasSubstr("nothing imported"));
    EXPECT_THAT(parse_sample("truncated.xml").failure, HasSubstr("not well-formed"));
    EXPECT_THAT(parse_bounded("", "empty").failure, HasSubstr("empty"));
    EXPECT_THAT(parse_bounded(" \n\t", "blank").failure, HasSubstr("empty"));
    EXPECT_THAT(parse_bounded("\xEF\xBB\xBF", "mark alone").failure, HasSubstr("empty"));
    EXPECT_THAT(parse_bounded("{\"schedule\":{}}", "json").failure, HasSubstr("JSON"));
    EXPECT_THAT(parse_bounded("BEGIN:VCALENDAR\r\n", "calendar").failure, HasSubstr("iCalendar"));
    EXPECT_THAT(parse_bounded("\x1F\x8B\x08", "gzip").failure, HasSubstr("compressed"));
    EXPECT_THAT(parse_bounded("schedule", "word").failure, HasSubstr("not well-formed"));
    EXPECT_THAT(parse_bounded("<html><body>x</body></html>", "html").failure, HasSubstr("HTML"));
    EXPECT_THAT(parse_bounded("<?xml version='1.0'?><html xmlns='x'><body>x</body></html>", "xhtml").failure,
                HasSubstr("HTML"));
}

TEST(HostileFiles, DeepNestingIsRefused) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    EXPECT_THAT(parse_bounded(deep, "only beginnings").failure, HasSubstr("nested more than 64 deep"));
    EXPECT_THAT(parse_bounded(schedule_with(event_with("<abstract>" + deep + "</abstract>")), "abstract").failure,
                HasSubstr("line 3: elements are nested"));
}

TEST(HostileFiles, TooManyBytesOrElementsAreRefused) {
    ParseLimits limits;
    limits.bytes_max = 1000;
    EXPECT_THAT(parse_schedule_xml(std::string(1001, ' '), limits).failure, HasSubstr("at most 1000 are read"));
    std::string many = "<schedule>";
    for (int i = 0; i < 2'000'001; ++i) many += "<a/>";
    EXPECT_THAT(parse_schedule_xml(many).failure, HasSubstr("more than 2000000 elements"));
}

TEST(HostileFiles, HugeAttributesAndTextsAreCutOrRefused) {
    const std::string huge(8'000'000, 'x');
    const Parsed attribute =
        parse_bounded(schedule_with(event_with("", "id=\"1\" guid=\"" + huge + "\"")), "attribute");
    EXPECT_LE(attribute.programme.ByteSizeLong(), 10'000u);
    const Parsed text = parse_bounded(
        schedule_with(event_with("<title>" + huge + "</title><abstract>" + huge + "</abstract>")), "text");
    EXPECT_LE(text.programme.ByteSizeLong(), 80'000u);
    std::string attributes = "id=\"1\"";
    for (int i = 0; i < 20'000; ++i) attributes += " a" + std::to_string(i) + "=\"\"";
    parse_bounded(schedule_with(event_with("", attributes)), "many attributes");
}

TEST(HostileFiles, TagsWithoutEndCostNoSquare) {
    for (const char* piece : {"&lt;a ", "&lt;!-- ", "&lt;script>", "&lt;", "&amp;", "`", "&lt;a href='x'>", "&lt;p>",
                              "&lt;pre>", "&lt;/a>", "a@b"}) {
        std::string abstract;
        while (abstract.size() < 1'000'000) abstract += piece;
        parse_bounded(schedule_with(event_with("<abstract>" + abstract + "</abstract>")), piece);
    }
}

TEST(HostileFiles, ManySessionsOfOneNameCostNoSquare) {
    std::string events, persons;
    for (int i = 0; i < 20'000; ++i)
        events += "<event id='1'><date>2026-03-28T09:00:00Z</date><duration>1:00</duration><title>a</title></event>";
    const Parsed parsed = parse_schedule_xml(schedule_with(events));
    EXPECT_EQ(parsed.programme.sessions_size(), 20'000);
}

TEST(HostileFiles, ForbiddenControlCharactersAreLeftOutAndTheLineIsSaid) {
    const Parsed parsed = parse_sample("control_character.xml");
    EXPECT_EQ(only_session(parsed).session().title(0).text(), "bell and nothing");
    EXPECT_EQ(parsed.notes.front().line(), 7u);
    EXPECT_THAT(parsed.notes.front().message(), HasSubstr("control character"));
    EXPECT_THAT(parse_bounded(schedule_with(event_with("<title>&#7;</title>")), "reference").failure,
                HasSubstr("line 3"));
}

TEST(HostileFiles, EveryEncodingComesOutAsItWasMeant) {
    EXPECT_EQ(only_session(parse_sample("utf16.xml")).session().title(0).text(), "Ünïcode 🚢");
    EXPECT_EQ(only_session(parse_sample("utf8_with_mark.xml")).session().title(0).text(), "Ünïcode 🚢");
    EXPECT_EQ(only_session(parse_sample("latin1.xml")).session().title(0).text(), "Ünïcode");
}

TEST(HostileFiles, DirectionsOfWritingAreTakenOutOfTitles) {
    const Parsed parsed = parse_sample("bidi_override.xml");
    EXPECT_EQ(only_session(parsed).session().title(0).text(), "invoice fdp.exe x zerowidth");
    EXPECT_THAT(notes_of(parsed), HasSubstr("turn the direction of writing"));
}

TEST(HostileFiles, TheSharedHostileFilesEndClearlyToo) {
    const auto folder = kRealSamples / "malformed/synthetic";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no sample files at " << folder;
    int tried = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() != ".xml") continue;
        const Parsed parsed = parse_bounded(read_file(entry.path()), name);
        EXPECT_THAT(parsed.programme.DebugString() + parsed.failure, Not(HasSubstr("root:"))) << name;
        const bool fails = name.starts_with("xml-") || name == "frab-empty-day.xml" ||
                           name == "frab-html-error-page.xml" || name == "frab-no-days.xml";
        EXPECT_EQ(!parsed.failure.empty(), fails) << name << ": " << parsed.failure;
        ++tried;
    }
    EXPECT_GE(tried, 15);
}

TEST(HostileFiles, OtherFormatsEndClearlyToo) {
    const auto folder = kRealSamples / "malformed";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no sample files at " << folder;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) parse_bounded(read_file(entry.path()), entry.path().filename().string());
}

}  // namespace
}  // namespace dais::interchange
