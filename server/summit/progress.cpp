#include "server/summit/progress.h"

namespace dais::summit {

void put_progress(ChangeBuilder& builder, const std::string& session, const v1::SessionProgress& progress) {
    if (!builder.exists(v1::KIND_SESSION_PROGRESS, session) && progress.ByteSizeLong() == 0) return;
    builder.put(v1::KIND_SESSION_PROGRESS, session, session, builder.audiences_of(v1::KIND_SESSION, session), progress);
}

}  // namespace dais::summit
