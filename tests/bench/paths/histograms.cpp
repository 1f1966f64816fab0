#include "tests/bench/paths/histograms.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "clients/cpp/http.h"
#include "tests/live/metrics_text.h"

namespace dais::bench {
namespace {

double limit_of(const std::string& sample) {
    const auto at = sample.find("le=\"") + 4;
    const auto text = sample.substr(at, sample.find('"', at) - at);
    return text == "+Inf" ? std::numeric_limits<double>::infinity() : std::stod(text);
}

}  // namespace

double Gained::quantile(double share) const {
    double begins = 0, passed = 0;
    for (const auto& [limit, all] : up_to) {
        if (all >= share * count && all > passed)
            return std::isinf(limit) ? begins : begins + (limit - begins) * (share * count - passed) / (all - passed);
        begins = limit;
        passed = all;
    }
    return begins;
}

Look::Look(unsigned short port) {
    client::HttpRequest request;
    request.target = "/metrics";
    const auto answer = client::ask_http({"127.0.0.1", std::to_string(port), ""}, request);
    if (answer.status != 200) throw std::runtime_error("/metrics answered " + std::to_string(answer.status));
    values_ = tests::MetricsText(answer.body).values();
}

Gained Look::since(const Look& before, const std::string& family) const {
    Gained gained;
    bool found = false;
    for (const auto& [sample, now] : values_) {
        if (!sample.starts_with(family + "_")) continue;
        const auto then = before.values_.find(sample);
        const double more = now - (then == before.values_.end() ? 0 : then->second);
        if (sample.starts_with(family + "_count")) gained.count += more, found = true;
        if (sample.starts_with(family + "_sum")) gained.sum += more;
        if (sample.starts_with(family + "_bucket")) gained.up_to[limit_of(sample)] += more;
    }
    if (!found) throw std::runtime_error("there is no histogram " + family);
    return gained;
}

}  // namespace dais::bench
