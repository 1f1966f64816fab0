// What has happened to a Session, put beside its plan (decision D3).
#pragma once

#include "server/summit/change_builder.h"

namespace dais::summit {

// Progress exists only once it differs from the plan. Once it has been seen it stays, empty if need be, so that a basis
// older than its return to the plan is still found to be stale. Seen by those who see the Session.
void put_progress(ChangeBuilder& builder, const std::string& session, const v1::SessionProgress& progress);

}  // namespace dais::summit
