#include "server/interchange/xml_reader.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <cctype>
#include <climits>
#include <memory>
#include <mutex>

namespace dais::interchange {
namespace {

constexpr std::size_t kScrubbedLinesMax = 5;

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

// One document under way; what libxml2's callbacks get.
struct Reading {
    xmlParserCtxtPtr parser;
    const XmlLimits& limits;
    XmlVisitor& visitor;
    int depth = 0;
    std::uint64_t elements = 0;
    std::string failure;

    std::uint32_t line() const {
        return parser->input != nullptr ? static_cast<std::uint32_t>(std::max(parser->input->line, 1)) : 1;
    }
    std::string at_line() const { return "line " + std::to_string(line()) + ": "; }
    void stop(std::string why) {
        if (failure.empty()) failure = std::move(why);
        xmlStopParser(parser);
    }
};

// libxml2 is C: nothing may be thrown through it.
template <class Work>
void guarded(void* context, Work work) noexcept {
    Reading& reading = *static_cast<Reading*>(context);
    if (!reading.failure.empty()) return;
    try {
        work(reading);
    } catch (const std::exception& trouble) {
        reading.stop(std::string("it could not be read: ") + trouble.what());
    }
}

// As long as entities are not to be replaced, the parser hands out "&" in an attribute as "&#38;".
std::string ampersands(std::string_view value) {
    constexpr std::string_view kEscaped = "&#38;";
    std::string plain;
    for (std::size_t at = value.find(kEscaped); at != std::string_view::npos; at = value.find(kEscaped)) {
        plain.append(value.substr(0, at)) += '&';
        value.remove_prefix(at + kEscaped.size());
    }
    return plain.append(value);
}

void on_open(void* context, const xmlChar* name, const xmlChar*, const xmlChar*, int, const xmlChar**, int count, int,
             const xmlChar** parts) {
    guarded(context, [&](Reading& reading) {
        if (++reading.depth > reading.limits.depth_max)
            return reading.stop(reading.at_line() + "elements are nested more than " +
                                std::to_string(reading.limits.depth_max) + " deep; a schedule.xml needs 7.");
        if (++reading.elements > reading.limits.elements_max)
            return reading.stop(reading.at_line() + "more than " + std::to_string(reading.limits.elements_max) +
                                " elements; split the file.");
        std::vector<XmlAttribute> attributes;
        for (int i = 0; i < count; ++i, parts += 5) {
            const auto* value = reinterpret_cast<const char*>(parts[3]);
            attributes.push_back(
                {std::string(view(parts[0])), ampersands({value, static_cast<std::size_t>(parts[4] - parts[3])})});
        }
        reading.visitor.open(view(name), attributes, reading.line());
    });
}

void on_close(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    guarded(context, [](Reading& reading) {
        --reading.depth;
        reading.visitor.close();
    });
}

void on_text(void* context, const xmlChar* text, int length) {
    guarded(context, [&](Reading& reading) {
        reading.visitor.text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
    });
}

void on_doctype(void* context, const xmlChar* name, const xmlChar* external, const xmlChar* system) {
    guarded(context, [&](Reading& reading) {
        std::string root(view(name));
        std::transform(root.begin(), root.end(), root.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (root == "html")
            return reading.stop("this is an HTML page, not a schedule.xml: give the address of the file itself.");
        if (external != nullptr || system != nullptr)
            reading.stop(reading.at_line() +
                         "the DOCTYPE names an external file, which is never fetched: remove the DOCTYPE line.");
    });
}

void on_entity(void* context, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*) {
    guarded(context, [](Reading& reading) {
        reading.stop(
            reading.at_line() +
            "the DOCTYPE declares entities, which are never replaced: write the text itself and remove the DOCTYPE.");
    });
}

void on_unparsed_entity(void* context, const xmlChar*, const xmlChar*, const xmlChar*, const xmlChar*) {
    on_entity(context, nullptr, 0, nullptr, nullptr, nullptr);
}

void on_default_attribute(void* context, const xmlChar*, const xmlChar*, int, int, const xmlChar*,
                          xmlEnumerationPtr values) {
    xmlFreeEnumeration(values);
    guarded(context, [](Reading& reading) {
        reading.stop(reading.at_line() + "the DOCTYPE declares attributes: remove the DOCTYPE.");
    });
}

void on_trouble(void* context, xmlErrorPtr trouble) {
    if (trouble == nullptr || trouble->level != XML_ERR_FATAL) return;
    guarded(context, [&](Reading& reading) {
        std::string message = trouble->message != nullptr ? trouble->message : "not well-formed";
        while (!message.empty() && std::isspace(static_cast<unsigned char>(message.back())) != 0) message.pop_back();
        // The parser quotes the document, which need not be text.
        for (char& c : message)
            if (static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) > 126) c = '?';
        if (message.size() > 200) message.resize(200);
        const auto line = trouble->line > 0 ? static_cast<std::uint32_t>(trouble->line) : reading.line();
        reading.stop("line " + std::to_string(line) + ": this is not well-formed XML (" + message +
                     "): mend the file or publish it again.");
    });
}

xmlSAXHandler callbacks() {
    xmlSAXHandler sax{};  // whatever is not set is not done: no entity is looked up, nothing is loaded
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_open;
    sax.endElementNs = on_close;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    sax.internalSubset = on_doctype;
    sax.entityDecl = on_entity;
    sax.unparsedEntityDecl = on_unparsed_entity;
    sax.attributeDecl = on_default_attribute;
    sax.serror = on_trouble;
    return sax;
}

bool starts_with_word(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    return std::equal(word.begin(), word.end(), text.begin(),
                      [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
}

// What people upload instead of a schedule.xml, told by its first bytes.
std::string other_format(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    while (!bytes.empty() && std::isspace(static_cast<unsigned char>(bytes.front())) != 0) bytes.remove_prefix(1);
    if (bytes.empty()) return "the file is empty.";
    if (starts_with_word(bytes, "<!doctype html") || starts_with_word(bytes, "<html"))
        return "this is an HTML page, not a schedule.xml: give the address of the file itself.";
    if (bytes.front() == '{' || bytes.front() == '[') return "this looks like JSON, not a schedule.xml.";
    if (starts_with_word(bytes, "begin:vcalendar")) return "this is an iCalendar file, not a schedule.xml.";
    if (bytes.starts_with("\x1F\x8B") || bytes.starts_with("PK\x03\x04"))
        return "this file is compressed: unpack it first.";
    return "";
}

// Encodings in which a byte below 32 is a control character and nothing else.
bool is_ascii_based(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return false;
    std::string head(bytes.substr(0, 200));
    if (head.find('\0') < 4) return false;  // UTF-16 or UTF-32 without a byte order mark
    std::transform(head.begin(), head.end(), head.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    head.resize(std::min(head.size(), head.find("?>")));
    const std::size_t at = head.find("encoding");
    if (at == std::string::npos) return true;
    for (const char* known : {"utf-8", "utf8", "iso-8859", "windows-125", "ascii"})
        if (head.find(known, at) != std::string::npos) return true;
    return false;
}

bool is_forbidden(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 32 && byte != '\t' && byte != '\n' && byte != '\r';
}

// The document with each forbidden byte as a space, if it has any; lines stay where they are.
std::string scrub(std::string_view bytes, XmlOutcome& outcome) {
    if (!is_ascii_based(bytes) || std::none_of(bytes.begin(), bytes.end(), is_forbidden)) return "";
    std::string clean(bytes);
    std::uint32_t line = 1;
    for (char& c : clean) {
        if (c == '\n') ++line;
        if (!is_forbidden(c)) continue;
        c = ' ';
        ++outcome.scrubbed;
        std::vector<std::uint32_t>& lines = outcome.scrubbed_lines;
        if (lines.size() < kScrubbedLinesMax && (lines.empty() || lines.back() != line)) lines.push_back(line);
    }
    return clean;
}

}  // namespace

XmlOutcome read_xml(std::string_view bytes, const XmlLimits& limits, XmlVisitor& visitor) {
    static std::once_flag once;
    std::call_once(once, xmlInitParser);

    XmlOutcome outcome;
    if (bytes.size() > limits.bytes_max || bytes.size() > INT_MAX) {
        outcome.failure = "the file has " + std::to_string(bytes.size()) + " bytes; at most " +
                          std::to_string(limits.bytes_max) + " are read: split it.";
        return outcome;
    }
    outcome.failure = other_format(bytes);
    if (!outcome.failure.empty()) return outcome;
    const std::string clean = scrub(bytes, outcome);
    if (!clean.empty()) bytes = clean;

    const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)> parser(
        xmlCreateMemoryParserCtxt(bytes.data(), static_cast<int>(bytes.size())), xmlFreeParserCtxt);
    if (!parser) {
        outcome.failure = "the file could not be read as XML.";
        return outcome;
    }
    Reading reading{parser.get(), limits, visitor, 0, 0, ""};
    xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    *parser->sax = callbacks();
    parser->userData = &reading;
    xmlParseDocument(parser.get());
    if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);  // never built by the callbacks above; the parser may
    outcome.failure = reading.failure;
    if (outcome.failure.empty() && parser->wellFormed == 0) outcome.failure = "the file is not well-formed XML.";
    return outcome;
}

}  // namespace dais::interchange
