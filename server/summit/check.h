// What every record must satisfy, whatever its noun: bounded, printable, in canonical order. Pure.
#pragma once

#include <google/protobuf/message.h>

#include "server/summit/change_builder.h"

namespace dais::summit {

// Sorts every list of texts by language and checks all fields however deep: lengths, control characters, languages
// (RFC 5646 by shape, each once), known enum values. The refusal names the field at fault. Long texts are those of
// ImportedSession and EditSessionText.
No check_fields(google::protobuf::Message& record);

// A period that makes sense: neither negative nor endless nor far away.
No check_period(const v1::Period& period, const char* field);
No check_instant(std::int64_t at_ms, const char* field);

// A web address of http or https, bounded.
No check_link(const std::string& url, const char* field);

// Whether bytes are text (RFC 3629).
bool is_utf8(std::string_view text);

// A slug for a log: a-z, 0-9 and "-", 1 to 63 characters, not starting with "-".
bool is_log_slug(std::string_view slug);

}  // namespace dais::summit
