// A checkpoint's bytes as they are kept: compressed, since nothing else in the file says the same so often. Pure.
#pragma once

#include <string>
#include <string_view>

namespace dais::storage {

// A zlib stream (RFC 1950).
std::string packed(std::string_view body);

// What was packed; what releases before this kept as it was, as it is: a checkpoint never begins like such a stream.
// Nothing that could be read as a checkpoint if it is damaged, or longer than kUnpackedBytesMax.
std::string unpacked(std::string_view stored);

inline constexpr std::size_t kUnpackedBytesMax = std::size_t{1} << 30;

}  // namespace dais::storage
