// A few thousand random mutations of a good file: each ends in a programme that the server would take, or in a failure.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "server/summit/check.h"
#include "tests/interchange/sample_files.h"

namespace dais::interchange {
namespace {

constexpr int kMutations = 4'000;

class Mutator {
public:
    Mutator(std::string original, unsigned seed) : original_(std::move(original)), random_(seed) {}

    std::string next() {
        std::string text = original_;
        for (int n = pick(4); n >= 0; --n) mutate(text);
        return text;
    }

private:
    int pick(std::size_t below) {
        return static_cast<int>(std::uniform_int_distribution<std::size_t>(0, below - 1)(random_));
    }
    std::size_t place(const std::string& text) { return static_cast<std::size_t>(pick(text.size() + 1)); }

    void mutate(std::string& text) {
        static const std::vector<std::string> kPieces = {"<",
                                                         ">",
                                                         "&",
                                                         "]]>",
                                                         "<!--",
                                                         "<![CDATA[",
                                                         "<event>",
                                                         "</event>",
                                                         "<day>",
                                                         "</day>",
                                                         "<room name=\"\">",
                                                         "&#0;",
                                                         "&#x202E;",
                                                         "&lol;",
                                                         "\xFF",
                                                         "\xC3",
                                                         std::string(1, '\0'),
                                                         "\xEF\xBB\xBF",
                                                         "<!DOCTYPE x>",
                                                         "99999999999999999999",
                                                         "-1",
                                                         "0000-00-00",
                                                         "T25:61:99+99:99",
                                                         "<person>",
                                                         "</conference>",
                                                         "é",
                                                         "\xF0\x9F\x9A\xA2",
                                                         "encoding=\"UTF-16\"",
                                                         "24:00",
                                                         "2026-02-30",
                                                         "2099-12-31T23:59:59-15:00"};
        switch (const std::size_t at = place(text); pick(7)) {
            case 0: text[at == text.size() ? 0 : at] = static_cast<char>(pick(256)); break;
            case 1: text.erase(at, static_cast<std::size_t>(pick(40))); break;
            case 2: text.insert(at, kPieces[static_cast<std::size_t>(pick(kPieces.size()))]); break;
            case 3: text.insert(at, text.substr(place(text), static_cast<std::size_t>(pick(400)))); break;
            case 4: text.resize(at); break;
            case 5: replace_digit(text, at); break;
            case 6: replace_word(text); break;
        }
        if (text.empty()) text = " ";
    }

    void replace_digit(std::string& text, std::size_t from) {
        const std::size_t at = text.find_first_of("0123456789", from);
        if (at != std::string::npos) text[at] = static_cast<char>('0' + pick(10));
    }

    // What stands between two tags becomes something else.
    void replace_word(std::string& text) {
        const std::size_t begin = text.find('>', place(text));
        const std::size_t end = begin == std::string::npos ? begin : text.find('<', begin);
        if (end == std::string::npos) return;
        static const std::vector<std::string> kWords = {
            "", " ", "6944:11:40", "ab", "2026-03-29T02:30:00", "Europe/Nowhere", "25:00", "\n\n", "0"};
        text.replace(begin + 1, end - begin - 1, kWords[static_cast<std::size_t>(pick(kWords.size()))]);
    }

    const std::string original_;
    std::mt19937 random_;
};

// What the server asks of an import, less the database.
void expect_acceptable(const Parsed& parsed) {
    v1::ImportProgramme programme = parsed.programme;
    const auto no = summit::check_fields(programme);
    EXPECT_FALSE(no) << no->message();
    EXPECT_TRUE(summit::is_log_slug(parsed.suggested_log)) << parsed.suggested_log;
    std::set<std::string> rooms, tracks, persons, sessions;
    for (const auto& room : programme.rooms()) EXPECT_TRUE(rooms.insert(room.external_id()).second);
    for (const auto& track : programme.tracks()) EXPECT_TRUE(tracks.insert(track.external_id()).second);
    for (const auto& person : programme.persons()) EXPECT_TRUE(persons.insert(person.external_id()).second);
    for (const auto& imported : programme.sessions()) {
        const v1::Session& session = imported.session();
        EXPECT_TRUE(sessions.insert(imported.external_id()).second);
        EXPECT_TRUE(session.room().empty() || rooms.contains(session.room()));
        EXPECT_TRUE(session.track().empty() || tracks.contains(session.track()));
        for (const auto& part : session.people()) EXPECT_TRUE(persons.contains(part.person()));
        EXPECT_FALSE(summit::check_period(session.planned(), "planned"));
        EXPECT_FALSE(session.title().empty());
    }
    EXPECT_LE(parsed.notes.size(), ParseLimits().notes_max);
}

TEST(MutatedFiles, EndInAProgrammeThatTheServerTakesOrInAFailure) {
    Mutator mutator(read_file(kSamples / "small_summit.xml"), 20260912);
    int programmes = 0, failures = 0;
    for (int i = 0; i < kMutations; ++i) {
        const std::string bytes = mutator.next();
        const Parsed parsed = parse_schedule_xml(bytes);
        ASSERT_NE(parsed.failure.empty(), parsed.programme.sessions().empty()) << "mutation " << i;
        ++(parsed.failure.empty() ? programmes : failures);
        if (parsed.failure.empty()) expect_acceptable(parsed);
        if (::testing::Test::HasFailure()) {
            FAIL() << "mutation " << i << ":\n" << bytes;
        }
    }
    // Neither may be rare, or the mutations try nothing.
    EXPECT_GT(programmes, kMutations / 20);
    EXPECT_GT(failures, kMutations / 20);
}

TEST(MutatedFiles, TheUnmutatedSamplesAreAcceptable) {
    for (const auto& entry : std::filesystem::directory_iterator(kSamples))
        if (const Parsed parsed = parse_schedule_xml(read_file(entry.path())); parsed.failure.empty())
            expect_acceptable(parsed);
}

}  // namespace
}  // namespace dais::interchange
