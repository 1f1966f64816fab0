// What became of a command, said to the person who gave it.
#pragma once

#include <string>

#include "clients/cpp/time.h"
#include "dais/v1/live.pb.h"

namespace dais::client {

// Prints what was done; throws Failure with who, when and what if it was refused.
void print_outcome(const v1::Reply& reply, const std::string& done, const LocalTime& time);

// A refusal as one line.
std::string refusal_told(const v1::Refusal& refusal, const LocalTime& time);

}  // namespace dais::client
