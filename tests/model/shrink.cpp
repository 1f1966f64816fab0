#include "tests/model/shrink.h"

#include <algorithm>

#include "tests/model/broken.h"
#include "tests/model/run.h"

namespace dais::model {
namespace {

Steps without(const Steps& steps, int first, int count) {
    Steps left;
    left.set_seed(steps.seed());
    for (int i = 0; i < steps.steps_size(); ++i)
        if (i < first || i >= first + count) *left.add_steps() = steps.steps(i);
    return left;
}

}  // namespace

Breach replay(const Steps& steps) {
    int done = 0;
    try {
        Run run(steps.seed(), 0);
        for (; done < steps.steps_size(); ++done) {
            Step step = steps.steps(done);
            run.perform(step);
        }
        run.look_thoroughly();
    } catch (const Broken& broken) {
        return {broken.rule(), broken.what(), done};
    } catch (const std::exception& broken) {
        return {broken.what(), broken.what(), done};
    }
    return {};
}

Steps shrink(Steps steps, const std::string& rule, std::chrono::seconds at_most) {
    const auto until = std::chrono::steady_clock::now() + at_most;
    for (int chunk = std::max(steps.steps_size() / 2, 1); chunk > 0;) {
        bool left_out = false;
        for (int first = steps.steps_size() - chunk; first >= 0; first -= chunk) {
            if (std::chrono::steady_clock::now() > until) return steps;
            Steps fewer = without(steps, first, chunk);
            const Breach breach = replay(fewer);
            if (breach.rule != rule) continue;
            steps = without(fewer, breach.step + 1, fewer.steps_size());
            first = std::min(first, steps.steps_size());
            left_out = true;
        }
        if (chunk == 1 && !left_out) break;
        chunk = std::max(chunk / 2, 1);
    }
    return steps;
}

}  // namespace dais::model
