// GET /metrics: what the server counts, for whoever may know it (Prometheus' text format, see server/live/metrics.h).
//
// Counts tell that staff are at work, and when (decision D7): they are for staff, and for programs on this machine.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

namespace dais::web {

// From this machine, and not handed on by a proxy here that says for whom it asks.
bool is_straight_from_here(const boost::beast::http::request<boost::beast::http::string_body>& request,
                           const boost::asio::ip::address& peer);

}  // namespace dais::web
