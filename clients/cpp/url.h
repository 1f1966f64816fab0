// Where a server is: "http://host:port/base", taken apart. http:// and ws:// mean the same, and so do https:// and
// wss://.
#pragma once

#include <string>
#include <string_view>

namespace dais::client {

struct Url {
    std::string host;
    std::string port;
    std::string path;  // what every target starts with; without a slash at the end, empty for the root
    bool tls = false;
    std::string ca{};  // a PEM file of certificates that are trusted, beside the system's; empty: the system's alone

    // As a person would write it.
    std::string text() const;
    // For the Host header.
    std::string authority() const;
};

// Throws std::invalid_argument with a sentence that says how to write it.
Url parse_url(std::string_view text, std::string ca = {});

// For one part of a path or query: everything but letters, digits and "-._~" escaped.
std::string percent_encoded(std::string_view text);

}  // namespace dais::client
