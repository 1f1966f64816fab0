#include "tests/bench/fanout/chart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace dais::fanout {
namespace {

struct Panel {
    const char* figure;
    const char* title;
    const char* hint;
    int digits;
    int beside;    // room for the value beside the longest bar
    bool compare;  // with the raw loop
};
constexpr std::array<Panel, 3> kPanels = {
    {{"deliveries_per_s", "Deliveries per second", "more is better", 0, 134, true},
     {"last_ms", "Until the last screen, ms", "less is better", 1, 54, false},
     {"server_cpu_us", "Server CPU per delivery, µs", "less is better", 2, 54, false}}};

constexpr int kWidth = 1'120, kMargin = 28, kNames = 136, kGap = 28;
constexpr int kPanelWidth = (kWidth - 2 * kMargin - kNames - 2 * kGap) / 3;
constexpr int kRow = 30, kBar = 18;
constexpr int kHead = 84, kCaseHead = 58, kCaseFoot = 14, kFoot = 40;

std::string text(double x, double y, const std::string& words, const std::string& more = "") {
    char begin[96];
    std::snprintf(begin, sizeof begin, "<text x=\"%.1f\" y=\"%.1f\" ", x, y);
    return begin + more + ">" + words + "</text>\n";
}

std::string shown(double value, int digits) {
    char words[32];
    std::snprintf(words, sizeof words, "%.*f", digits, value);
    std::string number = words;
    const auto point = std::min(number.find('.'), number.size());
    for (std::size_t at = point; at > 3; at -= 3) number.insert(at - 3, ",");
    return number;
}

// What is run in this case, in the order of rival_names().
std::vector<RivalName> servers_of(const Case& of, const Results& results) {
    std::vector<RivalName> found;
    for (const auto& each : rival_names())
        if (!results.rounds(of.name, each.name, kPanels[0].figure).empty()) found.push_back(each);
    return found;
}

std::string bar(double x, double y, double scale, const RivalName& server, const std::map<int, double>& rounds,
                double middle, const std::string& value) {
    const bool ours = server.kind == RivalKind::dais;
    char shape[256];
    std::snprintf(shape, sizeof shape,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>\n", x, y,
                  std::max(1.0, middle * scale), kBar, ours ? "#0b6e7f" : "#c3ccd4");
    std::string drawn = shape;
    double longest = middle;
    for (const auto& [round, of_round] : rounds) {
        std::snprintf(shape, sizeof shape,
                      "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.2\" fill=\"%s\" fill-opacity=\"0.85\"/>\n",
                      x + of_round * scale, y + kBar / 2.0, ours ? "#f2a33a" : "#56636f");
        drawn += shape;
        longest = std::max(longest, of_round);
    }
    return drawn + text(x + longest * scale + 8, y + kBar - 4.5, value, ours ? "class=\"ours\"" : "class=\"value\"");
}

std::string panel_drawn(const Case& of, const Results& results, const Panel& panel, double x, double y,
                        const std::vector<RivalName>& servers) {
    double most = 0;
    for (const auto& server : servers)
        for (const auto& [round, value] : results.rounds(of.name, server.name, panel.figure))
            most = std::max(most, value);
    if (most <= 0) return "";
    std::string drawn = text(x, y, panel.title, "class=\"panel\"");
    drawn += text(x + kPanelWidth, y, panel.hint, "class=\"hint\" text-anchor=\"end\"");
    const double scale = (kPanelWidth - panel.beside) / most;
    for (std::size_t i = 0; i < servers.size(); ++i) {
        const auto middle = results.median_of(of.name, servers[i].name, panel.figure);
        if (!middle) continue;
        auto value = shown(*middle, panel.digits);
        const auto ratio = results.ratio(of.name, servers[i].name, "raw", panel.figure);
        if (panel.compare && ratio && servers[i].kind != RivalKind::raw_epoll)
            value += ", " + shown(*ratio, 2) + " × raw";
        drawn += bar(x, y + 14 + static_cast<double>(i) * kRow, scale, servers[i],
                     results.rounds(of.name, servers[i].name, panel.figure), *middle, value);
    }
    char axis[160];
    std::snprintf(axis, sizeof axis, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#8a97a3\"/>\n", x,
                  y + 9, x, y + 9 + static_cast<double>(servers.size()) * kRow);
    return drawn + axis;
}

}  // namespace

std::string chart(const std::vector<Case>& cases, const Results& results) {
    std::string drawn;
    double y = kHead;
    for (const auto& of : cases) {
        const auto servers = servers_of(of, results);
        if (servers.empty()) continue;
        drawn += text(kMargin, y + 14, of.title, "class=\"case\"");
        const double top = y + kCaseHead - 12;
        for (std::size_t i = 0; i < servers.size(); ++i)
            drawn +=
                text(kMargin + kNames - 12, top + 14 + static_cast<double>(i) * kRow + kBar - 4.5, servers[i].title,
                     servers[i].kind == RivalKind::dais ? "class=\"ours\" text-anchor=\"end\""
                                                        : "class=\"name\" text-anchor=\"end\"");
        for (std::size_t i = 0; i < kPanels.size(); ++i)
            drawn += panel_drawn(of, results, kPanels[i],
                                 kMargin + kNames + static_cast<double>(i) * (kPanelWidth + kGap), top, servers);
        y += kCaseHead + static_cast<double>(servers.size()) * kRow + kCaseFoot;
    }
    const int height = static_cast<int>(std::lround(y)) + kFoot;
    std::string picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + std::to_string(kWidth) + " " +
        std::to_string(height) + "\" width=\"" + std::to_string(kWidth) + "\" height=\"" + std::to_string(height) +
        "\" font-family=\"Inter, 'DejaVu Sans', sans-serif\">\n"
        "<style>.title{font-size:21px;font-weight:700;fill:#16212b}.case{font-size:15px;font-weight:700;"
        "fill:#16212b}.panel{font-size:12px;font-weight:600;fill:#33414d}.hint{font-size:11px;fill:#7b8894}"
        ".name,.value{font-size:12px;fill:#33414d}.ours{font-size:12px;font-weight:700;fill:#0b6e7f}"
        ".note{font-size:12px;fill:#5d6a76}</style>\n<rect width=\"100%\" height=\"100%\" "
        "fill=\"#ffffff\"/>\n";
    picture += text(kMargin, 40, "One change to every screen", "class=\"title\"");
    picture +=
        text(kMargin, 62, "Frames of 200 bytes; both ends on one machine; the servers took turns", "class=\"note\"");
    picture += drawn;
    picture += text(kMargin, height - 18, "Bars are medians, dots are single rounds; ratios are taken round by round.",
                    "class=\"note\"");
    return picture + "</svg>\n";
}

}  // namespace dais::fanout
