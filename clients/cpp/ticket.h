// Tickets: what a server makes for somebody who shows their key, so that an edge of it knows them for some minutes.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <optional>
#include <string>

namespace dais::client {

struct Ticket {
    using Clock = std::chrono::steady_clock;
    std::string text;              // empty: there is none
    Clock::time_point renew_at{};  // some time before it ends
};

// From the server at a URL. Nothing: it does not know the key. Throws std::runtime_error if it cannot be reached or
// answers otherwise. ca: as of Url.
boost::asio::awaitable<std::optional<Ticket>> get_ticket(std::string from, std::string ca, std::string key);

}  // namespace dais::client
