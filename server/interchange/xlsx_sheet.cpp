#include "server/interchange/xlsx_sheet.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kMergesMax = 20'000;
constexpr std::uint32_t kMergedRowsMax = 2'000;  // one cell repeated over more rows is a mistake

template <class Number>
Number number_of(std::string_view text) {
    Number number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// "AB12" as column (from 0) and row; a column that is no letters is the one after the last.
struct Place {
    std::size_t column = 0;
    std::uint32_t row = 0;
    bool has_column = false;
};
Place place_of(std::string_view name) {
    Place place;
    std::size_t i = 0;
    for (; i < name.size() && i < 4 && (name[i] | 0x20) >= 'a' && (name[i] | 0x20) <= 'z'; ++i)
        place.column = place.column * 26 + static_cast<std::size_t>((name[i] | 0x20) - 'a') + 1;
    place.has_column = i > 0;
    if (place.has_column) --place.column;
    place.row = number_of<std::uint32_t>(name.substr(i));
    return place;
}

}  // namespace

void SheetPart::open(std::string_view name, const std::vector<XmlAttribute>& attributes, std::uint32_t) {
    path_.emplace_back(name);
    if (name == "row") {
        const auto number = number_of<std::uint32_t>(attribute(attributes, "r"));
        row_number_ = number > 0 ? number : row_number_ + 1;
        const std::string_view hidden = attribute(attributes, "hidden");
        row_hidden_ = hidden == "1" || hidden == "true";
        row_ = {row_number_, {}};
        column_ = static_cast<std::size_t>(-1);
    } else if (name == "c") {
        open_cell(attributes);
    } else if (name == "rPh") {
        ++phonetic_;
    } else if (name == "mergeCell") {
        add_merge(attribute(attributes, "ref"));
    } else if (name == "col") {
        const std::string_view hidden = attribute(attributes, "hidden");
        if (hidden != "1" && hidden != "true") return;
        const auto from = number_of<std::size_t>(attribute(attributes, "min"));
        const auto to = std::min(number_of<std::size_t>(attribute(attributes, "max")), limits_.columns_max);
        for (std::size_t column = std::max<std::size_t>(from, 1); column <= to; ++column) hidden_.insert(column - 1);
    }
}

void SheetPart::open_cell(const std::vector<XmlAttribute>& attributes) {
    const Place place = place_of(attribute(attributes, "r"));
    column_ = place.has_column ? place.column : column_ + 1;
    type_ = std::string(attribute(attributes, "t"));
    style_ = number_of<std::size_t>(attribute(attributes, "s"));
    value_.clear();
    inline_.clear();
}

void SheetPart::text(std::string_view text) {
    if (path_.size() < 2 || phonetic_ > 0) return;
    const bool is_value = path_.back() == "v";
    if (!is_value && path_.back() != "t") return;
    std::string& whole = is_value ? value_ : inline_;
    whole += text.substr(0, limits_.cell_bytes_max - std::min(limits_.cell_bytes_max, whole.size()));
}

void SheetPart::end_cell() {
    std::string shown;
    if (type_ == "s") {
        std::size_t at = shared_.texts.size();
        std::from_chars(value_.data(), value_.data() + value_.size(), at);
        if (at < shared_.texts.size()) {
            shown = shared_.texts[at];
        } else if (!value_.empty()) {
            ++texts_missing;
        }
    } else if (type_ == "inlineStr") {
        shown = inline_;
    } else if (type_ == "str" || type_ == "e" || type_ == "b" || type_ == "d") {
        shown = value_;
        if (type_ == "d") std::replace(shown.begin(), shown.end(), 'T', ' ');
    } else if (const auto number = number_in(value_)) {
        const NumberShape shape = style_ < styles_.shapes.size() ? styles_.shapes[style_] : NumberShape();
        shown = shown_number(*number, shape, epoch_1904_);
    }
    shown = std::string(without_guard(cut_utf8(shown, limits_.cell_bytes_max)));
    if (trimmed(shown).empty()) return;
    if (column_ >= limits_.columns_max) {
        ++columns_left_out;
        return;
    }
    if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
    row_.cells[column_].text = std::move(shown);
}

void SheetPart::end_row() {
    if (row_.cells.empty()) return;
    if (row_hidden_) {
        ++hidden_rows;
    } else if (rows_.size() >= rows_max_) {
        ++rows_left_out;
    } else {
        rows_.push_back(std::move(row_));
    }
    row_ = {};
}

void SheetPart::close() {
    if (path_.back() == "c") end_cell();
    if (path_.back() == "row") end_row();
    if (path_.back() == "rPh") --phonetic_;
    path_.pop_back();
}

void SheetPart::add_merge(std::string_view range) {
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos || merges_.size() >= kMergesMax) return;
    const Place from = place_of(range.substr(0, colon));
    const Place to = place_of(range.substr(colon + 1));
    if (from.row == 0 || to.row <= from.row || from.column >= limits_.columns_max) return;
    merges_.push_back({from.column, from.row, std::min(to.row, from.row + kMergedRowsMax)});
}

std::vector<TableRow> SheetPart::take() {
    std::stable_sort(rows_.begin(), rows_.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    std::map<std::uint32_t, std::size_t> places;
    for (std::size_t i = 0; i < rows_.size(); ++i) places.emplace(rows_[i].number, i);
    std::size_t bytes = 0;
    for (const Merge& merge : merges_) {
        const auto first = places.find(merge.from);
        if (first == places.end()) continue;
        const std::string text = rows_[first->second].text(merge.column);
        for (auto at = std::next(first); !text.empty() && at != places.end() && at->first <= merge.to; ++at) {
            bytes += text.size();
            if (bytes > limits_.text_bytes_max) break;
            TableRow& row = rows_[at->second];
            if (row.cells.size() <= merge.column) row.cells.resize(merge.column + 1);
            row.cells[merge.column] = {text, true};
        }
    }
    for (TableRow& row : rows_)
        for (const std::size_t column : hidden_)
            if (column < row.cells.size()) row.cells[column] = {};
    hidden_columns = hidden_.size();
    std::erase_if(rows_, [](const TableRow& row) {
        return std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return cell.text.empty(); });
    });
    return std::move(rows_);
}

}  // namespace dais::interchange
