// What each audience sees of a record (decision D6), and the rules' own hash (D8).
//
// The one place in which staff-only fields are cleared. Pure; any thread.
#pragma once

#include <google/protobuf/message.h>

#include <string>

#include "dais/v1/change.pb.h"
#include "server/summit/records.h"

namespace dais::summit {

// Canonical bytes: known fields only, in field order.
std::string canonical(const google::protobuf::Message& record);

// The record as everybody but staff may see it: staff-only fields cleared, however deep, unknown ones discarded.
std::string redacted(v1::Kind kind, const std::string& body);

// First 8 bytes of the hash of the rules: of all descriptors of dais.v1 and of this projection's number.
const std::string& view_hash();

}  // namespace dais::summit
