// What a Clearance and its Announcement must satisfy together, however they came to be, and who must stay because of
// them. Pure.
#pragma once

#include "dais/v1/clearance.pb.h"
#include "server/summit/change_builder.h"

namespace dais::summit {

// A no unless its fields make sense and go together with the Announcement's: what is said in a Body's name needs the
// keys of that Body, nothing expires before it is published, and its readers may see what it names. Its lists are
// sorted.
No check_clearance(const ChangeBuilder& builder, const v1::Announcement& announcement, v1::Clearance& clearance);

// A no unless so many keys can be turned as things stand.
No check_keys(const ChangeBuilder& builder, const v1::Clearance& clearance);

// A no to the removal of a Body whose keys an announcement waits for; of a Party in whose name one stands, or that is
// asked to acknowledge it; of a Person in whose name one stands, whose words wait for clearance, or who has approved or
// acknowledged one.
No unawaited(const ChangeBuilder& builder, const std::string& body);
No unasked(const ChangeBuilder& builder, const std::string& party);
No unquoted(const ChangeBuilder& builder, const std::string& person);

}  // namespace dais::summit
