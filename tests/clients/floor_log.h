// A session with a floor as its followers hold it: who has spoken, who speaks at 10:30, who waits.
#pragma once

#include <string>

#include "clients/cpp/field_items.h"
#include "dais/v1/floor.pb.h"
#include "dais/v1/session.pb.h"
#include "tests/clients/series_log.h"

namespace dais::client {

constexpr char kHalfPastTen[] = "2024-09-12T10:30";

class FloorLog : public SeriesLog {
public:
    FloorLog() {
        record<v1::Session>(
            v1::KIND_SESSION, "s1",
            {"title=General debate", "starts=2024-09-12T10:00", "ends=2024-09-12T12:00", "people=Ana Silva:chair"});
        runs(v1::SESSION_STATUS_RUNNING);
        floor.set_statement_seconds(180);
        floor.set_group_seconds(300);
        floor.set_replies_max(2);
        floor.set_reply_seconds(600);
        floor.set_changeover_seconds(20);
        floor.set_quorum(3);
        floor.set_present(4);
        keep_floor();
    }

    void runs(v1::SessionStatus status) {
        v1::SessionProgress progress;
        progress.set_status(status);
        progress.set_actual_start_ms(at("2024-09-12T10:02"));
        keep(v1::KIND_SESSION_PROGRESS, "s1", progress);
    }
    void keep_floor() { keep(v1::KIND_FLOOR, "s1", floor); }

    v1::SpeakerRequest request(const std::string& party, v1::RequestKind kind = v1::REQUEST_KIND_STATEMENT) const {
        v1::SpeakerRequest made;
        made.set_kind(kind);
        made.set_party(party);
        return made;
    }
    void ask(int number, const v1::SpeakerRequest& asked) {
        keep(v1::KIND_SPEAKER_REQUEST, "s1@" + std::to_string(number), asked);
    }
    // Over, after so many seconds.
    v1::Turn over(const char* from, int spoken_seconds, int allotted_seconds) const {
        v1::Turn turn;
        turn.set_started_at_ms(at(from));
        turn.set_spoken_ms(spoken_seconds * 1'000LL);
        turn.set_allotted_seconds(allotted_seconds);
        turn.set_ended_at_ms(at(from) + spoken_seconds * 1'000LL);
        return turn;
    }
    void turn(int number, const v1::Turn& taken) { keep(v1::KIND_TURN, "s1@" + std::to_string(number), taken); }

    // Ireland has spoken, then two together; Georgia has interrupted the African Union, which speaks. Georgia waits,
    // and Ireland with a reply; Cabo Verde has withdrawn.
    void half_past_ten() {
        auto ireland = request("yIRL");
        ireland.set_person("p3");
        ireland.set_rank(v1::SPEAKER_RANK_MINISTER);
        ask(1, ireland);
        turn(1, over("2024-09-12T10:05", 190, 180));
        auto both = request("yCPV");
        both.add_joint_parties("yGEO");
        ask(2, both);
        turn(2, over("2024-09-12T10:09", 60, 180));
        ask(3, request("yGEO", v1::REQUEST_KIND_POINT_OF_ORDER));
        auto point = over("2024-09-12T10:20", 30, 0);
        point.set_interrupts("s1@4");
        point.set_ruling(v1::RULING_UPHELD);
        turn(3, point);
        auto union_speaks = request("yAU");
        set_text(*union_speaks.mutable_group(), "en", "the African Group");
        ask(4, union_speaks);
        auto speaking = over("2024-09-12T10:19", 60, 300);
        speaking.clear_ended_at_ms();
        speaking.set_since_ms(at("2024-09-12T10:29"));
        turn(4, speaking);
        ask(5, request("yGEO"));
        auto reply = request("yIRL", v1::REQUEST_KIND_REPLY);
        reply.set_about("s1@2");
        ask(6, reply);
        auto withdrawn = request("yCPV");
        withdrawn.set_status(v1::REQUEST_STATUS_WITHDRAWN);
        withdrawn.set_staff_reason("left early");
        ask(7, withdrawn);
        v1::Statement statement;
        statement.add_texts()->set_language("en");
        statement.add_texts()->set_language("fr");
        statement.set_check_against_delivery(true);
        statement.set_embargoed(true);
        keep(v1::KIND_STATEMENT, "s1@5", statement);
    }

    v1::Proposal adopted() {
        v1::Proposal proposal;
        proposal.set_state(v1::PROPOSAL_STATE_ADOPTED);
        proposal.set_manner(v1::ADOPTION_MANNER_CONSENSUS);
        proposal.set_decided_at_ms(at("2024-09-12T10:25"));
        return record(v1::KIND_PROPOSAL, "s1@1", {"title=Rabat Declaration", "symbol=GDPA/2024/L.1"}, proposal);
    }
    v1::Proposal rejected() {
        v1::Proposal proposal;
        proposal.set_state(v1::PROPOSAL_STATE_REJECTED);
        proposal.set_manner(v1::ADOPTION_MANNER_SHOW_OF_HANDS);
        proposal.mutable_count()->set_in_favour(1);
        proposal.mutable_count()->set_against(2);
        proposal.set_decided_at_ms(at("2024-09-12T10:27"));
        return record(v1::KIND_PROPOSAL, "s1@2", {"title=Amendment"}, proposal);
    }

    v1::Floor floor;
};

}  // namespace dais::client
