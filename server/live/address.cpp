#include "server/live/address.h"

#include <algorithm>

namespace dais::live {

namespace ip = boost::asio::ip;

namespace {

constexpr std::size_t kAddressCharactersMax = 45;
constexpr int kNetworkBytes = 8;

}  // namespace

std::optional<ip::address> read_address(std::string_view text) {
    if (text.empty() || text.size() > kAddressCharactersMax || text.find('%') != std::string_view::npos) return {};
    boost::system::error_code error;
    const ip::address address = ip::make_address(std::string(text), error);
    if (error) return {};
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

std::string network_of(std::string_view address) {
    const std::optional<ip::address> read = read_address(address);
    if (!read || read->is_v4()) return std::string(address);
    auto bytes = read->to_v6().to_bytes();
    std::fill(bytes.begin() + kNetworkBytes, bytes.end(), static_cast<unsigned char>(0));
    return ip::make_address_v6(bytes).to_string() + "/64";
}

}  // namespace dais::live
