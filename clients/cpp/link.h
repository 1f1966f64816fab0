// Follows one log of a server over a WebSocket, for ever: comes back by itself with back-off, resumes where it stood,
// and carries commands, each sent again under its own id until it is replied to.
//
// Promises: events come in the order of the log; none is lost or told twice, except that a Snapshot stands for all
// before it. A command whose on_reply has not run may or may not have happened. No unbounded queue: commands_max.
//
// Thread: everything runs on the executor given, which must be single-threaded; call its methods there (or before it
// runs). The io_context is declared before the Link. Several logs are several Links.
//
// It decides nothing about the programme and shows nothing: that is whoever handles the events.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "clients/cpp/backoff.h"
#include "clients/cpp/follower.h"
#include "clients/cpp/log_clock.h"
#include "clients/cpp/ticket.h"
#include "clients/cpp/url.h"
#include "dais/v1/live.pb.h"

namespace dais::client {

class Wire;

enum class LinkState {
    connecting,  // nothing is held yet
    live,        // what is held is what the server has, but for what is under way
    stale,       // what is held was true once; the link is down, a Snapshot is awaited, or the server itself has not
                 // heard for a while whether this is all there is
    ended,       // it will not come back by itself
};

struct LinkSettings {
    Url url;
    std::string key;                                   // bearer key; empty: the public
    std::string log;                                   // empty: the server's only one
    v1::Audience audience = v1::AUDIENCE_UNSPECIFIED;  // of an edge: whom it follows the log for
    Follower held{};  // what is held of it from an earlier time, to be continued; its log's name is as above
    std::string client = "dais/0.1";
    std::size_t commands_max = 64;  // awaiting their replies
    BackoffLimits backoff;
    std::chrono::milliseconds open_within{10'000};  // from resolving to Welcome
    Dice dice = real_dice();
};

// Each may be empty. They may call the Link's methods.
struct LinkEvents {
    std::function<void(const std::string& log, const v1::Change&, std::uint64_t position)> on_change;
    std::function<void(const Follower&)> on_snapshot;
    std::function<void(LinkState)> on_state;
    // Every message, before it is taken: for whoever counts or records.
    std::function<void(const v1::ServerMessage&)> on_message;
    // Changes that continued what is held and agree with its digest, with the bytes of their message as they came: for
    // whoever passes them on.
    std::function<void(const v1::Changes&, std::string_view)> on_folded;
    // What is held agrees with what the server has, whether that is old (stale_ms) or not.
    std::function<void(const v1::Changes&)> on_heartbeat;
    std::function<void(const v1::Goodbye&)> on_goodbye;
    // Why there is no link just now, in a sentence.
    std::function<void(const std::string&)> on_trouble;
};

// A Reply without an outcome: the link ended first, and nobody knows.
using OnReply = std::function<void(const v1::Reply&)>;

class Link : public std::enable_shared_from_this<Link> {
public:
    static std::shared_ptr<Link> start(const boost::asio::any_io_executor& executor, LinkSettings settings,
                                       LinkEvents events);

    // Takes a command along, now or once connected; gives it an id if it has none, and the followed log. False: too
    // many are on their way. Unavailable is no reply: it is sent again.
    bool send(v1::Command command, OnReply on_reply);

    // The same for coroutines on the Link's executor.
    boost::asio::awaitable<v1::Reply> ask(v1::Command command);

    // Says something of which the latest alone counts. False: it was not, for nobody hears it now, or what was said
    // before is still on its way.
    bool tell(const v1::ClientMessage& message);

    // Says farewell and ends, within a second.
    void stop();

    // Cuts the line as a network would; the Link comes back by itself.
    void cut();

    LinkState state() const { return state_; }
    Follower& follower() { return follower_; }
    const Follower& follower() const { return follower_; }
    const LogClock& clock() const { return clock_; }
    // Who the server takes this for; absent: the public.
    const std::optional<v1::Actor>& actor() const { return actor_; }
    // The latest reason why there was no link or a command could not be stored.
    const std::string& trouble() const { return trouble_; }
    std::size_t commands_waiting() const { return pending_.size(); }

private:
    struct Pending {
        v1::Command command;
        OnReply on_reply;
    };

    Link(boost::asio::any_io_executor executor, LinkSettings settings, LinkEvents events);

    static boost::asio::awaitable<void> run(std::shared_ptr<Link> self);
    static boost::asio::awaitable<void> converse(std::shared_ptr<Link> self, std::shared_ptr<Wire> wire);
    static boost::asio::awaitable<void> send_again(std::shared_ptr<Link> self, std::string id, std::uint32_t after_ms);

    // On a server that knows nobody by a key: gets a ticket for it where it is known, and another before it ends.
    static boost::asio::awaitable<bool> get_ticket(std::shared_ptr<Link> self);
    static boost::asio::awaitable<void> renew_ticket(std::shared_ptr<Link> self, std::shared_ptr<Wire> wire);
    void say_hello();
    void take(const v1::ServerMessage& message);
    void take_welcome(const v1::Welcome& welcome);
    void act_on(Taken taken, const v1::ServerMessage& message);
    void tell_changes(const v1::Changes& changes);
    void take_reply(const v1::Reply& reply);
    void take_goodbye(const v1::Goodbye& goodbye);
    void refused(unsigned status);
    void begin_anew(Taken taken);
    void now(LinkState state);
    void in_trouble(const std::string& why);
    void say_command(v1::Command& command);
    bool wants_ticket() const;
    std::optional<std::chrono::milliseconds> wait_before_next();
    void end();

    boost::asio::any_io_executor executor_;
    LinkSettings settings_;
    LinkEvents events_;
    Backoff backoff_;
    Follower follower_;
    LogClock clock_;
    std::optional<v1::Actor> actor_;
    LinkState state_ = LinkState::connecting;
    std::string trouble_;
    std::list<Pending> pending_;
    std::shared_ptr<Wire> wire_;
    boost::asio::steady_timer pause_;
    std::optional<v1::Goodbye> goodbye_;
    Ticket ticket_;
    std::string ticket_from_;  // empty: keys are known here
    boost::asio::steady_timer renewal_;
    bool greeted_ = false;
    bool log_unknown_ = false;
    bool stopped_ = false;
    bool ticket_is_new_ = false;  // and has not been welcomed yet
};

// An id that nobody else has: 128 random bits in hex.
std::string random_command_id();

}  // namespace dais::client
