#include "clients/cpp/markdown.h"

#include <string_view>

#include "clients/cpp/tell.h"

namespace dais::client {

std::string markdown(const std::string& words) {
    std::string escaped;
    for (const char c : one_line(words)) {
        if (std::string_view("\\`*_[]<>|#").find(c) != std::string_view::npos) escaped += '\\';
        escaped += c;
    }
    return escaped;
}

}  // namespace dais::client
