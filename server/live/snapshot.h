// Snapshots as sent: a View, projected for one audience, in parts. Pure; made on a worker thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/live/frame.h"
#include "server/live/limits.h"
#include "server/summit/state.h"

namespace dais::live {

struct Snapshot {
    std::uint64_t position = 0;
    std::vector<Frame> parts;
};

std::vector<v1::ServerMessage> snapshot_messages(const std::string& log, const summit::State& view,
                                                 v1::Audience audience, const Limits& limits);
// The same, encoded.
std::shared_ptr<const Snapshot> make_snapshot(const std::string& log, const summit::State& view, v1::Audience audience,
                                              const Limits& limits);

}  // namespace dais::live
