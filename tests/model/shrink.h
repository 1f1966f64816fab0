// From a run that broke something to the few steps of it that still do.
#pragma once

#include <chrono>
#include <string>

#include "model/steps.pb.h"

namespace dais::model {

// What breaks when these steps are told again; empty if nothing does.
struct Breach {
    std::string rule;
    std::string words;
    int step = 0;  // which broke it, from 0
};
Breach replay(const Steps& steps);

// Delta debugging: leaves out what may be left out, as long as the same rule is still broken, and for so long at most.
Steps shrink(Steps steps, const std::string& rule, std::chrono::seconds at_most);

}  // namespace dais::model
