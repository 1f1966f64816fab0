// XML in the making: elements, indented, with everything escaped that must be.
//
// Promises: well-formed XML 1.0 in UTF-8 if every open() has its close(); characters that XML forbids are left out.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dais::interchange {

class XmlText {
public:
    using Attributes = std::vector<std::pair<std::string_view, std::string>>;

    void declaration();
    void open(std::string_view name, const Attributes& attributes = {});
    void close(std::string_view name);
    void element(std::string_view name, std::string_view text, const Attributes& attributes = {});
    void empty(std::string_view name, const Attributes& attributes);
    std::string take() { return std::move(xml_); }

private:
    void begin(std::string_view name, const Attributes& attributes);
    void escape(std::string_view text);

    std::string xml_;
    std::size_t depth_ = 0;
};

}  // namespace dais::interchange
