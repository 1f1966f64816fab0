// Frames: messages encoded once and shared by everybody who is to get them. Pure; any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dais/v1/live.pb.h"

namespace dais::live {

// The bytes of one WebSocket message or more, as they go to a socket: framed (websocket.h) once, for all who get them.
using Frame = std::shared_ptr<const std::string>;

// Encodes a message; what is longer than 4 KiB is compressed once for all (decision D4), its fields in
// columns (server/summit/columns.h).
Frame encode(const v1::ServerMessage& message);
// The same of a message that somebody else encoded.
Frame frame_of(std::string_view message);

}  // namespace dais::live
