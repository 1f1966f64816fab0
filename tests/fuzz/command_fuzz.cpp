// Whatever anybody asks of a summit, and in whatever order: nobody does or hears of more than is theirs, a refusal
// leaves no trace, and what was decided is the same for everybody who folds it.
//
// Input: a Script (script.proto) as protobuf's text, as people read it. Mutations are a script's (script_mutator.h).
#include <google/protobuf/stubs/logging.h>

#include <algorithm>

#include "tests/fuzz/gathering.h"
#include "tests/fuzz/script_mutator.h"
#include "tests/model/checks.h"
#include "tests/model/random_records.h"

namespace dais::fuzz {
namespace {

constexpr int kStepsMax = 30;

void act(Script script) {
    Gathering gathering = Gathering::ready();
    int steps = 0;
    for (Step& step : *script.mutable_steps()) {
        // So is called what is for staff alone (model::check_projection).
        if (step.SerializeAsString().find(model::kForStaff) != std::string::npos) continue;
        if (++steps > kStepsMax) break;
        gathering.step(std::move(step));
    }
    gathering.check();
}

}  // namespace
}  // namespace dais::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const google::protobuf::LogSilencer silence;  // of texts that are none
    if (auto script = dais::fuzz::read_script({reinterpret_cast<const char*>(data), size}))
        dais::fuzz::act(*std::move(script));
    return 0;
}

// libFuzzer's own mutations would seldom leave a script one.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t size_max,
                                               unsigned seed) {
    const google::protobuf::LogSilencer silence;
    std::minstd_rand dice(seed);
    auto script = dais::fuzz::read_script({reinterpret_cast<const char*>(data), size}).value_or(dais::fuzz::Script());
    dais::fuzz::mutate(script, dice);
    const std::string text = dais::fuzz::write_script(script);
    if (text.size() > size_max) return size;
    std::copy(text.begin(), text.end(), data);
    return text.size();
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                                 const std::uint8_t* other, std::size_t other_size, std::uint8_t* made,
                                                 std::size_t size_max, unsigned seed) {
    const google::protobuf::LogSilencer silence;
    std::minstd_rand dice(seed);
    const auto first = dais::fuzz::read_script({reinterpret_cast<const char*>(one), one_size});
    const auto second = dais::fuzz::read_script({reinterpret_cast<const char*>(other), other_size});
    if (!first || !second) return 0;
    const std::string text = dais::fuzz::write_script(dais::fuzz::crossed(*first, *second, dice));
    if (text.size() > size_max) return 0;
    std::copy(text.begin(), text.end(), made);
    return text.size();
}
