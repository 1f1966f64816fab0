// Where a load goes, and from which addresses of this machine.
//
// Throws std::runtime_error with the remedy if nobody answers there.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <string>
#include <vector>

#include "clients/cpp/url.h"

namespace dais::load {

struct Endpoint {
    sockaddr_storage address{};
    socklen_t size = 0;

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }
};

struct Target {
    client::Url url;
    Endpoint server;
    bool loopback = false;
    // In turn, kScreensPerSource screens each; empty: the system chooses.
    std::vector<Endpoint> sources;
};

// Linux looks for a free port among those of one parity first, some 14,000 of them, one by one: beyond that each
// further connection from the same address to the same port costs a walk through all of them.
inline constexpr std::uint32_t kScreensPerSource = 8'000;

// Resolves the address and connects once, so that a wrong one is told before ten thousand try.
Target find_target(const client::Url& url, const std::vector<std::string>& from, std::uint32_t screens);

}  // namespace dais::load
