// Who may ask for the floor, when, and how often, as tables; and what is known of speakers for its order alone.
#include <gmock/gmock.h>

#include "server/summit/limits.h"
#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

struct Example {
    const char* name;
    const char* rules;
    const char* said;
    const char* order;  // who waits then
};

constexpr Example kInscribed[] = {
    {"before it opens, who presides alone", "opens:10 closes:60",
     "!delegate-GE: ask GE; !head-GE: ask GE; chair: ask GE; moderator: ask IE; track: ask ML; ask KE", "GE IE ML KE"},
    {"from the instant on at which it opens", "opens:10 closes:60",
     "later 599; !delegate-GE: ask GE; later 1; "
     "delegate-GE: ask GE; head-IE: ask IE",
     "GE IE"},
    {"until the instant at which it closes", "opens:10 closes:60",
     "later 3599; delegate-GE: ask GE; later 1; !delegate-IE: ask IE; !head-IE: ask IE; chair: ask IE", "GE IE"},
    {"it opens and does not close", "opens:10", "!delegate-GE: ask GE; later 90000; delegate-GE: ask GE", "GE"},
    {"it closes and was always open", "closes:10", "delegate-GE: ask GE; later 600; !delegate-IE: ask IE", "GE"},
    {"it is opened anew", "opens:10 closes:60",
     "later 3600; !delegate-GE: ask GE; floor closes:30; "
     "delegate-GE: ask GE",
     "GE"},
    {"a group's statement, too", "opens:10", "!delegate-ML: ask ML/g group:African; chair: ask ML/g group:African",
     "ML/g"},
    {"replies and points of order are asked for at any time", "opens:10 replies:1",
     "delegate-GE: reply GE/r; delegate-IE: point IE/p", "IE/p GE/r"},
    {"what was asked for is withdrawn at any time", "opens:10", "chair: ask GE; delegate-GE: withdraw GE", ""},

    {"closed, it is for nobody", "", "ask GE; close-list; !ask IE; !chair: ask IE; !delegate-IE: ask IE", "GE"},
    {"closed, for no group either", "", "close-list; !chair: ask ML/g group:African", ""},
    {"closed, but for replies and points of order", "replies:1",
     "close-list; reply GE/r; delegate-IE: point IE/p; delegate-KE: reply KE/r", "IE/p GE/r KE/r"},
    {"closed, it is still called and put in order", "",
     "ask GE; ask IE; withdraw GE; close-list; move GE last; arrange; session start; start GE", "IE"},
    {"closed once more, nothing happens", "", "close-list; later 60; =close-list; !ask GE", ""},
    {"open once more, nothing happens", "", "=reopen-list; ask GE", "GE"},
    {"reopened", "", "close-list; !ask GE; reopen-list; ask GE", "GE"},
    {"reopened within the time to ask", "closes:60",
     "close-list; reopen-list; delegate-GE: ask GE; later 3600; "
     "!delegate-IE: ask IE",
     "GE"},
    {"new rules do not reopen it", "", "close-list; floor statement:60; !ask GE", ""},

    {"once for each party", "", "ask GE; !ask GE/2; !delegate-GE: ask GE/2; ask IE", "GE IE"},
    {"again after it was withdrawn", "", "ask GE; withdraw GE; ask GE/2", "GE/2"},
    {"again after it was skipped", "", "ask GE; skip GE; ask GE/2", "GE/2"},
    {"again once they speak", "", "session start; ask GE; start GE; ask GE/2; !ask GE/3", "GE/2"},
    {"again after they have spoken", "", "session start; ask GE; start GE; end GE; ask GE/2", "GE/2"},
    {"not again after they began by mistake", "", "session start; ask GE; start GE; cancel GE; !ask GE/2", "GE"},
    {"a group's beside one's own", "", "ask GE; ask GE/g group:GUAM; ask GE/h group:BSEC", "GE GE/g GE/h"},
    {"one's own beside a group's", "", "ask GE/g group:GUAM; ask GE; !ask GE/2", "GE/g GE"},
    {"one that others make, too, beside one's own", "", "ask GE; ask IE with:GE; !ask GE/2 with:ML", "GE IE"},
    {"a reply beside a statement", "replies:1", "ask GE; reply GE/r", "GE GE/r"},
    {"a point of order beside a statement", "", "ask GE; point GE/p; !point GE/q", "GE/p GE"},
    {"a point of order after another", "", "session start; point GE/p; start GE/p; end GE/p; point GE/q", "GE/q"},
    {"each person who speaks for nobody", "", "ask ada; ask beth; !ask ada/2", "ada beth"},
    {"a person beside their own party", "", "ask GE by:gia; ask gia", "GE gia"},

    {"somebody of the party", "", "ask GE by:gia; ask ML by:moussa", "GE ML"},
    {"nobody of another party", "", "!ask GE by:ira; !chair: ask GE by:ira; !delegate-GE: ask GE by:ira", ""},
    {"somebody of those who speak together", "", "ask GE by:ira with:IE", "GE"},
    {"somebody of no party", "", "ask GE by:ada; delegate-IE: ask IE by:beth", "GE IE"},
    {"not the same party twice", "", "!ask GE with:GE; !ask GE with:IE,IE; ask GE with:IE", "GE"},

    {"no rights of reply", "", "!reply GE/r; !chair: reply GE/r", ""},
    {"two rights of reply", "replies:2", "reply GE/1; reply GE/2; !reply GE/3; reply IE/1", "GE/1 GE/2 IE/1"},
    {"two, one after the other", "replies:2",
     "session start; reply GE/1; start GE/1; end GE/1; reply GE/2; start GE/2; end GE/2; !reply GE/3", ""},
    {"what was withdrawn does not count", "replies:1", "reply GE/1; withdraw GE/1; reply GE/2; !reply GE/3", "GE/2"},
    {"what was skipped counts", "replies:1", "reply GE/1; skip GE/1; !reply GE/2", ""},
    {"a right of reply is a party's", "replies:1", "!reply ada/r", ""},
    {"a reply of somebody who speaks for a party", "replies:1", "reply GE/r by:gia; !reply GE/s by:ada", "GE/r"},
    {"to what was said", "replies:1", "ask GE; reply IE/r about:GE; point ML/p about:GE", "ML/p GE IE/r"},

    {"once the session is over, nobody", "replies:1",
     "session start; session end; !ask GE; !chair: ask GE; !reply GE/r; !point GE/p", ""},
    {"nor while it is cancelled", "", "session cancel; !ask GE; session reinstate; ask GE", "GE"},
    {"nor while it is postponed", "", "session postpone; !ask GE; session reinstate; ask GE", "GE"},
    {"while it is paused, everybody", "", "session start; session pause; delegate-GE: ask GE", "GE"},

    {"a delegation for itself", "replies:1",
     "delegate-GE: ask GE; head-GE: ask GE/g group:GUAM; delegate-GE: reply GE/r", "GE GE/g GE/r"},
    {"who has asked the others", "", "!delegate-GE: ask GE with:IE,ML; chair: ask GE with:IE,ML", "GE"},
    {"not for another", "", "!delegate-GE: ask IE; !head-GE: ask IE with:GE; !delegate-GE: ask gia", ""},
    {"not who neither presides nor is of a delegation", "", "!press: ask GE; !officer: ask GE", ""},
    {"who moderates elsewhere does not preside", "", "!moderator-elsewhere: ask GE; !track-elsewhere: ask GE", ""},
    {"a delegation withdraws its own", "", "ask GE; ask IE; !delegate-GE: withdraw IE; delegate-GE: withdraw GE", "IE"},
    {"hidden, it is for staff", "", "session hide; !delegate-GE: ask GE; !chair: ask GE; ask GE", "GE"},
};

TEST(Inscription, IsAsTheRulesSay) {
    for (const Example& example : kInscribed) {
        SCOPED_TRACE(example.name);
        Hearing all(example.rules);
        all.live(example.said);
        EXPECT_EQ(all.waiting(), example.order);
    }
}

struct No_ {
    const char* rules;
    const char* said;
    v1::RefusalCode code;
    const char* field;
    const char* message;
};

// Who is refused is told what to do.
TEST(Inscription, IsRefusedInWords) {
    constexpr auto kConflict = v1::REFUSAL_CODE_CONFLICT;
    const No_ examples[] = {
        {"none", "!ask GE", kConflict, "session", "no floor"},
        {"opens:10", "!delegate-GE: ask GE", kConflict, "session", "not open yet"},
        {"closes:10", "later 600; !delegate-GE: ask GE", kConflict, "session", "is over"},
        {"", "close-list; !ask GE", kConflict, "session", "closed"},
        {"", "ask GE; !ask GE/2", kConflict, "request.party", "on the list already"},
        {"", "!ask GE by:ira", kConflict, "request.person", "“ira”"},
        {"", "!reply GE/r", kConflict, "request.kind", "no rights of reply"},
        {"replies:2", "reply GE/1; reply GE/2; !reply GE/3", kConflict, "request.kind", "had its 2"},
        {"", "session start; session end; !ask GE", kConflict, "session", "over"},
        {"", "!ask GE with:GE", v1::REFUSAL_CODE_INVALID, "request.joint_parties", "twice"},
        {"replies:1", "!reply ada/r", v1::REFUSAL_CODE_INVALID, "request.party", "say whose"},
        {"", "!chair: ask GE allot:14401", v1::REFUSAL_CODE_INVALID, "request.allotted_seconds", "four hours"},
        {"", "session hide; !delegate-GE: ask GE", v1::REFUSAL_CODE_NOT_FOUND, "session", ""},
        {"", "!delegate-GE: ask IE", v1::REFUSAL_CODE_FORBIDDEN, "", ""},
    };
    for (const No_& example : examples) {
        SCOPED_TRACE(example.said);
        Hearing all(example.rules);
        all.live(example.said);
        EXPECT_EQ(all.no.code(), example.code);
        EXPECT_EQ(all.no.field(), example.field);
        EXPECT_THAT(all.no.message(), HasSubstr(example.message));
    }
}

TEST(Inscription, NamesWhatIsThere) {
    Hearing all("replies:1");
    all.live("ask IE");
    const auto refused = [&](const std::function<void(v1::SpeakerRequest&)>& change) {
        v1::Command ask = all.command("ask GE");
        change(*ask.mutable_inscribe_speaker()->mutable_request());
        return all.log.refused(ask).field();
    };
    EXPECT_EQ(refused([](auto& is) { is.clear_kind(); }), "request.kind");
    EXPECT_EQ(refused([](auto& is) { is.set_kind(static_cast<v1::RequestKind>(99)); }), "request.kind");
    EXPECT_EQ(refused([](auto& is) { is.clear_party(); }), "request.party");
    EXPECT_EQ(refused([&](auto& is) {
                  is.set_person(all.persons["ada"]);
                  is.add_joint_parties(is.party());
                  is.clear_party();
              }),
              "request.party")
        << "which of them speaks";
    EXPECT_EQ(refused([](auto& is) { is.set_party("y0000"); }), "request.party");
    EXPECT_EQ(refused([](auto& is) { is.add_joint_parties("y0000"); }), "request.joint_parties");
    EXPECT_EQ(refused([](auto& is) { is.set_person("p0000"); }), "request.person");
    EXPECT_EQ(refused([&](auto& is) { is.set_about(all.session + "@9"); }), "request.about");
    EXPECT_EQ(refused([](auto& is) { is.set_rank(static_cast<v1::SpeakerRank>(99)); }), "request.rank");
    v1::Command floor = all.log.command();
    floor.mutable_put_floor()->set_id(all.log.opening);
    all.log.done(floor);
    v1::Command ask = all.command("ask GE");
    ask.mutable_inscribe_speaker()->set_session(all.log.opening);
    ask.mutable_inscribe_speaker()->mutable_request()->set_about(all.id("IE"));
    EXPECT_EQ(all.log.refused(ask).field(), "request.about") << "that was said elsewhere";
}

// What is the server's to give, and what is theirs who preside.
TEST(Inscription, DropsWhatOthersGive) {
    Hearing all("statement:180");
    v1::Command ask = all.command("ask ML");
    ask.mutable_inscribe_speaker()->mutable_request()->set_place(5);
    ask.mutable_inscribe_speaker()->mutable_request()->set_status(v1::REQUEST_STATUS_SKIPPED);
    ask.mutable_inscribe_speaker()->mutable_request()->set_at_ms(5);
    EXPECT_EQ(all.log.done(ask), all.session + "@1");
    const auto held = *all.log.state().get<v1::SpeakerRequest>(v1::KIND_SPEAKER_REQUEST, all.session + "@1");
    EXPECT_EQ(held.place(), kPlaceStep);
    EXPECT_EQ(held.status(), v1::REQUEST_STATUS_UNSPECIFIED);
    EXPECT_EQ(held.at_ms(), all.log.now_ms);
    all.live("delegate-GE: ask GE allot:600 reason:mine; head-IE: ask IE allot:600 reason:mine");
    all.live("chair: ask KE allot:600 reason:ours; ask CV allot:600 reason:ours");
    for (const char* party : {"GE", "IE"}) {
        EXPECT_EQ(all.request(party).allotted_seconds(), 0) << party;
        EXPECT_EQ(all.request(party).staff_reason(), "") << party;
    }
    for (const char* party : {"KE", "CV"}) {
        EXPECT_EQ(all.request(party).allotted_seconds(), 600) << party;
        EXPECT_EQ(all.request(party).staff_reason(), "ours") << party;
    }
    EXPECT_EQ(all.id("CV"), all.session + "@5");
}

// Hundreds at once take long to say: they are there as after a restart.
TEST(Inscription, EndsWhereNobodyCouldBeHeardAnyMore) {
    Hearing all("replies:1");
    all.live("ask GE");
    v1::Checkpoint many = all.log.state().checkpoint();
    v1::CheckpointRecord one;
    for (const v1::CheckpointRecord& record : many.records())
        if (record.entry().kind() == v1::KIND_SPEAKER_REQUEST) one = record;
    for (int number = 2; number < kRequestsMax; ++number) {
        one.mutable_entry()->set_id(all.session + "@" + std::to_string(number));
        *many.add_records() = one;
    }
    all.log.roll_back(State::from(many));
    all.live("ask IE");
    EXPECT_EQ(all.id("IE"), all.session + "@500");
    all.live("!ask ML");
    EXPECT_THAT(all.no.message(), HasSubstr("500 requests"));
    all.live("withdraw IE; !ask ML; !reply ML/r; !point ML/p");
}

}  // namespace
}  // namespace dais::summit
