#include "server/web/target.h"

namespace dais::web {

std::string percent_decoded(std::string_view text) {
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
            out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::string path_of(std::string_view target) { return percent_decoded(target.substr(0, target.find('?'))); }

Target parse_target(std::string_view target) {
    Target parsed;
    const std::size_t mark = target.find('?');
    parsed.path = percent_decoded(target.substr(0, mark));
    if (mark == std::string_view::npos) return parsed;
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        const std::size_t equals = pair.find('=');
        parsed.query[percent_decoded(pair.substr(0, equals))] =
            equals == std::string_view::npos ? "" : percent_decoded(pair.substr(equals + 1));
        rest = pair.size() == rest.size() ? std::string_view() : rest.substr(pair.size() + 1);
    }
    return parsed;
}

}  // namespace dais::web
