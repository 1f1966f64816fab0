// Which record of the log a row of a table means, so that a corrected table changes what was corrected and no more.
//
// Rules: an id in the row counts first: what the source called the record, or the log's own name for it, as exported
// ("s7k2m@praia-2024") or short ("s7k2m"). Rooms, tracks, parties and persons are known by their names, in any
// language; one that is written exactly so comes before one that only reads the same. Sessions without an id are
// matched by what they say (server/interchange/table_matching.h). Promises: pure; reads the log as it is; does not
// change it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/summit/state.h"

namespace dais::interchange {

// A session that came from this source before.
struct EarlierSession {
    std::string external_id, record;
    v1::Session session;           // as the source had it
    std::set<std::string> titles;  // folded
};

// How a table calls a record of a log: by an id that means nothing in any other log.
std::string id_in_log(std::string_view record, std::string_view log);

class TableIdentity {
public:
    // state outlives it; log: its name, or empty for one that is not there yet.
    TableIdentity(const summit::State& state, std::string source, const std::string& log);

    // The external id under which a record of that name is imported. exactly: no other spelling is meant.
    std::string external_id(v1::Kind kind, const std::string& name, bool exactly = false) const;
    bool knows(v1::Kind kind, const std::string& name) const;
    // The record that this external id means; empty: a new one.
    std::string record(v1::Kind kind, const std::string& external_id) const;
    // The external id of a record; adopts it if another source brought it.
    std::string external_id_of(const std::string& record) const;
    std::string name_of(v1::Kind kind, const std::string& record) const;

    const std::vector<EarlierSession>& earlier() const { return earlier_; }
    // A session as this source had it last, else as it is.
    std::optional<v1::Session> session(const std::string& record) const;

private:
    void look_up_names(v1::Kind kind);
    const std::string* find_name(v1::Kind kind, const std::string& name) const;

    using Names = std::map<std::pair<v1::Kind, std::string>, std::string>;
    const summit::State& state_;
    const std::string source_;
    const std::string in_log_;                                             // how ids of this log end: "@praia-2024"
    Names by_name_, by_folded_name_;                                       // → record
    std::map<std::pair<v1::Kind, std::string>, std::string> by_external_;  // external id → record
    std::map<std::string, std::string> external_;                          // record → external id
    std::vector<EarlierSession> earlier_;
};

}  // namespace dais::interchange
