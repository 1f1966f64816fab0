// The parts of a workbook besides its sheets: which sheets there are, the texts they share, and what their numbers show
// as. Used by read_xlsx() alone.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/interchange/xlsx_values.h"
#include "server/interchange/xml_reader.h"

namespace dais::interchange {

// An attribute's value; empty if there is none.
std::string_view attribute(const std::vector<XmlAttribute>& attributes, std::string_view name);

struct SheetEntry {
    std::string name, relation;
    bool hidden = false;
};

struct WorkbookPart : XmlVisitor {
    std::vector<SheetEntry> sheets;
    bool epoch_1904 = false;

    void open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t line) override;
    void text(std::string_view) override {}
    void close() override {}
};

// Relations of a part: by id, and the target of a type by the type's last word.
struct RelationsPart : XmlVisitor {
    std::map<std::string, std::string> targets, by_type;

    void open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t line) override;
    void text(std::string_view) override {}
    void close() override {}
};

// Texts by number. Runs of rich text are one text; how a name is pronounced is left out.
struct SharedTextsPart : XmlVisitor {
    explicit SharedTextsPart(std::size_t cell_bytes_max) : cell_bytes_max_(cell_bytes_max) {}
    std::vector<std::string> texts;

    void open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t line) override;
    void text(std::string_view text) override;
    void close() override;

private:
    const std::size_t cell_bytes_max_;
    std::vector<std::string> path_;
    int phonetic_ = 0;
};

// What cells of each style show.
struct StylesPart : XmlVisitor {
    std::vector<NumberShape> shapes;

    void open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t line) override;
    void text(std::string_view) override {}
    void close() override;

private:
    std::map<int, NumberShape> formats_;
    std::vector<std::string> path_;
};

}  // namespace dais::interchange
