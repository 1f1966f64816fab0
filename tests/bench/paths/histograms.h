// What a server's histograms gained between two looks at /metrics.
//
// Blocks while it asks. Throws std::runtime_error if the server does not answer or has no such histogram.
#pragma once

#include <map>
#include <string>

namespace dais::bench {

struct Gained {
    double count = 0;
    double sum = 0;
    std::map<double, double> up_to;  // how many were no larger, by limit

    double mean() const { return count > 0 ? sum / count : 0; }
    // Within its bucket as if spread evenly; never beyond the last limit that is finite.
    double quantile(double share) const;
};

class Look {
public:
    // Of a server on this machine.
    explicit Look(unsigned short port);

    // Of one family; those of all shards added up.
    Gained since(const Look& before, const std::string& family) const;

private:
    std::map<std::string, double> values_;
};

}  // namespace dais::bench
