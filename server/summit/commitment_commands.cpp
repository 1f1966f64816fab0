// Commitments and what their owners report of them.
#include "server/summit/commands.h"
#include "server/summit/institution_rules.h"
#include "server/summit/put_noun.h"
#include "server/summit/venue_time.h"

namespace dais::summit {
namespace {

bool is_settled(v1::CommitmentState state) {
    return state == v1::COMMITMENT_STATE_FULFILLED || state == v1::COMMITMENT_STATE_ABANDONED;
}

}  // namespace

No put_commitment(ChangeBuilder& builder, const std::string& id, v1::Commitment commitment) {
    if (auto no = put_named(builder, v1::KIND_COMMITMENT, id, commitment)) return no;
    if (auto no = needs_name(commitment.title(), "commitment.title")) return no;
    if (commitment.party().empty())
        return refuse(v1::REFUSAL_CODE_INVALID, "commitment.party is missing: say who has promised it.",
                      "commitment.party");
    if (auto no = builder.visible(v1::KIND_PARTY, commitment.party(), "commitment.party")) return no;
    if (!commitment.declaration().empty()) {
        if (auto no = builder.visible(v1::KIND_DECLARATION, commitment.declaration(), "commitment.declaration"))
            return no;
        if (auto no = check_shown(builder, commitment.declaration(), "commitment.declaration")) return no;
    }
    if (commitment.has_due() && !is_day(commitment.due()))
        return refuse(v1::REFUSAL_CODE_INVALID, "commitment.due is no day of the calendar.", "commitment.due");
    const auto held = builder.get<v1::Commitment>(v1::KIND_COMMITMENT, builder.made);
    commitment.set_state(held ? held->state() : v1::COMMITMENT_STATE_OPEN);
    builder.put(v1::KIND_COMMITMENT, builder.made, "", kEverybody, commitment);
    return std::nullopt;
}

No remove_commitment(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_COMMITMENT, id)) return no;
    for (const std::string& report : builder.ids(v1::KIND_COMMITMENT_REPORT))
        if (builder.owner_of(v1::KIND_COMMITMENT_REPORT, report) == id)
            builder.remove(v1::KIND_COMMITMENT_REPORT, report);
    builder.remove(v1::KIND_COMMITMENT, id);
    return std::nullopt;
}

No report_on_commitment(ChangeBuilder& builder, v1::ReportOnCommitment command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_COMMITMENT, command.id())) return no;
    if (auto no = check_fields(command)) return no;
    if (command.state() == v1::COMMITMENT_STATE_UNSPECIFIED)
        return refuse(v1::REFUSAL_CODE_INVALID, "state is missing: open, on track, delayed, fulfilled or abandoned.",
                      "state");
    v1::Commitment commitment = *builder.get<v1::Commitment>(v1::KIND_COMMITMENT, command.id());
    if (is_settled(commitment.state()) && command.state() == commitment.state())
        return refuse(v1::REFUSAL_CODE_CONFLICT,
                      "The commitment is so already, and nothing more is reported of it unless it is so no longer.",
                      "state");
    const AudienceSet audiences = builder.audiences_of(v1::KIND_COMMITMENT, command.id());
    v1::CommitmentReport report;
    report.set_state(command.state());
    *report.mutable_text() = command.text();
    report.set_at_ms(builder.context().now_ms);
    builder.made = builder.new_id(v1::KIND_COMMITMENT_REPORT);
    builder.put(v1::KIND_COMMITMENT_REPORT, builder.made, command.id(), audiences, report);
    commitment.set_state(command.state());
    builder.put(v1::KIND_COMMITMENT, command.id(), "", audiences, commitment);
    return std::nullopt;
}

}  // namespace dais::summit
