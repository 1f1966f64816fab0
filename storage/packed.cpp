#include "storage/packed.h"

#include <zlib.h>

#include <array>
#include <stdexcept>

namespace dais::storage {
namespace {

// The first byte of a stream with a window of 32 KiB; as protobuf it would begin field 15, which a checkpoint never
// has.
constexpr char kFirst = '\x78';
// No message begins so.
constexpr std::string_view kDamaged = "\xff";

struct Inflater {
    Inflater() {
        if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
    }
    ~Inflater() { inflateEnd(&stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    z_stream stream{};
};

}  // namespace

std::string packed(std::string_view body) {
    uLongf size = compressBound(static_cast<uLong>(body.size()));
    std::string stored(size, '\0');
    // The fastest level: a server that stops waits for it.
    if (compress2(reinterpret_cast<Bytef*>(stored.data()), &size, reinterpret_cast<const Bytef*>(body.data()),
                  static_cast<uLong>(body.size()), Z_BEST_SPEED) != Z_OK)
        throw std::bad_alloc();
    stored.resize(size);
    return stored;
}

std::string unpacked(std::string_view stored) {
    if (stored.empty() || stored.front() != kFirst) return std::string(stored);
    Inflater inflater;
    z_stream& stream = inflater.stream;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(stored.data()));
    stream.avail_in = static_cast<uInt>(stored.size());
    std::string body;
    std::array<char, 65'536> part;
    for (int answer = Z_OK; answer != Z_STREAM_END;) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        answer = inflate(&stream, Z_NO_FLUSH);
        const std::size_t more = part.size() - stream.avail_out;
        if ((answer != Z_OK && answer != Z_STREAM_END) || (answer == Z_OK && more == 0) ||
            body.size() + more > kUnpackedBytesMax)
            return std::string(kDamaged);
        body.append(part.data(), more);
    }
    return body;
}

}  // namespace dais::storage
