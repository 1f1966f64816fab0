// Connections that take a place and give nothing for it, up all the time: whoever is closed comes back at once.
//
// One in four says nothing, one says a byte a second of a header that never ends, one of a body, and one is a WebSocket
// that says its first message so. They cost little: all are looked at a hundred times a second, and each has a
// hundredth of a second of its own to speak in. They come from 127.0.1.1 and the addresses behind it.
//
// One thread. What became of them is in a Tally.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dais::bench {

// Zero at the beginning, in memory that processes may share (load::add and others).
struct Tally {
    std::uint64_t addresses;              // wished for: from how many they come; 0: they are to be gone
    std::uint64_t connected, websockets;  // now; of these, those that were let in
    std::uint64_t came;                   // how often one connected
    std::uint64_t refused;                // was answered, but not let in
    std::uint64_t closed;                 // was closed, after an answer or without
    std::uint64_t unreached;              // did not connect
};

class Besiegers {
public:
    Besiegers(unsigned short port, std::uint32_t count, Tally& tally);
    ~Besiegers();
    Besiegers(const Besiegers&) = delete;
    Besiegers& operator=(const Besiegers&) = delete;

    // One look at those who are there, as the tally wishes; then waits for the next.
    void poll();

private:
    enum class State : std::uint8_t { away, connecting, connected, upgraded };
    struct Besieger {
        int file = -1;
        State state = State::away;
        bool refused = false;
    };

    void come(std::uint32_t number);
    void go(std::uint32_t number);
    void connected(std::uint32_t number);
    void hear(std::uint32_t number);
    void speak(std::uint32_t number);
    void lost(std::uint32_t number);
    void hear_all();

    const unsigned short port_;
    Tally& tally_;
    const std::string upgrade_;
    std::vector<Besieger> all_;
    std::vector<std::uint32_t> away_;  // who come next
    std::uint64_t addresses_ = 0;
    std::uint64_t looks_ = 0;
    std::uint64_t next_ns_;
    int epoll_;
};

}  // namespace dais::bench
