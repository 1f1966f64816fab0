#include "server/summit/caseless.h"

namespace dais::summit {
namespace {

bool among(char32_t letter, char32_t first, char32_t last) { return letter >= first && letter <= last; }

// Of letters with two bytes at most, which is all that have a case in the scripts that are known here.
char32_t small(char32_t letter) {
    if (among(letter, 'A', 'Z') || (among(letter, 0xC0, 0xDE) && letter != 0xD7)) return letter + 0x20;
    // Capital and small letters alternate.
    if (among(letter, 0x100, 0x137) || among(letter, 0x14A, 0x177)) return letter | 1;
    if (among(letter, 0x139, 0x148) || among(letter, 0x179, 0x17E)) return letter + letter % 2;
    if (letter == 0x178) return 0xFF;
    if (letter == 0x386) return 0x3AC;
    if (among(letter, 0x388, 0x38A)) return letter + 0x25;
    if (letter == 0x38C) return 0x3CC;
    if (among(letter, 0x38E, 0x38F)) return letter + 0x3F;
    if (among(letter, 0x391, 0x3A9) || among(letter, 0x410, 0x42F)) return letter + 0x20;
    return among(letter, 0x400, 0x40F) ? letter + 0x50 : letter;
}

}  // namespace

std::string caseless(std::string_view text) {
    std::string made;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto first = static_cast<unsigned char>(text[at]);
        if (first < 0x80) {
            made += static_cast<char>(small(first));
            continue;
        }
        if ((first & 0xE0U) != 0xC0U || at + 1 == text.size()) {
            made += text[at];
            continue;
        }
        const auto second = static_cast<unsigned char>(text[++at]);
        const char32_t letter = small((first & 0x1FU) << 6 | (second & 0x3FU));
        made += static_cast<char>(0xC0U | letter >> 6);
        made += static_cast<char>(0x80U | (letter & 0x3FU));
    }
    return made;
}

}  // namespace dais::summit
