// WebSocket frames (RFC 6455), as a server reads and writes them: bytes in, events out; no socket, no Asio.
//
// A Reader promises the same events however the bytes of a client are cut, and to hold at most one message as long as
// the limit, one header and one control frame. What may not be is told as soon as the bytes say so, before anything of
// it is kept. No extension is spoken: reserved bits are refused. Any thread, one at a time; throws only bad_alloc.
// Handshake, timeouts and what to answer are the connection's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dais::live::websocket {

enum class Opcode : std::uint8_t { kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10 };

constexpr std::size_t kControlBytesMax = 125;  // payload of Close, Ping and Pong (5.5)

// One whole unmasked frame, FIN set, as a server sends it (5.2).
std::string framed(Opcode opcode, std::string_view payload);
// The payload of a frame that framed() made, whatever comes after it.
std::string_view payload_of(std::string_view frame);
// A Close frame; the reason, in UTF-8, is cut at a character to the 123 bytes that fit. Code 0: no body.
std::string close_frame(std::uint16_t code, std::string_view reason);
// RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// What a Reader tells; payloads live as long as the call. Each returns false to be told nothing more.
class Receiver {
public:
    virtual bool on_message(Opcode opcode, std::string_view payload) = 0;  // kText (valid UTF-8) or kBinary, whole
    virtual bool on_ping(std::string_view payload) = 0;
    virtual bool on_pong(std::string_view payload) = 0;
    virtual bool on_close(std::uint16_t code, std::string_view reason) = 0;  // 1005: none was given
    virtual bool on_broken(std::uint16_t code, std::string_view why) = 0;    // to be answered with: 1002, 1007, 1009

protected:
    ~Receiver() = default;
};

// The bytes of one client, in pieces of any size. Holds nothing between messages, so that a connection needs a Reader
// only while a message is under way.
class Reader {
public:
    // Unmasks in place; a frame that lies whole in `bytes` is told as a view of it. Tells every event in order, and
    // stops for good after on_close, on_broken or a false. The receiver must not end the Reader's life.
    void read(std::span<char> bytes, std::size_t message_bytes_max, Receiver& receiver);
    // No part of a frame or message is held, so a new Reader would read on just as well. Not so once it has stopped.
    bool idle() const;

private:
    struct Wrong {
        std::uint16_t code = 0;  // 0: nothing is
        std::string_view why;
    };

    Wrong take_header(std::span<char>& bytes, std::size_t message_bytes_max);
    Wrong wrong_start() const;
    Wrong wrong_length(std::size_t message_bytes_max) const;
    bool fill_header(std::span<char>& bytes, std::size_t size);
    bool header_is_whole() const;
    bool take_payload(std::span<char>& bytes, std::size_t message_bytes_max, Receiver& receiver);
    bool take_control(std::span<const char> piece, Receiver& receiver);
    bool take_data(std::span<const char> piece, std::size_t message_bytes_max, Receiver& receiver);
    bool tell_close(std::string_view body, Receiver& receiver);
    bool tell_message(std::string_view payload, Receiver& receiver);
    void stop();

    Opcode opcode() const;
    bool is_final() const;
    std::size_t length_bytes() const;  // those that follow the first two bytes of the header

    std::array<unsigned char, 14> header_{};
    std::uint8_t header_size_ = 0;                   // how much of it is there
    bool stopped_ = false;                           // for good
    Opcode message_opcode_ = Opcode::kContinuation;  // of the message under way; kContinuation: none is
    std::uint64_t length_ = 0;                       // of the frame's payload
    std::uint64_t taken_ = 0;                        // of it, so far
    std::vector<char> message_;                      // of the message under way, unmasked
    std::array<char, kControlBytesMax> control_{};   // of a control frame that came in pieces
};

}  // namespace dais::live::websocket
