// One HTTP request, waited for: what a command-line tool needs and no more.
//
// Promises: an answer, or std::runtime_error with a sentence; no longer than silence_max without a byte either way; an
// answer no longer than answer_bytes_max. No redirects, no keep-alive.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <string>

#include "clients/cpp/url.h"

namespace dais::client {

struct HttpRequest {
    // GET, or POST with the body.
    bool post = false;
    std::string body;
    // Below the URL's own path, with the query, as in "/api/v1/logs".
    std::string target;
    std::string key;
    std::string content_type{};  // of the body; empty: it has none that is said
    std::chrono::milliseconds silence_max{60'000};
    std::uint64_t answer_bytes_max = std::uint64_t{256} << 20;
};

struct HttpAnswer {
    unsigned status = 0;
    std::string body;
};

// The same on the executor of whoever awaits it.
boost::asio::awaitable<HttpAnswer> exchange(Url url, HttpRequest request);
HttpAnswer ask_http(const Url& url, HttpRequest request);

}  // namespace dais::client
