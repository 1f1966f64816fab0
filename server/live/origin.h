// Where a shard's logs come from: the desk of this server or, on an edge, the server that it follows.
//
// Every method may be called from any thread; what is handed over comes back on any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dais/v1/live.pb.h"
#include "server/access/access.h"
#include "server/live/snapshot.h"

namespace dais::live {

class Shard;

// A Command on its way to where it is decided.
struct Submission {
    v1::Command command;
    std::string body_digest;  // rim.h
    v1::Actor actor;          // of the server itself; else who asks is looked up when it is decided
    std::function<void(const v1::Reply&)> done;
    std::chrono::steady_clock::time_point submitted = std::chrono::steady_clock::now();
    access::Identity identity{};                       // who asks
    std::string ticket{};                              // what they showed, on an edge
    std::shared_ptr<const summit::Erasing> erasing{};  // what was found on disk of who is to be erased
};

// Who is there of one log, as a shard counts them.
struct Counted {
    v1::Presence presence;   // with those behind edges that follow the log here
    std::uint64_t here = 0;  // of its connections, those of the shard itself
};

class Origin {
public:
    virtual void submit(Submission submission) = 0;
    // Of a log and an audience that a shard was told of.
    virtual void make_snapshot(std::string log, v1::Audience audience,
                               std::function<void(std::shared_ptr<const Snapshot>)> done) = 0;
    // What a shard counted last of some logs or all, for staff to see; never stored. news: a big screen shows something
    // else than before, came or went; staff are to see it soon.
    virtual void take_presence(const Shard& shard, std::vector<Counted> counted, bool news) = 0;
    // What time it is in a log.
    virtual v1::Clock clock(const std::string& log) const = 0;

protected:
    ~Origin() = default;
};

}  // namespace dais::live
