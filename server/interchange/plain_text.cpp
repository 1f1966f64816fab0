#include "server/interchange/plain_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "server/interchange/html_text.h"

namespace dais::interchange {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// Length in bytes of the character that starts with this byte; the input is UTF-8.
std::size_t length_of(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::uint32_t code_of(std::string_view character) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    switch (character.size()) {
        case 1: return at(0);
        case 2: return (at(0) & 0x1Fu) << 6 | (at(1) & 0x3Fu);
        case 3: return (at(0) & 0x0Fu) << 12 | (at(1) & 0x3Fu) << 6 | (at(2) & 0x3Fu);
        default: return (at(0) & 0x07u) << 18 | (at(1) & 0x3Fu) << 12 | (at(2) & 0x3Fu) << 6 | (at(3) & 0x3Fu);
    }
}

bool is_direction(std::uint32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

// Joiners (200C, 200D) and direction marks (200E, 200F, 061C) belong to scripts and stay.
bool is_unwanted(std::uint32_t code) {
    return (code < 32 && code != '\t' && code != '\n') || (code >= 127 && code < 160) || code == 0x200B ||
           code == 0x2060 || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB);
}

// The first place from i on that is not printable ASCII, a tab or a new line. Nearly all text is.
std::size_t plain_until(std::string_view text, std::size_t i) {
    const char* const end = text.data() + text.size();
    const char* at = text.data() + i;
    while (at != end && ((*at >= 32 && *at < 127) || *at == '\n' || *at == '\t')) ++at;
    return static_cast<std::size_t>(at - text.data());
}

// Without the characters that mislead or cannot be shown; line ends as \n.
std::string visible(std::string_view text, Mending& mending) {
    std::string kept;
    kept.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t plain = plain_until(text, i);
        kept += text.substr(i, plain - i);
        i = plain;
        if (i == text.size()) break;
        const std::string_view character = text.substr(i, length_of(text[i]));
        i += character.size();
        if (character == "\r") {
            if (i >= text.size() || text[i] != '\n') kept += '\n';
            continue;
        }
        const std::uint32_t code = code_of(character);
        if (is_direction(code)) {
            mending.directions = true;
        } else if (code == 0x85 || code == 0x2028 || code == 0x2029) {
            kept += '\n';
        } else if (is_unwanted(code)) {
            mending.controls = true;
        } else {
            kept += character;
        }
    }
    return kept;
}

std::string shortened(std::string text, std::size_t bytes_max, Mending& mending) {
    if (text.size() <= bytes_max) return text;
    mending.cut = true;
    std::string cut(trimmed(cut_utf8(text, bytes_max - 3)));
    return cut + "…";
}

// Blanks at line ends and more than one empty line in a row say nothing.
std::string tidy_lines(std::string_view text) {
    std::string tidy;
    std::size_t newlines = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
        if (line.empty()) {
            ++newlines;
            continue;
        }
        if (!tidy.empty()) tidy.append(newlines > 0 ? 2 : 1, '\n');
        newlines = 0;
        tidy += line;
    }
    return tidy;
}

// Latin letters with marks, U+00C0 to U+017F, as ASCII; "" for signs that are no letters.
std::string_view without_mark(std::uint32_t code) {
    static constexpr std::string_view kFrom00C0 =
        "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thss"
        "a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thy ";
    static constexpr std::string_view kFrom0100 =
        "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i i i i i ijijj j k "
        "k k l l l "
        "l l l l l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s s s t t t t t t u u u u u u u u u u u "
        "u w w y y "
        "y z z z z z z s ";
    const std::string_view table = code >= 0x100 ? kFrom0100 : kFrom00C0;
    const std::size_t at = 2 * (code - (code >= 0x100 ? 0x100u : 0xC0u));
    if (code < 0xC0 || at + 2 > table.size()) return "";
    return table.substr(at, table[at] == ' ' ? 0 : table[at + 1] == ' ' ? 1 : 2);
}

bool is_mail_address(std::string_view word) {
    const std::size_t at = word.find('@');
    if (at == 0 || at == std::string_view::npos) return false;
    const std::size_t dot = word.find('.', at + 2);
    return dot != std::string_view::npos && dot + 2 < word.size() + 1 && is_alnum(word[at - 1]) &&
           is_alnum(word[at + 1]);
}

// Calls visit(run) for every run of characters that separate nothing.
template <class Separates, class Visit>
void each_run(std::string_view text, Separates separates, Visit visit) {
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && !separates(text[end])) ++end;
        if (end > i) visit(text.substr(i, end - i));
        i = end + 1;
    }
}

bool ends_address(char c) {
    return is_space(c) || c == '<' || c == '>' || c == '(' || c == ')' || c == ',' || c == ';';
}

}  // namespace

std::string one_line(std::string_view text, std::size_t bytes_max, Mending& mending) {
    const std::string shown = visible(text, mending);
    std::string line;
    line.reserve(shown.size());
    each_run(shown, is_space, [&](std::string_view word) {
        if (!line.empty()) line += ' ';
        line += word;
    });
    return shortened(std::move(line), bytes_max, mending);
}

std::string long_text(std::string_view text, std::size_t bytes_max, Mending& mending) {
    std::string plain;
    if (has_html(text)) {
        plain = html_to_plain(text);
        mending.html = true;
    } else {
        plain = text;
    }
    return shortened(tidy_lines(visible(plain, mending)), bytes_max, mending);
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) --bytes_max;
    return text.substr(0, bytes_max);
}

std::string slug(std::string_view text, char separator, std::size_t bytes_max) {
    std::string words;
    bool gap = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view character = text.substr(i, length_of(text[i]));
        i += character.size();
        std::string letters;
        if (character.size() == 1 && is_alnum(character[0])) {
            letters = ascii_lower(character);
        } else if (character.size() == 2) {
            letters = without_mark(code_of(character));
        }
        if (letters.empty()) {
            gap = gap || character.size() == 1;
            continue;
        }
        if (gap && !words.empty()) words += separator;
        gap = false;
        words += letters;
    }
    words.resize(std::min(words.size(), bytes_max));
    while (!words.empty() && words.back() == separator) words.pop_back();
    return words;
}

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

bool has_mail_address(std::string_view text) {
    if (text.find('@') == std::string_view::npos) return false;
    bool found = false;
    each_run(text, ends_address, [&](std::string_view word) { found = found || is_mail_address(word); });
    return found;
}

std::string without_mail_addresses(std::string_view text) {
    std::string rest;
    std::string_view account;
    each_run(text, ends_address, [&](std::string_view word) {
        if (is_mail_address(word)) {
            if (account.empty()) account = word.substr(0, word.find('@'));
            return;
        }
        if (!rest.empty()) rest += ' ';
        rest += word;
    });
    return rest.empty() ? std::string(account) : rest;
}

bool is_web_address(std::string_view text) {
    const std::string start = ascii_lower(text.substr(0, 8));
    if (!start.starts_with("http://") && !start.starts_with("https://")) return false;
    const std::size_t host = start.starts_with("https://") ? 8 : 7;
    if (text.size() <= host ||
        (!is_alnum(text[host]) && text[host] != '[' && static_cast<unsigned char>(text[host]) < 0x80))
        return false;
    return std::none_of(text.begin(), text.end(), [](char c) {
        return is_space(c) || static_cast<unsigned char>(c) < 32 || c == 127 || c == '"' || c == '<' || c == '>' ||
               c == '\\';
    });
}

}  // namespace dais::interchange
