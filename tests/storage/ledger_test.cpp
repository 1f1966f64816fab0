// The lines of a ledger: one way to write each, and whatever else a file holds is refused with its place.
#include "storage/ledger.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <random>

#include "dais/v1/commitment.pb.h"
#include "dais/v1/declaration.pb.h"
#include "dais/v1/endorsement.pb.h"
#include "dais/v1/options.pb.h"
#include "dais/v1/person.pb.h"
#include "storage/chain.h"
#include "storage/ledger_check.h"

namespace dais::storage {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

const std::uint32_t kEverybody = 126, kStaff = 64;

// A ledger that is written by hand.
class Written {
public:
    Written() { text = ledger_text(LedgerStart{kLedgerFormat, "gdpa"}); }

    static LedgerEntry put(v1::Kind kind, const std::string& id, const std::string& body) {
        LedgerEntry entry;
        entry.kind = static_cast<std::uint32_t>(kind);
        entry.id = id;
        entry.audiences = kEverybody;
        entry.put = entry.told = true;
        entry.salt = std::string(kSaltBytes, 's');
        entry.body = body;
        return entry;
    }
    static LedgerEntry untold(LedgerEntry entry) {
        entry.told = false;
        return entry;
    }
    static LedgerEntry erased(LedgerEntry entry) {
        entry.told = false;
        entry.erased = true;
        return entry;
    }

    Written& change(std::vector<LedgerEntry> entries, std::uint32_t shown = kEverybody) {
        LedgerChange head;
        head.seq = ++seq;
        head.at_ms = 1'726'128'000'000;
        head.login = "key:a1";
        head.body_digest = std::string(kHashBytes, 'd');
        head.shown = shown;
        head.entries = entries.size();
        Link link{"gdpa", head.seq, head.at_ms, "", head.login, "", head.body_digest, "", shown, {}};
        std::uint64_t n = 0;
        for (LedgerEntry& entry : entries) {
            entry.n = ++n;
            entry.hash = entry_hash(entry.salt, entry.kind, entry.id, entry.put ? entry.body : "");
            link.items.push_back({entry.kind, entry.id, entry.owner, entry.audiences, entry.put, entry.hash});
        }
        head.chain = chain = next_chain(chain, link);
        text += ledger_text(head);
        for (const LedgerEntry& entry : entries) text += ledger_text(entry);
        return *this;
    }

    std::string whole() const { return text + ledger_text(LedgerEnd{seq, chain}); }

    std::string text;
    std::uint64_t seq = 0;
    std::string chain = first_chain();
};

// Empty: it is accepted.
std::string refusal(const std::string& ledger, const std::string& digest = {}) {
    LedgerCheck check(digest);
    auto problem = check.take(ledger);
    if (!problem) problem = check.finish();
    return problem.value_or("");
}

LedgerEntry party(const std::string& note = "") { return Written::put(v1::KIND_PARTY, "yq3zp", "Ireland" + note); }
LedgerEntry declaration() { return Written::put(v1::KIND_DECLARATION, "l12ab", "title"); }
LedgerEntry endorsement(const std::string& status = "signed") {
    return Written::put(v1::KIND_ENDORSEMENT, "l12ab@yq3zp", status);
}
LedgerEntry person(bool is_erased) {
    v1::Person person;
    person.set_number(7);
    person.set_erased(is_erased);
    if (!is_erased) person.set_name("Amara");
    return Written::put(v1::KIND_PERSON, "p1", person.SerializeAsString());
}

TEST(Ledger, IsWrittenAsTheArchitectureSays) {
    LedgerEntry entry = Written::put(v1::KIND_ENDORSEMENT, "l12ab@yq3zp", "\x08\x03\xff");
    entry.n = 2;
    entry.owner = "l12ab";
    entry.hash = std::string(kHashBytes, '\xab');
    std::string ab;
    for (std::size_t i = 0; i < kHashBytes; ++i) ab += "ab";
    const std::string before = R"({"entry":2,"kind":26,"id":"l12ab@yq3zp","owner":"l12ab","audiences":126,"put":)";
    EXPECT_EQ(ledger_text(entry), before + R"(true,"hash":")" + ab +
                                      R"(","salt":"73737373737373737373737373737373","body":"CAP/"})" + "\n");
    EXPECT_EQ(ledger_text(Written::untold(entry)), before + R"(true,"hash":")" + ab + "\"}\n");
    EXPECT_EQ(ledger_text(Written::erased(entry)), before + R"(true,"hash":")" + ab + "\",\"erased\":true}\n");
    entry.put = false;
    EXPECT_EQ(ledger_text(entry),
              before + R"(false,"hash":")" + ab + "\",\"salt\":\"73737373737373737373737373737373\"}\n");

    LedgerChange change{17, -5, "A \"b\" \\ \n ü", "key:a1", "c1", entry.hash, "y3", 126, 2, entry.hash};
    EXPECT_EQ(ledger_text(change), R"({"change":17,"at_ms":-5,"actor":"A \"b\" \\ \u000a ü","login":"key:a1",)"
                                   R"("command_id":"c1","body_digest":")" +
                                       ab + R"(","made":"y3","shown":126,"entries":2,"chain":")" + ab + "\"}\n");
    EXPECT_EQ(ledger_text(LedgerStart{1, "gdpa"}), "{\"ledger\":1,\"log\":\"gdpa\"}\n");
    EXPECT_EQ(ledger_text(LedgerEnd{17, entry.hash}), "{\"end\":17,\"chain\":\"" + ab + "\"}\n");
}

TEST(Ledger, ALineIsReadAsItWasWritten) {
    const std::string text = Written().change({party(), Written::untold(declaration())}).whole();
    std::istringstream lines(text);
    int read = 0;
    for (std::string line; std::getline(lines, line); ++read) {
        std::string problem;
        const auto found = read_ledger_line(line, problem);
        ASSERT_TRUE(found) << line << ": " << problem;
        EXPECT_EQ(ledger_text(*found), line + "\n");
    }
    EXPECT_EQ(read, 5);
}

TEST(Ledger, WhatIsNoLineIsRefused) {
    const std::string end = R"({"end":0,"chain":"0000000000000000000000000000000000000000000000000000000000000000"})";
    std::string problem;
    ASSERT_TRUE(read_ledger_line(end, problem)) << problem;
    const auto with = [&](const std::string& what, const std::string& instead) {
        std::string text = end;
        return text.replace(text.find(what), what.size(), instead);
    };
    const std::string not_written_so = "not written as a ledger is";
    for (const auto& [line, words] :
         std::vector<std::pair<std::string, std::string>>{{"", "no JSON object"},
                                                          {"[]", "no JSON object"},
                                                          {"{", "no JSON object"},
                                                          {"{}", "no such line"},
                                                          {R"({"other":1})", "no such line"},
                                                          {R"({"ledger":1})", "“log”"},
                                                          {R"({"ledger":1,"log":7})", "“log”"},
                                                          {R"({"ledger":1,"log":{"a":1}})", "no JSON object"},
                                                          {R"({"ledger":-1,"log":"a"})", "“ledger”"},
                                                          {R"({"ledger":18446744073709551616,"log":"a"})", "“ledger”"},
                                                          {R"({"ledger":1.0,"log":"a"})", "“ledger”"},
                                                          {R"({"ledger":1,"log":"a","log":"b"})", not_written_so},
                                                          {R"({"ledger":1,"log":"a","more":1})", not_written_so},
                                                          {R"({"ledger":1,"log":"\u0061"})", not_written_so},
                                                          {R"({"ledger":1,"log":"a\/b"})", not_written_so},
                                                          {"{\"ledger\":1,\"log\":\"\xff\"}", "no JSON object"},
                                                          {end + " ", not_written_so},
                                                          {end + "x", "no JSON object"},
                                                          {with("{\"end\"", "{ \"end\""), not_written_so},
                                                          {with(":0,", ":0e0,"), "“end”"},
                                                          {with("0000\"}", "000\"}"), "“chain”"},
                                                          {with("0000\"}", "00000\"}"), "“chain”"},
                                                          {with("0000\"}", "00g0\"}"), "“chain”"},
                                                          {with("0000\"}", "00A0\"}"), not_written_so},
                                                          {with("\"chain\":\"", "\"chain\":\"00:"), "“chain”"}}) {
        problem.clear();
        EXPECT_FALSE(read_ledger_line(line, problem)) << line;
        EXPECT_THAT(problem, HasSubstr(words)) << line;
    }
    LedgerEntry entry = endorsement();
    entry.hash = std::string(kHashBytes, 'h');
    entry.body = "four";
    std::string bad = ledger_text(entry);
    bad.pop_back();
    bad.replace(bad.find("Zm91cg=="), 8, "Zm91ch==");
    problem.clear();
    EXPECT_FALSE(read_ledger_line(bad, problem)) << "bits that no byte has";
}

TEST(Ledger, APartSaysAfterWhichChangeTheNextBegins) {
    Written ledger;
    ledger.change({party()}).change({declaration(), endorsement()});
    EXPECT_EQ(goes_on_after(ledger.text), 2u);
    EXPECT_EQ(goes_on_after(ledger.whole()), std::nullopt);
    for (const char* none : {"", "\n", "no ledger", "no ledger\n", "{\"entry\":1}\n"})
        EXPECT_EQ(goes_on_after(none), std::nullopt) << none;
}

TEST(LedgerCheck, AcceptsWhatWasChainedHoweverItIsCut) {
    Written ledger;
    ledger.change({party()}).change({declaration(), endorsement("announced")}).change({endorsement()});
    const std::string text = ledger.whole();
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, text.size()}) {
        LedgerCheck check(ledger.chain);
        for (std::size_t at = 0; at < text.size(); at += piece)
            ASSERT_EQ(check.take(std::string_view(text).substr(at, piece)), std::nullopt);
        ASSERT_EQ(check.finish(), std::nullopt);
        EXPECT_EQ(check.log(), "gdpa");
        EXPECT_EQ(check.changes(), 3u);
        EXPECT_EQ(check.entries(), 4u);
        EXPECT_EQ(check.chain(), ledger.chain);
        ASSERT_EQ(check.records().size(), 3u);
        EXPECT_EQ(check.records().back().put(), "signed") << "the latest";
    }
}

TEST(LedgerCheck, AFileThatEndsEarlyOrGoesOnIsRefused) {
    Written ledger;
    ledger.change({party()});
    const std::string text = ledger.whole();
    for (std::size_t size = 0; size < text.size(); ++size) EXPECT_NE(refusal(text.substr(0, size)), "") << size;
    EXPECT_THAT(refusal(text + "\n"), HasSubstr("line 5: nothing comes after"));
    EXPECT_THAT(refusal(text + "x"), HasSubstr("ends within the line"));
    EXPECT_THAT(refusal(""), HasSubstr("line 1, the first of a ledger"));
    EXPECT_THAT(refusal(std::string(kLedgerLineBytesMax + 1, ' ')),
                HasSubstr("line 1, the first of a ledger: the line"));
    EXPECT_THAT(refusal(text.substr(0, text.find('\n') + 1) + std::string(kLedgerLineBytesMax + 1, ' ') + "\n"),
                HasSubstr("line 2, change 1 or the end of the ledger: the line is longer"));
    EXPECT_THAT(refusal("{\"ledger\":2,\"log\":\"gdpa\"}\n"), HasSubstr("format 2"));
}

TEST(LedgerCheck, AnotherDigestIsToldApartFromAnEarlierOne) {
    Written ledger;
    ledger.change({party()});
    const std::string earlier = ledger.chain;
    ledger.change({declaration()});
    EXPECT_EQ(refusal(ledger.whole(), ledger.chain), "");
    EXPECT_THAT(refusal(ledger.whole(), earlier),
                AllOf(HasSubstr("up to change 1, and goes on to change 2"), HasSubstr("nothing vouches")));
    EXPECT_THAT(refusal(ledger.whole(), std::string(kHashBytes, 'x')),
                AllOf(HasSubstr("whole in itself"), HasSubstr("cannot be told")));
}

// One row: a ledger, and how its refusal begins; empty: it is accepted.
TEST(LedgerCheck, NothingThatTheRollNeedsIsLeftOutInSilence) {
    const auto untold = Written::untold;
    const auto hidden = [](LedgerEntry entry) {
        entry.told = false;
        entry.audiences = kStaff;
        return entry;
    };
    const auto removed = [](LedgerEntry entry) {
        entry.put = false;
        return entry;
    };
    const std::string missing = ": everybody may read it, and its text is not in the file";
    const std::string not_erased = ": it says that its text was erased, and nothing was erased after it";
    struct Row {
        const char* what;
        Written ledger;
        std::string begins;
    };
    const std::vector<Row> rows = {
        {"all is told", Written().change({party(), declaration()}).change({endorsement()}), ""},
        {"an endorsement is left out", Written().change({party(), declaration()}).change({untold(endorsement())}),
         "line 6, entry 1 of change 2, the endorsement l12ab@yq3zp" + missing},
        {"an earlier one is",
         Written().change({party(), declaration()}).change({untold(endorsement())}).change({endorsement()}),
         "line 6, entry 1 of change 2, the endorsement l12ab@yq3zp" + missing},
        {"the declaration is", Written().change({party(), untold(declaration())}),
         "line 4, entry 2 of change 1, the declaration l12ab" + missing},
        {"the party is, and is on the roll", Written().change({untold(party()), declaration()}).change({endorsement()}),
         "line 3, entry 1 of change 1, the party yq3zp" + missing},
        {"the party is, and is not", Written().change({untold(party()), declaration()}), ""},
        {"the party got a note that the public was not shown",
         Written().change({party(), declaration(), endorsement()}).change({untold(party(" note"))}, kStaff), ""},
        {"the party got a note and another name",
         Written().change({party(), declaration(), endorsement()}).change({untold(party(" note"))}),
         "line 7, entry 1 of change 2, the party yq3zp" + missing},
        {"the note was taken away again",
         Written().change({untold(party()), declaration(), endorsement()}).change({party()}), ""},
        {"all is hidden today",
         Written()
             .change({party(), untold(declaration()), untold(endorsement())})
             .change({hidden(declaration()), hidden(endorsement())}),
         ""},
        {"it was taken back", Written().change({party(), untold(endorsement())}).change({removed(endorsement())}), ""},
        {"an endorsement says that it was erased",
         Written().change({party(), declaration()}).change({Written::erased(endorsement())}),
         "line 6, entry 1 of change 2, the endorsement l12ab@yq3zp" + not_erased},
        {"the same before another, and nobody was erased",
         Written().change({party(), declaration()}).change({Written::erased(endorsement())}).change({endorsement()}),
         "line 6, entry 1 of change 2, the endorsement l12ab@yq3zp" + not_erased},
        {"a person was erased, and what an endorsement said of them",
         Written()
             .change({party(), declaration(), Written::erased(person(false))})
             .change({Written::erased(endorsement())})
             .change({person(true), endorsement()}),
         ""},
        {"the person was not", Written().change({Written::erased(person(false))}).change({person(false)}),
         "line 3, entry 1 of change 1, the person p1" + not_erased},
        {"the latest of an endorsement is said to be erased",
         Written()
             .change({party(), declaration(), person(false)})
             .change({Written::erased(endorsement())})
             .change({person(true)}),
         "line 7, entry 1 of change 2, the endorsement l12ab@yq3zp" + not_erased},
    };
    for (const Row& row : rows) {
        const std::string said = refusal(row.ledger.whole(), row.ledger.chain);
        EXPECT_THAT(said, StartsWith(row.begins)) << row.what;
        EXPECT_EQ(said.empty(), row.begins.empty()) << row.what << ": " << said;
    }
}

TEST(LedgerCheck, WhatAStrangerCallsAnIdIsNotPrinted) {
    LedgerEntry entry = endorsement();
    entry.id = "\x1b[2Jyou are fine";
    std::string text = Written().change({entry}).whole();
    text.replace(text.find("\"salt\":\"73"), 10, "\"salt\":\"74");
    EXPECT_THAT(refusal(text),
                AllOf(HasSubstr("entry 1 of change 1, the endorsement with an id that is none: its text"),
                      testing::Not(HasSubstr("\x1b"))));
}

// Of these a public one is always told: if staff had a field of their own in one of them, honest ledgers would be
// refused.
TEST(LedgerCheck, WhatIsAlwaysToldHasNoFieldForStaff) {
    for (const auto* message :
         {v1::DeclarationText::descriptor(), v1::Endorsement::descriptor(), v1::CommitmentReport::descriptor()})
        for (int i = 0; i < message->field_count(); ++i)
            EXPECT_FALSE(message->field(i)->options().GetExtension(v1::staff_only)) << message->field(i)->full_name();
}

TEST(LedgerCheck, AnyBytesAreAnswered) {
    const std::string text =
        Written().change({party(), declaration()}).change({endorsement()}).change({endorsement("withdrawn")}).whole();
    std::mt19937 dice(1);
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(dice);
    };
    const std::string pieces[] = {"{", "}", "\"", ":", ",", "\n", "\\u0000", "18446744073709551615", "\xc3", "null"};
    for (int round = 0; round < 5'000; ++round) {
        std::string bad = text;
        for (std::size_t i = 0; i <= below(3); ++i) {
            const std::size_t at = below(bad.size());
            if (below(2) == 0)
                bad.replace(at, below(20), pieces[below(std::size(pieces))]);
            else
                bad[at] = static_cast<char>(below(256));
        }
        EXPECT_EQ(refusal(bad).empty(), bad == text) << bad;
    }
}

}  // namespace
}  // namespace dais::storage
