#include "server/interchange/html_text.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

constexpr std::string_view kInline[] = {"a",    "abbr",  "b",      "big",    "cite",   "code",   "del",    "em",
                                        "font", "i",     "img",    "ins",    "kbd",    "mark",   "q",      "s",
                                        "samp", "small", "span",   "strike", "strong", "sub",    "sup",    "tt",
                                        "u",    "var",   "iframe", "input",  "label",  "button", "script", "style"};
constexpr std::string_view kBlock[] = {"p",       "div",     "ul",     "ol",     "dl",     "table",      "h1",
                                       "h2",      "h3",      "h4",     "h5",     "h6",     "blockquote", "pre",
                                       "section", "article", "header", "footer", "figure", "figcaption", "hr",
                                       "form",    "html",    "body",   "head"};
constexpr std::string_view kLine[] = {"br", "li", "tr", "dt", "dd", "thead", "tbody", "td", "th"};

template <std::size_t N>
bool one_of(std::string_view name, const std::string_view (&names)[N]) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

struct Tag {
    std::string name;  // lower case; empty: this is no tag of ours
    bool closing = false;
    std::string_view inside;  // between "<" and ">"
    std::size_t length = 0;   // in the text, with both brackets
};

// The tag at the start of text, which begins with "<".
Tag tag_at(std::string_view text) {
    Tag tag;
    std::size_t i = 1;
    if (i < text.size() && text[i] == '/') tag.closing = true, ++i;
    const std::size_t begin = i;
    while (i < text.size() && i - begin < 12 && (std::isalnum(static_cast<unsigned char>(text[i])) != 0)) ++i;
    const std::string name = ascii_lower(text.substr(begin, i - begin));
    if (!one_of(name, kInline) && !one_of(name, kBlock) && !one_of(name, kLine)) return tag;
    if (i < text.size() && text[i] != '>' && text[i] != '/' && std::isspace(static_cast<unsigned char>(text[i])) == 0)
        return tag;
    // Another "<" ends the search, so that many an opening bracket without its closing one costs no square.
    const std::size_t end = text.find_first_of("<>", i);
    if (end == std::string_view::npos || text[end] == '<') return tag;
    tag.name = name;
    tag.inside = text.substr(1, end - 1);
    tag.length = end + 1;
    return tag;
}

void append_utf8(std::string& text, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6), put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12), put(0x80 | (code >> 6 & 0x3F)), put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | code >> 18), put(0x80 | (code >> 12 & 0x3F)), put(0x80 | (code >> 6 & 0x3F)),
            put(0x80 | (code & 0x3F));
    }
}

struct Named {
    std::string_view name, text;
};
constexpr Named kNamed[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},   {"nbsp", " "},
    {"ndash", "–"},  {"mdash", "—"},  {"hellip", "…"}, {"laquo", "«"},  {"raquo", "»"},  {"lsquo", "‘"},
    {"rsquo", "’"},  {"ldquo", "“"},  {"rdquo", "”"},  {"bdquo", "„"},  {"bull", "•"},   {"middot", "·"},
    {"eacute", "é"}, {"egrave", "è"}, {"ecirc", "ê"},  {"agrave", "à"}, {"acirc", "â"},  {"ccedil", "ç"},
    {"ocirc", "ô"},  {"ucirc", "û"},  {"icirc", "î"},  {"atilde", "ã"}, {"otilde", "õ"}, {"aacute", "á"},
    {"iacute", "í"}, {"oacute", "ó"}, {"uacute", "ú"}, {"ntilde", "ñ"}, {"auml", "ä"},   {"ouml", "ö"},
    {"uuml", "ü"},   {"Auml", "Ä"},   {"Ouml", "Ö"},   {"Uuml", "Ü"},   {"szlig", "ß"},  {"copy", "©"},
    {"reg", "®"},    {"trade", "™"},  {"euro", "€"},   {"deg", "°"},    {"times", "×"},  {"rarr", "→"}};

// The character entity at the start of text, which begins with "&", into out; its length, or 0 if it is none.
std::size_t entity_at(std::string_view text, std::string& out) {
    const std::size_t end = text.substr(0, 12).find(';');
    if (end == std::string_view::npos || end < 2) return 0;
    const std::string_view name = text.substr(1, end - 1);
    if (name[0] != '#') {
        for (const Named& named : kNamed)
            if (named.name == name) {
                out = named.text;
                return end + 1;
            }
        return 0;
    }
    const bool hex = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
    std::uint32_t code = 0;
    const std::string_view digits = name.substr(hex ? 2 : 1);
    if (digits.empty()) return 0;
    for (const char c : digits) {
        const auto digit = c >= '0' && c <= '9'          ? c - '0'
                           : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                           : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                         : -1;
        if (digit < 0 || code > 0x10FFFF) return 0;
        code = code * (hex ? 16u : 10u) + static_cast<std::uint32_t>(digit);
    }
    if (code < 32 && code != '\n' && code != '\t') return 0;
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0;
    append_utf8(out, code);
    return end + 1;
}

// The address of <a href="…">, if it is one that can be shown.
std::string link_of(std::string_view inside) {
    const std::string lower = ascii_lower(inside);
    std::size_t at = lower.find("href");
    if (at == std::string::npos) return "";
    at = lower.find('=', at);
    if (at == std::string::npos) return "";
    std::string_view value = trimmed(inside.substr(at + 1));
    if (value.empty()) return "";
    const char quote = value[0] == '"' || value[0] == '\'' ? value[0] : ' ';
    if (quote != ' ') value.remove_prefix(1);
    value = value.substr(0, value.find(quote));
    std::string address;
    for (std::size_t i = 0; i < value.size();) {
        std::string character;
        const std::size_t length = value[i] == '&' ? entity_at(value.substr(i), character) : 0;
        address += length > 0 ? character : std::string(1, value[i]);
        i += std::max<std::size_t>(length, 1);
    }
    return is_web_address(address) ? address : "";
}

// Plain text in the making.
class Plain {
public:
    explicit Plain(bool flowing) : flowing_(flowing) {}

    // Text without tags or entities.
    void text(std::string_view text) {
        if (!flowing_ || pre_ > 0) {
            // Where lines are kept, a break at the end of one is that end.
            if (after_break_ && text.starts_with('\n')) text.remove_prefix(1);
            return word(text);
        }
        constexpr std::string_view kSpace = " \n\t\r";
        while (!text.empty()) {
            const std::size_t begin = text.find_first_not_of(kSpace);
            wants_space_ = wants_space_ || begin != 0;
            if (begin == std::string_view::npos) return;
            text.remove_prefix(begin);
            const std::size_t end = std::min(text.find_first_of(kSpace), text.size());
            word(text.substr(0, end));
            text.remove_prefix(end);
        }
    }
    void tag(const Tag& tag) {
        if (tag.name == "a") return link(tag);
        if (tag.name == "pre") pre_ = std::max(0, pre_ + (tag.closing ? -1 : 1));
        if (one_of(tag.name, kBlock)) {
            lines(2);
        } else if (tag.name == "li") {
            lines(1);
            if (!tag.closing) word("- ");
        } else if (tag.name == "td" || tag.name == "th") {
            wants_space_ = true;
        } else if (one_of(tag.name, kLine)) {
            if (tag.name != "br") return lines(1);
            if (!text_.empty()) text_ += '\n';
            wants_space_ = false;
            after_break_ = !flowing_;
        }
    }
    std::string take() { return std::move(text_); }

private:
    void word(std::string_view word) {
        if (wants_space_ && !text_.empty() && text_.back() != '\n' && text_.back() != ' ') text_ += ' ';
        wants_space_ = after_break_ = false;
        text_ += word;
    }
    void lines(std::size_t count) {
        wants_space_ = false;
        while (!text_.empty() && text_.back() == ' ') text_.pop_back();
        std::size_t there = 0;
        while (there < text_.size() && text_[text_.size() - 1 - there] == '\n') ++there;
        if (there < text_.size() && there < count) text_.append(count - there, '\n');
    }
    void link(const Tag& tag) {
        if (!tag.closing) {
            link_ = link_of(tag.inside);
            link_begin_ = text_.size();
            return;
        }
        const std::string_view shown = std::string_view(text_).substr(std::min(link_begin_, text_.size()));
        if (!link_.empty() && shown.find(link_) == std::string_view::npos)
            text_ += trimmed(shown).empty() ? link_ : " (" + link_ + ")";
        link_.clear();
    }

    const bool flowing_;  // white space means nothing
    std::string text_;
    bool wants_space_ = false;
    bool after_break_ = false;
    int pre_ = 0;
    std::string link_;
    std::size_t link_begin_ = 0;
};

// Has paragraphs or the like, so that its line ends mean nothing. One that is only spoken of has no end tag.
bool is_flowing(std::string_view text) {
    if (trimmed(text).starts_with('<') && one_of(tag_at(trimmed(text)).name, kBlock)) return true;
    for (std::size_t i = text.find("</"); i != std::string_view::npos; i = text.find("</", i + 1))
        if (const Tag tag = tag_at(text.substr(i)); one_of(tag.name, kBlock) || tag.name == "li") return true;
    return false;
}

// Finds what ends something that is left out whole; what has no end is looked for once, not from every beginning.
class Omission {
public:
    explicit Omission(std::string_view end) : end_(end) {}
    // How much of text, which starts inside, is to be left out; 0 if there is no end.
    std::size_t length(std::string_view text) {
        if (endless_) return 0;
        const std::size_t at = text.find(end_);
        endless_ = at == std::string_view::npos;
        return endless_ ? 0 : at + end_.size();
    }

private:
    const std::string_view end_;
    bool endless_ = false;
};

}  // namespace

bool has_html(std::string_view text) {
    for (std::size_t i = text.find_first_of("<&"); i != std::string_view::npos; i = text.find_first_of("<&", i + 1)) {
        std::string character;
        if (text[i] == '<' ? text.substr(i).starts_with("<!--") || !tag_at(text.substr(i)).name.empty()
                           : entity_at(text.substr(i), character) > 0)
            return true;
    }
    return false;
}

std::string html_to_plain(std::string_view text) {
    const bool flowing = is_flowing(text);
    Plain plain(flowing);
    Omission comment("-->"), script("</script>"), style("</style>");
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("<!--")) {
            if (const std::size_t length = comment.length(rest); length > 0) {
                i += length;
                continue;
            }
        }
        if (const Tag tag = rest[0] == '<' ? tag_at(rest) : Tag(); !tag.name.empty()) {
            i += tag.length;
            plain.tag(tag);
            if (tag.closing) continue;
            if (tag.name == "script") i += script.length(text.substr(i));
            if (tag.name == "style") i += style.length(text.substr(i));
            continue;
        }
        // In Markdown, what stands between backticks is shown as it is.
        const std::size_t code = !flowing && rest[0] == '`' ? rest.find_first_of("`\n", 1) : std::string_view::npos;
        if (code != std::string_view::npos && rest[code] == '`') {
            plain.text(rest.substr(0, code + 1));
            i += code + 1;
            continue;
        }
        std::string character;
        if (const std::size_t length = rest[0] == '&' ? entity_at(rest, character) : 0; length > 0) {
            plain.text(character);
            i += length;
            continue;
        }
        const std::size_t until = std::min(rest.find_first_of("<&`", 1), rest.size());
        plain.text(rest.substr(0, until));
        i += until;
    }
    return plain.take();
}

std::string plain_to_html(std::string_view text) {
    std::string html;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        const std::size_t code = rest[0] == '`' ? rest.find_first_of("`\n", 1) : std::string_view::npos;
        std::string character;
        if (code != std::string_view::npos && rest[code] == '`') {
            html += rest.substr(0, code + 1);
            i += code;
        } else if (rest[0] == '<' && (rest.starts_with("<!--") || !tag_at(rest).name.empty())) {
            html += "&lt;";
        } else if (rest[0] == '&' && entity_at(rest, character) > 0) {
            html += "&amp;";
        } else {
            html += rest[0];
        }
    }
    return html;
}

}  // namespace dais::interchange
