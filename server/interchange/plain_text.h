// Text from elsewhere made fit for every screen: plain, without what could mislead a reader, and no longer than
// allowed.
//
// Promises: pure; UTF-8 in, UTF-8 out, never cut inside a character; linear in its input. Does not: render or change
// Markdown, judge words, or keep any HTML: simple HTML becomes lines, "- " items and "text (address)" links.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dais::interchange {

// What was done to a text, for the report.
struct Mending {
    bool directions = false;  // bidirectional overrides, embeddings and isolates taken out: they can disguise a text
    bool controls = false;    // other invisible or control characters taken out
    bool cut = false;         // too long, shortened
    bool html = false;        // tags or character entities turned into plain text
};

// One line: white space becomes single spaces, none at the ends.
std::string one_line(std::string_view text, std::size_t bytes_max, Mending& mending);

// Several lines; HTML becomes plain text, anything else keeps its lines.
std::string long_text(std::string_view text, std::size_t bytes_max, Mending& mending);

// The longest beginning of at most bytes_max bytes that ends between two characters.
std::string_view cut_utf8(std::string_view text, std::size_t bytes_max);

// Lower-case ASCII words joined by separator, as in "fosdem-2009"; letters of western European languages lose their
// marks, others are left out.
std::string slug(std::string_view text, char separator, std::size_t bytes_max);

std::string ascii_lower(std::string_view text);
std::string_view trimmed(std::string_view text);

// Looks like someone@somewhere.tld.
bool has_mail_address(std::string_view text);
// The text without the words that are mail addresses; if nothing else is left, what stood before the "@".
std::string without_mail_addresses(std::string_view text);

// An absolute http or https address without spaces or quotes.
bool is_web_address(std::string_view text);

}  // namespace dais::interchange
