// Who sends what is to be timed: one connection beside the screens. To Dais an organiser's announcement, whose frame
// comes to the screens with 200 bytes; to the others 200 bytes as they are.
//
// Blocks only while it sends, and at the beginning. Throws std::runtime_error if it is refused.
#pragma once

#include <cstdint>
#include <string>

#include "clients/cpp/load/stamp.h"
#include "dais/v1/live.pb.h"
#include "tests/bench/fanout/rival.h"

namespace dais::fanout {

inline constexpr std::size_t kFrameBytes = 200;
inline constexpr const char* kLog = "bench";

class Publisher {
public:
    explicit Publisher(const Rival& server);
    ~Publisher();
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;

    void publish(const load::Stamp& stamp);
    // Takes what came meanwhile.
    void drain();

private:
    void open(const Rival& server);
    void say(const v1::ClientMessage& message);
    void send_all(const std::string& bytes);
    // False: nothing more is there.
    bool receive(bool wait);
    void take_messages();
    void make_log();

    const bool dais_;
    int file_ = -1;
    std::string received_;
    std::uint64_t replies_ = 0;
    bool welcomed_ = false;
};

// The frame that an announcement with this text comes to the public as.
std::size_t frame_bytes(const std::string& text);
// How long a text is whose frame has kFrameBytes, or a little more where lengths take another byte.
std::size_t text_bytes();

}  // namespace dais::fanout
