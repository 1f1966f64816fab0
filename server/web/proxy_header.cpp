#include "server/web/proxy_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "server/web/proxies.h"

namespace dais::web {
namespace {

using State = ProxyHeader::State;

constexpr std::string_view kTextBegins = "PROXY ";
constexpr std::size_t kTextBytesMax = 107;  // with its line break
constexpr std::string_view kSignature("\x0D\x0A\x0D\x0A\x00\x0D\x0A\x51\x55\x49\x54\x0A", 12);
constexpr std::size_t kFixedBytes = 16;  // signature, version and command, family, length

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

bool is_port(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number <= 65'535 && text.size() <= 5;
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at <= line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

// "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n"
ProxyHeader read_text(std::string_view bytes) {
    const std::size_t line_ends = bytes.substr(0, kTextBytesMax).find("\r\n");
    if (line_ends == std::string_view::npos) return {bytes.size() >= kTextBytesMax ? State::wrong : State::incomplete};
    const std::vector<std::string_view> words = words_of(bytes.substr(0, line_ends));
    const std::size_t size = line_ends + 2;
    if (words.size() >= 2 && words[1] == "UNKNOWN") return {State::whole, size};
    if (words.size() != 6 || (words[1] != "TCP4" && words[1] != "TCP6")) return {};
    const bool six = words[1] == "TCP6";
    const auto source = address_in(words[2]);
    const auto destination = address_in(words[3]);
    const auto fits = [&](std::string_view text) { return (text.find(':') != std::string_view::npos) == six; };
    if (!source || !destination || !fits(words[2]) || !fits(words[3])) return {};
    if (!is_port(words[4]) || !is_port(words[5])) return {};
    return {State::whole, size, *source};
}

ProxyHeader read_binary(std::string_view bytes) {
    if (bytes.size() < kFixedBytes) return {State::incomplete};
    const unsigned version = byte_at(bytes, 12) >> 4;
    const unsigned command = byte_at(bytes, 12) & 15;
    const unsigned family = byte_at(bytes, 13) >> 4;
    const unsigned transport = byte_at(bytes, 13) & 15;
    const std::size_t length = std::size_t{byte_at(bytes, 14)} << 8 | byte_at(bytes, 15);
    if (version != 2 || command > 1 || family > 3 || transport > 2 || kFixedBytes + length > kProxyHeaderBytesMax)
        return {};
    if (bytes.size() < kFixedBytes + length) return {State::incomplete};
    ProxyHeader header{State::whole, kFixedBytes + length};
    // LOCAL, no family or a local socket: nobody else is meant. What follows the addresses is not needed here.
    if (command == 0 || family == 0 || family == 3) return header;
    const std::size_t address_bytes = family == 1 ? 4 : 16;
    if (transport != 1 || length < 2 * (address_bytes + 2)) return {};
    header.address = address_of_bytes(bytes.substr(kFixedBytes, address_bytes));
    return header;
}

bool agree(std::string_view bytes, std::string_view beginning) {
    const std::size_t size = std::min(bytes.size(), beginning.size());
    return bytes.substr(0, size) == beginning.substr(0, size);
}

}  // namespace

ProxyHeader read_proxy_header(std::string_view bytes) {
    if (agree(bytes, kTextBegins))
        return bytes.size() < kTextBegins.size() ? ProxyHeader{State::incomplete} : read_text(bytes);
    return agree(bytes, kSignature) ? read_binary(bytes) : ProxyHeader{};
}

bool begins_like_proxy_header(std::string_view bytes) {
    return bytes.starts_with(kTextBegins) || bytes.starts_with(kSignature);
}

}  // namespace dais::web
