#include "server/interchange/table.h"

#include <algorithm>

namespace dais::interchange {
namespace {

// Also as Japanese and Chinese keyboards write them, which spreadsheets there take for the same.
constexpr std::string_view kSigns[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

std::string_view after_apostrophes(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of('\''), text.size()));
}

}  // namespace

bool looks_like_formula(std::string_view text) {
    return std::any_of(std::begin(kSigns), std::end(kSigns),
                       [&](std::string_view sign) { return text.starts_with(sign); });
}

std::string with_guard(std::string_view text) {
    return (looks_like_formula(after_apostrophes(text)) ? "'" : "") + std::string(text);
}

std::string_view without_guard(std::string_view text) {
    if (text.starts_with('\'') && looks_like_formula(after_apostrophes(text))) text.remove_prefix(1);
    return text;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

}  // namespace dais::interchange
