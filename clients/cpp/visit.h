// A short stay at a server: look at a whole log, perhaps ask for one thing, leave. What one-shot commands need.
//
// Blocks; runs its own io_context on the calling thread. Throws Failure with the remedy. A server that was never
// reached fails at once; one that was lost on the way is waited for until the time is up.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "clients/cpp/link.h"
#include "clients/cpp/place.h"
#include "dais/v1/live.pb.h"

namespace dais::client {

class Visit {
public:
    // A log that is not there fails at once, with exit code 5; unless it may be made by the command that is asked for.
    Visit(const Place& place, std::chrono::milliseconds timeout, bool may_be_new = false);
    ~Visit();
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    // Waits until all of the log is held, its digest agrees and it stands at this position or beyond.
    const Follower& look(std::uint64_t position_min = 0);

    // Waits for the Reply; asks again under the same id as long as the server cannot store it.
    v1::Reply ask(v1::Command command);

    // By the log's clock.
    std::int64_t now_ms() const;

    // Whether staff see this record, and perhaps the bureau, but nobody else; only staff are told.
    bool is_hidden(v1::Kind kind, const std::string& id) const;
    // Id of the record that it belongs to; empty if to none.
    std::string owner(v1::Kind kind, const std::string& id) const;

private:
    // False: the time is up.
    bool wait_until(const std::function<bool()>& reached);
    void note_entries(const v1::ServerMessage& message);

    Place place_;
    std::chrono::milliseconds timeout_;
    boost::asio::io_context context_{1};
    std::shared_ptr<Link> link_;
    bool welcomed_ = false;
    bool never_reached_ = false;
    bool unknown_ = false;
    bool key_unknown_ = false;
    bool may_be_new_ = false;
    std::set<summit::RecordKey> hidden_;
    std::map<summit::RecordKey, std::string> owners_;
};

}  // namespace dais::client
