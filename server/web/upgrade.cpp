#include "server/web/upgrade.h"

#include <boost/beast/http/rfc7230.hpp>
#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace dais::web {

namespace http = boost::beast::http;

namespace {

constexpr std::string_view kProtocol = "dais.v1";
constexpr std::size_t kKeyCharacters = 24;  // base 64 of 16 bytes

bool has_token(std::string_view list, std::string_view wanted) {
    return http::token_list(boost::beast::string_view(list.data(), list.size()))
        .exists(boost::beast::string_view(wanted.data(), wanted.size()));
}

// RFC 6455, 4.2.2: SHA-1 of the key and a GUID that never changes, in base 64.
std::string accept_key(std::string_view key) {
    const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha1(), nullptr) != 1)
        throw std::runtime_error("this system's OpenSSL has no SHA-1, which RFC 6455 asks for");
    std::array<unsigned char, 32> coded{};
    const int length = EVP_EncodeBlock(coded.data(), hash.data(), static_cast<int>(size));
    return {reinterpret_cast<const char*>(coded.data()), static_cast<std::size_t>(length)};
}

}  // namespace

bool is_live(const Request& request) {
    return (request.target() == "/live" || is_for_public(request)) &&
           has_token(request[http::field::upgrade], "websocket");
}

bool is_for_public(const Request& request) { return request.target() == "/live?public"; }

std::optional<Response> refuse_upgrade(const Request& request) {
    const auto wrong = [](const std::string& why) { return problem(http::status::bad_request, why); };
    if (request.method() != http::verb::get || request.version() < 11)
        return wrong("A WebSocket begins with GET, in HTTP/1.1.");
    if (has_body(request)) return wrong("A WebSocket begins without a body.");
    if (!has_token(request[http::field::connection], "upgrade"))
        return wrong("A WebSocket's request says: Connection: Upgrade. Does a proxy in between drop it?");
    if (request[http::field::sec_websocket_version] != "13") {
        Response response = problem(http::status::upgrade_required, "The WebSocket's version must be 13.");
        response.set(http::field::sec_websocket_version, "13");
        return response;
    }
    if (request[http::field::sec_websocket_key].size() != kKeyCharacters)
        return wrong("Sec-WebSocket-Key must be 16 bytes in base 64.");
    const std::string_view protocols = request[http::field::sec_websocket_protocol];
    if (!protocols.empty() && !has_token(protocols, kProtocol))
        return wrong("The only subprotocol here is " + std::string(kProtocol) + ".");
    return std::nullopt;
}

Response accept_upgrade(const Request& request) {
    Response response(http::status::switching_protocols, 11);
    response.set(http::field::server, "dais");
    response.set(http::field::upgrade, "websocket");
    response.set(http::field::connection, "Upgrade");
    response.set(http::field::sec_websocket_accept, accept_key(request[http::field::sec_websocket_key]));
    if (!request[http::field::sec_websocket_protocol].empty())
        response.set(http::field::sec_websocket_protocol, kProtocol);
    return response;
}

Response come_again(const std::string& why, std::uint32_t after_s) {
    Response response = problem(http::status::service_unavailable, why);
    response.set(http::field::retry_after, std::to_string(after_s));
    return response;
}

}  // namespace dais::web
