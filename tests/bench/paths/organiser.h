// An organiser's connection with several commands on their way at once, over plain sockets: what it costs is the
// server's.
//
// One thread. Throws std::runtime_error if the server refuses a command or the line is cut.
#pragma once

#include <cstdint>
#include <string>

#include "dais/v1/live.pb.h"

namespace dais::bench {

class Organiser {
public:
    Organiser(unsigned short port, const std::string& key);
    ~Organiser();
    Organiser(const Organiser&) = delete;
    Organiser& operator=(const Organiser&) = delete;

    // Goes with the next flush(), under an id of its own.
    void command(v1::Command command);
    void flush();
    // Replies that came; waits for one if told to.
    unsigned replies(bool wait);
    // Gives it, and waits for the Reply.
    v1::Done ask(v1::Command command);

    // That the latest Reply told: a basis.
    std::uint64_t position() const { return latest_.position(); }
    int descriptor() const { return descriptor_; }

private:
    void say(const v1::ClientMessage& message);
    void receive(bool wait);
    unsigned take();

    int descriptor_;
    std::string to_send_, received_;
    const std::string name_;
    std::uint64_t commands_ = 0;
    bool welcomed_ = false;
    v1::Done latest_;
};

}  // namespace dais::bench
