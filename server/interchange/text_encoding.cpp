#include "server/interchange/text_encoding.h"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <cstdint>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/summit/check.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kSampleBytes = 256u << 10;
constexpr std::size_t kUnreadableMax = 100;  // more is no text of that encoding

struct Candidate {
    const char* iconv_name;
    const char* name;
};
// The most usual first: it wins where another reads no better.
constexpr std::array kCandidates = {Candidate{"WINDOWS-1252", "Windows-1252"},
                                    Candidate{"WINDOWS-1256", "Windows-1256 (Arabic)"},
                                    Candidate{"WINDOWS-1251", "Windows-1251 (Cyrillic)"},
                                    Candidate{"CP850", "CP850 (DOS)"}, Candidate{"MACINTOSH", "Mac Roman"}};

// The bytes in UTF-8; characters that the encoding does not have are left out and counted.
std::string converted(std::string_view bytes, const char* from, std::size_t& unreadable) {
    unreadable = 0;
    iconv_t converter = iconv_open("UTF-8", from);
    if (converter == iconv_t(-1)) return "";
    std::string out;
    std::array<char, 65'536> buffer{};
    std::string copy(bytes);  // iconv() takes what it does not change as changeable
    char* in = copy.data();
    std::size_t left = copy.size();
    while (left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const std::size_t done = iconv(converter, &in, &left, &to, &room);
        out.append(buffer.data(), buffer.size() - room);
        if (done != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
        ++unreadable;
        ++in;
        --left;
    }
    iconv_close(converter);
    return out;
}

bool is_upper(std::uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7); }
bool is_lower(std::uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || c == 0x153; }
bool is_arabic(std::uint32_t c) { return c >= 0x0621 && c <= 0x0652; }
bool is_cyrillic(std::uint32_t c) { return c >= 0x0400 && c <= 0x04FF; }
bool is_mark_of_text(std::uint32_t c) {
    constexpr std::uint32_t kMarks[] = {0xA0,   0xA7,   0xAA,   0xAB,   0xB0,   0xB7,   0xBA,   0xBB,   0xBF,   0xA1,
                                        0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AC, 0x60C};
    for (const std::uint32_t mark : kMarks)
        if (mark == c) return true;
    return false;
}

// How much a character looks like text between these two.
int looks_like_text(std::uint32_t before, std::uint32_t c, std::uint32_t after) {
    const auto is_latin = [](std::uint32_t x) { return is_upper(x) || is_lower(x); };
    if (is_arabic(c)) return is_arabic(before) || is_arabic(after) ? 1 : is_latin(before) || is_latin(after) ? -2 : 0;
    if (is_cyrillic(c))
        return is_latin(before) || is_latin(after) ? -3 : is_cyrillic(before) || is_cyrillic(after) ? 1 : 0;
    if (is_upper(c)) return is_lower(before) ? -3 : 1;
    if (is_lower(c)) return is_arabic(before) || is_arabic(after) ? -1 : 1;
    if (c == 0x2019 || c == 0xA0) return 1;
    if (is_mark_of_text(c)) return is_latin(before) && is_latin(after) ? -2 : 1;
    if (c >= 0x80 && c < 0xA0) return -5;
    return is_latin(before) && is_latin(after) ? -3 : -1;
}

long score(std::string_view text) {
    long sum = 0;
    std::uint32_t before = ' ';
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t c = next_character(text, at);
        std::size_t ahead = at;
        const std::uint32_t after = ahead < text.size() ? next_character(text, ahead) : ' ';
        if (c >= 0x80) sum += looks_like_text(before, c, after);
        before = c;
    }
    return sum;
}

// UTF-16 without a mark: nearly every second byte of western text is zero.
const char* utf16_without_mark(std::string_view bytes) {
    const std::string_view sample = bytes.substr(0, 4'096);
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < sample.size(); ++i)
        if (sample[i] == '\0') ++(i % 2 == 0 ? even : odd);
    const std::size_t most = sample.size() / 2 * 4 / 10;
    if (sample.size() < 8) return nullptr;
    if (odd > most && even * 10 < odd) return "UTF-16LE";
    if (even > most && odd * 10 < even) return "UTF-16BE";
    return nullptr;
}

}  // namespace

DecodedText decode_text(std::string_view bytes) {
    DecodedText decoded;
    const char* utf16 = nullptr;
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    } else if (bytes.starts_with("\xFF\xFE")) {
        utf16 = "UTF-16LE";
        bytes.remove_prefix(2);
    } else if (bytes.starts_with("\xFE\xFF")) {
        utf16 = "UTF-16BE";
        bytes.remove_prefix(2);
    } else {
        utf16 = utf16_without_mark(bytes);
    }
    if (utf16 != nullptr) {
        decoded.text = converted(bytes, utf16, decoded.unreadable);
        const bool is_text = decoded.unreadable <= kUnreadableMax && decoded.text.find('\0') == std::string::npos;
        decoded.encoding = is_text ? "UTF-16" : "";
        return decoded;
    }
    if (bytes.find('\0') != std::string_view::npos) return decoded;
    if (summit::is_utf8(bytes)) {
        decoded.text = std::string(bytes);
        decoded.encoding = "UTF-8";
        return decoded;
    }
    const Candidate* best = nullptr;
    long most = 0;
    for (const Candidate& candidate : kCandidates) {
        std::size_t unreadable = 0;
        const std::string sample = converted(bytes.substr(0, kSampleBytes), candidate.iconv_name, unreadable);
        const long points = score(sample) - 5 * static_cast<long>(unreadable);
        if (best != nullptr && points <= most) continue;
        best = &candidate;
        most = points;
    }
    decoded.text = converted(bytes, best->iconv_name, decoded.unreadable);
    decoded.guessed = true;
    if (decoded.unreadable <= kUnreadableMax) decoded.encoding = best->name;
    return decoded;
}

}  // namespace dais::interchange
