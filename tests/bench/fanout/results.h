// What many runs came to: medians, and ratios taken round by round, since a machine drifts and a round does not.
//
// Pure. A ratio compares runs of the same case and the same round only.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dais::fanout {

struct RunLine {
    std::string server, in_case;
    int round = 0;
    std::string lost;  // why it has no figures
    std::map<std::string, double> figures;
};
RunLine read_line(const boost::json::object& line);
// Others took more than kOthersCoresMax of the processor meanwhile.
inline constexpr double kOthersCoresMax = 0.3;
bool is_noisy(const RunLine& line);

// The mean of the two in the middle if they are even; nothing of nothing.
std::optional<double> median(std::vector<double> values);

class Results {
public:
    // Noisy ones are left out.
    void add(RunLine line);

    // A figure of a server in a case, by round.
    std::map<int, double> rounds(const std::string& in_case, const std::string& server,
                                 const std::string& figure) const;
    std::optional<double> median_of(const std::string& in_case, const std::string& server,
                                    const std::string& figure) const;
    // Of server ÷ other, in each round that has both.
    std::optional<double> ratio(const std::string& in_case, const std::string& server, const std::string& other,
                                const std::string& figure) const;
    std::size_t noisy(const std::string& in_case) const;
    // Reasons of runs without figures.
    std::vector<std::string> lost(const std::string& in_case, const std::string& server) const;

private:
    std::vector<RunLine> lines_;
    std::vector<RunLine> noisy_;
};

}  // namespace dais::fanout
