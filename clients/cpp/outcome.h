// What became of a command, said to the person, or the program, that gave it.
#pragma once

#include <string>

#include "clients/cpp/consequences.h"
#include "clients/cpp/place.h"
#include "clients/cpp/time.h"
#include "dais/v1/live.pb.h"

namespace dais::client {

// Prints what was done, or would be; throws Failure with who, when and what if it was, or would be, refused.
//
// As JSON one object is printed whatever happens: "outcome" (done, preview, refused or failed), "exit_code",
// "message", "position", "id", "clashes", "notes", and, if there is one, "refusal" or "preview".
void print_outcome(const v1::Reply& reply, const std::string& done, const Reader& reader, bool as_json);

// The same in words, of what clashes with nothing.
void print_outcome(const v1::Reply& reply, const std::string& done, const LocalTime& time);

// The object for what failed before a server was asked.
void print_failure_json(const std::string& message, int exit_code);

// A refusal as one line; with its clashes below as several.
std::string refusal_told(const v1::Refusal& refusal, const LocalTime& time);
ExitCode exit_code(const v1::Refusal& refusal);

}  // namespace dais::client
