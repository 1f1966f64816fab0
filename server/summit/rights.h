// Who may do what: a row per verb, the roles that have it. Nothing else decides on rights.
#pragma once

#include <optional>

#include "dais/v1/live.pb.h"

namespace dais::summit {

// Whether a role may ask for this verb at all.
bool may(v1::Role role, v1::Command::VerbCase verb);

// The no for a role that may not.
std::optional<v1::Refusal> refuse_role(v1::Role role, v1::Command::VerbCase verb);

// The audience to which a role belongs; no role is the public.
v1::Audience audience_of(v1::Role role);

}  // namespace dais::summit
