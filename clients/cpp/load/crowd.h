// Very many light screens of one process: raw non-blocking sockets, one epoll, a few tens of bytes each; with https
// an SSL each beside them (tls_lines.h).
//
// Promises: a line that is lost comes back with full jitter (at most 250 ms after the first failure, doubling up to 15
// s), not before a Goodbye or a Retry-After says, and never if it is told to stay away. Slow screens read a little now
// and then, once they are up to date. While frames come the crowd naps between looks instead of sleeping in epoll: a
// server on the same machine then pays no wake-up per send, as with screens elsewhere, and keeps more of the processor.
//
// One thread. What is said is the Talk's; what happened is counted in Measures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <queue>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cpp/load/measures.h"
#include "clients/cpp/load/plan.h"
#include "clients/cpp/load/talk.h"
#include "clients/cpp/load/target.h"
#include "clients/cpp/load/tls_lines.h"

namespace dais::load {

class Crowd : public Line {
public:
    // Screens first … first + groups.size() of the plan, each with the number of its group.
    Crowd(const Plan& plan, const Target& target, std::uint32_t first, std::span<const std::uint8_t> groups, Talk& talk,
          Measures& measures);
    ~Crowd() override;
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    // One look at the sockets and the clock; waits at most so long if there is nothing to do.
    void poll(int wait_ms);
    // From now on all read whatever comes and none drops out; those who are away come back when their time is up.
    // Who has not come yet may stay where they are.
    void settle(bool no_more_come);
    // All hang up, and come again as at the beginning, at the plan's pace; without tickets TLS begins anew as well.
    void come_anew(bool with_tickets);
    // After settle(): slow ones are slow again from the next message on, and some drop out.
    void unsettle() { settling_ = no_more_come_ = false; }

    void say(std::uint32_t screen, std::string_view message) override;

    std::uint64_t open() const { return open_; }
    std::uint32_t started() const { return started_; }
    std::uint32_t screens() const { return static_cast<std::uint32_t>(seats_.size()); }

private:
    static constexpr std::size_t kReadBytes = 256 << 10;  // at once, of one socket

    enum class State : std::uint8_t { away, connecting, encrypting, upgrading, open, gone };
    struct Seat {
        char* stash = nullptr;  // of a message that is not all there yet
        std::uint32_t stash_size = 0;
        std::uint32_t since_ms = 0;    // when it began to connect, or was heard last
        std::uint32_t connect_us = 0;  // when it began to connect; runs over
        int file = -1;
        State state = State::away;
        std::uint8_t group = 0;
        std::uint8_t failures = 0;
        bool slow = false;      // is not watched, but read by the clock
        bool slow_due = false;  // is in the queue for it
    };
    struct Due {
        std::uint32_t at_ms;
        std::uint32_t screen;
        bool slow_read;
        bool operator>(const Due& other) const { return at_ms > other.at_ms; }
    };

    std::uint32_t now_ms() const;
    // On its way to be open.
    static bool comes(State state) {
        return state == State::connecting || state == State::encrypting || state == State::upgrading;
    }
    const Group& group_of(const Seat& seat) const { return plan_.groups[seat.group]; }

    void start_some();
    void begin(std::uint32_t screen);
    void connected(std::uint32_t screen);
    void shake_hands(std::uint32_t screen);
    void ask_to_upgrade(std::uint32_t screen);
    void not_connected(std::uint32_t screen);
    // Through TLS, if it is spoken; both as the system's.
    ssize_t receive(std::uint32_t screen, char* into, std::size_t room);
    bool transmit(std::uint32_t screen, std::string_view bytes);
    void read(std::uint32_t screen, std::size_t bytes_max);
    // False: the line is gone.
    bool take(std::uint32_t screen, std::string_view bytes);
    bool take_upgrade(std::uint32_t screen, std::string_view& bytes);
    bool take_frame(std::uint32_t screen, const FrameSeen& frame);
    bool take_message(std::uint32_t screen, std::string_view message);
    // The bytes of a message in several frames, once all are there; what stands between them is answered.
    std::size_t gather(std::uint32_t screen, std::string_view bytes);
    void send(std::uint32_t screen, Opcode opcode, std::string_view payload);
    void keep(Seat& seat, std::string_view bytes);
    void slow_down(std::uint32_t screen);

    void hang_up(std::uint32_t screen);
    void come_back(std::uint32_t screen);
    void come_back_after(std::uint32_t screen, std::uint32_t wait_ms);
    void do_what_is_due();
    void drop_some();
    void sweep();
    std::uint32_t some_of(std::uint32_t most_ms);

    const Plan& plan_;
    const Target& target_;
    const std::uint32_t first_;
    Talk& talk_;
    Measures& measures_;
    const std::string upgrade_;
    const std::string protocol_;
    std::vector<Seat> seats_;
    std::unique_ptr<TlsLines> tls_;  // empty: it is not spoken
    std::vector<char> buffer_;
    std::string gathered_;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::mt19937 dice_;
    int epoll_ = -1;
    std::uint32_t started_ = 0;
    std::uint32_t under_way_ = 0;
    std::uint64_t open_ = 0;
    bool settling_ = false;
    bool no_more_come_ = false;
    std::uint64_t begun_ns_;
    std::uint64_t now_ns_;
    std::uint64_t heard_ns_ = 0;  // when something came last
    std::uint32_t swept_ms_ = 0;
    std::uint32_t dropped_ms_ = 0;
    std::vector<double> drops_owed_;  // by group
};

}  // namespace dais::load
