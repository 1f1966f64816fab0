// What an answer tells browsers about its use: who may embed, frame and read it, and what it may do itself. Pure.
//
// Everything goes out through guard(), errors and 304 included: whoever writes a route cannot forget it.
#pragma once

#include <string>
#include <string_view>

#include "server/web/answers.h"

namespace dais::web {

// A page, and all that it loads, has its own Content-Security-Policy already, and may be framed by its own server. All
// else is data: opened by itself it may do nothing, whatever is in it. Data that pages of others may read
// (Access-Control-Allow-Origin) may be embedded by them, too.
// by_tls: this server speaks TLS itself. Behind a proxy that does, the proxy says for how long.
void guard(Response& response, bool by_tls);

// Of a page. connect_also: another server that it may ask.
std::string page_policy(std::string_view connect_also);

}  // namespace dais::web
