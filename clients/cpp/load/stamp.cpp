#include "clients/cpp/load/stamp.h"

#include <charconv>
#include <cinttypes>
#include <cstdio>

namespace dais::load {
namespace {

constexpr std::string_view kMagic = "DAISLOAD";
constexpr std::size_t kTimeDigits = 16;

template <class Number>
bool read_hex(std::string_view digits, Number& value) {
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return problem == std::errc{} && end == digits.data() + digits.size();
}

}  // namespace

std::string stamp_text(const Stamp& stamp) {
    char text[kStampBytes + 1];
    std::snprintf(text, sizeof text, "%s%016" PRIx64 "%08" PRIx32, kMagic.data(), stamp.sent_ns, stamp.number);
    return text;
}

std::optional<Stamp> read_stamp(std::string_view bytes) {
    if (bytes.size() < kStampBytes || !bytes.starts_with(kMagic)) return std::nullopt;
    Stamp stamp;
    const bool good = read_hex(bytes.substr(kMagic.size(), kTimeDigits), stamp.sent_ns) &&
                      read_hex(bytes.substr(kMagic.size() + kTimeDigits, 8), stamp.number);
    return good ? std::optional(stamp) : std::nullopt;
}

std::optional<Stamp> find_stamp(std::string_view bytes) {
    for (auto at = bytes.find(kMagic); at != std::string_view::npos; at = bytes.find(kMagic, at + 1)) {
        if (const auto stamp = read_stamp(bytes.substr(at))) return stamp;
    }
    return std::nullopt;
}

}  // namespace dais::load
