// Who takes part, as a cell lists them: one to a line or parted by semicolons, with a role or a party in parentheses, a
// role before a colon, an office after a comma; in quotation marks a name that has such signs itself.
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
    std::string name, position;
    std::string party;     // in quotation marks if it stood so
    bool exactly = false;  // the name stood in quotation marks
    v1::SessionRole role = v1::SESSION_ROLE_SPEAKER;
};

// roles and parties: lists beside the names, one for each; a list of another length is left out and said so.
struct PeopleWritten {
    std::vector<PersonWritten> people;
    std::vector<std::string> complaints;
};
// is_known: of a name that needs no parting, whatever signs are in it.
PeopleWritten people_of(const RowSession& session, const std::function<bool(const std::string&)>& is_known);

// A name as it is to stand in a list of speakers, so that people_of() makes no party, role or office of a part of it.
// exactly: another name reads the same.
std::string written_person(const std::string& name, bool exactly);

}  // namespace dais::interchange
