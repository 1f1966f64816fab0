// Who takes part, as a cell lists them: one to a line or parted by semicolons, with a role or a party in parentheses, a
// role before a colon, an office after a comma.
//
// Promises: pure; names are one line, without mail addresses. Does not: part names at commas, which also stand before
// offices and family names.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/interchange/table_rows.h"

namespace dais::interchange {

struct PersonWritten {
    std::string name, party, position;
    v1::SessionRole role = v1::SESSION_ROLE_SPEAKER;
};

// roles and parties: lists beside the names, one for each; a list of another length is left out and said so.
struct PeopleWritten {
    std::vector<PersonWritten> people;
    std::vector<std::string> complaints;
};
// is_known: of a name that needs no parting, whatever signs are in it.
PeopleWritten people_of(const RowSession& session, const std::function<bool(const std::string&)>& is_known);

// Items of a list parted by semicolons or lines, trimmed; empty ones too, except at the end.
std::vector<std::string> items_of(std::string_view cell);

}  // namespace dais::interchange
