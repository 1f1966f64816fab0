#include "clients/cpp/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <memory>

#include "server/summit/columns.h"

namespace dais::client {
namespace {

constexpr std::size_t kFirstBytes = 64 << 10;

v1::ServerMessage parsed(std::string_view bytes) {
    v1::ServerMessage message;
    if (bytes.size() > kMessageBytesMax) throw BadFrame("a message is too long");
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        throw BadFrame("a frame is no message of dais.v1");
    }
    return message;
}

}  // namespace

std::string inflated(std::string_view deflated, std::size_t bytes_max) {
    z_stream zip{};
    if (inflateInit2(&zip, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
    const std::unique_ptr<z_stream, int (*)(z_stream*)> ends(&zip, inflateEnd);
    if (deflated.size() > kMessageBytesMax) throw BadFrame("a compressed message is too long");
    zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(deflated.data()));
    zip.avail_in = static_cast<uInt>(deflated.size());

    std::string plain;
    int status = Z_OK;
    while (status == Z_OK) {
        const std::size_t filled = plain.size();
        // One byte beyond the limit tells "exactly as long as allowed" from "longer".
        if (filled > bytes_max) throw BadFrame("a compressed message is too long when inflated");
        plain.resize(std::min(std::max(kFirstBytes, filled * 2), bytes_max + 1));
        zip.next_out = reinterpret_cast<Bytef*>(plain.data() + filled);
        zip.avail_out = static_cast<uInt>(plain.size() - filled);
        status = inflate(&zip, Z_NO_FLUSH);
        plain.resize(plain.size() - zip.avail_out);
    }
    if (status != Z_STREAM_END || zip.avail_in != 0) throw BadFrame("a compressed message is damaged or cut short");
    if (plain.size() > bytes_max) throw BadFrame("a compressed message is too long when inflated");
    return plain;
}

v1::ServerMessage read_message(std::string_view frame) {
    auto message = parsed(frame);
    if (!message.has_compressed()) return message;
    const auto bytes = summit::from_columns(inflated(message.compressed()), kMessageBytesMax);
    if (!bytes) throw BadFrame("a compressed message is damaged: its columns do not fit together");
    auto inner = parsed(*bytes);
    if (inner.has_compressed()) throw BadFrame("a compressed message holds another one");
    return inner;
}

}  // namespace dais::client
