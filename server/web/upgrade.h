// From HTTP to a WebSocket: the server's side of the opening handshake (RFC 6455, 4.2). Pure.
#pragma once

#include <optional>

#include "server/web/answers.h"

namespace dais::web {

// Whether somebody asks for the live protocol, rightly or not: at /live, or at /live?public.
bool is_live(const Request& request);
// At /live?public nobody is anybody by a cookie, which a browser sends along whatever page asks: so a page of somebody
// else may show the programme there, also to those who are signed in here.
bool is_for_public(const Request& request);
// What is wrong with how they ask, as an answer; nothing if it is right.
std::optional<Response> refuse_upgrade(const Request& request);
// Everything to come is frames.
Response accept_upgrade(const Request& request);
// There is no room, or not now: when to come again, in seconds.
Response come_again(const std::string& why, std::uint32_t after_s);

}  // namespace dais::web
