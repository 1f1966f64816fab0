#include "server/interchange/csv_reader.h"

#include <algorithm>
#include <map>

#include "server/interchange/plain_text.h"

namespace dais::interchange {
namespace {

constexpr std::string_view kSeparators = ";\t,|";
constexpr std::size_t kLookRows = 100;

class Reader {
public:
    Reader(std::string_view text, char separator, const TableLimits& limits)
        : text_(text), separator_(separator), limits_(limits) {}

    TablesRead read() {
        read_.tables.emplace_back();
        while (at_ < text_.size() && read_.failure.empty() && !full_) record();
        if (wide_ > 0)
            read_.remarks.push_back(std::to_string(wide_) + " rows have more than " +
                                    std::to_string(limits_.columns_max) + " columns; the columns beyond were left out");
        if (cut_ > 0) read_.remarks.push_back(std::to_string(cut_) + " cells were too long and are shortened");
        if (full_)
            read_.remarks.push_back("only the first " + std::to_string(limits_.rows_max) +
                                    " rows were read: split the file");
        return std::move(read_);
    }

private:
    void record() {
        TableRow row;
        row.number = ++number_;
        bool more = true;
        bool wide = false;
        bool empty = true;
        for (std::size_t column = 0; more && read_.failure.empty(); ++column) {
            std::string cell = field(column, more);
            cell.erase(0, cell.size() - without_guard(cell).size());
            if (column >= limits_.columns_max) {
                wide = wide || !cell.empty();
                continue;
            }
            empty = empty && trimmed(cell).empty();
            row.cells.push_back({std::move(cell), false});
        }
        if (wide) ++wide_;
        if (empty) return;
        std::vector<TableRow>& rows = read_.tables[0].rows;
        full_ = rows.size() >= limits_.rows_max;
        if (!full_) rows.push_back(std::move(row));
    }

    // One field up to its separator or the end of the record; more: another field follows.
    std::string field(std::size_t column, bool& more) {
        std::string out;
        if (at_ < text_.size() && text_[at_] == '"') quoted(column, out);
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
        out += text_.substr(begin, at_ - begin);
        more = at_ < text_.size() && text_[at_] == separator_;
        if (more) {
            ++at_;
        } else if (at_ < text_.size()) {
            at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
        }
        if (out.size() > limits_.cell_bytes_max) {
            out = std::string(cut_utf8(out, limits_.cell_bytes_max));
            ++cut_;
        }
        return out;
    }

    void quoted(std::size_t column, std::string& out) {
        const std::size_t begin = at_++;
        while (at_ < text_.size()) {
            const std::size_t quote = text_.find('"', at_);
            if (quote == std::string_view::npos) break;
            out += text_.substr(at_, quote - at_);
            at_ = quote + 1;
            if (at_ >= text_.size() || text_[at_] != '"') return;
            out += '"';
            ++at_;
        }
        const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
        read_.failure = "row " + std::to_string(number_) + ", column " + column_letters(column) +
                        ": a quotation mark opens this cell and is never closed (line " + std::to_string(line) +
                        " of the file). Close it, or write the mark twice if it is meant as text.";
        at_ = text_.size();
    }

    const std::string_view text_;
    const char separator_;
    const TableLimits& limits_;
    std::size_t at_ = 0;
    std::uint32_t number_ = 0;
    std::size_t wide_ = 0;
    std::size_t cut_ = 0;
    bool full_ = false;
    TablesRead read_;
};

}  // namespace

char named_separator(std::string_view text) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    return line.size() == 5 && ascii_lower(line.substr(0, 4)) == "sep=" ? line[4] : '\0';
}

char likely_separator(std::string_view text) {
    TableLimits look;
    look.rows_max = kLookRows;
    char best = ';';
    std::size_t most = 0;
    for (const char separator : kSeparators) {
        const TablesRead read = read_csv(text, separator, look);
        std::map<std::size_t, std::size_t> widths;
        for (const TableRow& row : read.tables[0].rows) ++widths[row.cells.size()];
        std::size_t points = 0;
        for (const auto& [width, rows] : widths)
            if (width > 1) points = std::max(points, rows * 100 + std::min<std::size_t>(width, 99));
        if (points <= most) continue;
        most = points;
        best = separator;
    }
    return best;
}

TablesRead read_csv(std::string_view text, char separator, const TableLimits& limits) {
    std::uint32_t skipped = 0;
    if (named_separator(text) != '\0') {
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
        skipped = 1;
    }
    TablesRead read = Reader(text, separator, limits).read();
    for (TableRow& row : read.tables[0].rows) row.number += skipped;
    return read;
}

}  // namespace dais::interchange
