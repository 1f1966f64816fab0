#include "tests/bench/fanout/results.h"

#include <algorithm>
#include <utility>

namespace dais::fanout {

RunLine read_line(const boost::json::object& line) {
    RunLine read;
    for (const auto& [name, value] : line) {
        if (name == "server") {
            read.server = std::string(value.as_string());
        } else if (name == "case") {
            read.in_case = std::string(value.as_string());
        } else if (name == "lost") {
            read.lost = std::string(value.as_string());
        } else if (value.is_number()) {
            read.figures[std::string(name)] = value.to_number<double>();
        }
    }
    read.round = static_cast<int>(read.figures["round"]);
    return read;
}

std::optional<double> median(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

bool is_noisy(const RunLine& line) {
    const auto others = line.figures.find("others_cores");
    return others != line.figures.end() && others->second > kOthersCoresMax;
}

void Results::add(RunLine line) { (is_noisy(line) ? noisy_ : lines_).push_back(std::move(line)); }

std::map<int, double> Results::rounds(const std::string& in_case, const std::string& server,
                                      const std::string& figure) const {
    std::map<int, double> found;
    for (const auto& line : lines_) {
        if (line.in_case != in_case || line.server != server || !line.lost.empty()) continue;
        if (const auto value = line.figures.find(figure); value != line.figures.end())
            found[line.round] = value->second;
    }
    return found;
}

std::optional<double> Results::median_of(const std::string& in_case, const std::string& server,
                                         const std::string& figure) const {
    std::vector<double> values;
    for (const auto& [round, value] : rounds(in_case, server, figure)) values.push_back(value);
    return median(std::move(values));
}

std::optional<double> Results::ratio(const std::string& in_case, const std::string& server, const std::string& other,
                                     const std::string& figure) const {
    const auto theirs = rounds(in_case, other, figure);
    std::vector<double> ratios;
    for (const auto& [round, value] : rounds(in_case, server, figure)) {
        const auto same = theirs.find(round);
        if (same != theirs.end() && same->second != 0) ratios.push_back(value / same->second);
    }
    return median(std::move(ratios));
}

std::size_t Results::noisy(const std::string& in_case) const {
    return static_cast<std::size_t>(
        std::count_if(noisy_.begin(), noisy_.end(), [&](const auto& line) { return line.in_case == in_case; }));
}

std::vector<std::string> Results::lost(const std::string& in_case, const std::string& server) const {
    std::vector<std::string> reasons;
    for (const auto& line : lines_)
        if (line.in_case == in_case && line.server == server && !line.lost.empty()) reasons.push_back(line.lost);
    return reasons;
}

}  // namespace dais::fanout
