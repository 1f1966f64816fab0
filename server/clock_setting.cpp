#include "server/clock_setting.h"

#include <stdexcept>

#include "server/interchange/schedule_time.h"
#include "server/summit/check.h"
#include "server/summit/limits.h"

namespace dais {
namespace {

[[noreturn]] void wrong(const std::string& written, const std::string& what) {
    throw std::runtime_error("--clock " + written + ": " + what);
}

}  // namespace

ClockSetting parse_clock_setting(const std::string& written) {
    const std::size_t at = written.find('@');
    ClockSetting clock;
    clock.log = written.substr(0, at);
    if (at == std::string::npos || !summit::is_log_slug(clock.log))
        wrong(written, "say which log and when, as in gdpa-2024@2024-09-12T08:50-01:00.");
    const std::string instant = written.substr(at + 1);
    const auto time = interchange::parse_time(instant);
    if (!time || !time->has_time)
        wrong(written, "“" + instant + "” is no instant. Write it as in 2024-09-12T08:50-01:00.");
    if (!time->offset_seconds)
        wrong(written, "add how far it is from UTC, as in " + instant + "Z or " + instant + "-01:00.");
    clock.at_ms = time->utc_ms();
    if (clock.at_ms < 0 || clock.at_ms > summit::kInstantMsMax)
        wrong(written, "the instant is before 1970 or after 2099.");
    return clock;
}

}  // namespace dais
