// Plays the demo's day: each step of the script is a command like any other, given when its time has come in the log.
//
// Lives on the main thread's io_context. A step sent again does nothing twice, so a restart goes on where the day
// stood.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "server/live/desk.h"

namespace dais {

// Follows the script to the day's end, once the demo's programme is in. What is refused is logged.
boost::asio::awaitable<void> play_demo(live::Desk& desk);

}  // namespace dais
