// Frames: messages encoded once and shared by everybody who is to get them. Pure; any thread.
#pragma once

#include <memory>
#include <string>

#include "dais/v1/live.pb.h"

namespace dais::live {

// The bytes of one WebSocket message.
using Frame = std::shared_ptr<const std::string>;

// Encodes a message; what is longer than 4 KiB is compressed once for all (decision D4), its fields in
// columns (server/summit/columns.h).
Frame encode(const v1::ServerMessage& message);

}  // namespace dais::live
