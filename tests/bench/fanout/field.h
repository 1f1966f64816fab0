// The servers of one run, and who publishes to them.
//
// One server, or several that share the screens: of Dais then edges, and behind them an origin that serves no screen;
// of the others so many processes that know nothing of each other, each of which is told every message.
//
// Throws std::runtime_error if one does not come up.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/fanout/publisher.h"
#include "tests/bench/fanout/rival.h"

namespace dais::fanout {

using Rivals = std::vector<std::unique_ptr<Rival>>;

class Field {
public:
    // With edges, at least one of them stands before the origin even if servers is 1.
    Field(RivalKind kind, std::uint32_t servers, bool edges, const std::vector<std::string>& options);

    // Where screens go.
    const Rivals& serving() const { return serving_; }
    // The one that decides, which may be the only one; null of others than Dais.
    Rival* origin() const { return origin_; }

    void publish(std::uint32_t number);
    void drain();
    // After the origin was started again.
    void connect_again();

    // Of all of them.
    double cpu_seconds() const;
    std::uint64_t memory_bytes() const;

private:
    std::vector<const Rival*> all() const;

    std::unique_ptr<Rival> behind_;  // the origin of edges
    Rivals serving_;
    Rival* origin_ = nullptr;
    std::vector<std::unique_ptr<Publisher>> publishers_;
};

}  // namespace dais::fanout
