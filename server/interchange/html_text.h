// Simple HTML, as conference systems put it into abstracts, as plain text.
//
// Promises: pure; linear in its input; whatever comes in, no tag of the list below comes out, and a "<" that begins
// none of them stays as it is (Markdown links, "a < b", "vector<T>"). Does not: parse HTML as a browser does, or clean
// it for display as HTML: the result is text and to be shown as such.
#pragma once

#include <string>
#include <string_view>

namespace dais::interchange {

// Has a tag or a character entity that html_to_plain would turn into text.
bool has_html(std::string_view text);

// Paragraphs and line breaks become lines, list items "- …", links "text (address)"; scripts and styles go.
std::string html_to_plain(std::string_view text);

// Plain text as html_to_plain() reads it: what it would take for a tag or an entity is written as an entity.
std::string plain_to_html(std::string_view text);

}  // namespace dais::interchange
