#include "server/interchange/table_time.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"
#include "server/interchange/xlsx_values.h"
#include "server/interchange/zone.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kTextBytesMax = 400;

struct Token {
    enum Kind { kNumber, kWord, kSign } kind = kSign;
    int value = 0;           // of a number
    std::size_t digits = 0;  // of a number
    std::string word;        // folded, or the sign
    std::size_t end = 0;     // byte after it
    bool spaced = false;     // white space stands before it
};

std::vector<Token> tokens_of(std::string_view text) {
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

bool is_one_of(const std::string& word, std::string_view list) {
    const std::string padded = " " + word + " ";
    return !word.empty() && list.find(padded) != std::string_view::npos;
}

class Scanner {
public:
    Scanner(std::string_view text, bool of_date_column)
        : text_(text), dates_(of_date_column), tokens_(tokens_of(text)) {}

    WhenWritten read() {
        WhenWritten when;
        std::size_t last = 0;  // byte after what was understood
        for (std::size_t i = 0; i < tokens_.size();) {
            std::size_t next = i;
            if (!when.date && date_at(next, when)) {
                i = next;
                last = tokens_[i - 1].end;
                continue;
            }
            next = i;
            if (!when.start && range_at(next, when)) {
                i = next;
                last = tokens_[i - 1].end;
                continue;
            }
            if (const int day = word(i, kWeekdays, true); day >= 0 && !when.start && weekday_ < 0) {
                weekday_ = day;
                last = tokens_[i].end;
            }
            ++i;
        }
        if (when.date) when.date->weekday = weekday_;
        const std::string_view rest = text_.substr(last);
        const std::size_t begin = rest.find_first_not_of(" \t\r\n:;,.-()");
        if (begin != std::string_view::npos) when.rest = std::string(trimmed(rest.substr(begin)));
        for (const std::string_view dash : {"–", "—", "\xC2\xA0"})
            while (when.rest.starts_with(dash)) when.rest = std::string(trimmed(when.rest.substr(dash.size())));
        return when;
    }

private:
    const Token* at(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
    bool number(std::size_t i, std::size_t digits_max) const {
        return at(i) != nullptr && at(i)->kind == Token::kNumber && at(i)->digits <= digits_max;
    }
    bool sign(std::size_t i, std::string_view signs) const {
        return at(i) != nullptr && at(i)->kind == Token::kSign && at(i)->word.size() == 1 &&
               signs.find(at(i)->word) != std::string_view::npos;
    }
    template <std::size_t n>
    int word(std::size_t i, const NameOfNumber (&names)[n], bool shortened) const {
        return at(i) != nullptr && at(i)->kind == Token::kWord ? named(names, at(i)->word, shortened) : -1;
    }

    static int full_year(const Token& token) {
        return token.digits == 4 ? token.value : token.value + (token.value < 70 ? 2000 : 1900);
    }

    bool date_at(std::size_t& i, WhenWritten& when) const {
        DateWritten date;
        if (!number(i, 8)) return month_first(i, when);
        const Token& first = tokens_[i];
        if (first.digits == 8 && is_date(first.value / 10'000, first.value / 100 % 100, first.value % 100)) {
            when.date = DateWritten{first.value % 100, first.value / 100 % 100, first.value / 10'000, false, -1};
            ++i;
            return true;
        }
        if (sign(i + 1, "/-.") && number(i + 2, 2) && sign(i + 3, "/-.") && number(i + 4, 4)) {
            const Token& last = tokens_[i + 4];
            if (first.digits == 4) {
                date = {last.value, tokens_[i + 2].value, first.value, false, -1};
            } else if (first.digits <= 2 && (last.digits == 4 || last.digits == 2)) {
                date = {first.value, tokens_[i + 2].value, full_year(last), true, -1};
            } else {
                return false;
            }
            if (!date.date(true, 0) && !date.date(false, 0)) return false;
            when.date = date;
            i += 5;
            return true;
        }
        if (first.digits <= 2 && day_then_month(i, when)) return true;
        const bool short_date = first.digits <= 2 && sign(i + 1, "/.") && number(i + 2, 2) &&
                                (dates_ || (sign(i + 1, "/") && weekday_ >= 0));
        if (!short_date) return false;
        date = {first.value, tokens_[i + 2].value, 0, true, -1};
        if (!date.date(true, 2000) && !date.date(false, 2000)) return false;
        when.date = date;
        i += 3;
        return true;
    }

    // A year that may stand here, after "de", "of", a comma or a stroke.
    int year_at(std::size_t& i) const {
        std::size_t next = i;
        while (at(next) != nullptr &&
               (sign(next, ",./-") || is_one_of(at(next)->word, " de del of ") || word(next, kMonths, false) > 0))
            ++next;
        if (!number(next, 4) || tokens_[next].digits == 3 || tokens_[next].digits == 1) return 0;
        const bool clock = at(next + 1) != nullptr && (sign(next + 1, ":") || at(next + 1)->word == "h");
        if (tokens_[next].digits == 2 && (clock || !sign(next - 1, "-/."))) return 0;
        i = next + 1;
        return full_year(tokens_[next]);
    }

    bool day_then_month(std::size_t& i, WhenWritten& when) const {
        std::size_t next = i + 1;
        while (at(next) != nullptr && (is_one_of(at(next)->word, " er st nd rd th de of o do ") ||
                                       at(next)->word == "º" || at(next)->word == "°" || sign(next, ".-/,")))
            ++next;
        const int month = word(next, kMonths, true);
        if (month < 0) return false;
        ++next;
        DateWritten date{tokens_[i].value, month, year_at(next), false, -1};
        if (!date.date(true, 2000)) return false;
        when.date = date;
        i = next;
        return true;
    }

    bool month_first(std::size_t& i, WhenWritten& when) const {
        const int month = word(i, kMonths, true);
        std::size_t next = i + 1;
        while (sign(next, ".")) ++next;
        if (month < 0 || !number(next, 2)) return false;
        const int day = tokens_[next].value;
        ++next;
        while (at(next) != nullptr && is_one_of(at(next)->word, " st nd rd th ")) ++next;
        DateWritten date{day, month, year_at(next), false, -1};
        if (!date.date(true, 2000)) return false;
        when.date = date;
        i = next;
        return true;
    }

    // Half of the day that stands here: 0 none, 1 before noon, 2 after.
    int half_at(std::size_t& i) const {
        const Token* token = at(i);
        if (token == nullptr || token->kind != Token::kWord) return 0;
        if (is_one_of(token->word, " am pm ص م صباحا مساء ")) {
            ++i;
            return is_one_of(token->word, " am ص صباحا ") ? 1 : 2;
        }
        if ((token->word == "a" || token->word == "p") && sign(i + 1, ".") && at(i + 2) != nullptr &&
            at(i + 2)->word == "m") {
            i += sign(i + 3, ".") ? 4 : 3;
            return token->word == "a" ? 1 : 2;
        }
        return 0;
    }

    struct Clock {
        int minutes = 0;
        int half = 0;
        bool bare = false;  // an hour alone, without a word or sign
    };
    std::optional<Clock> clock_at(std::size_t& i) const {
        std::size_t next = i;
        if (at(i) != nullptr && is_one_of(at(i)->word, " midi noon mediodia ")) return ++i, Clock{12 * 60, 0, false};
        if (at(i) != nullptr && is_one_of(at(i)->word, " minuit midnight medianoche ")) return ++i, Clock{0, 0, false};
        if (!number(next, 4)) return std::nullopt;
        const Token& first = tokens_[next++];
        Clock clock;
        if (first.digits == 4) {  // "0930"
            if (dates_ || first.value / 100 > 23 || first.value % 100 > 59 || sign(next, "/-.")) return std::nullopt;
            clock.minutes = first.value / 100 * 60 + first.value % 100;
            if (first.value >= 1'970 && first.value < 2'100) return std::nullopt;  // a year
            i = next;
            return clock;
        }
        if (first.digits > 2 || first.value > 24) return std::nullopt;
        static constexpr std::string_view kHours = " h hr hrs hs heure heures hora horas hour hours uhr ";
        const bool hours = at(next) != nullptr && is_one_of(at(next)->word, kHours);
        const bool colon = sign(next, ":") || (sign(next, ".") && !dates_);
        clock.minutes = first.value * 60;
        clock.bare = true;
        if ((hours || colon) && number(next + 1, 2) && tokens_[next + 1].digits == 2 && tokens_[next + 1].value < 60) {
            clock.minutes += tokens_[next + 1].value;
            clock.bare = false;
            next += 2;
            if (sign(next, ":") && number(next + 1, 2)) next += 2;  // seconds
            while (at(next) != nullptr && is_one_of(at(next)->word, " h hs hrs min mn minutes horas heures uhr "))
                ++next;
        } else if (hours) {
            clock.bare = false;
            ++next;
        }
        clock.half = half_at(next);
        if (clock.half > 0) clock.bare = false;
        if (clock.half == 2 && first.value < 12) clock.minutes += 12 * 60;
        if (clock.half == 1 && first.value == 12) clock.minutes -= 12 * 60;
        if (clock.minutes > 24 * 60) return std::nullopt;
        i = next;
        return clock;
    }

    bool range_at(std::size_t& i, WhenWritten& when) const {
        std::size_t next = i;
        const auto start = clock_at(next);
        if (!start) return false;
        std::size_t after = next;
        while (at(after) != nullptr &&
               (sign(after, "-/>~") ||
                is_one_of(at(after)->word, " – — → ‑ − a as to until till au al ate hasta y et and الى e ")))
            ++after;
        std::size_t behind = after;
        const auto end = after > next ? clock_at(behind) : std::nullopt;
        if (start->bare && (!end || end->bare)) return false;
        when.start = start->minutes % (24 * 60);
        i = next;
        if (!end) return true;
        when.end = end->minutes;
        // "2 – 3.30 pm" begins after noon, too.
        if (start->half == 0 && end->half == 2 && *when.start < 12 * 60 && *when.start + 12 * 60 <= end->minutes)
            when.start = *when.start + 12 * 60;
        i = behind;
        return true;
    }

    const std::string_view text_;
    const bool dates_;
    const std::vector<Token> tokens_;
    int weekday_ = -1;
};

}  // namespace

std::optional<v1::Date> DateWritten::date(bool day_first, int year_if_none) const {
    const int y = year > 0 ? year : year_if_none;
    int d = day;
    int m = month;
    if (any_order && !day_first) std::swap(d, m);
    if (!is_date(y, m, d)) return std::nullopt;
    v1::Date date;
    date.set_year(y);
    date.set_month(m);
    date.set_day(d);
    return date;
}

WhenWritten read_when(std::string_view text, bool of_date_column, bool epoch_1904) {
    text = cut_utf8(trimmed(text), kTextBytesMax);
    WhenWritten when;
    if (const auto number = number_in(text)) {
        // A spreadsheet's own number, written without its format.
        const double days = std::floor(*number);
        const auto civil = *number >= 20'000 && *number < 80'000 ? civil_of_serial(*number, epoch_1904) : std::nullopt;
        if (civil) {
            when.date = DateWritten{civil->day, civil->month, civil->year, false, -1};
            if (*number > days) when.start = civil->hour * 60 + civil->minute;
            return when;
        }
        if (*number >= 0 && *number < 1 && text.size() > 3) {
            when.start = static_cast<int>(std::lround(*number * 1'440)) % 1'440;
            return when;
        }
    }
    return Scanner(text, of_date_column).read();
}

std::optional<int> read_length(std::string_view text) {
    text = cut_utf8(trimmed(text), 60);
    const auto number = number_in(text);
    if (number && *number > 0 && *number < 1) return static_cast<int>(std::lround(*number * 1'440));
    if (number && *number >= 1 && *number <= 7 * 1'440) return static_cast<int>(std::lround(*number));
    const std::vector<Token> tokens = tokens_of(text);
    int minutes = 0;
    bool understood = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != Token::kNumber || tokens[i].digits > 4) continue;
        const std::string unit = i + 1 < tokens.size() ? tokens[i + 1].word : "";
        const bool hours = is_one_of(unit, " h hr hrs hs heure heures hora horas hour hours ساعه ساعات : ");
        const bool plain = unit.empty() && (understood || tokens.size() == 1);
        if (!hours && !plain && !is_one_of(unit, " min mn mins minute minutes minutos m دقيقه ") && unit != "'" &&
            unit != "’" && unit != "′")
            return std::nullopt;
        minutes += tokens[i].value * (hours ? 60 : 1);
        understood = true;
    }
    if (!understood || minutes > 7 * 1'440) return std::nullopt;
    return minutes;
}

}  // namespace dais::interchange
