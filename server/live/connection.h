// One WebSocket: taking and delivering, and no queue (decision D10).
//
// It is a position in a ring per followed log, at most one frame that is partly sent, and a few slots: greetings, one
// Pong, a Snapshot under way, a bounded number of Replies, a last word. Who only listens costs some two hundred bytes:
// whatever else a connection may need is there while it needs it. It knows no noun.
//
// Lives on its shard's thread and waits for nothing: the shard tells it of events and of time, and lets it go after
// drop(). Framing is RFC 6455 (websocket.h).
#pragma once

#include <boost/container/small_vector.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/live/admission.h"
#include "server/live/following.h"
#include "server/live/said.h"
#include "server/live/shard.h"
#include "server/live/socket.h"
#include "server/live/websocket.h"

namespace dais::live {

class Connection final : private websocket::Receiver {
public:
    // key: from the upgrade's Authorization header, or empty.
    Connection(Shard& shard, ConnectionId id, Visitor visitor);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Bytes that came with the upgrade.
    void take_early(std::string bytes);
    void on_event(const SocketEvent& event);
    // Time has passed: heartbeats, pings and deadlines. How many milliseconds until it wants to be told again.
    std::uint32_t on_time();

    // Sends what there is to be sent, until the socket is full.
    void deliver();
    // Somebody may be another than a moment ago: another audience means Reset and a Snapshot that replaces, nobody at
    // all means Goodbye.
    void check_grants();
    void take_reply(const v1::Reply& reply, const std::string& log);
    void say_goodbye(v1::Goodbye::Reason reason, std::string message, std::uint32_t retry_after_ms);
    void say_goodbye(const v1::Goodbye& goodbye);

    // For a fan-out. At rest: its socket takes bytes, and nothing waits but what is of a log.
    bool at_rest() const { return !full_ && !ending_ && !dropped_; }
    // Others may write frames of a log to its descriptor: no Reply waits for one of them.
    bool takes_sends_of_others() const { return shared_ && (!talk_ || talk_->replies.empty()); }
    int descriptor() const { return descriptor_; }
    Following* following(const Stream& stream);
    // A send of a stream's frames was taken in part, or not (-errno).
    void sent_short(Following& following, std::uint64_t from, ssize_t taken);

    // What is looked at now and then, to be counted: whether its socket is full, and how many positions it is behind.
    bool full() const { return full_; }
    std::uint64_t behind() const;

    ConnectionId id() const { return id_; }
    Socket& socket() { return *socket_; }
    bool dropped() const { return dropped_; }
    void set_dropped() { dropped_ = true; }

    // When it is told the time next: only then it is (Shard::look_at).
    std::uint32_t next_look = 0;

private:
    struct PendingReply {
        std::string log;
        std::uint64_t position = 0;  // goes out after the frame of this position
        Frame frame;
    };
    // Of who says something, or is told something alone: gone when nothing of it is left.
    struct Talk {
        std::string key;
        Guest guest;
        Admission::Ticket login;
        std::vector<Frame> greetings;  // Welcome and Resets: at most one per followed log
        Frame pong;                    // dais.v1's, for the latest Ping
        Frame voids;                   // to an edge, which tickets are worth nothing: the latest says it all
        Frame control;                 // WebSocket's, for the latest ping or of our own
        std::vector<PendingReply> replies;
        std::vector<std::unique_ptr<Said>> said;  // of a big screen or an edge: at most one per followed log
        std::size_t under_way = 0;                // commands without a Reply sent
        bool idle() const {
            return key.empty() && !guest.identity.anybody() && greetings.empty() && !pong && !voids && !control &&
                   said.empty() && under_way == 0;
        }
    };
    struct Rest {
        Frame frame;
        std::size_t sent = 0;
    };

    bool on_message(websocket::Opcode opcode, std::string_view payload) override;
    bool on_ping(std::string_view payload) override;
    bool on_pong(std::string_view payload) override;
    bool on_close(std::uint16_t code, std::string_view reason) override;
    bool on_broken(std::uint16_t code, std::string_view why) override;

    Talk& talk();
    const Guest& guest() const;
    // As whom they read a log: an edge as whom it wishes, everybody as the public if they wish.
    v1::Audience audience(const std::string& log, v1::Audience wish) const;
    void read();
    void take(std::span<char> bytes);
    void take_hello(const v1::Hello& hello);
    bool sign_in(const std::string& secret);
    void take_renewal(const v1::Renew& renew);
    void introduce(v1::Welcome& welcome) const;
    void reset(Following& following, Stream& stream, const v1::Standing& standing);
    void follow(const v1::Follow& wish, v1::Followed& answer);
    // They are that on a log that they follow here, by what they have shown.
    bool follows_as(v1::Role role, const std::string& log) const;
    void take_report(v1::Report report);
    void take_presence(v1::Presence presence);
    void note(v1::Presence presence);
    void take_command(v1::Command command);
    void take_ping(const v1::Ping& ping);
    bool reads() const;
    bool push_rest();
    bool send(const Following::Next& next, Following* of);
    Following::Next next_said();
    Frame next_reply();
    bool shown(const PendingReply& reply) const;
    void greet(const v1::ServerMessage& message);
    void end_with(Ending why, std::string last_words, std::uint16_t code, std::string_view reason);
    void part();
    void took();
    void filled();
    void sign_out();
    void leave_streams();

    // What a fan-out looks at comes first and lies together.
    Shard& shard_;
    const ConnectionId id_;
    std::unique_ptr<Socket> socket_;
    int descriptor_;
    Ending why_ = Ending::left;  // once it is ending
    bool shared_ : 1 = false;    // others may send to its descriptor
    bool greeted_ : 1 = false;
    bool full_ : 1 = false;     // the socket takes nothing until it says so
    bool stalled_ : 1 = false;  // nothing was taken since it was full
    bool patient_ : 1 = false;  // the system waits for its peer as long as we do
    bool paused_ : 1 = false;   // what has come is left unread
    bool pinged_ : 1 = false;   // and not heard of since
    bool ending_ : 1 = false;   // last_ is set: nothing else is sent, and nothing more is listened to
    bool parted_ : 1 = false;   // last_ went out; the peer is to hang up
    bool peer_closed_ : 1 = false;
    bool deaf_ : 1 = false;  // what comes can be no frame any more
    bool dropped_ : 1 = false;
    bool digest_differed_ : 1 = false;
    std::unique_ptr<Talk> talk_;
    boost::container::small_vector<Following, 1> following_;  // nearly everybody follows one log

    Admission::Ticket ticket_;
    std::unique_ptr<Rest> rest_;                 // of a frame that is partly sent
    std::unique_ptr<websocket::Reader> reader_;  // while a message is under way
    Frame last_;                                 // the last thing to be sent
    std::uint32_t heartbeat_ms_;
    std::int64_t heard_ms_;  // when the peer said anything last
    std::int64_t since_ms_;  // full_: when the last byte was taken; ending_: when that began; else when it came
};

}  // namespace dais::live
