#include "server/summit/commands.h"
namespace dais::summit {
No put_draft(ChangeBuilder&, const v1::PutDraft&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No add_draft_step(ChangeBuilder&, const v1::AddDraftStep&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No remove_draft_step(ChangeBuilder&, const v1::RemoveDraftStep&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No discard_draft(ChangeBuilder&, const v1::DiscardDraft&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
No publish_draft(ChangeBuilder&, const v1::PublishDraft&) { return refuse(v1::REFUSAL_CODE_INVALID, "not yet"); }
}  // namespace dais::summit
