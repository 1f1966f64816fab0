// A Change as one line for a person at a terminal. Pure.
#pragma once

#include <string>

#include "clients/cpp/languages.h"
#include "clients/cpp/time.h"
#include "dais/v1/change.pb.h"
#include "server/summit/records.h"

namespace dais::client {

// Folds the Change into what is held and says what it did. Never empty, without line breaks or other control
// characters.
std::string told(const v1::Change& change, summit::Records& held, const LocalTime& time,
                 const Languages& languages = {});

// Text from elsewhere, made fit for a terminal: control characters become blanks.
std::string one_line(std::string text);

}  // namespace dais::client
