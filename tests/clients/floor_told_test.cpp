// What happens on a floor, as `dais watch` tells it, and what its records are called.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/names.h"
#include "clients/cpp/tell.h"
#include "tests/clients/floor_log.h"

namespace dais::client {
namespace {

using ::testing::HasSubstr;

class FloorTold : public ::testing::Test {
protected:
    std::string tell(const std::vector<v1::Entry>& entries) {
        v1::Change change;
        for (const auto& entry : entries) *change.add_entries() = entry;
        return told(change, log.records, log.time, log.languages);
    }
    template <typename Noun>
    std::string tell(v1::Kind kind, const std::string& id, const Noun& noun) {
        return tell({put(kind, id, noun.SerializeAsString())});
    }
    std::string tell_turn(const v1::Turn& turn) { return tell(v1::KIND_TURN, "s1@1", turn); }

    FloorLog log;
};

TEST_F(FloorTold, TheList) {
    const auto tell_floor = [&] { return tell(v1::KIND_FLOOR, "s1", log.floor); };
    EXPECT_EQ(tell_floor(), "General debate: its floor is as before");
    log.floor.set_list_closed_at_ms(log.at(kHalfPastTen));
    EXPECT_EQ(tell_floor(), "General debate: the list of speakers is closed");
    log.floor.clear_list_closed_at_ms();
    log.floor.set_present(1);
    EXPECT_EQ(tell_floor(), "General debate: the list of speakers is open again, 1 party is there");
    log.floor.set_statement_seconds(240);
    EXPECT_EQ(tell_floor(), "General debate: its floor has other rules");
    EXPECT_EQ(tell({removed(v1::KIND_FLOOR, "s1")}), "General debate: no list of speakers any more");
    log.floor.clear_present();
    EXPECT_EQ(tell_floor(), "General debate: speakers may ask for the floor");
}

TEST_F(FloorTold, TheWayOfARequest) {
    auto request = log.request("yIRL");
    const auto tell_request = [&] { return tell(v1::KIND_SPEAKER_REQUEST, "s1@1", request); };
    EXPECT_EQ(tell_request(), "General debate: Ireland asks for the floor");
    request.set_place(1'000);
    EXPECT_EQ(tell_request(), "General debate: Ireland: has another place on the list");
    request.set_person("p3");
    EXPECT_EQ(tell_request(), "General debate: Ireland: Aoife Byrne speaks");
    request.set_allotted_seconds(300);
    EXPECT_EQ(tell_request(), "General debate: Ireland: may speak 5 min");
    request.set_status(v1::REQUEST_STATUS_SKIPPED);
    EXPECT_EQ(tell_request(), "General debate: Ireland: was called and is not there");
    request.clear_status();
    EXPECT_EQ(tell_request(), "General debate: Ireland: waits again");
    request.set_status(v1::REQUEST_STATUS_WITHDRAWN);
    EXPECT_EQ(tell_request(), "General debate: Ireland: withdrawn from the list");
    EXPECT_EQ(tell(v1::KIND_SPEAKER_REQUEST, "s1@2", log.request("yGEO", v1::REQUEST_KIND_REPLY)),
              "General debate: Georgia asks for a right of reply");
    EXPECT_EQ(tell(v1::KIND_SPEAKER_REQUEST, "s1@3", log.request("yGEO", v1::REQUEST_KIND_POINT_OF_ORDER)),
              "General debate: Georgia raises a point of order");
}

TEST_F(FloorTold, TheWayOfATurn) {
    log.ask(1, log.request("yIRL"));
    v1::Turn turn;
    turn.set_started_at_ms(log.at(kHalfPastTen));
    turn.set_since_ms(log.at(kHalfPastTen));
    turn.set_allotted_seconds(180);
    EXPECT_EQ(tell_turn(turn), "General debate: Ireland has the floor, 3 min");
    turn.set_spoken_ms(80'000);
    turn.clear_since_ms();
    EXPECT_EQ(tell_turn(turn), "General debate: Ireland pauses after 1 min 20 s");
    turn.set_since_ms(log.at("2024-09-12T10:40"));
    EXPECT_EQ(tell_turn(turn), "General debate: Ireland goes on");
    turn.set_allotted_seconds(300);
    EXPECT_EQ(tell_turn(turn), "General debate: Ireland may speak 5 min in all");
    turn.set_spoken_ms(310'000);
    turn.clear_since_ms();
    turn.set_ended_at_ms(log.at("2024-09-12T10:44"));
    EXPECT_EQ(tell_turn(turn), "General debate: Ireland has spoken, 5 min 10 s, 10 s over");
    turn.clear_ended_at_ms();
    turn.set_since_ms(log.at("2024-09-12T10:45"));
    EXPECT_EQ(tell_turn(turn), "General debate: Ireland has the floor again");
    EXPECT_EQ(tell_turn(v1::Turn()), "General debate: Ireland does not have the floor after all");
}

TEST_F(FloorTold, WhoeverBeginsIsToldBeforeWhomThatInterrupts) {
    log.half_past_ten();
    log.ask(8, log.request("yGEO", v1::REQUEST_KIND_POINT_OF_ORDER));
    auto interrupted = log.over("2024-09-12T10:19", 120, 300);
    interrupted.clear_ended_at_ms();
    v1::Turn point;
    point.set_started_at_ms(log.at(kHalfPastTen));
    point.set_since_ms(log.at(kHalfPastTen));
    point.set_interrupts("s1@4");
    EXPECT_EQ(
        tell({put(v1::KIND_TURN, "s1@4", interrupted.SerializeAsString()),
              put(v1::KIND_TURN, "s1@8", point.SerializeAsString())}),
        "General debate: Georgia has the floor on a point of order, and interrupts African Union on behalf of the "
        "African Group; General debate: African Union on behalf of the African Group pauses after 2 min");
    point.set_spoken_ms(30'000);
    point.clear_since_ms();
    point.set_ended_at_ms(log.at("2024-09-12T10:31"));
    point.set_ruling(v1::RULING_REJECTED);
    EXPECT_EQ(tell(v1::KIND_TURN, "s1@8", point),
              "General debate: Georgia has raised its point of order, 30 s; rejected");
}

TEST_F(FloorTold, StatementsAndWhatIsKnownOfSpeakers) {
    log.ask(1, log.request("yIRL"));
    v1::Statement statement;
    statement.add_texts()->set_language("fr");
    statement.set_check_against_delivery(true);
    EXPECT_EQ(tell(v1::KIND_STATEMENT, "s1@1", statement),
              "General debate: Ireland: the text of the statement is there, fr; check against delivery");
    EXPECT_EQ(tell(v1::KIND_STATEMENT, "s1@1", statement),
              "General debate: Ireland: others may read the statement now");
    EXPECT_EQ(tell({removed(v1::KIND_STATEMENT, "s1@1")}),
              "General debate: Ireland: the text of the statement is taken back");
    v1::SpeakerTraits traits;
    traits.set_gender(v1::GENDER_FEMALE);
    EXPECT_EQ(tell(v1::KIND_SPEAKER_TRAITS, "s1@1", traits),
              "General debate: Ireland: something is known of the speaker for the order of the list");
    EXPECT_EQ(tell(v1::KIND_SPEAKER_TRAITS, "s1@1", v1::SpeakerTraits()),
              "General debate: Ireland: what was known of the speaker is erased");
}

TEST_F(FloorTold, TheWayOfAProposal) {
    v1::Proposal proposal;
    set_text(*proposal.mutable_title(), "en", "Rabat Declaration");
    proposal.set_state(v1::PROPOSAL_STATE_OPEN);
    const auto tell_proposal = [&] { return tell(v1::KIND_PROPOSAL, "s1@1", proposal); };
    EXPECT_EQ(tell_proposal(), "Rabat Declaration: proposed to General debate");
    proposal.set_symbol("GDPA/2024/L.1");
    EXPECT_EQ(tell_proposal(), "Rabat Declaration: changed");
    proposal.set_state(v1::PROPOSAL_STATE_SILENCE);
    proposal.set_silence_until_ms(log.at("2024-09-13T18:00"));
    EXPECT_EQ(tell_proposal(), "Rabat Declaration: adopted at 2024-09-13T18:00 unless a party objects");
    proposal.set_state(v1::PROPOSAL_STATE_OPEN);
    proposal.clear_silence_until_ms();
    proposal.set_objected_by("yIRL");
    EXPECT_EQ(tell_proposal(), "Rabat Declaration: Ireland objects");
    proposal.set_state(v1::PROPOSAL_STATE_ADOPTED);
    proposal.set_manner(v1::ADOPTION_MANNER_CONSENSUS);
    EXPECT_EQ(tell_proposal(), "Rabat Declaration: adopted by consensus");
    proposal.set_state(v1::PROPOSAL_STATE_REJECTED);
    proposal.set_manner(v1::ADOPTION_MANNER_SHOW_OF_HANDS);
    proposal.mutable_count()->set_against(2);
    EXPECT_EQ(tell_proposal(), "Rabat Declaration: rejected by show of hands (0 in favour, 2 against, 0 abstaining)");
    proposal.set_state(v1::PROPOSAL_STATE_WITHDRAWN);
    EXPECT_EQ(tell_proposal(), "Rabat Declaration: withdrawn");
}

TEST_F(FloorTold, ItsRecordsAreCalledByPartyAndSession) {
    log.half_past_ten();
    for (const auto kind : {v1::KIND_SPEAKER_REQUEST, v1::KIND_TURN, v1::KIND_STATEMENT, v1::KIND_SPEAKER_TRAITS})
        EXPECT_EQ(label(log.records, kind, "s1@1"), "Ireland in General debate");
    EXPECT_EQ(label(log.records, v1::KIND_FLOOR, "s1"), "General debate");
    EXPECT_EQ(label(log.records, v1::KIND_SPEAKER_REQUEST, "s1@40"), "request 40 in General debate");
    v1::SpeakerRequest of_nobody;
    of_nobody.set_person("p2");
    of_nobody.add_joint_parties("yIRL");
    of_nobody.add_joint_parties("yGEO");
    EXPECT_EQ(asker(log.records, of_nobody), "Nino Beridze, with Ireland and Georgia");
    EXPECT_EQ(asker(log.records, v1::SpeakerRequest()), "somebody");
}

TEST_F(FloorTold, ARequestIsMeantByItsPartyAndOneThatWaitsBeforeOneThatIsOver) {
    log.half_past_ten();
    auto ireland = *held<v1::Party>(log.records, v1::KIND_PARTY, "yIRL");
    ireland.set_code("IRL");
    log.keep(v1::KIND_PARTY, "yIRL", ireland);
    const auto found = [&](const char* text) { return find_record(log.records, v1::KIND_SPEAKER_REQUEST, text); };
    EXPECT_EQ(found("irl").id, "s1@6") << "its statement is over";
    EXPECT_EQ(found("s1@1").id, "s1@1");
    EXPECT_EQ(found("Aoife").id, "s1@1") << "nobody else is meant";
    EXPECT_EQ(found("georgia").id, "s1@5");
    EXPECT_EQ(found("African Group").id, "s1@4");
    log.ask(8, log.request("yIRL"));
    EXPECT_THAT(found("IRL").problem, HasSubstr("may be 2 requests; name one by its id: s1@6 (Ireland in General"));
    EXPECT_THAT(found("Kenya").problem, HasSubstr("`dais floor show SESSION` shows all"));
    log.adopted();
    EXPECT_EQ(find_record(log.records, v1::KIND_PROPOSAL, "GDPA/2024/L.1").id, "s1@1");
    EXPECT_THAT(find_record(log.records, v1::KIND_PROPOSAL, "Sal").problem, HasSubstr("`dais proposal list`"));
}

}  // namespace
}  // namespace dais::client
