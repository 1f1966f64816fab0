// What the system says about this process, under the names that every Prometheus client gives it.
//
// Asked anew each time; any thread. What the system does not tell is left out.
#pragma once

#include <prometheus/metric_family.h>

#include <vector>

namespace dais::live {

std::vector<prometheus::MetricFamily> process_families();

}  // namespace dais::live
