// The names of columns that table_headers.h knows, folded.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/interchange/table_headers.h"

namespace dais::interchange {

struct HeaderName {
    std::string_view name;
    TableField field;
    std::string_view spoken;  // language of the name, where it says
    v1::SessionRole role = v1::SESSION_ROLE_UNSPECIFIED;
};
std::span<const HeaderName> header_names();         // of all columns but those of people
std::span<const HeaderName> people_header_names();  // with their roles

}  // namespace dais::interchange
