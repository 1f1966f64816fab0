// What a session is asked to adopt, as tables: by consensus, by show of hands, by silence.
#include <gmock/gmock.h>

#include "server/summit/due.h"
#include "tests/summit/hearing.h"

namespace dais::summit {
namespace {

using testing::HasSubstr;

struct Example {
    const char* name;
    const char* rules;
    const char* said;
    const char* is;  // the proposal P; minutes since the beginning
};

constexpr Example kInTheRoom[] = {
    {"proposed", "", "propose P", "open"},
    {"proposed before the session runs", "", "propose P; !decide P consensus; !decide P hands:5,3,1", "open"},
    {"proposed, revised", "", "propose P; repropose P", "open"},
    {"withdrawn", "", "propose P; drop P", "withdrawn"},
    {"withdrawn for good", "",
     "session start; propose P; drop P; !drop P; !repropose P; !decide P consensus; "
     "!silence P 60; !object P GE",
     "withdrawn"},
    {"by consensus", "", "session start; propose P; decide P consensus", "adopted by consensus"},
    {"by show of hands", "", "session start; propose P; decide P hands:5,3,1", "adopted by hands 5,3,1"},
    {"by one vote", "", "session start; propose P; decide P hands:4,3,90", "adopted by hands 4,3,90"},
    {"unanimously", "", "session start; propose P; decide P hands:1,0,0", "adopted by hands 1,0,0"},
    {"a tie adopts nothing", "", "session start; propose P; decide P hands:4,4,2", "rejected by hands 4,4,2"},
    {"rejected", "", "session start; propose P; decide P hands:3,5,0", "rejected by hands 3,5,0"},
    {"who abstains adopts nothing", "", "session start; propose P; decide P hands:0,0,9", "rejected by hands 0,0,9"},
    {"no hands at all are none", "", "session start; propose P; !decide P hands:0,0,0", "open"},
    {"nor are fewer than none", "", "session start; propose P; !decide P hands:5,-3,1", "open"},
    {"nobody counts hands by consensus", "", "session start; propose P; !decide P consensus hands:5,3,1", "open"},
    {"somehow is no manner", "", "session start; propose P; !decide P; !decide P silently", "open"},
    {"not while the session is paused", "", "session start; propose P; session pause; !decide P consensus", "open"},
    {"not after it has ended", "", "session start; propose P; session end; !decide P consensus", "open"},
    {"while somebody speaks", "", "session start; propose P; ask GE; start GE; decide P consensus",
     "adopted by consensus"},

    {"as many hands as are there", "", "session start; propose P; present 9; decide P hands:5,3,1",
     "adopted by hands 5,3,1"},
    {"more hands than are there", "", "session start; propose P; present 8; !decide P hands:5,3,1", "open"},
    {"fewer hands than are there", "", "session start; propose P; present 80; decide P hands:5,3,1",
     "adopted by hands 5,3,1"},
    {"counted again", "", "session start; propose P; present 8; !decide P hands:5,3,1; present 9; decide P hands:5,3,1",
     "adopted by hands 5,3,1"},

    {"a quorum that nobody has counted", "quorum:3",
     "session start; propose P; !decide P consensus; !decide P hands:5,3,1", "open"},
    {"less than a quorum", "quorum:3",
     "session start; propose P; present 2; !decide P consensus; !decide P hands:2,0,0", "open"},
    {"a quorum", "quorum:3", "session start; propose P; present 3; decide P consensus", "adopted by consensus"},
    {"a quorum that raises fewer hands", "quorum:3", "session start; propose P; present 3; decide P hands:1,0,0",
     "adopted by hands 1,0,0"},
    {"a quorum to reject", "quorum:3",
     "session start; propose P; present 2; !decide P hands:0,2,0; present 3; "
     "decide P hands:0,2,0",
     "rejected by hands 0,2,0"},
    {"a quorum that has left since", "quorum:3", "session start; propose P; present 3; decide P consensus; present 1",
     "adopted by consensus"},
    {"a quorum that has left before", "quorum:3", "session start; propose P; present 3; present 1; !decide P consensus",
     "open"},
    {"a quorum that the rules ask for no more", "quorum:3",
     "session start; propose P; floor quorum:0; decide P consensus", "adopted by consensus"},
    {"no quorum, whoever is there", "", "session start; propose P; present 0; decide P consensus",
     "adopted by consensus"},

    {"adopted, it stays", "",
     "session start; propose P; decide P consensus; !decide P consensus; !decide P hands:0,9,0; "
     "!drop P; !repropose P; !silence P 60; !object P GE",
     "adopted by consensus"},
    {"rejected, it stays", "",
     "session start; propose P; decide P hands:0,9,0; !decide P consensus; !drop P; "
     "!repropose P; !silence P 60",
     "rejected by hands 0,9,0"},
    {"another of the same words", "", "session start; propose Q; decide Q hands:0,9,0; propose P; decide P consensus",
     "adopted by consensus"},
};

TEST(Proposals, AreDecidedInTheRoom) {
    for (const Example& example : kInTheRoom) {
        SCOPED_TRACE(example.name);
        Hearing all(example.rules);
        all.live(example.said);
        EXPECT_EQ(all.proposal("P"), example.is);
    }
}

constexpr Example kBySilence[] = {
    {"kept so far", "", "propose P; silence P 60; later 3599; =clock", "silence until 60"},
    {"kept", "", "propose P; silence P 60; later 3600; clock", "adopted by silence"},
    {"kept, and told once", "", "propose P; silence P 60; later 3600; clock; later 60; =clock", "adopted by silence"},
    {"kept while the server was down", "", "propose P; silence P 60; restart; later 90000; restart; clock; =clock",
     "adopted by silence"},
    {"kept while the session did not run", "", "session start; propose P; silence P 60; session end; later 3600; clock",
     "adopted by silence"},
    {"kept without a quorum", "quorum:3", "propose P; silence P 60; later 3600; clock", "adopted by silence"},
    {"kept though the session is hidden meanwhile", "", "propose P; silence P 60; session hide; later 3600; clock",
     "adopted by silence"},
    {"broken", "", "propose P; silence P 60; later 600; object P GE", "open, GE objected"},
    {"broken, and nothing happens by the clock", "", "propose P; silence P 60; object P GE; later 3600; =clock",
     "open, GE objected"},
    {"broken at the last moment", "", "propose P; silence P 60; later 3599; object P GE", "open, GE objected"},
    {"too late", "", "propose P; silence P 60; later 3600; !object P GE; clock; !object P GE", "adopted by silence"},
    {"too late, though the clock was", "", "propose P; silence P 60; later 90000; !object P GE", "silence until 60"},
    {"broken once", "", "propose P; silence P 60; object P GE; !object P IE", "open, GE objected"},
    {"opened again", "", "propose P; silence P 60; later 600; object P GE; silence P 30", "silence until 40"},
    {"opened again, and kept", "",
     "propose P; silence P 60; later 600; object P GE; repropose P; silence P 30; "
     "later 1800; clock",
     "adopted by silence"},
    {"opened again, and broken by another", "", "propose P; silence P 60; object P GE; silence P 30; object P IE",
     "open, IE objected"},
    {"broken, then decided in the room", "",
     "session start; propose P; silence P 60; object P GE; decide P hands:9,1,0",
     "adopted by hands 9,1,0, GE objected"},
    {"withdrawn meanwhile", "", "propose P; silence P 60; drop P; later 3600; =clock", "withdrawn"},
    {"not decided meanwhile", "", "session start; propose P; silence P 60; !decide P consensus; !decide P hands:9,1,0",
     "silence until 60"},
    {"not revised meanwhile", "", "propose P; silence P 60; !repropose P", "silence until 60"},
    {"not made longer or shorter", "", "propose P; silence P 60; !silence P 90; !silence P 30", "silence until 60"},
    {"not broken where there is none", "", "propose P; !object P GE", "open"},
    {"until an instant to come", "", "propose P; !silence P 0; !silence P -1", "open"},
    {"within two months", "", "propose P; !silence P 86401; silence P 86400", "silence until 86400"},

    {"broken by who heads the delegation", "", "propose P; silence P 60; head-GE: object P GE", "open, GE objected"},
    {"not by another's", "", "propose P; silence P 60; !head-IE: object P GE", "silence until 60"},
    {"not by a delegate", "", "propose P; silence P 60; !delegate-GE: object P GE", "silence until 60"},
    {"not by who moderates", "", "propose P; silence P 60; !moderator: object P GE; !track: object P GE",
     "silence until 60"},
    {"by who presides, for a party", "", "propose P; silence P 60; chair: object P GE", "open, GE objected"},
    {"opened by who moderates here", "", "propose P; !moderator-elsewhere: silence P 60; moderator: silence P 60",
     "silence until 60"},
    {"opened by no delegation", "", "propose P; !head-GE: silence P 60", "open"},
};

TEST(Proposals, AreAdoptedBySilence) {
    for (const Example& example : kBySilence) {
        SCOPED_TRACE(example.name);
        Hearing all(example.rules);
        all.live(example.said);
        EXPECT_EQ(all.proposal("P"), example.is);
    }
}

// Also when the clock came later: it was adopted when the time was over.
TEST(Proposals, TellWhenTheyWereDecided) {
    Hearing all;
    const std::int64_t begin_ms = all.log.now_ms;
    all.live(
        "propose P; silence P 60; later 90000; clock; propose Q; propose R; session start; decide Q consensus; "
        "later 5; decide R hands:0,1,0");
    EXPECT_EQ(all.held_proposal("P").decided_at_ms(), begin_ms + 3'600'000);
    EXPECT_EQ(all.held_proposal("Q").decided_at_ms(), begin_ms + 90'000'000);
    EXPECT_EQ(all.held_proposal("R").decided_at_ms(), begin_ms + 90'005'000);
    EXPECT_FALSE(all.held_proposal("Q").has_count());
}

// Of those that the server missed the earliest is first, and at one instant a silence ends before a session overruns.
TEST(Proposals, EndTheirSilenceInTheOrderOfTheClock) {
    Hearing all;
    all.live("session start; propose P; propose Q; silence P 180; silence Q 120");
    auto due = next_due(all.log.state(), all.log.now_ms);
    ASSERT_TRUE(due);
    EXPECT_EQ(due->command.end_silence().id(), all.id_of_proposal("Q")) << "the session is to end then, too";
    all.live("later 7200; clock");
    EXPECT_EQ(all.proposal("Q"), "adopted by silence");
    EXPECT_EQ(all.proposal("P"), "silence until 180");
    all.live("session end");
    due = next_due(all.log.state(), all.log.now_ms);
    ASSERT_TRUE(due);
    EXPECT_EQ(due->command.end_silence().id(), all.id_of_proposal("P"));
}

TEST(Proposals, AreEndedByTheServerAlone) {
    Hearing all;
    all.live("propose P; silence P 60; later 3600");
    v1::Command end = all.log.command();
    end.mutable_end_silence()->set_id(all.id_of_proposal("P"));
    EXPECT_EQ(all.log.refused(end).code(), v1::REFUSAL_CODE_FORBIDDEN);
    all.log.now_ms -= 1;
    EXPECT_EQ(all.log.refused(end, v1::ROLE_SERVER).code(), v1::REFUSAL_CODE_CONFLICT) << "not before";
    all.log.now_ms += 1;
    all.log.done(end, v1::ROLE_SERVER);
    EXPECT_EQ(all.log.refused(end, v1::ROLE_SERVER).code(), v1::REFUSAL_CODE_CONFLICT) << "nor again";
}

// Its words are its author's; all else is said by commands of its own.
TEST(Proposals, ArePutInTheirWordsAlone) {
    Hearing all;
    all.live("propose P symbol:GDPA/2022/L.1");
    EXPECT_EQ(all.id_of_proposal("P"), all.session + "@1");
    v1::Command put = all.command("repropose P symbol:GDPA/2022/L.1/Rev.1");
    v1::Proposal& proposal = *put.mutable_put_proposal()->mutable_proposal();
    proposal.set_state(v1::PROPOSAL_STATE_ADOPTED);
    proposal.set_manner(v1::ADOPTION_MANNER_CONSENSUS);
    proposal.mutable_count()->set_in_favour(9);
    proposal.set_decided_at_ms(5);
    proposal.set_silence_until_ms(5);
    proposal.set_objected_by(all.parties["GE"]);
    EXPECT_EQ(all.log.done(put), all.session + "@1");
    EXPECT_EQ(all.proposal("P"), "open");
    EXPECT_EQ(all.held_proposal("P").title(0).text(), "P revised");
    EXPECT_EQ(all.held_proposal("P").symbol(), "GDPA/2022/L.1/Rev.1");
    EXPECT_FALSE(all.held_proposal("P").has_decided_at_ms());
    EXPECT_FALSE(all.held_proposal("P").has_count());
    put = all.command("propose Q");
    put.mutable_put_proposal()->mutable_proposal()->mutable_title(0)->clear_text();
    EXPECT_EQ(all.log.refused(put).field(), "proposal.title");
    all.live("ask GE; propose Q");
    EXPECT_EQ(all.id("GE"), all.session + "@1") << "requests are counted apart";
    EXPECT_EQ(all.id_of_proposal("Q"), all.session + "@2");
    EXPECT_EQ(all.seen_by(v1::KIND_PROPOSAL, all.id_of_proposal("Q")),
              "public delegate press interpreter bureau staff");
}

TEST(Proposals, AreChangedAsOneSawThem) {
    for (const char* said : {"repropose P", "drop P", "silence P 60", "decide P consensus"}) {
        SCOPED_TRACE(said);
        Hearing all;
        all.live("session start; propose P");
        v1::Command late = all.command(said);
        all.live("repropose P symbol:L.1");
        EXPECT_EQ(all.log.refused(late).code(), v1::REFUSAL_CODE_STALE) << "nobody adopts what they have not read";
        late.clear_basis();
        EXPECT_EQ(all.log.refused(late).field(), "basis");
    }
}

TEST(Proposals, AreRefusedInWords) {
    Hearing all("quorum:3");
    all.live("session start; propose P; !decide P consensus");
    EXPECT_THAT(all.no.message(), HasSubstr("nobody has counted"));
    all.live("present 2; !decide P consensus");
    EXPECT_THAT(all.no.message(), HasSubstr("3 parties"));
    EXPECT_THAT(all.no.message(), HasSubstr("2 are counted"));
    all.live("present 3; !decide P hands:3,1,0");
    EXPECT_EQ(all.no.field(), "count");
    all.live("!decide P");
    EXPECT_EQ(all.no.field(), "manner");
    all.live("!silence P -1");
    EXPECT_EQ(all.no.field(), "until_ms");
    v1::Command object = all.command("object P GE");
    object.mutable_break_silence()->set_party("y0000");
    EXPECT_EQ(all.log.refused(object).field(), "party");
}

}  // namespace
}  // namespace dais::summit
