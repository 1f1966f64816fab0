// Examples of the verbs of floors (cast.h).
#include "tests/summit/cast.h"

namespace dais::summit {
namespace {

// --- What must be true before

void said_floor(Cast& cast, const Half& of) {
    cast.said([&](auto& o) {
        o.mutable_put_floor()->set_id(of.session);
        o.mutable_put_floor()->mutable_floor()->set_statement_seconds(180);
        o.mutable_put_floor()->mutable_floor()->set_staff_traits_purpose("the order of the list");
    });
}

void said_closed(Cast& cast, const Half& of) {
    said_floor(cast, of);
    cast.said([&](auto& o) { o.mutable_close_list()->set_id(of.session); });
}

// The half's party asks for the floor; group: on behalf of one.
v1::InscribeSpeaker asking(const Half& of, const std::string& group = {}) {
    v1::InscribeSpeaker asks;
    asks.set_session(of.session);
    asks.mutable_request()->set_kind(v1::REQUEST_KIND_STATEMENT);
    asks.mutable_request()->set_party(of.party);
    if (!group.empty()) *asks.mutable_request()->add_group() = text("en", group);
    return asks;
}

std::string said_request(Cast& cast, const Half& of) {
    said_floor(cast, of);
    return cast.said([&](auto& o) { *o.mutable_inscribe_speaker() = asking(of); });
}

void said_traits(Cast& cast, const Half& of) {
    said_floor(cast, of);
    cast.said([&](auto& o) {
        *o.mutable_inscribe_speaker() = asking(of);
        o.mutable_inscribe_speaker()->mutable_traits()->set_first_time(true);
    });
}

void said_running(Cast& cast, const Half& of) {
    cast.said([&](auto& o) { o.mutable_start_session()->set_id(of.session); });
}

std::string said_speaking(Cast& cast, const Half& of) {
    const std::string id = said_request(cast, of);
    said_running(cast, of);
    cast.said([&](auto& o) { o.mutable_start_turn()->set_id(id); });
    return id;
}

std::string said_statement(Cast& cast, const Half& of) {
    const std::string id = said_request(cast, of);
    cast.said([&](auto& o) {
        o.mutable_submit_statement()->set_id(id);
        *o.mutable_submit_statement()->add_texts() = text("en", "We thank the host.");
    });
    return id;
}

v1::PutProposal proposal(const Half& of) {
    v1::PutProposal put;
    put.set_session(of.session);
    *put.mutable_proposal()->add_title() = text("en", "Agenda");
    return put;
}

std::string said_proposal(Cast& cast, const Half& of) {
    said_floor(cast, of);
    return cast.said([&](auto& o) { *o.mutable_put_proposal() = proposal(of); });
}

// Until an hour from now.
std::string said_silence(Cast& cast, const Half& of) {
    const std::string id = said_proposal(cast, of);
    cast.said([&](auto& o) {
        o.mutable_open_silence()->set_id(id);
        o.mutable_open_silence()->set_until_ms(cast.log.now_ms + kHourMs);
    });
    return id;
}

// --- The verbs

bool fill_rules(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    switch (verb) {
        case v1::Command::kPutFloor:
            c.mutable_put_floor()->set_id(of.session);
            c.mutable_put_floor()->mutable_floor()->set_statement_seconds(180);
            return true;
        case v1::Command::kRemoveFloor:
            said_floor(cast, of);
            c.mutable_remove_floor()->set_id(of.session);
            return true;
        case v1::Command::kCloseList:
            said_floor(cast, of);
            c.mutable_close_list()->set_id(of.session);
            return true;
        case v1::Command::kReopenList:
            said_closed(cast, of);
            c.mutable_reopen_list()->set_id(of.session);
            return true;
        case v1::Command::kRecordPresence:
            said_floor(cast, of);
            c.mutable_record_presence()->set_id(of.session);
            c.mutable_record_presence()->set_present(12);
            return true;
        case v1::Command::kArrangeList:
            said_request(cast, of);
            cast.said([&](auto& o) {
                *o.mutable_inscribe_speaker() = asking(of);
                *o.mutable_inscribe_speaker()->mutable_request()->add_group() = text("en", "A group");
                o.mutable_inscribe_speaker()->mutable_request()->set_rank(v1::SPEAKER_RANK_HEAD_OF_STATE);
            });
            c.mutable_arrange_list()->set_id(of.session);
            return true;
        case v1::Command::kForgetSpeakers:
            said_traits(cast, of);
            c.mutable_forget_speakers()->set_id(of.session);
            return true;
        default: return false;
    }
}

bool fill_request(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    switch (verb) {
        case v1::Command::kInscribeSpeaker:
            said_floor(cast, of);
            *c.mutable_inscribe_speaker() = asking(of);
            return true;
        case v1::Command::kWithdrawRequest: c.mutable_withdraw_request()->set_id(said_request(cast, of)); return true;
        case v1::Command::kSetSpeaker:
            c.mutable_set_speaker()->set_id(said_request(cast, of));
            c.mutable_set_speaker()->set_person(of.deputy);
            return true;
        case v1::Command::kMoveRequest: {
            c.mutable_move_request()->set_before(said_request(cast, of));
            const auto of_group = asking(of, "Group of Friends");
            c.mutable_move_request()->set_id(cast.said([&](auto& o) { *o.mutable_inscribe_speaker() = of_group; }));
            return true;
        }
        case v1::Command::kSkipRequest: c.mutable_skip_request()->set_id(said_request(cast, of)); return true;
        case v1::Command::kSetAllotment:
            c.mutable_set_allotment()->set_id(said_request(cast, of));
            c.mutable_set_allotment()->set_seconds(60);
            return true;
        case v1::Command::kSubmitStatement:
            c.mutable_submit_statement()->set_id(said_request(cast, of));
            *c.mutable_submit_statement()->add_texts() = text("en", "We thank the host.");
            return true;
        case v1::Command::kRemoveStatement: c.mutable_remove_statement()->set_id(said_statement(cast, of)); return true;
        default: return false;
    }
}

bool fill_turn(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    switch (verb) {
        case v1::Command::kStartTurn:
            c.mutable_start_turn()->set_id(said_request(cast, of));
            said_running(cast, of);
            return true;
        case v1::Command::kPauseTurn: c.mutable_pause_turn()->set_id(said_speaking(cast, of)); return true;
        case v1::Command::kResumeTurn: {
            const std::string id = said_speaking(cast, of);
            cast.said([&](auto& o) { o.mutable_pause_turn()->set_id(id); });
            c.mutable_resume_turn()->set_id(id);
            return true;
        }
        case v1::Command::kEndTurn: c.mutable_end_turn()->set_id(said_speaking(cast, of)); return true;
        case v1::Command::kYieldTurn: c.mutable_yield_turn()->set_id(said_speaking(cast, of)); return true;
        case v1::Command::kCancelTurn: c.mutable_cancel_turn()->set_id(said_speaking(cast, of)); return true;
        default: return false;
    }
}

bool fill_proposal(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    switch (verb) {
        case v1::Command::kPutProposal:
            said_floor(cast, of);
            *c.mutable_put_proposal() = proposal(of);
            return true;
        case v1::Command::kWithdrawProposal:
            c.mutable_withdraw_proposal()->set_id(said_proposal(cast, of));
            return true;
        case v1::Command::kOpenSilence:
            c.mutable_open_silence()->set_id(said_proposal(cast, of));
            c.mutable_open_silence()->set_until_ms(cast.log.now_ms + kHourMs);
            return true;
        case v1::Command::kBreakSilence:
            c.mutable_break_silence()->set_id(said_silence(cast, of));
            c.mutable_break_silence()->set_party(of.party);
            return true;
        case v1::Command::kDecideProposal:
            c.mutable_decide_proposal()->set_id(said_proposal(cast, of));
            c.mutable_decide_proposal()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
            said_running(cast, of);
            return true;
        case v1::Command::kEndSilence:
            c.mutable_end_silence()->set_id(said_silence(cast, of));
            cast.log.now_ms += kHourMs;
            return true;
        default: return false;
    }
}

}  // namespace

bool fill_floor(Cast& cast, v1::Command::VerbCase verb, const Half& of, v1::Command& c) {
    return fill_rules(cast, verb, of, c) || fill_request(cast, verb, of, c) || fill_turn(cast, verb, of, c) ||
           fill_proposal(cast, verb, of, c);
}

}  // namespace dais::summit
