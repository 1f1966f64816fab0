#include "server/interchange/xml_text.h"

namespace dais::interchange {

void XmlText::declaration() { xml_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"; }

void XmlText::open(std::string_view name, const Attributes& attributes) {
    begin(name, attributes);
    xml_ += ">\n";
    ++depth_;
}

void XmlText::close(std::string_view name) {
    --depth_;
    xml_.append(2 * depth_, ' ');
    (xml_ += "</").append(name) += ">\n";
}

void XmlText::element(std::string_view name, std::string_view text, const Attributes& attributes) {
    begin(name, attributes);
    xml_ += '>';
    escape(text);
    (xml_ += "</").append(name) += ">\n";
}

void XmlText::empty(std::string_view name, const Attributes& attributes) {
    begin(name, attributes);
    xml_ += "/>\n";
}

void XmlText::begin(std::string_view name, const Attributes& attributes) {
    xml_.append(2 * depth_, ' ');
    (xml_ += '<').append(name);
    for (const auto& [key, value] : attributes) {
        (xml_ += ' ').append(key) += "=\"";
        escape(value);
        xml_ += '"';
    }
}

void XmlText::escape(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        // U+FFFE and U+FFFF are no characters.
        if (text.substr(i).starts_with("\xEF\xBF\xBE") || text.substr(i).starts_with("\xEF\xBF\xBF")) {
            i += 2;
            continue;
        }
        switch (c) {
            case '&': xml_ += "&amp;"; break;
            case '<': xml_ += "&lt;"; break;
            case '>': xml_ += "&gt;"; break;
            case '"': xml_ += "&quot;"; break;
            case '\r': xml_ += "&#13;"; break;
            default:
                if (static_cast<unsigned char>(c) >= 32 || c == '\n' || c == '\t') xml_ += c;
        }
    }
}

}  // namespace dais::interchange
