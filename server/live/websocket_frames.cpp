#include <algorithm>
#include <cstring>

#include "server/live/websocket.h"

namespace dais::live::websocket {
namespace {

constexpr unsigned kFinal = 0x80, kLength = 0x7F, kLengthIn16 = 126, kLengthIn64 = 127;

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

void put_big_endian(std::string& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t left = bytes; left > 0; --left) out += static_cast<char>(value >> (8 * (left - 1)) & 0xFF);
}

// What follows the first byte of a character beyond ASCII (RFC 3629, 4).
struct Tail {
    std::size_t bytes = 0;  // 0: no character begins so
    unsigned second_min = 0x80, second_max = 0xBF;
};

Tail tail_of(unsigned first) {
    if (first >= 0xC2 && first <= 0xDF) return {1};
    if (first == 0xE0) return {2, 0xA0, 0xBF};  // less would fit in two bytes
    if (first == 0xED) return {2, 0x80, 0x9F};  // more would be a surrogate
    if (first >= 0xE1 && first <= 0xEF) return {2};
    if (first == 0xF0) return {3, 0x90, 0xBF};  // less would fit in three bytes
    if (first == 0xF4) return {3, 0x80, 0x8F};  // more would be above U+10FFFF
    if (first >= 0xF1 && first <= 0xF3) return {3};
    return {};
}

// How many bytes from `at` on are one character beyond ASCII; 0: they are not.
std::size_t character_at(std::string_view text, std::size_t at) {
    const Tail tail = tail_of(byte_at(text, at));
    if (tail.bytes == 0 || text.size() - at <= tail.bytes) return 0;
    const unsigned second = byte_at(text, at + 1);
    if (second < tail.second_min || second > tail.second_max) return 0;
    for (std::size_t i = 2; i <= tail.bytes; ++i)
        if ((byte_at(text, at + i) & 0xC0) != 0x80) return 0;
    return 1 + tail.bytes;
}

}  // namespace

std::string framed(Opcode opcode, std::string_view payload) {
    std::string frame;
    frame.reserve(10 + payload.size());
    frame += static_cast<char>(kFinal | static_cast<unsigned>(opcode));
    if (payload.size() < kLengthIn16) {
        put_big_endian(frame, payload.size(), 1);
    } else if (payload.size() <= 0xFFFF) {
        put_big_endian(frame, kLengthIn16, 1);
        put_big_endian(frame, payload.size(), 2);
    } else {
        put_big_endian(frame, kLengthIn64, 1);
        put_big_endian(frame, payload.size(), 8);
    }
    return frame.append(payload);
}

std::string_view payload_of(std::string_view frame) {
    std::size_t length = byte_at(frame, 1) & kLength;
    const std::size_t begin = length < kLengthIn16 ? 2 : length == kLengthIn16 ? 4 : 10;
    for (std::size_t i = 2; i < begin; ++i) length = (i == 2 ? 0 : length << 8) | byte_at(frame, i);
    return frame.substr(begin, length);
}

std::string close_frame(std::uint16_t code, std::string_view reason) {
    std::string body;
    if (code == 0) return framed(Opcode::kClose, body);
    put_big_endian(body, code, 2);
    std::size_t fits = std::min(reason.size(), kControlBytesMax - body.size());
    while (fits > 0 && fits < reason.size() && (byte_at(reason, fits) & 0xC0) == 0x80) --fits;
    return framed(Opcode::kClose, body.append(reason.substr(0, fits)));
}

bool is_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t word = 0;
        if (text.size() - at >= sizeof(word)) {
            std::memcpy(&word, text.data() + at, sizeof(word));
            if ((word & 0x8080'8080'8080'8080) == 0) {
                at += sizeof(word);
                continue;
            }
        }
        const std::size_t bytes = byte_at(text, at) < 0x80 ? 1 : character_at(text, at);
        if (bytes == 0) return false;
        at += bytes;
    }
    return true;
}

}  // namespace dais::live::websocket
