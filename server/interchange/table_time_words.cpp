#include "server/interchange/table_time_words.h"

#include <cstdint>

#include "server/interchange/characters.h"

namespace dais::interchange {
namespace {

struct NameOfNumber {
    std::string_view name;
    int number;
};
// Folded. A beginning of three letters or more stands for the whole, where it means nothing else.
constexpr NameOfNumber kMonths[] = {
    {"january", 1},    {"janvier", 1},   {"enero", 1},    {"janeiro", 1},   {"يناير", 1},     {"جانفي", 1},
    {"february", 2},   {"fevrier", 2},   {"febrero", 2},  {"fevereiro", 2}, {"فبراير", 2},    {"فيفري", 2},
    {"شباط", 2},       {"march", 3},     {"mars", 3},     {"marzo", 3},     {"marco", 3},     {"مارس", 3},
    {"اذار", 3},       {"april", 4},     {"avril", 4},    {"abril", 4},     {"ابريل", 4},     {"افريل", 4},
    {"نيسان", 4},      {"may", 5},       {"mai", 5},      {"mayo", 5},      {"maio", 5},      {"مايو", 5},
    {"ماي", 5},        {"ايار", 5},      {"june", 6},     {"juin", 6},      {"junio", 6},     {"junho", 6},
    {"يونيو", 6},      {"جوان", 6},      {"حزيران", 6},   {"july", 7},      {"juillet", 7},   {"julio", 7},
    {"julho", 7},      {"يوليو", 7},     {"جويليه", 7},   {"تموز", 7},      {"august", 8},    {"aout", 8},
    {"agosto", 8},     {"اغسطس", 8},     {"اوت", 8},      {"اب", 8},        {"september", 9}, {"septembre", 9},
    {"septiembre", 9}, {"setiembre", 9}, {"setembro", 9}, {"سبتمبر", 9},    {"ايلول", 9},     {"october", 10},
    {"octobre", 10},   {"octubre", 10},  {"outubro", 10}, {"اكتوبر", 10},   {"november", 11}, {"novembre", 11},
    {"noviembre", 11}, {"novembro", 11}, {"نوفمبر", 11},  {"december", 12}, {"decembre", 12}, {"diciembre", 12},
    {"dezembro", 12},  {"ديسمبر", 12}};
constexpr NameOfNumber kWeekdays[] = {
    {"sunday", 0},   {"dimanche", 0}, {"domingo", 0},   {"الاحد", 0},    {"monday", 1},    {"lundi", 1},
    {"lunes", 1},    {"segunda", 1},  {"الاثنين", 1},   {"tuesday", 2},  {"mardi", 2},     {"martes", 2},
    {"terca", 2},    {"الثلاثاء", 2}, {"wednesday", 3}, {"mercredi", 3}, {"miercoles", 3}, {"quarta", 3},
    {"الاربعاء", 3}, {"thursday", 4}, {"jeudi", 4},     {"jueves", 4},   {"quinta", 4},    {"الخميس", 4},
    {"friday", 5},   {"vendredi", 5}, {"viernes", 5},   {"sexta", 5},    {"الجمعه", 5},    {"saturday", 6},
    {"samedi", 6},   {"sabado", 6},   {"السبت", 6}};

template <std::size_t n>
int named(const NameOfNumber (&names)[n], const std::string& word, bool shortened) {
    for (const NameOfNumber& each : names)
        if (each.name == word) return each.number;
    if (!shortened || word.size() < 3 || word == "mar") return -1;
    for (const NameOfNumber& each : names)
        if (each.name.starts_with(word) && static_cast<unsigned char>(word[0]) < 128) return each.number;
    return -1;
}

}  // namespace

std::vector<Token> time_tokens(std::string_view text) {
    std::vector<Token> tokens;
    bool spaced = false;
    Token::Kind last = Token::kSign;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const std::uint32_t c = next_character(text, at);
        const std::string fold = folded(text.substr(begin, at - begin));
        const int digit = digit_value(c);
        const bool blank = c == ' ' || c == 0xA0 || c == 0x202F || c == '\n' || c == '\t' || c == '\r';
        const bool mark = c == 0x200E || c == 0x200F || (fold.empty() && c >= 0x0600 && c < 0x0700);
        if (mark && c != 0x060C) continue;
        if (blank) {
            spaced = true;
            last = Token::kSign;
            continue;
        }
        const Token::Kind kind = digit >= 0                                ? Token::kNumber
                                 : !fold.empty() && c != 0xB0 && c != 0xBA ? Token::kWord
                                                                           : Token::kSign;
        if (kind != last || kind == Token::kSign || spaced) {
            tokens.emplace_back();
            tokens.back().kind = kind;
            tokens.back().spaced = spaced;
        }
        Token& token = tokens.back();
        spaced = false;
        last = kind;
        token.end = at;
        if (kind == Token::kNumber) {
            token.value = token.digits < 8 ? token.value * 10 + digit : 99'999'999;
            ++token.digits;
        } else {
            token.word += kind == Token::kWord ? fold : std::string(text.substr(begin, at - begin));
        }
    }
    return tokens;
}

int month_named(const std::string& word, bool shortened) { return named(kMonths, word, shortened); }

int weekday_named(const std::string& word) { return named(kWeekdays, word, true); }

bool is_one_of(const std::string& word, std::string_view list) {
    const std::string padded = " " + word + " ";
    return !word.empty() && list.find(padded) != std::string_view::npos;
}

}  // namespace dais::interchange
