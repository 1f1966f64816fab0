#include "server/web/json_trouble.h"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cctype>

#include "server/live/websocket.h"

namespace dais::web {
namespace {

using boost::json::error;

bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The character at a place, whole; empty if it is no UTF-8.
std::string_view character_at(std::string_view text, std::size_t at) {
    for (std::size_t size = 1; size <= 4 && at + size <= text.size(); ++size)
        if (live::websocket::is_utf8(text.substr(at, size))) return text.substr(at, size);
    return {};
}

char last_before(std::string_view text, std::size_t at) {
    const std::size_t found = text.substr(0, at).find_last_not_of(" \t\r\n");
    return found == std::string_view::npos ? '\0' : text[found];
}

// \uD83D, and what should follow does not.
bool follows_half_a_pair(std::string_view text, std::size_t at) {
    if (at < 6) return false;
    const std::string_view escape = text.substr(at - 6, 4);
    const auto is = [&](std::size_t i, std::string_view any) { return any.find(escape[i]) != std::string_view::npos; };
    return is(0, "\\") && is(1, "u") && is(2, "dD") && is(3, "89abAB");
}

std::string of_control(char c) {
    if (c == '\n' || c == '\r') return "a text goes on over the end of its line; write the end of a line as \\n.";
    if (c == '\t') return "a tab stands in a text; write it as \\t.";
    return "a control character stands here; in a text, write it as \\u and four hex digits.";
}

std::string of_syntax(std::string_view text, std::size_t at) {
    static constexpr std::string_view kHalfAPair =
        "this is half of a surrogate pair; write both halves, or the character itself in UTF-8.";
    if (at == text.size()) return "it ends in the middle; send the rest, too.";
    const char c = text[at];
    const bool escaped = at > 0 && text[at - 1] == '\\';
    if (follows_half_a_pair(text, at - (escaped ? 1 : 0))) return std::string(kHalfAPair);
    if (escaped) return "this is no escape; behind a backslash stands one of \" \\ / b f n r t u.";
    if (static_cast<unsigned char>(c) < 0x20) return of_control(c);
    const std::string_view character = character_at(text, at);
    if (character.empty()) return "this is not UTF-8; save the text as UTF-8.";
    if (at == 0 && character == "\xEF\xBB\xBF") return "a byte order mark stands before it; save it without.";
    const char before = last_before(text, at);
    if ((c == '}' || c == ']') && before == ',') return "a comma stands before the end; take it away.";
    if (c == '/' || c == '#') return "JSON has no comments; take it out.";
    if (c == '+' || c == '.') return "a number begins with a digit or with -; write 0.5 and 1, not .5 and +1.";
    if (before == '0' && is_digit(c)) return "a number does not begin with a zero; leave the zero out.";
    if (before == '-' || before == '.') return "a number misses its digits; write them.";
    const bool is_word =
        c == '\'' || c == '`' || std::isalpha(static_cast<unsigned char>(c)) != 0 || character.size() > 1;
    if (is_word)
        return std::string(character) +
               " is not expected here; names and texts stand in \"double quotes\", and the only " +
               "other words are true, false and null.";
    if (c == '"' || c == '{' || c == '[' || c == '-' || is_digit(c))
        return before == ',' || before == '{' ? "a name in double quotes is missing here; write it."
                                              : "a comma or a colon is missing before it; write it.";
    return std::string(character) + " is not expected here; take it out, or write what is missing before it.";
}

}  // namespace

std::string at_place(std::string_view text, std::size_t at, std::string_view trouble) {
    const std::string_view before = text.substr(0, at);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::string_view line = before.substr(before.rfind('\n') + 1);
    const auto within = std::count_if(line.begin(), line.end(), continues_a_character);
    const auto column = static_cast<std::ptrdiff_t>(line.size()) - within + 1;
    return "Line " + std::to_string(lines + 1) + ", column " + std::to_string(column) + ": " + std::string(trouble);
}

std::string json_trouble(std::string_view text, std::size_t at, boost::system::error_code error_code) {
    if (error_code == error::extra_data) {
        if (at > 0 && text[at - 1] == '0' && is_digit(text[at])) return of_syntax(text, at);
        return "something follows the end; leave it out, for one value is all there may be.";
    }
    if (error_code == error::too_deep)
        return "it goes deeper than 32 objects and lists in one another; make it flatter.";
    if (error_code == error::exponent_overflow) return "a number is too large; write a smaller one.";
    if (error_code == error::expected_hex_digit) return "behind \\u stand four hex digits; write them.";
    if (error_code == error::illegal_leading_surrogate || error_code == error::illegal_trailing_surrogate)
        return "this is half of a surrogate pair; write both halves, or the character itself in UTF-8.";
    return of_syntax(text, at);
}

std::string quoted(std::string_view text, std::size_t bytes_max) {
    std::size_t size = std::min(text.size(), bytes_max);
    while (size > 0 && size < text.size() && continues_a_character(text[size])) --size;
    const bool cut = size < text.size();
    return boost::json::serialize(boost::json::string_view(text.data(), size)) + (cut ? "…" : "");
}

}  // namespace dais::web
