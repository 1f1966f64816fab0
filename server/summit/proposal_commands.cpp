// What a session is asked to adopt: by consensus, by silence, by show of hands.
#include "server/summit/check.h"
#include "server/summit/commands.h"
#include "server/summit/floor_rules.h"
#include "server/summit/limits.h"
#include "server/summit/put_noun.h"

namespace dais::summit {
namespace {

No conflict(const std::string& message, const char* field = "id") {
    return refuse(v1::REFUSAL_CODE_CONFLICT, message, field);
}
No invalid(const std::string& message, const char* field) { return refuse(v1::REFUSAL_CODE_INVALID, message, field); }

bool is_decided(const v1::Proposal& proposal) {
    return proposal.state() == v1::PROPOSAL_STATE_ADOPTED || proposal.state() == v1::PROPOSAL_STATE_REJECTED;
}

// A proposal that is before the session still.
No look(const ChangeBuilder& builder, const std::string& id, v1::Proposal& proposal) {
    if (auto no = builder.exists_and_fresh(v1::KIND_PROPOSAL, id)) return no;
    proposal = *builder.get<v1::Proposal>(v1::KIND_PROPOSAL, id);
    if (is_decided(proposal)) return conflict("That was decided already, and stands.");
    if (proposal.state() == v1::PROPOSAL_STATE_WITHDRAWN)
        return conflict("The proposal was withdrawn. Make a new one.");
    return std::nullopt;
}

// The same, while nothing is decided about it by itself.
No look_open(const ChangeBuilder& builder, const std::string& id, v1::Proposal& proposal) {
    if (auto no = look(builder, id, proposal)) return no;
    if (proposal.state() == v1::PROPOSAL_STATE_OPEN) return std::nullopt;
    return conflict("It is under the silence procedure: somebody must object first.");
}

No check_quorum(const v1::Floor& floor) {
    if (floor.quorum() == 0 || (floor.has_present() && floor.present() >= floor.quorum())) return std::nullopt;
    return conflict("That needs " + std::to_string(floor.quorum()) + " parties there, and " +
                    (floor.has_present() ? std::to_string(floor.present()) + " are counted." : "nobody has counted.") +
                    " Count who is there.");
}

No check_count(const v1::Floor& floor, const v1::Count& count) {
    std::int64_t hands = 0;
    for (const std::int32_t some : {count.in_favour(), count.against(), count.abstaining()}) {
        if (some < 0 || some > kPeopleMax) return invalid("So many hands cannot be raised.", "count");
        hands += some;
    }
    if (hands == 0) return invalid("Say how many hands were raised.", "count");
    if (floor.has_present() && hands > floor.present())
        return invalid("More hands would be raised than the " + std::to_string(floor.present()) +
                           " parties that are counted there. Count again.",
                       "count");
    return std::nullopt;
}

void decide_on(v1::Proposal& proposal, bool adopted, v1::AdoptionManner manner, std::int64_t at_ms) {
    proposal.set_state(adopted ? v1::PROPOSAL_STATE_ADOPTED : v1::PROPOSAL_STATE_REJECTED);
    proposal.set_manner(manner);
    proposal.set_decided_at_ms(at_ms);
}

}  // namespace

No put_proposal(ChangeBuilder& builder, const v1::PutProposal& command) {
    v1::Proposal proposal = command.proposal();
    if (auto no = check_fields(proposal)) return no;
    if (auto no = needs_name(proposal.title(), "proposal.title")) return no;
    v1::Proposal held;
    held.set_state(v1::PROPOSAL_STATE_OPEN);
    builder.made = command.id();
    if (command.id().empty()) {
        v1::Floor floor;
        if (auto no = look_at_floor(builder, command.session(), floor, "session")) return no;
        if (builder.ids_with_prefix(v1::KIND_PROPOSAL, command.session() + "@").size() >= kProposalsMax)
            return conflict("A hundred proposals are before the session. Use another one.", "session");
        builder.made = next_floor_id(builder, v1::KIND_PROPOSAL, command.session());
    } else if (auto no = look_open(builder, command.id(), held)) {
        return no;
    }
    *held.mutable_title() = proposal.title();
    held.set_symbol(proposal.symbol());
    put_floor_record(builder, v1::KIND_PROPOSAL, builder.made, held);
    return std::nullopt;
}

No withdraw_proposal(ChangeBuilder& builder, const std::string& id) {
    v1::Proposal proposal;
    if (auto no = look(builder, id, proposal)) return no;
    proposal.set_state(v1::PROPOSAL_STATE_WITHDRAWN);
    proposal.clear_silence_until_ms();
    put_floor_record(builder, v1::KIND_PROPOSAL, id, proposal);
    return std::nullopt;
}

No open_silence(ChangeBuilder& builder, const v1::OpenSilence& command) {
    v1::Proposal proposal;
    if (auto no = look_open(builder, command.id(), proposal)) return no;
    if (auto no = check_instant(command.until_ms(), "until_ms")) return no;
    const std::int64_t now_ms = builder.context().now_ms;
    if (command.until_ms() <= now_ms || command.until_ms() > now_ms + kSilenceMsMax)
        return invalid("Silence is kept until some instant within the next 60 days.", "until_ms");
    proposal.set_state(v1::PROPOSAL_STATE_SILENCE);
    proposal.set_silence_until_ms(command.until_ms());
    proposal.clear_objected_by();
    put_floor_record(builder, v1::KIND_PROPOSAL, command.id(), proposal);
    return std::nullopt;
}

// In time, even if the clock has not come to say that it was: nobody is told of an adoption before.
No break_silence(ChangeBuilder& builder, const v1::BreakSilence& command) {
    v1::Proposal proposal;
    if (auto no = look(builder, command.id(), proposal)) return no;
    if (auto no = builder.visible(v1::KIND_PARTY, command.party(), "party")) return no;
    if (proposal.state() != v1::PROPOSAL_STATE_SILENCE) return conflict("It is not under the silence procedure.");
    if (builder.context().now_ms >= proposal.silence_until_ms()) return conflict("The time to object is over.");
    proposal.set_state(v1::PROPOSAL_STATE_OPEN);
    proposal.clear_silence_until_ms();
    proposal.set_objected_by(command.party());
    put_floor_record(builder, v1::KIND_PROPOSAL, command.id(), proposal);
    return std::nullopt;
}

No end_silence(ChangeBuilder& builder, const std::string& id) {
    v1::Proposal proposal;
    if (auto no = look(builder, id, proposal)) return no;
    if (proposal.state() != v1::PROPOSAL_STATE_SILENCE || builder.context().now_ms < proposal.silence_until_ms())
        return conflict("The time to object is not over.");
    decide_on(proposal, true, v1::ADOPTION_MANNER_SILENCE, proposal.silence_until_ms());
    put_floor_record(builder, v1::KIND_PROPOSAL, id, proposal);
    return std::nullopt;
}

No decide_proposal(ChangeBuilder& builder, const v1::DecideProposal& command) {
    v1::Proposal proposal;
    if (auto no = look_open(builder, command.id(), proposal)) return no;
    const std::string session = session_of_request(command.id());
    v1::Floor floor;
    if (auto no = look_at_floor(builder, session, floor)) return no;
    if (auto no = check_running(builder, session)) return no;
    if (auto no = check_quorum(floor)) return no;
    if (command.manner() == v1::ADOPTION_MANNER_CONSENSUS) {
        if (command.has_count()) return invalid("By consensus nobody counts hands.", "count");
        decide_on(proposal, true, command.manner(), builder.context().now_ms);
    } else if (command.manner() == v1::ADOPTION_MANNER_SHOW_OF_HANDS) {
        if (auto no = check_count(floor, command.count())) return no;
        *proposal.mutable_count() = command.count();
        decide_on(proposal, command.count().in_favour() > command.count().against(), command.manner(),
                  builder.context().now_ms);
    } else {
        return invalid("Say how it was decided: by consensus, or by show of hands.", "manner");
    }
    put_floor_record(builder, v1::KIND_PROPOSAL, command.id(), proposal);
    return std::nullopt;
}

}  // namespace dais::summit
