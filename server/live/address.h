// Addresses of others, and by what they are counted wherever somebody counts. Pure.
#pragma once

#include <boost/asio/ip/address.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dais::live {

// An IPv4 address as such however it is wrapped. Nothing if it is none, or good on this machine alone (“%eth0”).
std::optional<boost::asio::ip::address> read_address(std::string_view text);

// By what an address is counted where whoever has one has others: of IPv6, the network of 64 bits that it is in.
std::string network_of(std::string_view address);

}  // namespace dais::live
