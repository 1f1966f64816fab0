// How requests are read, and what is answered to those that no honest client sends. Knows no socket.
//
// Beast reads more than RFC 9112 allows, such as folded lines, two equal Content-Lengths and a Transfer-Encoding that
// it does not know, and a header without its end it awaits for ever. Where a proxy in front reads such a request
// otherwise than we do, the rest of it is a request that nobody sent (request smuggling). So a header is looked at as
// bytes before Beast sees it, and as fields after. Whoever is refused is told why, and then nothing more is read from
// them.
#pragma once

#include <boost/beast/http/parser.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

#include "server/web/answers.h"

namespace dais::web {

constexpr std::size_t kHeaderBytesMax = 16 * 1024;  // request line and fields
constexpr std::size_t kTargetBytesMax = 8 * 1024;   // of these, the line's
constexpr std::size_t kHeaderFieldsMax = 100;
constexpr std::size_t kShortBodyBytes = 64 * 1024;  // as anybody may send; more, only whoever is known

using RequestParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

void set_limits(RequestParser& parser, std::size_t body_bytes_max);

// Gives the parser, which has read the header, what came behind it, and says how much of that it took. An error: what
// came is no body. Beast alone would keep a chunk's header or trailers of any length, and meets an assertion of its own
// if the last chunk comes byte by byte.
std::size_t take_body(RequestParser& parser, std::string_view bytes, boost::system::error_code& error);

// A header on its way.
class HeaderScan {
public:
    enum class State { incomplete, whole, wrong };

    // bytes: all that came of it so far, and perhaps more.
    State look(std::string_view bytes);
    // Of a whole one, with the empty line.
    std::size_t size() const { return at_; }
    // To a wrong one.
    Response refusal() const;

private:
    State refuse(boost::beast::http::status status, std::string_view why);

    std::size_t at_ = 0;     // as far as it is good
    std::size_t lines_ = 0;  // whole ones
    std::size_t line_ = 0;   // where the last begins
    boost::beast::http::status status_ = boost::beast::http::status::bad_request;
    std::string_view why_;
};

// Whether what came is at fault, and not that nothing came.
bool is_unreadable(boost::system::error_code error);
// To a request that Beast cannot read.
Response refuse_unreadable(boost::system::error_code error, std::size_t body_bytes_max);

// What could be read otherwise by others; nothing if it is good. A target in absolute form becomes its path.
std::optional<Response> refuse_header(Request& request);

// Whether a body comes only once it is asked for (100 Continue).
bool awaits_a_word(const Request& request);

}  // namespace dais::web
