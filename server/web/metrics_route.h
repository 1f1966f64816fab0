// GET /metrics: what the server counts, for whoever may know it (Prometheus' text format, see server/live/metrics.h).
//
// Counts tell that staff are at work, and when (decision D7): they are for staff, and for programs on this machine.
#pragma once

#include <boost/asio/ip/address.hpp>

#include "server/live/metrics.h"
#include "server/web/answers.h"

namespace dais::web {

// From this machine, and not handed on by a proxy here that says for whom it asks.
bool is_straight_from_here(const Request& request, const boost::asio::ip::address& peer);

// All counts, or a no: open says that whoever asks may know them, wherever they are.
Response metrics_answer(const live::Metrics& metrics, const Request& request, bool open,
                        const boost::asio::ip::address& peer);

}  // namespace dais::web
