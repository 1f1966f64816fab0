// JSON for programs that read this program's output: messages by protobuf's own rules with the names of the proto
// files, the rest by Boost.JSON.
#pragma once

#include <google/protobuf/message.h>

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "dais/v1/change.pb.h"

namespace dais::client {

// One message as a JSON object, with zeros, empty texts and empty lists; what is absent although it may be there is
// left out. 64-bit numbers are strings, as protobuf has it.
boost::json::value to_json(const google::protobuf::Message& message);

// A record's bytes as its noun; null for a kind that this program does not know.
boost::json::value record_to_json(int kind, const std::string& body);

// {"kind","id","owner"?,"record"}; a record that was removed is null.
boost::json::value entry_to_json(const v1::Entry& entry);

// The other way; false if it is not JSON of this message. Unknown names are passed over.
bool from_json(std::string_view json, google::protobuf::Message& message);

}  // namespace dais::client
