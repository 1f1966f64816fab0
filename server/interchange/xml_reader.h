// Reads XML that anybody may have written: one pass, element by element, nothing kept but what the visitor keeps.
//
// Promises: no file is read and no network asked, whatever the document names: documents that declare entities, default
// attributes or an external subset are refused as soon as they say so, and no entity is ever replaced but the five of
// XML 1.0 itself and character references. Depth, elements and bytes are bounded. Any thread; no global state is
// changed. UTF-8 comes out, whatever the document's encoding. A byte that XML 1.0 forbids (most control characters) is
// left out where that is safe, and reported.
// Does not: validate, resolve namespaces (names come without prefix), or keep order of text and elements for its
// caller.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dais::interchange {

struct XmlLimits {
    std::size_t bytes_max = 32u << 20;  // the document as it comes
    int depth_max = 64;                 // elements within elements
    std::uint64_t elements_max = 2'000'000;
};

struct XmlAttribute {
    std::string name;
    std::string value;
};

// What happens to be read, in document order. Lines count from 1, without limit.
class XmlVisitor {
public:
    virtual ~XmlVisitor() = default;
    virtual void open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t line) = 0;
    virtual void text(std::string_view text) = 0;
    virtual void close() = 0;
};

struct XmlOutcome {
    // Why the document could not be read, naming the line and the remedy; empty if it was read to its end.
    std::string failure;
    // Lines on which a forbidden control character was left out, the first few, and how many there were in all.
    std::vector<std::uint32_t> scrubbed_lines;
    std::uint64_t scrubbed = 0;
};

// On failure the visitor has seen part of the document; what it made of that is to be thrown away.
XmlOutcome read_xml(std::string_view bytes, const XmlLimits& limits, XmlVisitor& visitor);

}  // namespace dais::interchange
