// The other end of a WebSocket, for tests: frames as a client sends them, right or wrong, and what a Reader told of
// them.
#pragma once

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "server/live/websocket.h"

namespace dais::live::websocket {

constexpr unsigned kFin = 0x80;
constexpr std::array<unsigned char, 4> kMaskOfTheRfc = {0x37, 0xFA, 0x21, 0x3D};

// The bytes of a big-endian number.
inline std::string big_endian(std::uint64_t value, int bytes) {
    std::string out(static_cast<std::size_t>(bytes), '\0');
    for (auto byte = out.rbegin(); byte != out.rend(); ++byte, value >>= 8) *byte = static_cast<char>(value & 0xFF);
    return out;
}

// A masked frame. start: FIN, reserved bits and opcode. length_bytes: 0, 2 or 8 behind the second byte; -1: as it fits.
inline std::string client_frame(unsigned start, std::string_view payload, int length_bytes = -1,
                                std::array<unsigned char, 4> mask = kMaskOfTheRfc) {
    if (length_bytes < 0) length_bytes = payload.size() < 126 ? 0 : payload.size() < 65'536 ? 2 : 8;
    std::string frame(1, static_cast<char>(start));
    frame += static_cast<char>(0x80 | (length_bytes == 0 ? payload.size() : length_bytes == 2 ? 126 : 127));
    if (length_bytes > 0) frame += big_endian(payload.size(), length_bytes);
    for (const unsigned char byte : mask) frame += static_cast<char>(byte);
    for (std::size_t i = 0; i < payload.size(); ++i) frame += static_cast<char>(payload[i] ^ mask[i % mask.size()]);
    return frame;
}

inline std::string client_frame(Opcode opcode, std::string_view payload) {
    return client_frame(kFin | static_cast<unsigned>(opcode), payload);
}

struct Event {
    std::string what;  // "text", "binary", "ping", "pong", "close" or "broken"
    std::uint16_t code = 0;
    std::string payload;  // or reason; why something is broken is in words that nothing depends on

    bool operator==(const Event&) const = default;
};

// Of long payloads, the beginning.
inline void PrintTo(const Event& event, std::ostream* out) {
    *out << event.what << " " << event.code << " " << event.payload.substr(0, 100) << " (" << event.payload.size()
         << " bytes)";
}

// Keeps what it is told, and has heard enough after so many events.
class Told final : public Receiver {
public:
    explicit Told(std::size_t events_max = SIZE_MAX) : events_max_(events_max) {}

    bool on_message(Opcode opcode, std::string_view payload) override {
        return keep({opcode == Opcode::kText ? "text" : "binary", 0, std::string(payload)});
    }
    bool on_ping(std::string_view payload) override { return keep({"ping", 0, std::string(payload)}); }
    bool on_pong(std::string_view payload) override { return keep({"pong", 0, std::string(payload)}); }
    bool on_close(std::uint16_t code, std::string_view reason) override {
        return keep({"close", code, std::string(reason)});
    }
    bool on_broken(std::uint16_t code, std::string_view why) override {
        return keep({"broken", code, why.empty() ? "no word" : ""});
    }

    std::vector<Event> events;

private:
    bool keep(Event event) {
        events.push_back(std::move(event));
        return events.size() < events_max_;
    }

    std::size_t events_max_;
};

// Reads in pieces, each as long as next_piece() says. With renew, what is idle is forgotten, as a connection does.
template <typename NextPiece>
std::vector<Event> read_in_pieces(std::string bytes, std::size_t message_bytes_max, NextPiece next_piece,
                                  bool renew = false, Told told = Told()) {
    Reader reader;
    for (std::span<char> left(bytes); !left.empty();) {
        const std::size_t size = std::min<std::size_t>(left.size(), next_piece());
        reader.read(left.first(size), message_bytes_max, told);
        left = left.subspan(size);
        if (renew && reader.idle()) reader = {};
    }
    return std::move(told.events);
}

}  // namespace dais::live::websocket
