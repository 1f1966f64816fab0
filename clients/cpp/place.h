// Where a command of the terminal goes, and how it ends.
#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

namespace dais::client {

// What the global options say.
struct Place {
    std::string url;
    std::string key;
    std::string log;
    // In which languages texts are shown, the best first; what is written without one is in the first (BCP 47).
    std::vector<std::string> languages = {"en"};
    // Whose certificates are trusted beside the system's: a PEM file, or empty.
    std::string ca{};
};

enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2, kRefused = 3, kClashes = 4, kNotFound = 5, kStale = 6 };

struct ExitCodeTold {
    ExitCode code;
    const char* words;
};

// For the manual.
inline constexpr std::array<ExitCodeTold, 7> kExitCodes = {{
    {kDone, "done; for --preview: it could be done"},
    {kFailed, "failed: no connection, no reply in time, or the server could not store it; ask again"},
    {kUsage, "wrong usage: an option or a value makes no sense; nothing was sent"},
    {kRefused, "refused: a rule says no, and no reason overrides it"},
    {kClashes, "refused for clashes that may be accepted: --reason \"…\" does it all the same"},
    {kNotFound, "nothing is called so, or several things are; nothing was done"},
    {kStale, "refused because somebody has changed it since you looked; look again"},
}};

// Refused or failed: one line with the remedy, or several.
struct Failure : std::runtime_error {
    explicit Failure(const std::string& why, ExitCode with = kFailed) : std::runtime_error(why), code(with) {}
    ExitCode code;
    // It was printed as JSON already.
    bool printed = false;
};

// Asked for in a way that makes no sense.
struct WrongUsage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace dais::client
