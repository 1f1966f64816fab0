// One log on its way through an edge, as one audience sees it: followed by a Link, handed on to the shards byte for
// byte, folded so that newcomers get a Snapshot, and recorded.
//
// It decides nothing and projects nothing. A frame is handed on once it continues what is held and agrees with its
// digest; if what is held itself turns out to be damaged the Link asks for all of it, and the rings start again. Lives
// on the edge's thread; encoding and the disk have their own.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "clients/cpp/link.h"
#include "server/edge/clocks.h"
#include "server/edge/held.h"
#include "server/edge/recording.h"
#include "server/live/hub.h"

namespace dais::edge {

// What all lines of an edge share. Goes after them.
struct Works {
    const live::Limits& limits;
    client::Url url;
    std::string key;     // by which it follows for others than the public; empty: for the public alone
    std::string folder;  // of the recordings; empty: nothing is kept
    std::function<void(std::vector<live::Published>, std::vector<live::Pulse>)> hand_over;
    std::function<void()> changed;  // a line has reached something, or failed to
    // What tickets are signed with (empty: as before), and which are worth nothing.
    std::function<void(const std::string&, const v1::VoidTickets&)> told_of_tickets;
    Clocks clocks{};
    boost::asio::io_context context{1};
    boost::asio::thread_pool encoding{1};
    boost::asio::thread_pool disk{1};
};

class Line {
public:
    using Done = std::function<void(std::shared_ptr<const live::Snapshot>)>;

    Line(Works& works, std::string log, v1::Audience audience);
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    // Hands over what the recording holds, if there is one; before follow().
    void recall();
    // Begins to follow; again, if the link has ended.
    void follow();
    void stop();
    // Tells the server that is followed who is behind this one: when that is another than it was told last and, unless
    // it is news, no more often than heartbeats come.
    void tell(const v1::Presence& presence, bool news);
    // A Snapshot that the rings continue; waits until one can be made.
    void snapshot(Done done);

    const std::string& log() const { return log_; }
    v1::Audience audience() const { return audience_; }
    const client::Follower& held() const { return link_->follower(); }
    // For tests that damage what is held.
    client::Follower& held_to_damage() { return link_->follower(); }
    // It had the last word of the server that is followed, or has tried and holds something older.
    bool settled() const { return was_live_ || (failed_ && recalled_); }
    bool recalled() const { return recalled_; }
    bool ended() const { return link_->state() == client::LinkState::ended; }
    const std::string& trouble() const { return link_->trouble(); }
    // How long ago what is held was known to be all there is.
    std::int64_t age_ms() const;

private:
    using Steady = std::chrono::steady_clock;

    void take_state(client::LinkState state);
    void take_snapshot(const client::Follower& held);
    void take_changes(const v1::Changes& changes, std::string_view bytes);
    void take_heartbeat(const v1::Changes& heartbeat);
    void note_clocks(const v1::ServerMessage& message);
    void hand_over(live::Published step);
    void pulse(std::uint32_t stale_ms);
    void make_snapshot();
    void give(const std::shared_ptr<const live::Snapshot>& made);
    void begin_recording();
    void record(std::string message);

    Works& works_;
    const std::string log_;
    const v1::Audience audience_;
    client::Follower recalled_held_;
    Owners owners_;
    std::shared_ptr<client::Link> link_;
    std::shared_ptr<Recording> recording_;  // empty: nothing is kept
    bool forgone_ = false;                  // frames were not recorded: it is to be begun anew
    Steady::time_point noted_;              // when it was recorded last that this is all there is
    Steady::time_point fresh_;              // when it was known last
    std::string told_;                      // of who is here, on this link
    Steady::time_point told_at_;
    std::vector<Done> waiting_;  // for a snapshot
    bool making_ = false;
    std::shared_ptr<const live::Snapshot> made_;
    std::string made_chain_;
    bool recalled_ = false;
    bool was_live_ = false;
    bool failed_ = false;
    bool stopping_ = false;
    bool warned_ = false;  // of heartbeats that come too rarely
};

}  // namespace dais::edge
