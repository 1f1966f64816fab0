// A look at a record's bytes without reading them into a message: is there anything in them that staff alone may read?
//
// Most records have nothing of the kind, and a fold looks at each of them. Pure; any thread.
#pragma once

#include <string_view>

#include "dais/v1/change.pb.h"

namespace dais::summit {

// True: no field for staff and none that is not known, however deep; then all may see the record as it is. False: there
// is one, or the bytes are damaged: whoever reads them properly will tell.
bool nothing_to_clear(v1::Kind kind, std::string_view body);

}  // namespace dais::summit
