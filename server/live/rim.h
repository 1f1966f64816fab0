// Where the world comes in: clock, randomness, time zones. The rules themselves know none of these.
#pragma once

#include <cstdint>
#include <string>

#include "dais/v1/live.pb.h"

namespace dais::live {

std::int64_t wall_clock_ms();
std::string random_secret();  // 32 bytes

// Fills in what the server knows better than a client: a Summit's zone offsets around its days (decision D16).
void complete(v1::Command& command);

// BLAKE2b-256 of a command as it came: the same id with another body is told apart by it.
std::string body_digest(const std::string& command_bytes);

}  // namespace dais::live
