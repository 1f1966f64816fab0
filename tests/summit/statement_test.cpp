// Texts of statements: who reads them at each step, as tables; who hands them in and takes them back.
#include <gmock/gmock.h>

#include "server/summit/limits.h"
#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

constexpr const char* kAll = "public delegate press interpreter bureau staff";

std::string readers(const Hearing& all) { return all.seen_by(v1::KIND_STATEMENT, all.id("GE")); }

struct Marks {
    const char* marks;
    const char* handed_in;  // who reads it until it is delivered
    const char* delivered;  // and after
};

constexpr Marks kMarks[] = {
    {"", "staff", "staff"},
    {"check", "staff", "staff"},
    {"interpreters", "interpreter staff", "interpreter staff"},
    {"press", "press staff", "press staff"},
    {"press embargoed", "press staff", "press staff"},
    {"press interpreters", "press interpreter staff", "press interpreter staff"},
    {"press interpreters embargoed check", "press interpreter staff", "press interpreter staff"},
    {"public", "staff", kAll},
    {"public interpreters", "interpreter staff", kAll},
    {"public press embargoed", "press staff", kAll},
    {"public press interpreters check", "press interpreter staff", kAll},
};

TEST(Statements, AreReadAsMarkedAtEachStep) {
    for (const Marks& example : kMarks) {
        SCOPED_TRACE(example.marks);
        Hearing all;
        all.live("ask GE; ask IE; submit GE " + std::string(example.marks));
        EXPECT_EQ(readers(all), example.handed_in);
        for (const char* step :
             {"session start", "start IE", "end IE", "start GE", "later 60", "pause GE", "resume GE"}) {
            all.live(step);
            EXPECT_EQ(readers(all), example.handed_in) << step;
        }
        all.live("end GE");
        EXPECT_EQ(readers(all), example.delivered);
        for (const char* step : {"later 600", "session pause", "session end", "restart"}) {
            all.live(step);
            EXPECT_EQ(readers(all), example.delivered) << step;
        }
    }
}

struct Example {
    const char* name;
    const char* said;
    const char* readers;  // in the end; empty: there is no text
};

constexpr Example kSteps[] = {
    {"handed in long before", "submit GE interpreters; later 86400", "interpreter staff"},
    {"handed in while they speak", "session start; start GE; submit GE public press", "press staff"},
    {"handed in after it is delivered", "session start; start GE; end GE; submit GE public", kAll},
    {"handed in after it is delivered, not for all", "session start; start GE; end GE; submit GE interpreters",
     "interpreter staff"},

    {"begun by mistake", "submit GE public; session start; start GE; cancel GE", "staff"},
    {"interrupted", "submit GE public; point IE/p; session start; start GE; start IE/p; end IE/p", "staff"},
    {"yielded", "submit GE public; session start; start GE; later 60; yield GE", kAll},
    {"ended with the session", "submit GE public; session start; start GE; later 60; session end", kAll},
    {"ended by mistake, everybody has it", "submit GE public; session start; start GE; end GE; resume GE", kAll},
    {"ended with the session by mistake, everybody has it",
     "submit GE public; session start; start GE; session end; undo", kAll},
    {"never called", "submit GE public; session start; session end", "staff"},
    {"skipped", "submit GE public interpreters; skip GE", "interpreter staff"},
    {"withdrawn", "submit GE public interpreters; withdraw GE", "interpreter staff"},
    {"for another speaker", "submit GE press; speaker GE gia", "press staff"},

    {"handed in anew for fewer", "submit GE press interpreters; submit GE interpreters", "interpreter staff"},
    {"for nobody", "submit GE press interpreters; submit GE", "staff"},
    {"for more", "submit GE; submit GE press interpreters", "press interpreter staff"},
    {"for others", "submit GE press; submit GE interpreters", "interpreter staff"},
    {"for all after all", "session start; start GE; submit GE; end GE; submit GE public", kAll},
    {"what everybody has read stays", "submit GE public; session start; start GE; end GE; submit GE words:Corrected",
     kAll},
    {"and stays when they speak anew",
     "submit GE public; session start; start GE; end GE; submit GE; resume GE; end GE", kAll},

    {"hidden with its session", "submit GE press interpreters; session hide", "staff"},
    {"shown with its session", "submit GE press interpreters; session hide; session show", "press interpreter staff"},
    {"handed in while that is hidden", "session hide; submit GE press interpreters; session show",
     "press interpreter staff"},
    {"delivered while that is hidden", "submit GE public; session hide; session start; start GE; end GE", "staff"},
    {"delivered while that was hidden", "submit GE public; session hide; session start; start GE; end GE; session show",
     kAll},
    {"hidden after it was delivered", "submit GE public; session start; start GE; end GE; session hide", "staff"},
    {"shown again after it was delivered",
     "submit GE public; session start; start GE; end GE; session hide; session show", kAll},
    {"what everybody has read stays over that, too",
     "submit GE public; session start; start GE; end GE; submit GE words:Corrected; session hide; session show", kAll},

    {"taken back", "submit GE press; take-back GE", ""},
    {"handed in again", "submit GE press; take-back GE; submit GE interpreters", "interpreter staff"},
    {"not taken back once everybody may read it", "submit GE public; session start; start GE; end GE; !take-back GE",
     kAll},
    {"taken back after it was delivered to some", "submit GE press; session start; start GE; end GE; take-back GE", ""},
    {"taken back before it is delivered", "submit GE public; session start; start GE; take-back GE; end GE", ""},
    {"taken back without any", "!take-back GE", ""},
};

TEST(Statements, AreReadAsWorkedOutByHand) {
    for (const Example& example : kSteps) {
        SCOPED_TRACE(example.name);
        Hearing all;
        all.live("ask GE");
        all.live(example.said);
        EXPECT_EQ(readers(all), example.readers);
    }
}

struct Author {
    const char* said;
    bool may;
};

TEST(Statements, AreTheirsWhoSpeakAndStaffs) {
    constexpr Author kAuthors[] = {
        {"submit GE", true},
        {"head-GE: submit GE", true},
        {"delegate-GE: submit GE", true},
        {"officer: submit GE", true},
        {"track: submit GE", true},
        {"track-elsewhere: submit GE", false},
        {"chair: submit GE", false},
        {"moderator: submit GE", false},
        {"head-IE: submit GE", false},
        {"delegate-IE: submit GE", false},
        {"press: submit GE", false},
    };
    for (const Author& example : kAuthors) {
        SCOPED_TRACE(example.said);
        const std::string said = example.said;
        const std::string take_back = said.substr(0, said.find("submit")) + "take-back GE";
        Hearing all;
        all.live("ask GE; " + std::string(example.may ? "" : "!") + said);
        EXPECT_EQ(readers(all), example.may ? "staff" : "");
        if (!example.may) {
            EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_FORBIDDEN);
        }
        all.live("submit GE; " + std::string(example.may ? "" : "!") + take_back);
        EXPECT_EQ(readers(all), example.may ? "" : "staff");
    }
}

TEST(Statements, AreRefusedInWords) {
    Hearing all("replies:1");
    all.live("ask GE; reply IE/r; point ML/p; !submit IE/r; !submit ML/p");
    EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_CONFLICT);
    all.live("!submit GE embargoed; !submit GE embargoed public interpreters");
    EXPECT_EQ(all.no.field(), "embargoed");
    EXPECT_THAT(all.no.message(), HasSubstr("press"));
    all.live("!take-back GE");
    EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_NOT_FOUND);
    v1::Command submit = all.command("submit GE");
    submit.mutable_submit_statement()->clear_texts();
    EXPECT_EQ(all.log.refused(submit).field(), "texts");
    *submit.mutable_submit_statement()->add_texts() = text("en", "");
    EXPECT_EQ(all.log.refused(submit).field(), "texts");
    *submit.mutable_submit_statement()->add_texts() = text("fr", std::string(kLongTextBytesMax + 1, 'a'));
    EXPECT_EQ(all.log.refused(submit).field(), "texts[1].text");
    submit.mutable_submit_statement()->mutable_texts(1)->set_text(std::string(kLongTextBytesMax, 'a'));
    all.log.done(submit);
    submit.mutable_submit_statement()->set_id(all.session + "@9");
    EXPECT_EQ(all.log.refused(submit).code(), v1::REFUSAL_CODE_NOT_FOUND);
    all.live("session hide; !delegate-GE: submit GE");
    EXPECT_EQ(all.no.code(), v1::REFUSAL_CODE_NOT_FOUND);
}

// The record has no words in it: readers fetch them, who may.
TEST(Statements, KeepTheirTextsByHash) {
    Hearing all;
    all.live("ask GE; ask IE");
    v1::Command submit = all.command("submit GE press");
    submit.mutable_submit_statement()->clear_texts();
    *submit.mutable_submit_statement()->add_texts() = text("fr", "Merci.");
    *submit.mutable_submit_statement()->add_texts() = text("en", "Thank you.");
    *submit.mutable_submit_statement()->add_texts() = text("pt", "");
    const Decided decided = all.log.ask(submit);
    const auto& decision = std::get<Decision>(decided);
    const auto held = *all.log.state().get<v1::Statement>(v1::KIND_STATEMENT, all.id("GE"));
    EXPECT_EQ(decision.made, all.id("GE"));
    ASSERT_EQ(held.texts_size(), 2) << "of what says nothing there is nothing";
    EXPECT_EQ(held.texts(0).language(), "en");
    EXPECT_EQ(held.texts(1).language(), "fr");
    EXPECT_EQ(held.texts(0).size(), 10u);
    EXPECT_EQ(held.texts(0).origin(), v1::ORIGIN_AUTHENTIC);
    ASSERT_EQ(decision.texts.size(), 2u);
    EXPECT_EQ(decision.texts[0].hash, held.texts(0).hash());
    EXPECT_EQ(decision.texts[0].body, "Thank you.");
    EXPECT_EQ(all.log.state().dump(v1::AUDIENCE_STAFF).find("Thank you."), std::string::npos);
    submit.set_id("again");
    const Decided again = all.log.ask(submit);
    EXPECT_TRUE(std::get<Decision>(again).entries.empty()) << "the same words are the same text";
    all.live("submit IE words:other");
    const auto other = *all.log.state().get<v1::Statement>(v1::KIND_STATEMENT, all.id("IE"));
    EXPECT_NE(other.texts(0).hash(), held.texts(0).hash());
}

// Nobody is told that a text was handed in who may not read it: not even who did.
TEST(Statements, AreASecretUntilTheyAreDelivered) {
    Hearing all;
    all.live("ask GE; session start");
    std::map<v1::Audience, std::uint64_t> positions;
    for (const v1::Audience audience : kAudiences) positions[audience] = all.log.state().head(audience).position;
    all.live("delegate-GE: submit GE public interpreters; delegate-GE: submit GE public interpreters check");
    for (const v1::Audience audience : kAudiences) {
        const bool reads = audience == v1::AUDIENCE_STAFF || audience == v1::AUDIENCE_INTERPRETER;
        EXPECT_EQ(all.log.state().head(audience).position, positions[audience] + (reads ? 2 : 0))
            << v1::Audience_Name(audience);
    }
    all.live("start GE");
    for (const v1::Audience audience : kAudiences) positions[audience] = all.log.state().head(audience).position;
    all.live("end GE");
    for (const v1::Audience audience : kAudiences)
        EXPECT_EQ(all.log.state().head(audience).position, positions[audience] + 1) << "the same Change tells both";
}

// It is put as a whole, whatever was handed in before: who may not read it need not have looked at it.
TEST(Statements, NeedNoLookAtWhatWasThere) {
    Hearing all;
    all.live("ask GE; submit GE");
    v1::Command submit = all.command("delegate-GE: submit GE press");
    submit.clear_basis();
    all.live("submit GE interpreters; allot GE 60");
    all.log.standing = standing_as(v1::ROLE_DELEGATE);
    all.log.standing.held.front().party = all.parties["GE"];
    all.log.done(submit, v1::ROLE_DELEGATE);
    EXPECT_EQ(readers(all), "press staff");
}

}  // namespace
}  // namespace dais::summit
