// The client's half of WebSocket (RFC 6455) as far as a load needs it: one upgrade, whole frames, masked answers.
//
// Pure: bytes in, bytes out; no socket. Extensions are never asked for, so none is understood. The upgrade's key is the
// sample of RFC 6455 §1.3, whose answer everybody knows: a load hides nothing from a proxy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dais::load {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

struct UpgradeWish {
    std::string authority;  // for Host
    std::string target = "/";
    std::string protocol;  // a subprotocol, or none
    std::string key;       // a bearer key, or none
};
std::string upgrade_request(const UpgradeWish& wish);

// What the server answered. A refusal is any status but 101; 0 is an answer that makes no sense.
struct UpgradeAnswer {
    unsigned status = 0;
    std::uint32_t retry_after_ms = 0;  // of a refusal's Retry-After in seconds
    std::size_t bytes = 0;             // of the whole head
};
// Nothing as long as the head is not all there. Heads beyond 16 KiB make no sense.
std::optional<UpgradeAnswer> read_upgrade(std::string_view bytes, std::string_view protocol);

struct FrameSeen {
    Opcode opcode = Opcode::continuation;
    bool last = false;  // of its message
    std::string_view payload;
    std::size_t bytes = 0;  // with its head
};
// The frame at the beginning of these bytes, once all of it is there. Servers do not mask.
std::optional<FrameSeen> read_frame(std::string_view bytes);

// A masked frame, alone in its message.
std::string client_frame(Opcode opcode, std::string_view payload, std::uint32_t mask);

// The code of a close frame; 1005 if it has none.
unsigned close_code(std::string_view payload);

}  // namespace dais::load
