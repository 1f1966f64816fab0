// What a record with names in several languages is called where one must do, as in refusals and reports.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <string>

#include "dais/v1/summit.pb.h"
#include "dais/v1/text.pb.h"
#include "server/summit/change_builder.h"

namespace dais::summit {

// The name in the first of the summit's languages that there is, else the first; empty if there is none. Pure.
std::string name_of(const google::protobuf::RepeatedPtrField<v1::LocalText>& names, const v1::Summit& summit);

// Of a record as it will be, or was: “name” (id). For those who may see it.
std::string quoted_name(const ChangeBuilder& builder, v1::Kind kind, const std::string& id);

}  // namespace dais::summit
