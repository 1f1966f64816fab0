// What a stranger sends to the listener: however it is cut, it is read alike; whatever becomes a request is one that
// everybody else reads alike; what is refused is refused with an answer; and what a proxy says first is read as well.
//
// Input: one byte for the size of the pieces, then what comes through the socket.
#include <algorithm>
#include <string>

#include "server/web/proxies.h"
#include "server/web/proxy_header.h"
#include "server/web/strict_json.h"
#include "server/web/upgrade.h"
#include "tests/fuzz/must.h"
#include "tests/web/judged_request.h"

namespace dais::web {
namespace {

namespace http = boost::beast::http;
using fuzz::must;

void check_answer(const Response& response) {
    must(response.result_int() >= 400 && response.result_int() < 600, "a refusal is one");
    must(!refuse_json(response.body()), "and is good JSON");
    must(response[http::field::content_length] == std::to_string(response.body().size()), "of the length that it says");
}

void check_target(std::string_view target) {
    must(target.starts_with('/'), "a target begins with a slash");
    const Target parsed = parse_target(target);
    must(parsed.path.starts_with('/') && parsed.path == path_of(target), "and so does its path");
    must(parsed.path.size() <= target.size() && parsed.query.size() <= target.size(), "nothing grows");
    std::string escaped;
    for (const char c : parsed.path) {
        static constexpr char kHex[] = "0123456789ABCDEF";
        escaped += {'%', kHex[static_cast<unsigned char>(c) >> 4], kHex[c & 15]};
    }
    must(percent_decoded(escaped) == parsed.path, "what is escaped is read as it was");
}

void check_fields(const Request& request) {
    for (const auto& field : request) {
        must(!field.name_string().empty(), "a field has a name");
        for (const char c : field.name_string()) must(c > ' ' && c != ':' && c != 0x7F, "of printable characters");
        for (const char c : field.value())
            must(static_cast<unsigned char>(c) >= ' ' || c == '\t', "a value has no control characters");
    }
    const std::size_t lengths = request.count(http::field::content_length);
    const std::size_t codings = request.count(http::field::transfer_encoding);
    must(lengths + codings <= 1, "where a body ends is said once");
    must(codings == 0 || request.chunked(), "and understood");
    must(request.count(http::field::host) <= 1, "one host is asked");
}

void check_upgrade(const Request& request) {
    if (!is_live(request)) return;
    if (const auto refusal = refuse_upgrade(request)) return check_answer(*refusal);
    const Response response = accept_upgrade(request);
    must(response.result() == http::status::switching_protocols, "who may upgrade does");
    must(response[http::field::sec_websocket_accept].size() == 28, "with the answer to its key");
}

// What follows the header, through the parser that reads bodies.
void check_body(std::string_view bytes, std::size_t header, std::size_t piece) {
    RequestParser parser;
    set_limits(parser, kBodyBytesOfATest);
    boost::system::error_code error;
    parser.put(boost::asio::buffer(bytes.data(), header), error);
    for (std::size_t at = header, came = header; !error && !parser.is_done();) {
        if (came == bytes.size()) return;
        came += std::min(piece, bytes.size() - came);
        at += take_body(parser, bytes.substr(at, came - at), error);
        must(error || parser.is_done() || came - at <= kHeaderBytesMax, "little is kept that is not the body's");
    }
    must(parser.get().body().size() <= kBodyBytesOfATest, "a body is not longer than the limit");
    if (!error) return;
    must(is_unreadable(error), "what is wrong with a body is its sender's fault");
    check_answer(refuse_unreadable(error, kBodyBytesOfATest));
}

void check_request(std::string_view bytes, std::size_t piece) {
    const Judged whole = judged(bytes);
    const Judged in_pieces = judged(bytes, piece);
    must(whole.refusal.has_value() == in_pieces.refusal.has_value(), "pieces are refused alike");
    must(whole.request.has_value() == in_pieces.request.has_value(), "and read alike");
    if (whole.refusal) {
        must(whole.refusal->result() == in_pieces.refusal->result(), "for the same");
        check_answer(*whole.refusal);
    }
    if (!whole.request) return;
    must(whole.size == bytes.find("\r\n\r\n") + 4, "a header ends with the first empty line");
    const Request& request = *whole.request;
    check_fields(request);
    check_target(request.target());
    check_upgrade(request);
    has_body(request);
    bearer(request);
    const Proxies proxies("127.0.0.1,10.0.0.0/8");
    must(address_in(proxies.origin("127.0.0.1", request["X-Forwarded-For"], request["Forwarded"])).has_value(),
         "whom it is from is an address");
    check_body(bytes, whole.size, piece);
}

void check_proxy(std::string_view bytes) {
    const ProxyHeader header = read_proxy_header(bytes);
    if (header.state != ProxyHeader::State::whole) return;
    must(begins_like_proxy_header(bytes), "a header begins like one");
    must(header.size <= bytes.size() && header.size <= kProxyHeaderBytesMax, "it is all there");
    must(header.address.empty() || address_in(header.address) == header.address,
         "it names an address, in one spelling");
    must(read_proxy_header(bytes.substr(0, header.size)).address == header.address, "whatever follows");
    must(read_proxy_header(bytes.substr(0, header.size - 1)).state == ProxyHeader::State::incomplete, "and no sooner");
}

}  // namespace
}  // namespace dais::web

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    dais::web::check_request(bytes, std::size_t{1} + data[0] % 64);
    dais::web::check_proxy(bytes);
    dais::web::percent_decoded(bytes);
    dais::web::parse_target(bytes);
    return 0;
}
