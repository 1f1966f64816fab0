// Where a command of the terminal goes, and how it fails.
#pragma once

#include <stdexcept>
#include <string>

namespace dais::client {

// What the global options say.
struct Place {
    std::string url;
    std::string key;
    std::string log;
};

// Refused or failed: one line with the remedy, exit code 1.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Asked for in a way that makes no sense: exit code 2.
struct WrongUsage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace dais::client
