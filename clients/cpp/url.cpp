#include "clients/cpp/url.h"

#include <algorithm>
#include <stdexcept>

namespace dais::client {
namespace {

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
    throw std::invalid_argument("“" + std::string(text) + "” " + why);
}

const char* default_port(bool tls) { return tls ? "443" : "80"; }

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Url parse_url(std::string_view text, std::string ca) {
    const auto scheme_ends = text.find("://");
    const auto scheme = scheme_ends == std::string_view::npos ? std::string_view{} : text.substr(0, scheme_ends);
    const bool tls = scheme == "https" || scheme == "wss";
    if (!tls && scheme != "http" && scheme != "ws") refuse(text, "is no address: write it as http://HOST:PORT");

    auto rest = text.substr(scheme_ends + 3);
    rest = rest.substr(0, rest.find_first_of("?#"));
    const auto authority = rest.substr(0, rest.find('/'));
    Url url;
    url.tls = tls;
    url.ca = std::move(ca);
    url.path = std::string(rest.substr(authority.size()));
    while (url.path.ends_with('/')) url.path.pop_back();

    if (authority.find('@') != std::string_view::npos) refuse(text, "names a user: give the key by --key instead");
    const auto bracket = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
    const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const auto host = authority.substr(0, colon);
    url.host = std::string(bracket == std::string_view::npos ? host : authority.substr(1, bracket - 1));
    url.port = colon == std::string_view::npos ? default_port(tls) : std::string(authority.substr(colon + 1));
    if (url.host.empty()) refuse(text, "names no host: write it as http://HOST:PORT");
    if (!is_number(url.port) || url.port.size() > 5)
        refuse(text, "has no port after the colon: write it as http://HOST:PORT");
    return url;
}

std::string Url::authority() const {
    const bool six = host.find(':') != std::string::npos;
    return (six ? "[" + host + "]" : host) + (port == default_port(tls) ? "" : ":" + port);
}

std::string Url::text() const { return (tls ? "https://" : "http://") + authority() + path; }

std::string percent_encoded(std::string_view text) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    static constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (const char c : text) {
        if (kPlain.find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += kHex[static_cast<unsigned char>(c) >> 4];
            encoded += kHex[static_cast<unsigned char>(c) & 15];
        }
    }
    return encoded;
}

}  // namespace dais::client
