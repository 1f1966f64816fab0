// Which record of the log a row of a table means, so that a corrected table changes what was corrected and no more.
//
// Rules: an id in the row counts first, the log's own or what the source called it. Rooms, tracks, parties and persons
// are known by their names, in any language. A session without an id is the one that came from this source before with
// the same title and start; else, of those left on both sides, the only one with the same title on that day, the same
// start and room, the same title, or the only one left on that day. What is found nowhere gets a name made of its title
// and start. Promises: pure; every external id is given once. Reads the log as it is; does not change it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/summit/state.h"

namespace dais::interchange {

// A session of the table as far as it is told by.
struct RowKey {
    std::string id;     // as written in the table; empty if none
    std::string title;  // folded
    std::string room;   // record id, or empty
    std::int64_t starts_at_ms = 0;
    std::int64_t day = 0;  // any number that is the same for sessions of one day
};

struct SessionMatch {
    std::string external_id;
    std::string record;               // id in the log; empty: new
    std::optional<v1::Session> base;  // as this source had it last, else as it is
};

class TableIdentity {
public:
    // state outlives it.
    TableIdentity(const summit::State& state, std::string source);

    // The external id under which a record of that name is imported.
    std::string external_id(v1::Kind kind, const std::string& name);
    bool knows(v1::Kind kind, const std::string& name) const;
    // The record that this external id means; empty: a new one.
    std::string record(v1::Kind kind, const std::string& external_id) const;
    // The external id of a record; adopts it if another source brought it.
    std::string external_id_of(v1::Kind kind, const std::string& record) const;
    std::string name_of(v1::Kind kind, const std::string& record) const;

    // day_of: of an instant, as in RowKey.
    std::vector<SessionMatch> match(const std::vector<RowKey>& rows, std::int64_t (*day_of)(std::int64_t, const void*),
                                    const void* context) const;

private:
    struct Earlier {
        std::string external_id, record;
        v1::Session session;
        std::set<std::string> titles;  // folded
    };
    void look_up_names(v1::Kind kind);

    const summit::State& state_;
    const std::string source_;
    std::map<std::pair<v1::Kind, std::string>, std::string> by_name_;      // folded name → record
    std::map<std::pair<v1::Kind, std::string>, std::string> by_external_;  // external id → record
    std::map<std::string, std::string> external_;                          // record → external id
    std::vector<Earlier> earlier_;
};

}  // namespace dais::interchange
