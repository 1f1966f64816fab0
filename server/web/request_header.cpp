#include "server/web/request_header.h"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

#include <string>

namespace dais::web {

namespace beast = boost::beast;
namespace http = beast::http;

void set_limits(RequestParser& parser, std::size_t body_bytes_max) {
    parser.header_limit(kHeaderBytesMax + 1);  // HeaderScan holds them to it
    parser.body_limit(body_bytes_max);
    parser.eager(true);
}

std::size_t take_body(RequestParser& parser, std::string_view bytes, boost::system::error_code& error) {
    static constexpr std::size_t kLastChunkBytes =
        5;  // at least, so that waiting for them is waiting for what must come
    error = {};
    if (parser.is_done() || bytes.empty() || (parser.chunked() && bytes.size() < kLastChunkBytes)) return 0;
    const std::size_t taken = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error == http::error::need_more) error = {};
    if (!error && !parser.is_done() && bytes.size() - taken > kHeaderBytesMax) error = http::error::header_limit;
    return taken;
}

HeaderScan::State HeaderScan::look(std::string_view bytes) {
    for (; at_ < bytes.size(); ++at_) {
        const char c = bytes[at_];
        if (at_ >= kHeaderBytesMax || (lines_ == 0 && at_ >= kTargetBytesMax))
            return lines_ == 0 ? refuse(http::status::uri_too_long, "A request's first line has at most 8 KiB here.")
                               : refuse(http::status::request_header_fields_too_large,
                                        "A request's header has at most 16 KiB here. Are there very many cookies?");
        if (c == '\r') {
            if (at_ + 1 == bytes.size()) return State::incomplete;
            if (bytes[at_ + 1] != '\n') return refuse(http::status::bad_request, "A CR stands alone in the header.");
            const bool empty = at_ == line_;
            if (empty && lines_ == 0) return refuse(http::status::bad_request, "A request begins with its method.");
            if (!empty && ++lines_ > kHeaderFieldsMax + 1)
                return refuse(http::status::request_header_fields_too_large,
                              "A request has at most 100 fields in its header here.");
            line_ = ++at_ + 1;
            if (!empty) continue;
            ++at_;
            return State::whole;
        }
        if (at_ == line_ && lines_ > 0 && (c == ' ' || c == '\t'))
            return refuse(http::status::bad_request, "A field of the header goes on in another line; write it in one.");
        if (c == '\n')
            return refuse(http::status::bad_request, "An LF stands alone in the header; end lines by CR LF.");
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F)
            return refuse(http::status::bad_request,
                          "A control character stands in the header. Only HTTP is spoken here.");
    }
    return State::incomplete;
}

HeaderScan::State HeaderScan::refuse(http::status status, std::string_view why) {
    status_ = status;
    why_ = why;
    return State::wrong;
}

Response HeaderScan::refusal() const { return problem(status_, std::string(why_)); }

bool is_unreadable(boost::system::error_code error) {
    static const boost::system::error_category& http_errors = make_error_code(http::error::end_of_stream).category();
    return error && error.category() == http_errors && error != http::error::end_of_stream &&
           error != http::error::partial_message;
}

Response refuse_unreadable(boost::system::error_code error, std::size_t body_bytes_max) {
    if (error == http::error::body_limit) return too_large(body_bytes_max);
    if (error == http::error::header_limit)
        return problem(http::status::request_header_fields_too_large,
                       "What stands between the chunks of a body has at most 16 KiB here.");
    if (error == http::error::bad_version)
        return problem(http::status::http_version_not_supported, "HTTP/1.1 and HTTP/1.0 are spoken here.");
    return problem(http::status::bad_request, "This is no HTTP request: " + error.message() + ".");
}

namespace {

// "http://host/a?b" → "/a?b"; nothing if it is no such target.
std::optional<std::string> path_of_absolute(beast::string_view target) {
    for (const beast::string_view scheme : {"http://", "https://"}) {
        if (!beast::iequals(target.substr(0, scheme.size()), scheme)) continue;
        const beast::string_view rest = target.substr(scheme.size());
        const std::size_t end = rest.find_first_of("/?#");
        if (end == 0) return std::nullopt;
        const std::string path(end == beast::string_view::npos ? beast::string_view() : rest.substr(end));
        return path.starts_with('/') ? path : "/" + path;
    }
    return std::nullopt;
}

std::optional<std::string> trouble_of(const Request& request) {
    if (request.count(http::field::content_length) > 1) return "Content-Length stands twice.";
    if (request[http::field::content_length].find_first_not_of("0123456789") != beast::string_view::npos)
        return "Content-Length is one number.";
    if (const std::size_t codings = request.count(http::field::transfer_encoding); codings > 0) {
        if (request.count(http::field::content_length) > 0)
            return "Content-Length and Transfer-Encoding exclude each other.";
        if (codings > 1 || !beast::iequals(request[http::field::transfer_encoding], "chunked"))
            return "The only Transfer-Encoding here is chunked.";
        if (request.version() < 11) return "HTTP/1.0 has no Transfer-Encoding.";
    }
    const std::size_t hosts = request.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && request.version() >= 11)) return "A request says Host, and says it once.";
    return std::nullopt;
}

}  // namespace

std::optional<Response> refuse_header(Request& request) {
    if (const auto trouble = trouble_of(request)) return problem(http::status::bad_request, *trouble);
    if (const auto path = path_of_absolute(request.target())) request.target(*path);
    if (!request.target().starts_with('/'))
        return problem(http::status::bad_request, "What is asked for begins with a slash.");
    return std::nullopt;
}

bool awaits_a_word(const Request& request) {
    return request.version() >= 11 && has_body(request) && beast::iequals(request[http::field::expect], "100-continue");
}

}  // namespace dais::web
