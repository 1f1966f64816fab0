// What a message that is sent to be timed carries, as text that fits into any record: when it left, and its number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dais::load {

struct Stamp {
    std::uint64_t sent_ns = 0;  // by the monotonic clock of this machine
    std::uint32_t number = 0;
};

inline constexpr std::size_t kStampBytes = 32;

std::string stamp_text(const Stamp& stamp);
// The stamp at the beginning of these bytes, or nothing.
std::optional<Stamp> read_stamp(std::string_view bytes);
// The first one anywhere within them.
std::optional<Stamp> find_stamp(std::string_view bytes);

}  // namespace dais::load
