// Whom a connection or a request is from when proxies stand in between. Pure.
//
// Only proxies that the operator named are believed, and of what they say, the rightmost address that is not one of
// them counts: what stands left of it may be anybody's invention.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dais::web {

// An address as it is counted by: one spelling, an IPv4 address as such however it is wrapped. Nothing if it is none.
std::optional<std::string> address_in(std::string_view text);
// Of 4 or 16 bytes in network order.
std::string address_of_bytes(std::string_view bytes);

class Proxies {
public:
    // "127.0.0.1,10.0.0.0/8,fd00::/8"; empty: nobody. Throws std::runtime_error with the remedy.
    explicit Proxies(std::string_view list = {});

    bool empty() const { return networks_.empty(); }
    bool trust(std::string_view address) const;

    // Who stands behind peer, by the lists of X-Forwarded-For or, where there is none, of Forwarded (RFC 7239): a proxy
    // that writes one may hand the other on as it came.
    std::string origin(const std::string& peer, std::string_view x_forwarded_for, std::string_view forwarded) const;

private:
    using Bytes = std::array<unsigned char, 16>;
    struct Network {
        Bytes bytes{};
        unsigned bits = 0;  // of 128
    };

    std::vector<Network> networks_;
};

}  // namespace dais::web
