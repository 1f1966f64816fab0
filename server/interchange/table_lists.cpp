#include "server/interchange/table_lists.h"

#include <algorithm>

#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kItemsMax = 600;
constexpr std::string_view kArabicSemicolon = "؛";
constexpr std::string_view kBullets[] = {"• ", "- ", "– ", "* "};

// Where the item at the beginning of the cell ends, and how long the sign is that ends it.
struct End {
    std::size_t at = 0, sign = 1;
};
End end_of_item(std::string_view cell) {
    End end{std::min(cell.find_first_of(";\n\r"), cell.size()), 1};
    if (const std::size_t arabic = cell.find(kArabicSemicolon); arabic < end.at)
        end = {arabic, kArabicSemicolon.size()};
    return end;
}

// An item in quotation marks at the beginning, if nothing but blanks stands between them and the end of the item.
// rest: what follows the closing mark.
bool read_quoted(std::string_view cell, std::string& text, std::string_view& rest) {
    cell = cell.substr(std::min(cell.find_first_not_of(" \t"), cell.size()));
    if (!cell.starts_with('"')) return false;
    text.clear();
    for (std::size_t i = 1; i < cell.size(); ++i) {
        if (cell[i] != '"') {
            text += cell[i];
        } else if (i + 1 < cell.size() && cell[i + 1] == '"') {
            text += cell[i++];
        } else {
            rest = cell.substr(i + 1);
            return trimmed(rest.substr(0, end_of_item(rest).at)).empty();
        }
    }
    return false;
}

}  // namespace

std::vector<ListItem> list_items(std::string_view cell) {
    std::vector<ListItem> items;
    for (bool more = !cell.empty(); more && items.size() < kItemsMax;) {
        ListItem item;
        std::string_view rest = cell;
        item.quoted = read_quoted(cell, item.text, rest);
        if (!item.quoted) rest = cell;
        const End end = end_of_item(rest);
        if (!item.quoted) {
            std::string_view text = trimmed(rest.substr(0, end.at));
            for (const std::string_view bullet : kBullets)
                if (text.starts_with(bullet)) text = trimmed(text.substr(bullet.size()));
            item.text = text;
        }
        items.push_back(std::move(item));
        more = end.at < rest.size();
        cell = rest.substr(std::min(end.at + end.sign, rest.size()));
    }
    return items;
}

std::vector<std::string> items_of(std::string_view cell) {
    std::vector<std::string> items;
    for (ListItem& item : list_items(cell)) items.push_back(std::move(item.text));
    while (!items.empty() && items.back().empty()) items.pop_back();
    return items;
}

ListItem whole_item(std::string_view cell) {
    std::string text;
    std::string_view rest;
    cell = trimmed(cell);
    if (read_quoted(cell, text, rest) && trimmed(rest).empty()) return {std::move(text), true};
    return {std::string(cell), false};
}

std::string written_item(std::string_view text, bool quoted) {
    quoted = quoted || text.find_first_of(";\n\r") != std::string_view::npos || text.starts_with('"') ||
             text.find(kArabicSemicolon) != std::string_view::npos || trimmed(text) != text;
    for (const std::string_view bullet : kBullets) quoted = quoted || text.starts_with(bullet);
    if (!quoted) return std::string(text);
    std::string written = "\"";
    for (const char c : text) written += c == '"' ? std::string("\"\"") : std::string(1, c);
    return written + '"';
}

std::string written_list(const std::vector<std::string>& written_items) {
    std::string list;
    for (std::size_t i = 0; i < written_items.size(); ++i) list += (i == 0 ? "" : "; ") + written_items[i];
    return list;
}

}  // namespace dais::interchange
