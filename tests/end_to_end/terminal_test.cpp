// The built `dais` against the built server: what each command does, prints and ends with.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/end_to_end/server_process.h"

namespace dais {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Ran {
    int code = 0;
    std::string out;  // with what it complained of, unless it was asked for JSON

    boost::json::object json() const {
        boost::system::error_code error;
        const auto value = boost::json::parse(out, error);
        if (!error && value.is_object()) return value.get_object();
        ADD_FAILURE() << "no JSON object: " << out;
        return {};
    }
    std::string word(const char* name) const {
        const auto object = json();
        const auto* value = object.if_contains(name);
        return value && value->is_string() ? std::string(value->get_string()) : "";
    }
};

// A summit of one room and two sessions, and whoever is at the terminal.
class Terminal : public ::testing::Test {
protected:
    Terminal() {
        key = server.make_key(v1::ROLE_ORGANISER);
        ok("--log test summit create name=Summit zone=Europe/Paris days=2030-09-12,2030-09-13 languages=en,fr");
        ok("room add name=Hall name:fr=Salle capacity=100");
        ok("person add name='Ana Silva'");
        ok("person add name='João Lima'");
        ok("session add title=Opening kind=ceremony starts=2030-09-12T10:00 ends=11:00 room=Hall people=Ana:chair");
        ok("session add title=Debate kind=talk starts=2030-09-12T11:00 ends=12:00 room=Hall people=João:speaker "
           "--reason 'nobody speaks for anybody here'");
    }

    // Words as for a shell.
    Ran dais(const std::string& words) const {
        const bool json = words.find("--json") != std::string::npos;
        const std::string command = "DAIS_URL=" + server.url() + " DAIS_KEY=" + key +
                                    " timeout 60 " DAIS_BIN_DIR "/dais " + words + (json ? " 2>/dev/null" : " 2>&1");
        Ran ran;
        FILE* pipe = popen(command.c_str(), "r");
        char piece[4096];
        while (const auto size = fread(piece, 1, sizeof piece, pipe)) ran.out.append(piece, size);
        const int status = pclose(pipe);
        ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        return ran;
    }
    // Soft clashes are not what these tests are about.
    std::string ok(const std::string& words) const {
        auto ran = dais(words);
        if (ran.code == 4) ran = dais(words + " --reason 'for this test'");
        EXPECT_EQ(ran.code, 0) << words << "\n" << ran.out;
        return ran.out;
    }
    void expect(int code, const std::string& words, const std::string& said) const {
        const auto ran = dais(words);
        EXPECT_EQ(ran.code, code) << words << "\n" << ran.out;
        EXPECT_THAT(ran.out, HasSubstr(said)) << words;
    }

    ServerProcess server{{"--keys-ms", "100", "--shards", "1"}};
    std::string key;
};

TEST_F(Terminal, ATextIsEditedLanguageByLanguage) {
    const auto file = ::testing::TempDir() + "dais_terminal_abstract.txt";
    std::ofstream(file) << "Où en est\nla diaspora ?\n";
    ok("session text Opening abstract:fr=@" + file + " abstract='Where are we?' website=https://example.org/1");
    EXPECT_THAT(ok("session show Opening"), HasSubstr("in en, fr"));
    EXPECT_THAT(ok("session show Opening"), HasSubstr("https://example.org/1"));
    EXPECT_EQ(dais("session text Opening abstract= --preview --json").word("outcome"), "preview");
    ok("session text Opening abstract= website=");
    EXPECT_THAT(ok("session show Opening"),
                AllOf(HasSubstr("in fr"), Not(HasSubstr("en, fr")), Not(HasSubstr("https"))));
    expect(3, "session text Opening website=javascript:alert", "https://");
    expect(2, "session text Opening title=Another", "abstract, description, website");
    std::filesystem::remove(file);
}

TEST_F(Terminal, EachNounIsAddedShownChangedAndRemoved) {
    const std::vector<std::array<std::string, 3>> nouns = {
        {"room", "name=Annex", "capacity=50"},
        {"track", "name=Youth", "color=#1b5e20"},
        {"party", "name='Cabo Verde' kind=state code=CPV", "short-name:fr=Cap-Vert"},
        {"person", "name='Rui Melo'", "position=Minister"},
        {"partner", "name='Example Foundation' kind=sponsor", "website=https://example.org order=2"},
        {"screen", "name='Hall, left' room=Hall languages=en,fr", "language-turn=15 theme=high-contrast turn=90"},
        {"document", "symbol=A/1 title=Draft", "links+=fr=https://example.org/1"},
        {"booth", "name=French room=Hall language=fr", "channel=2"},
        {"team", "name=Alpha", "persons=Ana"},
        {"shift", "booth=Kept team=Crew starts=2030-09-12T10:00 ends=12:00", "ends=12:30"},
        {"session", "title=Extra starts=2030-09-13T10:00 ends=11:00", "title:fr=Supplément"},
    };
    ok("booth add name=Kept room=Hall language=fr");
    ok("team add name=Crew");
    for (const auto& [noun, fields, more] : nouns) {
        SCOPED_TRACE(noun);
        auto added = dais(noun + " add " + fields + " --json --reason 'as a test'");
        ASSERT_EQ(added.code, 0) << added.out;
        const auto id = added.word("id");
        ASSERT_FALSE(id.empty());
        EXPECT_THAT(ok(noun + " list"), HasSubstr(id));
        EXPECT_THAT(ok(noun + " list --json"), HasSubstr("\"id\":\"" + id + "\""));
        const auto before = dais(noun + " show " + id + " --json").json();
        EXPECT_EQ(dais(noun + " change " + id + " " + more + " --preview --json").word("outcome"), "preview");
        EXPECT_EQ(dais(noun + " show " + id + " --json").json(), before) << "a preview does nothing";
        ok(noun + " change " + id + " " + more);
        EXPECT_NE(dais(noun + " show " + id + " --json").json(), before);
        EXPECT_THAT(ok(noun + " show " + id), HasSubstr(id));
        ok(noun + " remove " + id);
        EXPECT_EQ(dais(noun + " show " + id).code, 5);
    }
}

TEST_F(Terminal, TheDayIsToldWordByWord) {
    const std::vector<std::pair<std::string, std::string>> day = {
        {"set-start Opening 10:20", "now expected 10:20 (planned 10:00)"},
        {"call Opening", "called to the room"},
        {"set-end Opening 11:40", "now expected to end 11:40"},
        {"start Opening", "started now"},
        {"preside Opening João", "João Lima presides"},
        {"pause Opening", "paused"},
        {"resume Opening", "goes on"},
        {"suspend Opening --until 2030-09-12T11:30", "suspended until 11:30"},
        {"resume Opening", "goes on"},
        {"end Opening", "ended now"},
        {"cancel Debate", "CANCELLED"},
        {"reinstate Debate", "held as planned"},
        {"postpone Debate", "POSTPONED"},
        {"set-start Debate 2030-09-13T11:00", "now expected 2030-09-13T11:00"},
        {"replace Debate João --by Ana", "Ana Silva stands in for João Lima"},
    };
    for (const auto& [words, said] : day) EXPECT_THAT(ok("session " + words), HasSubstr(said)) << words;
    ok("room add name=Annex");
    EXPECT_THAT(ok("session move Debate Annex"), HasSubstr("now in Annex"));
    EXPECT_THAT(ok("session show Debate"), HasSubstr("Ana Silva for João Lima, speaker"));
    EXPECT_THAT(ok("session list"), HasSubstr("11:00–12:00 → 2030-09-13T11:00–12:00"));
}

TEST_F(Terminal, ListsSayWhatPeopleLookFor) {
    ok("session start Opening");
    ok("session suspend Opening --until 2030-09-12T11:30");
    EXPECT_THAT(ok("session list"), HasSubstr("suspended until 2030-09-12T11:30"));
    EXPECT_THAT(ok("session show Opening"), HasSubstr("suspended until 2030-09-12T11:30"));

    ok("document add symbol=A/CONF.1 title='Draft outcome'");
    EXPECT_THAT(ok("document list"), HasSubstr("Draft outcome  A/CONF.1"));

    ok("booth add name=French room=Hall language=fr");
    ok("team add name=Alpha");
    ok("team add name=Beta");
    ok("shift add booth=French team=Alpha starts=2030-09-12T12:00 ends=14:00");
    ok("shift add booth=French team=Beta starts=2030-09-12T09:00 ends=12:00");
    const auto shifts = ok("shift list");
    EXPECT_LT(shifts.find("Beta in French"), shifts.find("Alpha in French")) << shifts;

    ok("partner add name=Bank kind=sponsor order=1 website=https://example.org");
    ok("partner add name=Ministry kind=host order=2");
    const auto partners = ok("partner list");
    EXPECT_THAT(partners, HasSubstr("Bank      sponsor  https://example.org"));
    EXPECT_LT(partners.find("Ministry  host"), partners.find("Bank")) << partners;
}

TEST_F(Terminal, ScreensAreToldWhatToShow) {
    expect(5, "screen blank --all", "`dais screen add` makes one");
    ok("screen add name='Hall, left' room=Hall");
    ok("screen add name=Foyer languages=en,fr");
    EXPECT_THAT(ok("screen list"), HasSubstr("what suits the place"));
    EXPECT_THAT(ok("screen scene --all welcome note=Welcome note:fr=Bienvenue"),
                HasSubstr("2 screens show welcome — "));
    EXPECT_THAT(ok("screen scene 'hall, left' floor session=Opening"), HasSubstr("Hall, left shows floor of Opening"));
    const auto screens = ok("screen list");
    EXPECT_THAT(screens, HasSubstr("floor of Opening"));
    EXPECT_THAT(screens, HasSubstr("welcome — Welcome"));
    expect(3, "screen scene --all door", "Foyer");
    expect(2, "screen scene --all lunch", "test-card, auto");
    expect(2, "screen scene Foyer", "nothing that a screen shows");
    expect(2, "screen scene hall", "--all");
    expect(2, "screen scene Foyer hall door=Hall", "there is no field “door”");
    expect(2, "screen change Foyer scene=hall", "`dais screen scene` says it");
    expect(2, "screen change Foyer safe-area=-1", "0 or more");
    EXPECT_THAT(ok("screen blank Foyer"), HasSubstr("Foyer: dark, but for an emergency"));
    EXPECT_THAT(ok("screen list"), HasSubstr("welcome — Welcome, dark"));
    ok("screen unblank --all");
    EXPECT_THAT(ok("screen identify --all --for 2m"), HasSubstr("2 screens: named, large, for 2m"));
    expect(3, "screen identify Foyer --for 11m", "10 minutes");
    ok("screen identify Foyer --for 0");
    ok("screen reload Foyer");
    EXPECT_THAT(ok("screen show Foyer"), HasSubstr("reloads"));
    ok("screen scene --all auto");
    EXPECT_THAT(ok("screen list"), Not(HasSubstr("welcome")));
    ok("room add name=Annex");
    ok("screen change Foyer room=Annex");
    expect(3, "room remove Annex", "still hangs in this room");
}

TEST_F(Terminal, ASummitHasALookOfItsOwn) {
    const auto file = ::testing::TempDir() + "dais_terminal_logo.svg";
    std::ofstream(file) << "<svg xmlns='http://www.w3.org/2000/svg'/>";
    EXPECT_THAT(ok("look show"), HasSubstr("no look of its own"));
    ok("look set brand=#16335C logo=" + file);
    ok("look set accent=#c8102e");
    const auto look = ok("look show");
    for (const char* line : {"#16335c", "#c8102e", "SVG, 41 bytes"}) EXPECT_THAT(look, HasSubstr(line));
    EXPECT_EQ(dais("look show --json").word("accent"), "#c8102e");
    expect(3, "look set brand=blue", "#16335c");
    expect(2, "look set color=#16335c", "brand, accent, logo, logo-on-dark");
    expect(2, "look set logo=nowhere.svg", "cannot read nowhere.svg");
    ok("look set logo=");
    EXPECT_THAT(ok("look show"), Not(HasSubstr("SVG")));
    ok("look clear");
    EXPECT_THAT(ok("look show"), HasSubstr("no look of its own"));
    std::filesystem::remove(file);
}

TEST_F(Terminal, NamesAreFoundAsAnyKeyboardTypesThem) {
    ok("party add name='Côte d’Ivoire' kind=state code=CIV");
    ok("person add name='Paul Koffi' party=\"cote d'ivoire\"");
    EXPECT_THAT(ok("person show 'PAUL KOFFI'"), HasSubstr("Côte d’Ivoire"));
    EXPECT_THAT(ok("person show 'Joao Lima'"), HasSubstr("João Lima"));
}

TEST_F(Terminal, ARefusalNamesTheRuleTheClashAndTheRemedy) {
    const std::string taken = "session add title=Rival kind=talk starts=2030-09-12T10:30 ends=11:30 room=Hall";
    expect(3, taken, "hard  Room taken: “Hall” holds");
    expect(3, taken + " --reason please", "Choose another room or time.");
    const auto refused = dais(taken + " --json");
    EXPECT_EQ(refused.code, 3);
    EXPECT_EQ(refused.word("outcome"), "refused");
    EXPECT_EQ(refused.json().at("exit_code").as_int64(), 3);
    EXPECT_FALSE(refused.json().at("clashes").as_array().empty());
    const auto previewed = dais(taken + " --preview --json");
    EXPECT_EQ(previewed.code, 3) << "a preview ends as the command would";
    EXPECT_EQ(previewed.word("outcome"), "preview");

    ok("room change Hall capacity=100");
    const std::string crowded =
        "session add title=Concert kind=other starts=2030-09-13T10:00 ends=11:00 room=Hall expected=500";
    expect(4, crowded, "soft  Over capacity");
    expect(4, crowded, "give --reason");
    expect(0, crowded + " --reason 'many will stand'", "accepted although it clashes");
}

TEST_F(Terminal, ExitCodesTellTheKindsOfNoApart) {
    expect(1, "--url http://127.0.0.1:1 show", "cannot reach");
    expect(2, "session set-start Opening soon", "is no time");
    expect(2, "room add", "give fields as NAME=VALUE");
    expect(2, "session cancel Opening --basis -1", "whole number");
    expect(2, "show --audience martian", "choose one of public");
    expect(2, "history --audience martian", "choose one of public");
    expect(2, "show --at tomorrow", "makes no sense");
    expect(2, "show --position 0", "a whole number from 1");
    expect(2, "show --position 1 --full", "--json has all");
    expect(5, "history Nope", "no session is called “Nope”");
    expect(5, "history room Nope", "no room is called “Nope”");
    expect(5, "history s0000", "nothing has the id “s0000”");
    expect(0, "history person 'ana silva'", "person");
    expect(3, "undo 1", "refused");
    expect(3, "room remove Hall", "refused");
    expect(5, "session cancel Nowhere", "`dais session list` shows all");
    expect(5, "person show a", "name one by its id");
    expect(5, "--log nowhere watch", "there is no log “nowhere”");
    expect(5, "--log nowhere show", "there is no log “nowhere”");
    ok("room change Hall capacity=90");
    expect(6, "room change Hall capacity=80 --basis 2", "look again");
    expect(6, "room change Hall capacity=80 --basis 2", "“Hall”");
    key.clear();
    expect(3, "session cancel Opening", "give a key that may");
    key = "dais_unknown";
    for (const char* words : {"session list", "show --at 2030-09-12T10:00", "watch", "logs"})
        expect(3, words, "the key is missing, unknown or was revoked");
}

TEST_F(Terminal, OneLogAmongSeveralIsNamed) {
    ok("--log other summit create name=Other zone=UTC");
    expect(5, "watch", "the server has 2 logs: name one by --log");
    expect(5, "session list", "the server has 2 logs");
    expect(0, "--log test session list", "Opening");
}

TEST_F(Terminal, WhatIsHiddenStaysHiddenWhenItIsChanged) {
    ok("session add title=Secret starts=2030-09-13T08:00 ends=09:00 --hidden");
    ok("session change Secret title=Secret2");
    EXPECT_THAT(ok("session show Secret2"), HasSubstr("staff alone see it"));
    const auto staff = key;
    key.clear();
    EXPECT_THAT(ok("session list"), Not(HasSubstr("Secret")));
    key = staff;
    ok("session change Secret2 --public");
    key.clear();
    EXPECT_THAT(ok("session list"), HasSubstr("Secret2"));
}

TEST_F(Terminal, ADraftGathersChangesAndPublishesThemAtOnce) {
    ok("draft new 'Second day'");
    ok("room add name=Annex --draft Second");
    const auto step = dais("session move Debate Annex --draft Second --json");
    EXPECT_EQ(step.code, 0) << "a later step may name what an earlier one makes\n" << step.out;
    EXPECT_THAT(ok("room list"), Not(HasSubstr("Annex")));
    EXPECT_THAT(ok("draft list"), HasSubstr("2 steps"));
    EXPECT_THAT(ok("draft show Second"), HasSubstr("Hall → Annex"));
    EXPECT_EQ(dais("draft show Second --json").json().at("steps").as_array().size(), 2u);
    EXPECT_THAT(ok("draft preview Second"), HasSubstr("nothing was done"));
    ok("draft remove-step " + step.word("id"));
    expect(5, "draft remove-step e9999", "dais draft show");
    ok("session move Debate Annex --draft Second");
    ok("draft publish Second");
    EXPECT_THAT(ok("room list"), HasSubstr("Annex"));
    EXPECT_EQ(ok("draft list"), "");
    ok("draft new Third");
    ok("draft discard Third");
}

TEST_F(Terminal, WhatWasDoneIsUndone) {
    const auto cancelled = dais("session cancel Debate --json");
    EXPECT_EQ(cancelled.code, 0);
    const auto position = std::to_string(cancelled.json().at("position").as_int64());
    EXPECT_THAT(ok("undo " + position + " --preview"), HasSubstr("cancelled → scheduled"));
    ok("undo " + position);
    EXPECT_THAT(ok("session show Debate"), HasSubstr("scheduled"));
}

TEST_F(Terminal, AnnouncementsSaySomethingForSomeTime) {
    EXPECT_THAT(ok("announce 'Lunch is served.' --text fr='Le repas est servi.' --expires 30m"),
                HasSubstr("announced"));
    expect(2, "announce '  '", "say something");
    expect(2, "announce Lunch --expires 0m", "is no duration");
    expect(2, "announce Lunch --expires 30", "write it as 90s, 30m");
    expect(2, "announce Lunch --text =Repas", "names no language");
    expect(2, "--lang '' announce Lunch", "is no language");
    expect(2, "announce \"$(printf 'a\\377')\"", "UTF-8");
    expect(2, "announce " + std::string(4'001, 'a'), "at most 4000");
    EXPECT_THAT(ok("withdraw 'Lunch is'"), HasSubstr("withdrawn"));
}

TEST_F(Terminal, TheSummitIsShownChangedAndAdopted) {
    ok("summit set tagline=Diaspora opens=08:00 closes=20:00");
    EXPECT_THAT(ok("summit show"), HasSubstr("Diaspora"));
    EXPECT_EQ(dais("summit show --json").json().at("record").at("opens_minutes").as_int64(), 480);
    ok("summit programme adopted");
    expect(4, "session change Debate starts=11:10 ends=12:10", "Adopted programme");
    ok("summit programme provisional");
}

TEST_F(Terminal, LanguagesFallBack) {
    EXPECT_THAT(ok("rooms"), HasSubstr("Hall"));
    EXPECT_THAT(ok("rooms --lang fr"), HasSubstr("Salle"));
    EXPECT_THAT(ok("session list --lang de,fr"), HasSubstr("Salle"));
    ok("room change Hall name=Grande --lang fr");
    EXPECT_THAT(ok("rooms --lang pt"), HasSubstr("Hall"));
    EXPECT_THAT(ok("room show Hall"), HasSubstr("name:fr   Grande"));
}

TEST_F(Terminal, ARecordGoesOutAndComesBackAsJson) {
    const auto file = server.database() + ".room.json";
    ok("room show Hall --json > " + file);
    ok("room change Hall --record " + file + " capacity=77");
    EXPECT_THAT(ok("room show Hall"), HasSubstr("capacity  77"));
    ok("room add --record - name=Copy < " + file);
    expect(2, "room add --record /dev/null", "is no JSON object");
    expect(2, "room add --record /nowhere", "cannot read");
    expect(2, "session text Opening abstract:fr=@/nowhere", "cannot read");
}

TEST_F(Terminal, LooksAndHelps) {
    EXPECT_THAT(ok("help"), HasSubstr("Common tasks"));
    EXPECT_EQ(ok("--help"), ok("help"));
    EXPECT_EQ(ok("session move --help"), ok("help session move"));
    expect(2, "help nothing", "`dais help` lists all commands");
    EXPECT_THAT(ok("logs"), HasSubstr("test"));
    EXPECT_GT(dais("show --json").json().at("position").as_int64(), 0);
    EXPECT_THAT(ok("export -"), HasSubstr("Opening"));
    EXPECT_EQ(dais("room show nothing --json").word("outcome"), "failed");
}

}  // namespace
}  // namespace dais
