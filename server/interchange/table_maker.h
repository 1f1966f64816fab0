// Makes an ImportProgramme of the rows of a table: the decisions, one after the other. Used by parse_table() alone;
// what it promises is written there.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/interchange/table_identity.h"
#include "server/interchange/table_people.h"
#include "server/interchange/table_programme.h"
#include "server/interchange/table_titles.h"

namespace dais::interchange {

class TableMaker {
public:
    // All outlive it. zone is one that the database knows.
    TableMaker(const RowsRead& rows, const TableOptions& options, const std::string& zone, const summit::State& state,
               const ParseLimits& limits, ImportNotes& notes);

    v1::ImportProgramme make();

private:
    // A row that has an instant.
    struct Placed {
        const RowSession* row = nullptr;
        std::int64_t starts_at_ms = 0, ends_at_ms = -1;
        std::string room;  // external id
        SessionMatch match;
    };
    void decide_dates();
    void place_rows();
    std::optional<std::int64_t> instant(const v1::Date& date, int minutes, const std::string& place);
    void find_ends();
    void add_session(Placed& placed);
    void add_people(const Placed& placed, v1::Session& session);
    void add_lists(const Placed& placed, v1::Session& session);
    void add_part_of(const Placed& placed, v1::Session& session) const;
    void add_text(const Placed& placed, v1::ImportedSession& imported);
    std::string named(v1::Kind kind, const std::string& name);
    std::string person(const PersonWritten& written, const v1::Session* base);
    void add_summit();
    void name_fields();
    std::string item(const Placed& placed) const;
    bool has(TableField field) const { return rows_.fields.contains(field); }

    const RowsRead& rows_;
    const TableOptions& options_;
    const std::string zone_;
    const summit::State& state_;
    const ParseLimits& limits_;
    ImportNotes& notes_;
    TableIdentity identity_;
    TableTitles titles_;
    bool day_first_ = true;
    int year_ = 0;
    std::vector<Placed> placed_;
    std::set<std::pair<v1::Kind, std::string>> added_;  // external ids
    std::set<std::string> days_;
    std::map<std::string, std::size_t> languages_;
    v1::ImportProgramme programme_;
};

}  // namespace dais::interchange
