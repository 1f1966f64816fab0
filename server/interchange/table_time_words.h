// The words and numbers of which people make dates and times, in English, French, Spanish, Portuguese and Arabic. Used
// by table_time.h alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dais::interchange {

struct Token {
    enum Kind { kNumber, kWord, kSign } kind = kSign;
    int value = 0;           // of a number
    std::size_t digits = 0;  // of a number
    std::string word;        // folded, or the sign
    std::size_t end = 0;     // byte after it
    bool spaced = false;     // white space stands before it
};
std::vector<Token> time_tokens(std::string_view text);

// 1 to 12, and 0 for Sunday to 6; -1 if the word, folded, is none. shortened: three letters or more may stand for it.
int month_named(const std::string& word, bool shortened);
int weekday_named(const std::string& word);

// list: words with a blank before and after each.
bool is_one_of(const std::string& word, std::string_view list);

}  // namespace dais::interchange
