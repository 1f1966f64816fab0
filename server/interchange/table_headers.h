// What the columns of a table are, by their headers: names in English, French, Spanish, Portuguese and Arabic, without
// regard to case, accents or signs, also two languages in one cell; or as a mapping file says.
//
// Promises: pure. The first column of a field counts; others of people add to it. Does not: guess from what is in the
// cells.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/session.pb.h"
#include "server/interchange/table.h"

namespace dais::interchange {

enum class TableField {
    kUnknown,
    kIgnored,
    kExternalId,
    kTitle,
    kSubtitle,
    kAbstract,
    kDescription,
    kDate,
    kStart,
    kEnd,
    kDuration,
    kRoom,
    kTrack,
    kKind,
    kLanguage,
    kInterpretation,
    kSignLanguages,
    kPeople,
    kRoles,
    kPositions,
    kDelegations,
    kStatus,
    kStream,
    kWebsite,
    kAgendaNumber,
    kDocuments,
    kPartOf,
    kCapacity,
};

// Language of a text that is said to have none, as in "title_und"; BCP 47's own word for it.
inline constexpr char kNoLanguage[] = "und";

struct TableColumn {
    TableField field = TableField::kUnknown;
    std::string language;                                 // of a text; empty: not said
    bool goes_on = false;                                 // a long text, begun in a column before
    v1::SessionRole role = v1::SESSION_ROLE_UNSPECIFIED;  // of people
    std::string header;                                   // as written, on one line
    std::string spoken;                                   // language in which the header is written
};

TableColumn column_of(std::string_view header);

// A mapping file: lines "Header of the column = field", as in "Libellé = title_fr"; "#" begins a remark.
struct TableMapping {
    std::map<std::string, TableColumn> columns;  // by folded header
    std::map<std::string, std::string> headers;  // as written, by folded header
    std::string failure;
};
TableMapping read_mapping(std::string_view text);

// Where a table's headers are and what they are.
struct TableHeader {
    std::size_t row = 0;   // index of the row, not its number
    std::size_t rows = 1;  // that it takes
    std::vector<TableColumn> columns;
    std::size_t known = 0;  // columns with a field

    std::optional<std::size_t> column(TableField field) const;
};
// Nothing if no row of the beginning has a title and a date or time.
std::optional<TableHeader> find_header(const Table& table, const TableMapping& mapping);

// The cells of the row that looks most like headers, for telling the reader what was found.
std::vector<std::string> likely_headers(const Table& table);
// Whether times stand in the first column and sessions side by side in those of rooms, which is no list of sessions.
bool looks_like_grid(const Table& table);
// The fields that headers may name, for telling the reader what is understood.
std::string fields_understood();

}  // namespace dais::interchange
