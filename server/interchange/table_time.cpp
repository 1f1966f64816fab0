#include "server/interchange/table_time.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "server/interchange/characters.h"
#include "server/interchange/plain_text.h"
#include "server/interchange/table_time_words.h"
#include "server/interchange/xlsx_values.h"
#include "server/interchange/zone.h"

namespace dais::interchange {
namespace {

constexpr std::size_t kTextBytesMax = 400;

class Scanner {
public:
    Scanner(std::string_view text, bool of_date_column)
        : text_(text), dates_(of_date_column), tokens_(time_tokens(text)) {}

    WhenWritten read() {
        WhenWritten when;
        std::size_t last = 0;  // byte after what was understood
        for (std::size_t i = 0; i < tokens_.size();) {
            std::size_t next = i;
            if (!when.date && date_at(next, when)) {
                when.date->last_of_several = follows_a_day(i);
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
            if (const int day = weekday(i); day >= 0 && !when.start && weekday_ < 0) {
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
    int month(std::size_t i, bool shortened) const {
        return at(i) != nullptr && at(i)->kind == Token::kWord ? month_named(at(i)->word, shortened) : -1;
    }
    int weekday(std::size_t i) const {
        return at(i) != nullptr && at(i)->kind == Token::kWord ? weekday_named(at(i)->word) : -1;
    }

    // "12 and …", "12-…", "12 au …"; but not "Day 1 - …".
    bool follows_a_day(std::size_t i) const {
        static constexpr std::string_view kAnd = " et and y e au to al a ao و الى – — ";
        static constexpr std::string_view kDay = " day jour journee dia jornada اليوم ";
        return i >= 2 && number(i - 2, 2) && (sign(i - 1, "-/&,") || is_one_of(at(i - 1)->word, kAnd)) &&
               !(i >= 3 && is_one_of(at(i - 3)->word, kDay));
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
               (sign(next, ",./-") || is_one_of(at(next)->word, " de del of ") || month(next, false) > 0))
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
        const int named = month(next, true);
        if (named < 0) return false;
        ++next;
        DateWritten date{tokens_[i].value, named, year_at(next), false, -1};
        if (!date.date(true, 2000)) return false;
        when.date = date;
        i = next;
        return true;
    }

    bool month_first(std::size_t& i, WhenWritten& when) const {
        const int named = month(i, true);
        std::size_t next = i + 1;
        while (sign(next, ".")) ++next;
        if (named < 0 || !number(next, 2)) return false;
        const int day = tokens_[next].value;
        ++next;
        while (at(next) != nullptr && is_one_of(at(next)->word, " st nd rd th ")) ++next;
        DateWritten date{day, named, year_at(next), false, -1};
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
               (sign(after, "-/>~?") ||
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

// Also with a comma for the point, as spreadsheets write it in most of Europe, Africa and Latin America.
std::optional<double> written_number(std::string_view text) {
    std::string point(text.substr(0, 40));
    if (text.size() <= point.size() && std::count(point.begin(), point.end(), ',') == 1)
        std::replace(point.begin(), point.end(), ',', '.');
    return number_in(point);
}

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
    if (const auto number = written_number(text)) {
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
    const auto number = written_number(text);
    if (number && *number > 0 && *number < 1) return static_cast<int>(std::lround(*number * 1'440));
    if (number && *number >= 1 && *number <= 7 * 1'440) return static_cast<int>(std::lround(*number));
    const std::vector<Token> tokens = time_tokens(text);
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
