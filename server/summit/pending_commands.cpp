#include "server/summit/commands.h"
namespace dais::summit {
No set_projected_end(ChangeBuilder&, const v1::SetProjectedEnd&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No call_session(ChangeBuilder&, const v1::CallSession&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No pause_session(ChangeBuilder&, const v1::PauseSession&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No suspend_session(ChangeBuilder&, const v1::SuspendSession&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No resume_session(ChangeBuilder&, const v1::ResumeSession&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No postpone_session(ChangeBuilder&, const v1::PostponeSession&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No reinstate_session(ChangeBuilder&, const v1::ReinstateSession&) {
    return refuse(v1::REFUSAL_CODE_INVALID, "not yet");
}
No set_presiding(ChangeBuilder&, const v1::SetPresiding&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No replace_speaker(ChangeBuilder&, const v1::ReplaceSpeaker&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No push_overrun(ChangeBuilder&, const v1::PushOverrun&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No set_programme_status(ChangeBuilder&, const v1::SetProgrammeStatus&) {
    return refuse(v1::REFUSAL_CODE_INVALID, "not yet");
}
No put_draft(ChangeBuilder&, const v1::PutDraft&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No add_draft_step(ChangeBuilder&, const v1::AddDraftStep&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No remove_draft_step(ChangeBuilder&, const v1::RemoveDraftStep&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No discard_draft(ChangeBuilder&, const v1::DiscardDraft&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No publish_draft(ChangeBuilder&, const v1::PublishDraft&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No undo(ChangeBuilder&, const v1::Undo&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
}  // namespace dais::summit
