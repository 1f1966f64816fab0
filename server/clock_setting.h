// --clock LOG@INSTANT: a log that goes by a clock of its own (decision D11).
#pragma once

#include <cstdint>
#include <string>

namespace dais {

struct ClockSetting {
    std::string log;
    std::int64_t at_ms = 0;
};

// As in "gdpa-2024@2024-09-12T08:50-01:00". Throws std::runtime_error that says what is wrong and how to mend it.
ClockSetting parse_clock_setting(const std::string& written);

}  // namespace dais
