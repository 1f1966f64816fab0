// One thread with its sockets: an io_context, the rings of all logs, and the connections that stand in them.
//
// It shares nothing with other threads but immutable frames and snapshots that are handed over, and the tables
// of who may come in and as whom. take(), check_grants() and stop() may be called from anywhere; everything else
// belongs to the shard's own thread. What is published while frames go out goes out together in the next round.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "server/live/admission.h"
#include "server/live/hub.h"
#include "server/live/poller.h"
#include "server/live/reception.h"
#include "server/live/said.h"
#include "server/live/sender.h"
#include "server/live/snapshot.h"
#include "server/live/socket.h"
#include "server/live/stream.h"
#include "server/live/websocket.h"
#include "server/live/wheel.h"

namespace dais::live {

class Connection;
class Metrics;
class Origin;
struct Counted;
struct ShardMetrics;

// A connection by a number that is never used for another.
struct ConnectionId {
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;
    std::uint64_t number() const { return static_cast<std::uint64_t>(generation) << 32 | slot; }
    static ConnectionId of(std::uint64_t number) {
        return {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32)};
    }
};

// Whoever was let in, once HTTP is done with them.
struct Visitor {
    std::unique_ptr<Socket> socket;
    Admission::Ticket ticket;
    std::string key;      // from the Authorization header or a cookie; may be empty
    std::string early;    // bytes that came with the upgrade
    bool shared = false;  // set by the shard
};

// Why a connection ends.
enum class Ending : std::uint8_t { left, silent, slow, handshake, protocol, key, stopping, error };

struct ShardOptions {
    std::size_t number = 0;  // among the shards of the process
    SenderKind sender = SenderKind::automatic;
    std::function<std::int64_t()> steady_ms;  // what time it is by a clock that nobody sets; a seam for tests
    const Reception* reception = nullptr;     // none: nobody signs in
};

class Shard {
public:
    // Throws std::system_error if the sender that is asked for is not to be had here.
    Shard(const Limits& limits, Origin& origin, Admission& admission, Metrics& metrics, ShardOptions options = {});
    ~Shard();
    Shard(const Shard&) = delete;
    Shard& operator=(const Shard&) = delete;

    boost::asio::io_context& context() { return context_; }
    const Limits& limits() const { return limits_; }
    Origin& origin() { return origin_; }
    Admission& admission() { return admission_; }

    void take(std::shared_ptr<const std::vector<Published>> published,
              std::shared_ptr<const std::vector<Pulse>> pulses);
    void check_grants();
    // Says Goodbye to everybody; runs done, on this thread, when the last connection is gone.
    void stop(std::function<void()> done);

    // How a socket is to be set up.
    SocketOptions socket_options() const {
        return {limits_.send_buffer_bytes, limits_.unsent_bytes, limits_.user_timeout_ms};
    }
    // A new connection of its own.
    void adopt(Visitor visitor);
    bool stopping() const { return stopping_; }
    std::size_t connections() const { return count_; }
    const char* sender() const { return sender_->name(); }

    // The log that a client means: by name, or the only one of a Summit. Empty: there is none.
    std::string resolve(const std::string& log) const;
    // nullptr for an unknown log.
    Stream* stream(const std::string& log, v1::Audience audience);
    // A snapshot that the ring continues; nullptr if it is still being made (its followers are told then).
    std::shared_ptr<const Snapshot> snapshot(Stream& stream);
    // What proves to an audience that it is where it should be, as of this tick.
    Frame heartbeat(Stream& stream);
    // For how long nobody has said that the ring's head is all there is; 0: not for longer than heartbeats may take.
    std::uint32_t stale_ms(const Stream& stream) const;
    const Reception& reception() const { return reception_; }

    // Tells those whose time has come; its own timer does so, many times a second.
    void tick();

    // For connections. Time is counted in ticks where it is kept for each of many: since the start, around 2^32.
    static std::uint32_t ticks_of(std::uint32_t ms) { return std::max(1u, ms / kTickMs); }
    std::uint32_t ticks() const { return tick_; }
    std::int64_t now_ms() const { return now_ms_; }
    std::span<char> read_buffer() { return read_buffer_; }
    std::unique_ptr<websocket::Reader> lend_reader();
    void give_back(std::unique_ptr<websocket::Reader> reader) { spare_reader_ = std::move(reader); }
    const Frame& ping_frame() const { return ping_frame_; }
    void look_at(Connection& connection, std::uint32_t in_ms);
    void greeted(Connection& connection, std::uint32_t heartbeat_ms);
    void read_on(ConnectionId id);
    void submit(ConnectionId id, v1::Command command, const Guest& guest);
    // It is told nothing more, and goes when this turn of the loop is over.
    void drop(Connection& connection, Ending why);
    // What is counted: of all this process, and here.
    Metrics& metrics() { return metrics_; }
    ShardMetrics& counts();
    void count_followed(const v1::Followed& followed);
    // A connection said, for the first time, that what it held did not sum to the digest.
    void count_digest_differed(const std::string& log);
    // What its connections said last of who is there.
    Said::All& said() { return said_; }

private:
    static constexpr std::uint32_t kTickMs = 50;

    struct Slot {
        std::unique_ptr<Connection> connection;
        std::uint32_t generation = 0;
    };

    Connection* find(ConnectionId id);
    template <class Do>
    void for_each(Do&& act);
    void wait_for_tick();
    void on_event(const SocketEvent& event);
    void take_one(const Published& step);
    void take_pulse(const Pulse& pulse);
    void fan_out();
    Counted count(const std::string& log);
    void count_presence();
    void tell_news();
    void take_snapshot(const std::string& log, v1::Audience audience, std::shared_ptr<const Snapshot> snapshot);
    void bury();
    void leave_if_last();

    const Limits& limits_;
    Origin& origin_;
    Admission& admission_;
    Metrics& metrics_;
    const PublicReception nobody_;
    const Reception& reception_;
    const std::size_t number_;
    // Before all that waits on it.
    boost::asio::io_context context_{1};
    std::unique_ptr<Sender> sender_;
    std::map<std::string, std::map<v1::Audience, Stream>, std::less<>> streams_;
    std::set<std::string> series_;  // logs of a Series
    std::vector<Stream*> news_;     // streams to be fanned out
    bool fan_out_posted_ = false;
    std::chrono::steady_clock::time_point news_since_;  // when the first of it was handed over
    Said::All said_;                                    // goes after the connections
    std::int64_t news_ms_ = 0;                          // when something new of it was told last
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
    std::size_t count_ = 0;
    std::vector<std::unique_ptr<Connection>> dropped_;
    std::function<std::int64_t()> steady_ms_;
    std::int64_t started_ms_;
    std::int64_t now_ms_;  // as of this turn of the loop
    std::uint32_t tick_ = 0;
    Wheel wheel_{0};
    std::vector<char> read_buffer_;
    std::unique_ptr<websocket::Reader> spare_reader_;
    Frame ping_frame_;
    std::map<std::string, std::uint32_t> digests_differed_;  // by log, since the start
    std::map<std::string, std::uint32_t> digests_told_;      // of these, what the operator's log tells
    bool stopping_ = false;
    std::function<void()> stopped_;
    Poller poller_;
    boost::asio::steady_timer timer_;
};

}  // namespace dais::live
