// Reads Prometheus' text format, 0.0.4, line by line, as strictly as an observer would.
//
// What breaks a rule of the format is thrown as std::runtime_error with its line: an unknown shape, a sample that no
// TYPE stands before, a family told twice, a sample told twice, a counter below zero, a histogram that does not add up.
#pragma once

#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>

namespace dais::tests {

class MetricsText {
public:
    explicit MetricsText(const std::string& text) {
        if (text.empty() || text.back() != '\n') throw std::runtime_error("the last line does not end");
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            if (!take(line)) throw std::runtime_error("no line of the text format: " + line);
        check_histograms();
    }

    // As in value(R"(dais_commands_total{outcome="done"})"); labels in the order of their names.
    double value(const std::string& sample) const {
        const auto found = values_.find(sample);
        if (found == values_.end()) throw std::runtime_error("there is no sample " + sample);
        return found->second;
    }
    bool has(const std::string& sample) const { return values_.contains(sample); }
    const std::map<std::string, double>& values() const { return values_; }
    // counter, gauge or histogram, by family.
    const std::map<std::string, std::string>& types() const { return types_; }
    // The names that samples have: of a histogram with _bucket, _sum and _count.
    std::set<std::string> names() const {
        std::set<std::string> all;
        for (const auto& [sample, value] : values_) all.insert(sample.substr(0, sample.find('{')));
        return all;
    }

private:
    bool take(const std::string& line) {
        static const std::regex kHelp(R"(# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+))");
        static const std::regex kType(R"(# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram))");
        static const std::regex kSample(
            R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{.*\})? ([-+]?(?:[0-9.]+(?:e[-+]?[0-9]+)?|Inf)|NaN)(?: -?[0-9]+)?)re");
        std::smatch found;
        if (std::regex_match(line, found, kHelp)) return helped_.insert(found[1]).second;
        if (std::regex_match(line, found, kType)) {
            family_ = found[1];
            return types_.emplace(found[1], found[2]).second && helped_.contains(found[1]);
        }
        if (!std::regex_match(line, found, kSample)) return false;
        const auto labels = in_order(found[2]);
        if (!labels || !belongs(found[1])) return false;
        const double value = std::stod(found[3]);
        if (types_.at(family_) != "gauge" && value < 0) return false;
        return values_.emplace(found[1].str() + *labels, value).second;
    }

    bool belongs(const std::string& name) const {
        if (family_.empty()) return false;
        if (types_.at(family_) != "histogram") return name == family_;
        return name == family_ + "_bucket" || name == family_ + "_sum" || name == family_ + "_count";
    }

    // Nothing: these are no labels.
    static std::optional<std::string> in_order(const std::string& labels) {
        if (labels.empty()) return labels;
        static const std::regex kAll(R"re(\{([a-z_][a-z0-9_]*="(?:[^"\\\n]|\\[\\"n])*",?)*\})re");
        static const std::regex kOne(R"re(([a-z_][a-z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)")re");
        if (!std::regex_match(labels, kAll)) return std::nullopt;
        std::set<std::string> sorted;
        for (std::sregex_iterator at(labels.begin(), labels.end(), kOne), end; at != end; ++at)
            if (!sorted.insert(at->str()).second) return std::nullopt;
        std::string joined;
        for (const std::string& one : sorted) joined += (joined.empty() ? "{" : ",") + one;
        return joined + "}";
    }

    // Every bucket holds those before it, and the last is everything.
    void check_histograms() const {
        static const std::regex kBucket(R"re((\w+)_bucket\{(.*)le="([^"]+)"(.*)\})re");
        std::map<std::string, std::map<double, double>> buckets;
        for (const auto& [sample, value] : values_) {
            std::smatch found;
            if (!std::regex_match(sample, found, kBucket)) continue;
            std::string others = found[2].str() + found[4].str();
            while (!others.empty() && (others.back() == ',' || others.front() == ','))
                others.erase(others.front() == ',' ? 0 : others.size() - 1, 1);
            if (!others.empty()) others = "{" + others + "}";
            buckets[found[1].str() + "_count" + others][std::stod(found[3])] = value;
        }
        for (const auto& [count, by_limit] : buckets) {
            double before = 0;
            for (const auto& [limit, value] : by_limit)
                if (value < std::exchange(before, value)) throw std::runtime_error(count + ": buckets go down");
            if (before != value(count)) throw std::runtime_error(count + ": the last bucket is not everything");
        }
    }

    std::map<std::string, double> values_;
    std::map<std::string, std::string> types_;
    std::set<std::string> helped_;
    std::string family_;
};

}  // namespace dais::tests
