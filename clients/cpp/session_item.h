// A Session with what happened to it: planned and expected told apart, as a person at a terminal reads it. Pure.
#pragma once

#include <string>
#include <vector>

#include "clients/cpp/languages.h"
#include "clients/cpp/time.h"
#include "dais/v1/session.pb.h"
#include "server/summit/records.h"

namespace dais::client {

struct SessionItem {
    std::string id;
    v1::Session plan;
    v1::SessionProgress progress;
    // Id of the Person who presides if nobody says otherwise: who chairs or moderates in the plan, or stands in for
    // them.
    std::string chair = {};

    // Actual, else expected, else planned.
    std::int64_t starts_at_ms() const;
    std::int64_t ends_at_ms() const;
    const std::string& room() const { return progress.room().empty() ? plan.room() : progress.room(); }
    // "scheduled", "running" …
    std::string status() const;
    // The same, and "until 10:40" if it is interrupted until a time that is still to come.
    std::string status(const LocalTime& time, std::int64_t now_ms) const;
    // Id of the Person who presides now: as said, else the chair; empty if nobody.
    const std::string& presiding() const { return progress.presiding().empty() ? chair : progress.presiding(); }

    // "10:00–11:00".
    std::string planned(const LocalTime& time) const;
    // "10:40–≥11:40"; the sign says that the end has passed and will not be earlier.
    std::string expected(const LocalTime& time) const;
    // "10:00–11:00 → 10:40–11:40", or the plan alone if it stands.
    std::string times(const LocalTime& time) const;
};

SessionItem session_item(const summit::Records& records, const std::string& id);

// All, in the order of time.
std::vector<SessionItem> session_items(const summit::Records& records);

}  // namespace dais::client
