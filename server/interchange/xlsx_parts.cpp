#include "server/interchange/xlsx_parts.h"

#include <charconv>

namespace dais::interchange {
namespace {

int number_of(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

std::string_view attribute(const std::vector<XmlAttribute>& attributes, std::string_view name) {
    for (const XmlAttribute& each : attributes)
        if (each.name == name) return each.value;
    return {};
}

void WorkbookPart::open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t) {
    if (name == "workbookPr") {
        const std::string_view value = attribute(attributes, "date1904");
        epoch_1904 = value == "1" || value == "true";
    }
    if (name != "sheet") return;
    const std::string_view state = attribute(attributes, "state");
    sheets.push_back({std::string(attribute(attributes, "name")), std::string(attribute(attributes, "id")),
                      state == "hidden" || state == "veryHidden"});
}

void RelationsPart::open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t) {
    if (name != "Relationship" || attribute(attributes, "TargetMode") == "External") return;
    const std::string target(attribute(attributes, "Target"));
    const std::string_view type = attribute(attributes, "Type");
    targets.emplace(attribute(attributes, "Id"), target);
    by_type.emplace(type.substr(type.rfind('/') + 1), target);
}

void SharedTextsPart::open(std::string_view name, const std::vector<XmlAttribute>&, std::uint32_t) {
    path_.emplace_back(name);
    if (name == "si") texts.emplace_back();
    if (name == "rPh") ++phonetic_;
}

void SharedTextsPart::text(std::string_view text) {
    if (path_.empty() || path_.back() != "t" || phonetic_ > 0 || texts.empty()) return;
    std::string& whole = texts.back();
    whole += text.substr(0, cell_bytes_max_ - std::min(cell_bytes_max_, whole.size()));
}

void SharedTextsPart::close() {
    if (path_.back() == "rPh") --phonetic_;
    path_.pop_back();
}

void StylesPart::open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t) {
    const bool of_cells = name == "xf" && !path_.empty() && path_.back() == "cellXfs";
    path_.emplace_back(name);
    if (name == "numFmt")
        formats_[number_of(attribute(attributes, "numFmtId"))] = shape_of_format(attribute(attributes, "formatCode"));
    if (!of_cells) return;
    const int number = number_of(attribute(attributes, "numFmtId"));
    const auto own = formats_.find(number);
    shapes.push_back(own != formats_.end() ? own->second : shape_of_builtin(number));
}

void StylesPart::close() { path_.pop_back(); }

}  // namespace dais::interchange
