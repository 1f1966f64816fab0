// Which earlier session each row of a table is.
//
// Rules: an id in the row counts first. A row without one is the session that came from this source before with the
// same title and start; else, of those left on both sides, the only one with the same title on that day, the same start
// and room, the same title, or the only one left on that day if they share their start, their room or half of the words
// of their titles. What is found nowhere gets a name made of its title and start. Promises: pure; every external id is
// given once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/interchange/table_identity.h"

namespace dais::interchange {

// A session of the table as far as it is told by.
struct RowKey {
    std::string id;     // as written in the table; empty if none
    std::string title;  // folded
    std::string room;   // record id, or empty
    std::int64_t starts_at_ms = 0;
    std::int64_t day = 0;  // as day_of() says
};

struct SessionMatch {
    std::string external_id;
    std::string record;               // id in the log; empty: new
    std::optional<v1::Session> base;  // as this source had it last, else as it is
};

// day_of: of an instant, any number that is the same for sessions of one day.
std::vector<SessionMatch> match_sessions(const std::vector<RowKey>& rows, const TableIdentity& identity,
                                         const std::function<std::int64_t(std::int64_t)>& day_of);

}  // namespace dais::interchange
