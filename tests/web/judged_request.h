// A header as a listener reads it, without a socket.
#pragma once

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "server/web/request_header.h"

namespace dais::web {

constexpr std::size_t kBodyBytesOfATest = 1'000;

struct Judged {
    std::optional<Response> refusal;
    std::optional<Request> request;  // neither: not all of the header is there
    std::size_t size = 0;            // of the header
};

// It comes in pieces of so many bytes.
inline Judged judged(std::string_view bytes, std::size_t piece = SIZE_MAX) {
    HeaderScan scan;
    auto state = HeaderScan::State::incomplete;
    for (std::size_t came = 0; state == HeaderScan::State::incomplete && came < bytes.size();) {
        came += std::min(piece, bytes.size() - came);
        state = scan.look(bytes.substr(0, came));
    }
    if (state == HeaderScan::State::wrong) return {scan.refusal(), std::nullopt};
    if (state == HeaderScan::State::incomplete) return {};
    RequestParser parser;
    set_limits(parser, kBodyBytesOfATest);
    boost::system::error_code error;
    const std::size_t size = parser.put(boost::asio::buffer(bytes.data(), scan.size()), error);
    if (error) return {refuse_unreadable(error, kBodyBytesOfATest), std::nullopt};
    if (!parser.is_header_done()) throw std::logic_error("a whole header is one to Beast, too");
    if (auto refusal = refuse_header(parser.get())) return {std::move(refusal), std::nullopt};
    return {std::nullopt, parser.release(), size};
}

}  // namespace dais::web
