// What a crowd's screens say to a server, and what they make of what they hear; a crowd (crowd.h) knows sockets alone.
//
// A Talk belongs to one crowd and its thread. Screens are numbers from 0. It keeps what each screen knows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "clients/cpp/load/frames.h"

namespace dais::load {

// Where a screen's words go.
class Line {
public:
    virtual ~Line() = default;
    // As one binary message. What does not fit the socket cuts the line.
    virtual void say(std::uint32_t screen, std::string_view message) = 0;
};

// What a screen does next.
struct Turn {
    enum class What : std::uint8_t {
        go_on,
        all_is_well,      // and the next failure is the first one again
        come_back,        // hang up, and come back with full jitter
        come_back_later,  // not before after_ms
        stay_away,
    };
    What what = What::go_on;
    std::uint32_t after_ms = 0;
};

class Talk {
public:
    virtual ~Talk() = default;

    virtual UpgradeWish upgrade() const = 0;
    // The upgrade went well.
    virtual void opened(std::uint32_t screen, Line& line) = 0;
    virtual Turn heard(std::uint32_t screen, std::string_view message, std::uint64_t now_ns, Line& line) = 0;
    // The line is gone, whoever cut it.
    virtual void lost(std::uint32_t screen) = 0;
    // It is up to date: slow screens read slowly from now on.
    virtual bool current(std::uint32_t screen) const = 0;
    // It is time to ask for a sign of life.
    virtual void ask(std::uint32_t screen, std::uint64_t now_ns, Line& line) = 0;
    // How long a line may be silent; 0: for ever.
    virtual std::uint32_t silence_ms() const = 0;
};

}  // namespace dais::load
