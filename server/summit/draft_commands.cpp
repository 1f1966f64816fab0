// Drafts: commands gathered in many steps and published as one Change. What moved live meanwhile is not overwritten.
#include <algorithm>

#include "server/summit/commands.h"
#include "server/summit/draft_steps.h"
#include "server/summit/identifier.h"
#include "server/summit/limits.h"
#include "server/summit/put_noun.h"
#include "server/summit/standing.h"

namespace dais::summit {
namespace {

// A step is a command that changes records by itself: no draft within a draft, nothing that cannot wait.
bool may_wait(v1::Command::VerbCase verb) {
    switch (verb) {
        case v1::Command::kPutDraft:
        case v1::Command::kAddDraftStep:
        case v1::Command::kRemoveDraftStep:
        case v1::Command::kDiscardDraft:
        case v1::Command::kPublishDraft:
        case v1::Command::kUndo:
        case v1::Command::kImportProgramme:
        case v1::Command::kPushOverrun:
        case v1::Command::kErasePerson:
        case v1::Command::kPublishAnnouncement:
        case v1::Command::kWithdrawAnnouncement:
        case v1::Command::kPutAnnouncement:
        case v1::Command::kSubmitAnnouncement:
        case v1::Command::kApproveAnnouncement:
        case v1::Command::kWithdrawApproval:
        case v1::Command::kReleaseAnnouncement:
        case v1::Command::kLiftEmbargo:
        case v1::Command::kTranslateAnnouncement:
        case v1::Command::kPublishEmergency:
        case v1::Command::kPinAnnouncement:
        case v1::Command::kAcknowledgeAnnouncement:
        case v1::Command::kPutDeclaration:
        case v1::Command::kRemoveDeclaration:
        case v1::Command::kPutDeclarationText:
        case v1::Command::kAdoptDeclaration:
        case v1::Command::kOpenDeclaration:
        case v1::Command::kCloseDeclaration:
        case v1::Command::kAnnounceEndorsement:
        case v1::Command::kCheckCredentials:
        case v1::Command::kSignEndorsement:
        case v1::Command::kWithdrawEndorsement:
        case v1::Command::kReportOnCommitment:
        case v1::Command::kStartSession:
        case v1::Command::kPauseSession:
        case v1::Command::kSuspendSession:
        case v1::Command::kResumeSession:
        case v1::Command::kEndSession:
        case v1::Command::kCallSession:
        case v1::Command::kPutFloor:
        case v1::Command::kRemoveFloor:
        case v1::Command::kCloseList:
        case v1::Command::kReopenList:
        case v1::Command::kInscribeSpeaker:
        case v1::Command::kWithdrawRequest:
        case v1::Command::kSetSpeaker:
        case v1::Command::kArrangeList:
        case v1::Command::kMoveRequest:
        case v1::Command::kSkipRequest:
        case v1::Command::kSetAllotment:
        case v1::Command::kStartTurn:
        case v1::Command::kPauseTurn:
        case v1::Command::kResumeTurn:
        case v1::Command::kEndTurn:
        case v1::Command::kYieldTurn:
        case v1::Command::kCancelTurn:
        case v1::Command::kSubmitStatement:
        case v1::Command::kRemoveStatement:
        case v1::Command::kRecordPresence:
        case v1::Command::kPutProposal:
        case v1::Command::kWithdrawProposal:
        case v1::Command::kOpenSilence:
        case v1::Command::kBreakSilence:
        case v1::Command::kDecideProposal:
        case v1::Command::kEndSilence:
        case v1::Command::kForgetSpeakers:
        case v1::Command::kShowScene:
        case v1::Command::kBlankScreens:
        case v1::Command::kIdentifyScreens:
        case v1::Command::kReloadScreens:
        case v1::Command::VERB_NOT_SET: return false;
        default: return true;
    }
}

void remove_with_steps(ChangeBuilder& builder, const std::string& draft) {
    for (const DraftStepRef& step : steps_of(builder, draft)) builder.remove(v1::KIND_DRAFT_STEP, step.id);
    builder.remove(v1::KIND_DRAFT, draft);
}

}  // namespace

No put_draft(ChangeBuilder& builder, const v1::PutDraft& command) {
    v1::Draft draft = command.draft();
    if (auto no = put_named(builder, v1::KIND_DRAFT, command.id(), draft)) return no;
    if (draft.name().empty())
        return refuse(v1::REFUSAL_CODE_INVALID, "draft.name is missing: say what it is for.", "draft.name");
    builder.put(v1::KIND_DRAFT, builder.made, "", kStaffOnly, draft);
    return std::nullopt;
}

No add_draft_step(ChangeBuilder& builder, const v1::AddDraftStep& command) {
    if (auto no = builder.visible(v1::KIND_DRAFT, command.draft(), "draft")) return no;
    v1::Command verb;
    if (!verb.ParseFromString(command.command()))
        return refuse(v1::REFUSAL_CODE_INVALID, "command is no dais.v1.Command.", "command");
    verb.clear_log();
    verb.clear_id();
    verb.clear_basis();
    verb.clear_preview();
    if (!may_wait(verb.verb_case()))
        return refuse(v1::REFUSAL_CODE_INVALID,
                      "A draft gathers changes of the programme; this is done at once or not at all.", "command");
    if (auto no = refuse_role(builder.context().standing, verb.verb_case())) return no;
    const std::vector<DraftStepRef> steps = steps_of(builder, command.draft());
    if (steps.size() >= kDraftStepsMax)
        return refuse(v1::REFUSAL_CODE_CONFLICT,
                      "The draft has " + std::to_string(steps.size()) + " steps. Publish it and begin another.",
                      "draft");

    // Tried on top of the steps before, so that what cannot be is told at once.
    v1::DraftStep step;
    ChangeBuilder trial = builder;
    std::set<std::string> left_out;
    if (auto no = do_steps(trial, steps, left_out)) return no;
    step.set_order(steps.empty() ? 1 : steps.back().step.order() + 1);
    step.set_basis(builder.before().head(v1::AUDIENCE_STAFF).position);
    step.set_base(replaced_body(trial, verb));
    *step.mutable_command() = verb.SerializeAsString();
    trial.made.clear();
    if (auto no = do_step(trial, step)) return no;
    const bool makes = !trial.made.empty() && !names_record(verb) && verb.verb_case() != v1::Command::kPutSummit;
    if (makes) step.set_makes(builder.new_id(kind_of_id(trial.made)));

    builder.made = builder.new_id(v1::KIND_DRAFT_STEP);
    builder.put(v1::KIND_DRAFT_STEP, builder.made, command.draft(), kStaffOnly, step);
    return std::nullopt;
}

No remove_draft_step(ChangeBuilder& builder, const v1::RemoveDraftStep& command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_DRAFT_STEP, command.id())) return no;
    const std::string draft = builder.owner_of(v1::KIND_DRAFT_STEP, command.id());
    // What must be left out without it, and need not with it, needs it.
    std::set<std::string> with_it;
    ChangeBuilder trial_with = builder;
    if (auto no = do_steps(trial_with, steps_of(builder, draft), with_it)) with_it.clear();
    builder.remove(v1::KIND_DRAFT_STEP, command.id());
    std::set<std::string> without_it;
    ChangeBuilder trial = builder;
    No no = do_steps(trial, steps_of(builder, draft), without_it);
    if (no) no->set_message("A later step needs this one: " + no->message());
    for (const DraftStepRef& step : steps_of(builder, draft))
        if (!no && without_it.contains(step.id) && !with_it.contains(step.id))
            no = refuse(v1::REFUSAL_CODE_CONFLICT,
                        "Step " + std::to_string(step.step.order()) + " needs this one. Remove that first.", "id");
    return no;
}

No discard_draft(ChangeBuilder& builder, const v1::DiscardDraft& command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_DRAFT, command.id())) return no;
    remove_with_steps(builder, command.id());
    return std::nullopt;
}

No publish_draft(ChangeBuilder& builder, const v1::PublishDraft& command) {
    if (auto no = builder.exists_and_fresh(v1::KIND_DRAFT, command.id())) return no;
    const std::vector<DraftStepRef> steps = steps_of(builder, command.id());
    if (steps.empty()) return refuse(v1::REFUSAL_CODE_CONFLICT, "The draft has no steps yet.", "id");
    // A step that was added since its publisher looked is not what they meant to publish.
    for (const DraftStepRef& step : steps)
        if (auto no = builder.fresh(v1::KIND_DRAFT_STEP, step.id)) return no;
    std::set<std::string> left_out;
    if (auto no = do_steps(builder, steps, left_out)) return no;
    remove_with_steps(builder, command.id());
    builder.made.clear();
    return std::nullopt;
}

}  // namespace dais::summit
