#include "server/live/frame.h"

#include <zlib.h>

#include <stdexcept>

#include "server/live/websocket.h"
#include "server/summit/columns.h"

namespace dais::live {
namespace {

constexpr std::size_t kCompressFrom = 4'096;

std::string deflated(const std::string& bytes) {
    z_stream stream{};
    // Window bits below zero: raw DEFLATE (RFC 1951), without a header.
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int done = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (done != Z_STREAM_END) throw std::runtime_error("a frame could not be deflated");
    return out;
}

}  // namespace

Frame frame_of(std::string_view message) {
    return std::make_shared<const std::string>(websocket::framed(websocket::Opcode::kBinary, message));
}

Frame encode(const v1::ServerMessage& message) {
    if (message.ByteSizeLong() <= kCompressFrom) return frame_of(message.SerializeAsString());
    v1::ServerMessage wrapped;
    wrapped.set_compressed(deflated(summit::to_columns(message)));
    return frame_of(wrapped.SerializeAsString());
}

}  // namespace dais::live
