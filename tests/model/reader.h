// Somebody who reads along: the server's side of a connection and the client's, without the socket between them.
#pragma once

#include <optional>
#include <vector>

#include "clients/cpp/follower.h"
#include "server/live/following.h"
#include "tests/model/log_at_work.h"

namespace dais::model {

class Reader {
public:
    explicit Reader(v1::Audience audience) : audience_(audience), follower_(kLog) {}

    // Says Hello, from where it stands or with nothing.
    void connect(LogAtWork& log, bool anew = false);
    void change_audience(LogAtWork& log, v1::Audience audience);
    // Takes what there is, at most so many sends. Throws Broken if any of it does not continue what is held, does
    // not agree with the digest, or tells more than this audience may know.
    void take(LogAtWork& log, std::optional<std::uint32_t> messages = {});

    // It holds what the log is of no more.
    void damage();

    v1::Audience audience() const { return audience_; }
    const client::Follower& follower() const { return follower_; }
    // The Changes taken since they were asked for last.
    std::vector<v1::Change> heard() { return std::exchange(heard_, {}); }

private:
    void take_frames(std::string_view frames);
    void take_message(std::string_view bytes);
    void check(const v1::ServerMessage& message) const;

    v1::Audience audience_;
    client::Follower follower_;
    std::optional<live::Following> following_;
    std::vector<v1::Change> heard_;
};

}  // namespace dais::model
