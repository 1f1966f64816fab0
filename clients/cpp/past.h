// What was: the state of a log at a moment, and what changed, asked for over HTTP and told at a terminal. Throws
// Failure.
#pragma once

#include <string>

#include "clients/cpp/place.h"

namespace dais::client {

// At a position or at a time by the venue's clock; of an audience if it is named (staff alone may).
struct PastWish {
    std::string position;
    std::string at;
    std::string audience;

    bool any() const { return !position.empty() || !at.empty() || !audience.empty(); }
};

// Where the log stood and how much was in it; as JSON all of it.
void show_past(const Place& place, const PastWish& wish, bool as_json);

struct HistoryWish {
    std::string kind;  // empty: by the id's letter
    std::string id;    // empty: all of the log
    std::string before;
    std::string audience;
    int changes = 20;
};

void show_history(const Place& place, const HistoryWish& wish, bool as_json);

}  // namespace dais::client
