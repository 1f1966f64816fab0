// Where the world comes in: clock, randomness, time zones. The rules themselves know none of these.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dais/v1/live.pb.h"

namespace dais::live {

std::int64_t wall_clock_ms();
std::string random_secret();  // 32 bytes

// Fills in what the server knows better than a client: a Summit's zone offsets around its days (decision D16).
void complete(v1::Command& command);

// BLAKE2b-256 of what a command asks for: the same id with another body is told apart by it. The basis is left out:
// whoever repeats a command may have looked again meanwhile.
std::string body_digest(v1::Command command);
// The same as a log keeps it, under its secret: whoever is given the ledger cannot test guesses about what somebody who
// was erased was called, or what is hidden.
std::string kept_digest(std::string_view secret, std::string_view body_digest);

}  // namespace dais::live
