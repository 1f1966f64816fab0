#include "server/web/proxies.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

#include "server/live/address.h"

namespace dais::web {

namespace ip = boost::asio::ip;

namespace {

constexpr unsigned kBits = 128;
constexpr unsigned kBitsBefore4 = 96;  // IPv4 within IPv6 (RFC 4291, 2.5.5.2)

std::array<unsigned char, 16> bytes_of(const ip::address& address) {
    return address.is_v6() ? address.to_v6().to_bytes()
                           : ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// The parts of a list, trimmed; within quotes nothing separates.
std::vector<std::string_view> split(std::string_view list, char separator) {
    std::vector<std::string_view> parts;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= list.size(); ++i) {
        if (i < list.size() && list[i] == '"') quoted = !quoted;
        if (i < list.size() && (list[i] != separator || quoted)) continue;
        parts.push_back(trimmed(list.substr(begin, i - begin)));
        begin = i + 1;
    }
    return parts;
}

// "192.0.2.1", "192.0.2.1:4711", "[2001:db8::1]" and "[2001:db8::1]:4711"
std::optional<std::string> node(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        return end == std::string_view::npos ? std::nullopt : address_in(text.substr(1, end - 1));
    }
    if (std::count(text.begin(), text.end(), ':') == 1) text = text.substr(0, text.find(':'));
    return address_in(text);
}

bool begins_with_for(std::string_view pair) {
    return pair.size() >= 4 && std::tolower(static_cast<unsigned char>(pair[0])) == 'f' &&
           std::tolower(static_cast<unsigned char>(pair[1])) == 'o' &&
           std::tolower(static_cast<unsigned char>(pair[2])) == 'r' && pair[3] == '=';
}

// for=… of an element as "for=192.0.2.60;proto=https;by=203.0.113.43"
std::optional<std::string> forwarded_for(std::string_view element) {
    for (const std::string_view pair : split(element, ';'))
        if (begins_with_for(pair)) return node(pair.substr(4));
    return std::nullopt;
}

}  // namespace

std::optional<std::string> address_in(std::string_view text) {
    const auto address = live::read_address(text);
    return address ? std::optional(address->to_string()) : std::nullopt;
}

std::string address_of_bytes(std::string_view bytes) {
    if (bytes.size() == 4) {
        ip::address_v4::bytes_type four{};
        std::copy(bytes.begin(), bytes.end(), four.begin());
        return ip::address_v4(four).to_string();
    }
    ip::address_v6::bytes_type sixteen{};
    std::copy(bytes.begin(), bytes.end(), sixteen.begin());
    return *address_in(ip::address_v6(sixteen).to_string());
}

Proxies::Proxies(std::string_view list) {
    if (trimmed(list).empty()) return;
    for (const std::string_view part : split(list, ',')) {
        const std::size_t slash = part.find('/');
        const auto address = live::read_address(part.substr(0, slash));
        const unsigned before = address && address->is_v4() ? kBitsBefore4 : 0;
        unsigned bits = kBits - before;
        bool good = address.has_value();
        if (slash != std::string_view::npos) {
            const std::string_view number = part.substr(slash + 1);
            const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bits);
            good = good && error == std::errc() && end == number.data() + number.size() && bits <= kBits - before;
        }
        if (!good)
            throw std::runtime_error("--trusted-proxies: “" + std::string(part) +
                                     "” is no address or network, as in 127.0.0.1,10.0.0.0/8,fd00::/8.");
        networks_.push_back({bytes_of(*address), before + bits});
    }
}

bool Proxies::trust(std::string_view text) const {
    const auto address = live::read_address(text);
    if (!address) return false;
    const Bytes bytes = bytes_of(*address);
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        const std::size_t whole = network.bits / 8;
        if (!std::equal(bytes.begin(), bytes.begin() + whole, network.bytes.begin())) return false;
        const unsigned rest = network.bits % 8;
        return rest == 0 || bytes[whole] >> (8 - rest) == network.bytes[whole] >> (8 - rest);
    });
}

std::string Proxies::origin(const std::string& peer, std::string_view x_forwarded_for,
                            std::string_view forwarded) const {
    std::string origin = peer;
    const bool plain_list = !x_forwarded_for.empty();
    std::vector<std::string_view> said = split(plain_list ? x_forwarded_for : forwarded, ',');
    for (; !said.empty() && trust(origin); said.pop_back()) {
        auto next = plain_list ? node(said.back()) : forwarded_for(said.back());
        if (!next) break;
        origin = *std::move(next);
    }
    return origin;
}

}  // namespace dais::web
