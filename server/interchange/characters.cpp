#include "server/interchange/characters.h"

#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

constexpr std::uint32_t kBroken = 0xFFFD;

// What a letter of Arabic script counts as; 0: nothing.
std::uint32_t arabic_base(std::uint32_t c) {
    switch (c) {
        case 0x0622:
        case 0x0623:
        case 0x0625:
        case 0x0671: return 0x0627;  // alef
        case 0x0649: return 0x064A;  // alef maksura as yeh
        case 0x0629: return 0x0647;  // teh marbuta as heh
        case 0x0640: return 0;       // tatweel
        default: return (c >= 0x064B && c <= 0x065F) || c == 0x0670 ? 0 : c;
    }
}

bool separates(std::uint32_t c) {
    return c < 0x80 || (c >= 0x80 && c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 || c == 0xF7 ||
           (c >= 0x2000 && c < 0x2070) || (c >= 0x2190 && c < 0x2C00) || (c >= 0x3000 && c < 0x3004) || c == 0x060C ||
           c == 0x061B || c == 0x061F || c == kBroken || c == 0xFEFF;
}

}  // namespace

std::uint32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::uint32_t first = byte(at++);
    if (first < 0x80) return first;
    const int more = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
    if (more == 0 || first >= 0xF5) return kBroken;
    std::uint32_t character = first & (0x3FU >> more);
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (byte(at) & 0xC0U) != 0x80U) return kBroken;
        character = character << 6 | (byte(at++) & 0x3FU);
    }
    return character;
}

std::string utf8(std::uint32_t c) {
    const auto tail = [](std::uint32_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), tail(c)};
    if (c < 0x10000) return {static_cast<char>(0xE0 | c >> 12), tail(c >> 6), tail(c)};
    return {static_cast<char>(0xF0 | c >> 18), tail(c >> 12), tail(c >> 6), tail(c)};
}

int digit_value(std::uint32_t c) {
    if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
    if (c >= 0x0660 && c <= 0x0669) return static_cast<int>(c - 0x0660);
    if (c >= 0x06F0 && c <= 0x06F9) return static_cast<int>(c - 0x06F0);
    return -1;
}

std::string folded(std::string_view text) {
    std::string out;
    bool between = false;
    const auto add = [&](std::string_view piece) {
        if (piece.empty()) return;
        if (between && !out.empty()) out += ' ';
        between = false;
        out += piece;
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const std::uint32_t c = next_character(text, at);
        if (const int digit = digit_value(c); digit >= 0) {
            add(std::string(1, static_cast<char>('0' + digit)));
        } else if (c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
            add(std::string(1, static_cast<char>(c | 0x20)));
        } else if (c == 0xBA || c == 0xB0) {
            add("o");  // as in "nº"
        } else if (separates(c)) {
            between = true;
        } else if (c >= 0xC0 && c < 0x180) {
            add(slug(text.substr(begin, at - begin), '-', 8));
        } else if (c >= 0x0300 && c < 0x0370) {
            continue;  // a mark written after its letter
        } else if (c >= 0x0600 && c < 0x0700) {
            if (const std::uint32_t base = arabic_base(c); base != 0) add(utf8(base));
        } else {
            add(text.substr(begin, at - begin));
        }
    }
    return out;
}

}  // namespace dais::interchange
