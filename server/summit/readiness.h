// In which languages an announcement can be read, and whether that is enough to release it. Pure.
#pragma once

#include <string>

#include "dais/v1/clearance.pb.h"
#include "server/summit/change_builder.h"

namespace dais::summit {

// Whether a translation says what was once said: none of today's other texts has the digest of its source. One that
// does not tell its source never is. The same rule as on the screens (clients/web/sdk/src/text.ts).
bool is_outdated(const v1::LocalText& text, const google::protobuf::RepeatedPtrField<v1::LocalText>& all);

// A no unless title and body, as far as there are any, are there in every language in which they must be and are not
// outdated: those in which either is authentic, and, unless the others follow, those that the Clearance names.
No check_ready(const v1::Announcement& announcement, const v1::Clearance& clearance);

}  // namespace dais::summit
