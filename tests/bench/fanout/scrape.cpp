#include "tests/bench/fanout/scrape.h"

#include <cstdlib>
#include <exception>

#include "clients/cpp/http.h"

namespace dais::fanout {

std::string scrape(const Rival& server) {
    try {
        client::HttpRequest request;
        request.target = "/metrics";
        request.silence_max = std::chrono::seconds(10);
        const auto answer = client::ask_http({"127.0.0.1", std::to_string(server.port()), ""}, request);
        return answer.status == 200 ? answer.body : "";
    } catch (const std::exception&) {
        return "";  // it is not there now
    }
}

double series(std::string_view text, std::string_view name, std::string_view label) {
    double sum = 0;
    while (!text.empty()) {
        const std::string line(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (!line.starts_with(name)) continue;
        const char after = line.size() > name.size() ? line[name.size()] : '\0';
        const auto space = line.rfind(' ');
        if ((after != ' ' && after != '{') || line.find(label) >= space) continue;
        sum += std::strtod(line.c_str() + space, nullptr);
    }
    return sum;
}

}  // namespace dais::fanout
