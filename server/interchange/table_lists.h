// Lists in one cell: items parted by semicolons or lines; in quotation marks what has such a sign itself.
//
// Promises: pure; what written_list() writes, list_items() reads again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dais::interchange {

struct ListItem {
    std::string text;     // trimmed, without the quotation marks
    bool quoted = false;  // stood in quotation marks: to be taken as it is
};
// All items, empty ones too: "a; ; b;" has four.
std::vector<ListItem> list_items(std::string_view cell);
// Their texts, but for empty ones at the end.
std::vector<std::string> items_of(std::string_view cell);

// A cell that holds one thing, perhaps in quotation marks.
ListItem whole_item(std::string_view cell);

// quoted: also where no sign asks for it.
std::string written_item(std::string_view text, bool quoted = false);
std::string written_list(const std::vector<std::string>& written_items);

}  // namespace dais::interchange
