#include "server/interchange/xlsx_values.h"

#include <array>
#include <charconv>
#include <cmath>

#include "server/interchange/plain_text.h"
#include "server/interchange/schedule_time.h"

namespace dais::interchange {
namespace {

constexpr double kDaysMax = 73'050;  // 2099-12-31
constexpr double kDaysTo1970 = 25'569;
constexpr double kDaysTo1904 = 1'462;

std::string two(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

// Letters count outside of quotes, brackets and what a backslash escapes; "m" is minutes beside hours or seconds.
NumberShape shape_of_format(std::string_view code) {
    NumberShape shape;
    bool months = false;
    if (code == "General" || code == "@") return shape;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = static_cast<char>(code[i] | 0x20);
        if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else if (code[i] == '"') {
            i = std::min(code.find('"', i + 1), code.size() - 1);
        } else if (code[i] == '[') {
            const std::size_t end = std::min(code.find(']', i), code.size() - 1);
            const std::string inside = ascii_lower(code.substr(i + 1, end - i - 1));
            if (inside == "h" || inside == "hh" || inside == "mm" || inside == "m") shape.time = shape.elapsed = true;
            i = end;
        } else if (code[i] == ';') {
            break;  // the forms for negative numbers and text
        } else if (c == 'y' || c == 'd') {
            shape.date = true;
        } else if (c == 'h' || c == 's') {
            shape.time = true;
        } else if (c == 'm') {
            months = true;
        } else if (c == 'e' && code.find('0') != std::string_view::npos) {
            return {};
        }
    }
    if (months && !shape.time) shape.date = true;
    return shape;
}

NumberShape shape_of_builtin(int number) {
    if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) || number == 36 ||
        (number >= 50 && number <= 58))
        return {true, false, false};
    if (number == 22) return {true, true, false};
    if (number == 46) return {false, true, true};
    if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) || number == 45 || number == 47)
        return {false, true, false};
    return {};
}

std::optional<CivilTime> civil_of_serial(double days, bool epoch_1904) {
    if (epoch_1904) days += kDaysTo1904;
    if (!(days >= kDaysTo1970) || days > kDaysMax) return std::nullopt;
    return ms_to_civil(static_cast<std::int64_t>(std::llround((days - kDaysTo1970) * 1'440)) * 60'000);
}

std::string shown_number(double value, const NumberShape& shape, bool epoch_1904) {
    const auto civil = civil_of_serial(value, epoch_1904);
    const bool time = shape.time && value >= 0 && value < kDaysMax;
    const auto minutes =
        time ? static_cast<std::int64_t>(std::llround((shape.elapsed ? value : value - std::floor(value)) * 1'440)) : 0;
    if (shape.date && time && civil) return written_date(*civil) + " " + written_clock(*civil);
    if (shape.date && civil) return written_date(*civil);
    if (time) {
        const std::int64_t shown = shape.elapsed ? minutes : minutes % 1'440;
        return two(shown / 60) + ":" + two(shown % 60);
    }
    std::array<char, 64> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? std::string(text.data(), end) : "";
}

std::optional<double> number_in(std::string_view text) {
    text = trimmed(text);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace dais::interchange
