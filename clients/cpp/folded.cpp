#include "clients/cpp/folded.h"

#include <cstdint>

namespace dais::client {
namespace {

// Letters from U+00C0 and from U+0100 on without their accents; '*' for what is not one letter, or none.
constexpr std::string_view kLatin1 = "aaaaaa*ceeeeiiiidnooooo*ouuuuy**aaaaaa*ceeeeiiiidnooooo*ouuuuy*y";
constexpr std::string_view kLatinA =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllllnnnnnnnnnoooooo**"
    "rrrrrrssssssssttttttuuuuuuuuuuuu"
    "wwyyyzzzzzzs";
static_assert(kLatin1.size() == 0x40 && kLatinA.size() == 0x80);

struct Letter {
    char32_t point = 0;  // 0 for what is no UTF-8
    std::size_t bytes = 1;
};

Letter letter_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(at);
    if (lead < 0x80) return {lead, 1};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    if (bytes == 1 || at + bytes > text.size()) return {0, 1};
    char32_t point = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return {0, 1};
        point = point << 6 | (byte(at + i) & 0x3F);
    }
    return {point, bytes};
}

bool among(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

bool is_space(char32_t point) {
    return point == ' ' || among(point, 0x09, 0x0D) || point == 0xA0 || among(point, 0x2000, 0x200A) ||
           point == 0x202F || point == 0x205F || point == 0x3000;
}

// Seen by nobody, or written by some and not by others.
bool is_left_out(char32_t point) {
    const bool mark = among(point, 0x0300, 0x036F) || among(point, 0x064B, 0x0652) || point == 0x0640;
    const bool unseen = point == 0xAD || among(point, 0x200B, 0x200F) || among(point, 0x202A, 0x202E) ||
                        among(point, 0x2060, 0x2069) || point == 0xFEFF;
    return mark || unseen;
}

// What is written with several letters, or with one sign of many; empty for anything else.
std::string_view spelled(char32_t point) {
    switch (point) {
        case 0xC6:
        case 0xE6: return "ae";
        case 0x152:
        case 0x153: return "oe";
        case 0x132:
        case 0x133: return "ij";
        case 0xDE:
        case 0xFE: return "th";
        case 0xDF:
        case 0x1E9E: return "ss";
        case '`':
        case 0xB4:
        case 0x2BC:
        case 0x2018:
        case 0x2019:
        case 0x201B:
        case 0x2032: return "'";
        case 0xAB:
        case 0xBB:
        case 0x201C:
        case 0x201D:
        case 0x201E: return "\"";
        case 0x2212: return "-";
        // Alef with and without its hamza or madda.
        case 0x622:
        case 0x623:
        case 0x625: return "\u0627";
        default: return among(point, 0x2010, 0x2015) ? "-" : "";
    }
}

// The small letter of Greek or Cyrillic; the same for anything else.
char32_t small(char32_t point) {
    if (among(point, 0x391, 0x3A9) || among(point, 0x410, 0x42F)) return point + 0x20;
    return among(point, 0x400, 0x40F) ? point + 0x50 : point;
}

void add_two_bytes(std::string& text, char32_t point) {
    text += static_cast<char>(0xC0 | (point >> 6));
    text += static_cast<char>(0x80 | (point & 0x3F));
}

}  // namespace

std::string folded(std::string_view text) {
    std::string made;
    bool space_waits = false;
    for (std::size_t at = 0; at < text.size();) {
        const Letter letter = letter_at(text, at);
        const auto written = text.substr(at, letter.bytes);
        at += letter.bytes;
        const char32_t point = letter.point;
        if (is_space(point)) {
            space_waits = !made.empty();
            continue;
        }
        if (is_left_out(point)) continue;
        if (space_waits) made += ' ';
        space_waits = false;
        const auto plain = among(point, 0xC0, 0xFF)     ? kLatin1[point - 0xC0]
                           : among(point, 0x100, 0x17F) ? kLatinA[point - 0x100]
                                                        : '*';
        if (!spelled(point).empty())
            made += spelled(point);
        else if (among(point, 'A', 'Z'))
            made += static_cast<char>(point - 'A' + 'a');
        else if (plain != '*')
            made += plain;
        else if (small(point) != point)
            add_two_bytes(made, small(point));
        else
            made += written;
    }
    return made;
}

}  // namespace dais::client
