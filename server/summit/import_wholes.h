// What a file says of parts, held against what is here.
#pragma once

#include "server/summit/change_builder.h"

namespace dais::summit {

// Of the Sessions that an import has put: one that would be a part of itself, or too deep, stands alone, and one that
// is a part of what is hidden here is hidden, too. The report tells.
void mend_wholes(ChangeBuilder& builder);

}  // namespace dais::summit
