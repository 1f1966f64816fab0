// Makes an ImportProgramme of the rows of a table: the decisions, one after the other. Used by parse_table() alone;
// what it promises is written there.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "server/interchange/table_identity.h"
#include "server/interchange/table_nouns.h"
#include "server/interchange/table_people.h"
#include "server/interchange/table_placing.h"
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
    void match_rows();
    bool is_taken(const PlacedRow& placed);
    void add_session(const PlacedRow& placed);
    void add_texts(const PlacedRow& placed, v1::ImportedSession& imported);
    void add_kind(const PlacedRow& placed, v1::Session& session) const;
    void add_room_and_track(const PlacedRow& placed, v1::Session& session);
    void add_people(const PlacedRow& placed, v1::Session& session);
    void add_languages(const PlacedRow& placed, v1::Session& session);
    void note_no_address(const PlacedRow& placed, std::string_view text);
    bool is_document(const PlacedRow& placed, const std::string& symbol) const;
    void add_lists(const PlacedRow& placed, v1::Session& session);
    void add_part_of(const PlacedRow& placed, v1::Session& session) const;
    void add_long_texts(const PlacedRow& placed, const TextsWritten& written, const std::string& language,
                        const char* what, google::protobuf::RepeatedPtrField<v1::LocalText>& texts);
    void add_summit();
    void begin_summit(v1::Summit& summit) const;
    void name_fields();
    bool has(TableField field) const { return rows_.fields.contains(field); }

    const RowsRead& rows_;
    const TableOptions& options_;
    const std::string zone_;
    const summit::State& state_;
    const ParseLimits& limits_;
    ImportNotes& notes_;
    TableIdentity identity_;
    TableTitles titles_;
    TablePlacing placing_;
    std::vector<PlacedRow> placed_;
    std::map<std::string, std::vector<const PlacedRow*>> called_;  // by what another row may call it a part of
    std::map<std::string, std::size_t> languages_;
    v1::ImportProgramme programme_;
    TableNouns nouns_;
};

}  // namespace dais::interchange
