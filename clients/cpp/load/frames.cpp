#include "clients/cpp/load/frames.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace dais::load {
namespace {

constexpr std::string_view kKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view kAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
constexpr std::size_t kHeadBytesMax = 16 << 10;
constexpr std::uint32_t kRetrySecondsMax = 3'600;

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

char byte(std::size_t value) { return static_cast<char>(value & 255); }

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) value = value << 8 | byte_at(bytes, i);
    return value;
}

bool same_word(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

// A header's value, by a name in any case; empty if it is not there.
std::string_view header(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
        const auto line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !same_word(line.substr(0, colon), name)) continue;
        auto value = line.substr(colon + 1);
        while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
        while (!value.empty() && value.back() == ' ') value.remove_suffix(1);
        return value;
    }
    return {};
}

std::uint32_t number(std::string_view digits) {
    std::uint32_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

}  // namespace

std::string upgrade_request(const UpgradeWish& wish) {
    std::string request = "GET " + wish.target + " HTTP/1.1\r\nHost: " + wish.authority +
                          "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: " +
                          std::string(kKey) + "\r\n";
    if (!wish.protocol.empty()) request += "Sec-WebSocket-Protocol: " + wish.protocol + "\r\n";
    if (!wish.key.empty()) request += "Authorization: Bearer " + wish.key + "\r\n";
    return request + "\r\n";
}

std::optional<UpgradeAnswer> read_upgrade(std::string_view bytes, std::string_view protocol) {
    const auto ends = bytes.find("\r\n\r\n");
    if (ends == std::string_view::npos)
        return bytes.size() > kHeadBytesMax ? std::optional(UpgradeAnswer{0, 0, bytes.size()}) : std::nullopt;
    const auto head = bytes.substr(0, ends + 2);
    UpgradeAnswer answer;
    answer.bytes = ends + 4;
    if (!head.starts_with("HTTP/1.1 ")) return answer;
    answer.status = number(head.substr(9, 3));
    if (answer.status == 101) {
        const bool right = header(head, "Sec-WebSocket-Accept") == kAccept &&
                           (protocol.empty() || header(head, "Sec-WebSocket-Protocol") == protocol);
        if (!right) answer.status = 0;
    } else {
        answer.retry_after_ms = std::min(number(header(head, "Retry-After")), kRetrySecondsMax) * 1'000;
    }
    return answer;
}

std::optional<FrameSeen> read_frame(std::string_view bytes) {
    if (bytes.size() < 2) return std::nullopt;
    const std::size_t brief = byte_at(bytes, 1) & 127;
    const std::size_t extended = brief == 126 ? 2u : brief == 127 ? 8u : 0u;
    const bool masked = (byte_at(bytes, 1) & 128) != 0;
    const std::size_t head = 2 + extended + (masked ? 4 : 0);
    if (bytes.size() < head) return std::nullopt;
    const std::uint64_t size = extended == 0 ? brief : big_endian(bytes.substr(2, extended));
    if (bytes.size() - head < size) return std::nullopt;
    FrameSeen frame;
    frame.opcode = static_cast<Opcode>(byte_at(bytes, 0) & 15);
    frame.last = (byte_at(bytes, 0) & 128) != 0;
    frame.payload = bytes.substr(head, static_cast<std::size_t>(size));
    frame.bytes = head + static_cast<std::size_t>(size);
    return frame;
}

std::string client_frame(Opcode opcode, std::string_view payload, std::uint32_t mask) {
    std::string frame(1, byte(128u | static_cast<std::size_t>(opcode)));
    const std::size_t size = payload.size();
    if (size < 126) {
        frame += byte(128 | size);
    } else if (size < 65'536) {
        frame += {byte(128 | 126), byte(size >> 8), byte(size)};
    } else {
        frame += byte(128 | 127);
        for (int shift = 56; shift >= 0; shift -= 8) frame += byte(size >> shift);
    }
    const std::array<char, 4> key = {byte(mask >> 24), byte(mask >> 16), byte(mask >> 8), byte(mask)};
    frame.append(key.data(), key.size());
    for (std::size_t i = 0; i < size; ++i) frame += static_cast<char>(payload[i] ^ key[i & 3]);
    return frame;
}

unsigned close_code(std::string_view payload) {
    return payload.size() < 2 ? 1'005u : static_cast<unsigned>(big_endian(payload.substr(0, 2)));
}

}  // namespace dais::load
