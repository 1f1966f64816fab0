// Whom a proxy speaks for, said before everything else: the PROXY protocol, versions 1 and 2 (HAProxy's
// proxy-protocol.txt, sections 2.1 and 2.2). Pure, and bounded: more than kProxyHeaderBytesMax is no header.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dais::web {

inline constexpr std::size_t kProxyHeaderBytesMax = 4'096;

struct ProxyHeader {
    enum class State { incomplete, whole, wrong };
    State state = State::wrong;
    std::size_t size = 0;   // of a whole one: what follows is not part of it
    std::string address{};  // empty: the proxy speaks for itself, or does not know
};

// Of the first bytes of a connection, however many there are.
ProxyHeader read_proxy_header(std::string_view bytes);

// Whether bytes are the beginning of one, rightly or not.
bool begins_like_proxy_header(std::string_view bytes);

}  // namespace dais::web
