// The dashboard that is shipped asks for what the server counts, and explains what it shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <regex>
#include <set>

#include "server/live/metrics.h"
#include "tests/live/metrics_text.h"

namespace dais::web {
namespace {

namespace json = boost::json;

json::object dashboard() {
    std::ifstream file(std::string(DAIS_SOURCE_DIR) + "/server/web/metrics_dashboard.json");
    return json::parse(std::string(std::istreambuf_iterator<char>(file), {})).as_object();
}

bool is_row(const json::value& panel) { return panel.at("type") == "row"; }

// The metrics that an expression or a variable's query names.
std::set<std::string> named(const std::string& expression) {
    static const std::regex kName(R"(\b(dais|process)_\w+)");
    std::set<std::string> names;
    for (std::sregex_iterator at(expression.begin(), expression.end(), kName), end; at != end; ++at)
        names.insert(at->str());
    return names;
}

// The labels that one metric has.
std::set<std::string> labels_of(const tests::MetricsText& read, const std::string& metric) {
    static const std::regex kLabel(R"re((\w+)=")re");
    std::set<std::string> labels = {"instance"};  // the observer's
    for (const auto& [sample, value] : read.values()) {
        if (!sample.starts_with(metric + "{")) continue;
        for (std::sregex_iterator at(sample.begin(), sample.end(), kLabel), end; at != end; ++at)
            labels.insert((*at)[1]);
    }
    return labels;
}

class MetricsDashboard : public testing::Test {
protected:
    void check(const std::string& expression) {
        const std::set<std::string> names = named(expression);
        EXPECT_FALSE(names.empty()) << expression << " names no metric of ours";
        std::set<std::string> labels;
        for (const std::string& name : names) {
            EXPECT_TRUE(rendered.contains(name)) << name << " is none, in " << expression;
            labels.merge(labels_of(read, name));
        }
        static const std::regex kBy(R"(\b(?:by|on|group_left) \(([^)]*)\))"), kWord(R"(\w+)");
        for (std::sregex_iterator by(expression.begin(), expression.end(), kBy), end; by != end; ++by) {
            const std::string list = (*by)[1];
            for (std::sregex_iterator at(list.begin(), list.end(), kWord); at != end; ++at)
                EXPECT_TRUE(labels.contains(at->str())) << at->str() << " is no label, in " << expression;
        }
    }

    const tests::MetricsText read{live::Metrics(2).text()};
    const std::set<std::string> rendered = read.names();
    const json::object board = dashboard();
};

TEST_F(MetricsDashboard, AsksForNothingThatIsNotRendered) {
    int expressions = 0;
    for (const json::value& panel : board.at("panels").as_array()) {
        if (is_row(panel)) continue;
        for (const json::value& target : panel.at("targets").as_array()) {
            check(std::string(target.at("expr").as_string()));
            ++expressions;
        }
    }
    EXPECT_GT(expressions, 30);
    for (const json::value& variable : board.at("templating").at("list").as_array())
        if (variable.at("type") == "query") {
            check(std::string(variable.at("query").at("query").as_string()));
        }
}

TEST_F(MetricsDashboard, ShowsAllThatIsCounted) {
    std::string all;
    for (const json::value& panel : board.at("panels").as_array())
        if (!is_row(panel)) all += json::serialize(panel.at("targets")) + "\n";
    for (const auto& [family, type] : read.types())
        EXPECT_NE(all.find(family), std::string::npos) << family << " is on no panel";
}

TEST_F(MetricsDashboard, EveryPanelHasAUnitAndSaysWhatItMeans) {
    std::vector<std::string> rows;
    std::set<std::int64_t> ids;
    for (const json::value& panel : board.at("panels").as_array()) {
        const std::string title(panel.at("title").as_string());
        EXPECT_TRUE(ids.insert(panel.at("id").as_int64()).second) << title;
        if (is_row(panel)) {
            rows.push_back(title);
            continue;
        }
        EXPECT_GT(panel.at("description").as_string().size(), 10u) << title;
        EXPECT_FALSE(panel.at("fieldConfig").at("defaults").at("unit").as_string().empty()) << title;
        EXPECT_EQ(panel.at("datasource").at("uid"), "${datasource}") << title;
        for (const json::value& target : panel.at("targets").as_array())
            EXPECT_EQ(target.at("datasource").at("uid"), "${datasource}") << title;
    }
    EXPECT_THAT(rows, testing::ElementsAre("Screens", "Delivery", "Commands", "Storage", "Health"));
    EXPECT_EQ(board.at("templating").at("list").at(0).at("type"), "datasource");
}

TEST_F(MetricsDashboard, NoPanelLiesOnAnother) {
    std::set<std::pair<std::int64_t, std::int64_t>> taken;
    for (const json::value& panel : board.at("panels").as_array()) {
        const auto place = [&](const char* key) { return panel.at("gridPos").at(key).as_int64(); };
        EXPECT_LE(place("x") + place("w"), 24);
        for (std::int64_t x = place("x"); x < place("x") + place("w"); ++x)
            for (std::int64_t y = place("y"); y < place("y") + place("h"); ++y)
                EXPECT_TRUE(taken.emplace(x, y).second) << panel.at("title");
    }
}

}  // namespace
}  // namespace dais::web
