// Rows of text in aligned columns, for a terminal. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dais::client {

class Table {
public:
    // Cells may come from elsewhere: control characters become blanks.
    void row(std::vector<std::string> cells);
    // Every column as wide as its widest cell, the last as it comes; a column that is empty throughout is left out.
    std::string text(const std::string& indent = "") const;

private:
    std::vector<std::vector<std::string>> rows_;
};

// How many columns a text takes: its characters, without accents that combine.
std::size_t width(std::string_view text);

}  // namespace dais::client
