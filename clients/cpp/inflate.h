// From the bytes of one frame to the message that it says: what was compressed for all readers is inflated.
//
// Promises: never more than kMessageBytesMax, however small the frame that claims it. Pure. A compressed message
// within a compressed message is refused.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "dais/v1/live.pb.h"

namespace dais::client {

// The longest message, inflated.
inline constexpr std::size_t kMessageBytesMax = std::size_t{16} << 20;

// The server said something that makes no sense.
struct BadFrame : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Raw DEFLATE (RFC 1951) undone; throws BadFrame if it is damaged, cut short or longer than bytes_max.
std::string inflated(std::string_view deflated, std::size_t bytes_max = kMessageBytesMax);

// The message of a frame, never a compressed one. Throws BadFrame.
v1::ServerMessage read_message(std::string_view frame);

}  // namespace dais::client
