// The rooms, tracks, parties and persons that the sessions of a table name. Used by TableMaker alone.
//
// Promises: each stands in the programme once, however many rows name it; what is said of a person in one row counts in
// all; a record of the log that is only named again stays as it is.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "dais/v1/imported.pb.h"
#include "server/interchange/table_identity.h"
#include "server/interchange/table_people.h"
#include "server/interchange/table_titles.h"

namespace dais::interchange {

class TableNouns {
public:
    // All outlive it.
    TableNouns(const summit::State& state, const TableIdentity& identity, TableTitles& titles,
               v1::ImportProgramme& programme)
        : state_(state), identity_(identity), titles_(titles), programme_(programme) {}

    // The external id of what a cell names; empty for an empty cell.
    std::string named(v1::Kind kind, const std::string& cell);
    bool has(v1::Kind kind, const std::string& external_id) const { return added_.contains({kind, external_id}); }
    // base: the session as it was, in which people are known by their names first.
    v1::Participation participation(const PersonWritten& written, const v1::Session* base);

private:
    std::string person(const PersonWritten& written, const v1::Session* base);
    std::string person_id(const PersonWritten& written, const v1::Session* base) const;
    std::string party_of(const std::string& person) const;

    const summit::State& state_;
    const TableIdentity& identity_;
    TableTitles& titles_;
    v1::ImportProgramme& programme_;
    std::set<std::pair<v1::Kind, std::string>> added_;  // external ids
    std::map<std::string, int> persons_;                // external id → place in the programme
};

}  // namespace dais::interchange
