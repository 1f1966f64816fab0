// What every record must satisfy, whatever its noun: bounded, printable, in canonical order. Pure.
#pragma once

#include <google/protobuf/message.h>

#include "server/summit/change_builder.h"

namespace dais::summit {

// Sorts every list of texts by language and checks all fields however deep: lengths, control characters, languages
// (RFC 5646 by shape, each once), known enum values. The refusal names the field at fault. Long texts are those of
// ImportedSession, EditSessionText, PutDeclarationText and SubmitStatement.
No check_fields(google::protobuf::Message& record);

// Languages by their tags, each once; their order is kept.
No check_languages(const google::protobuf::RepeatedPtrField<std::string>& languages, const char* field);

// A period that makes sense: neither negative nor endless nor far away.
No check_period(const v1::Period& period, const char* field);
No check_instant(std::int64_t at_ms, const char* field);

// A web address of http or https, bounded.
No check_link(const std::string& url, const char* field);

// Whether bytes are text (RFC 3629).
bool is_utf8(std::string_view text);

// Whether a tag has the shape of RFC 5646. An empty one has: the language is not known.
bool is_language(std::string_view tag);

// A slug for a log: a-z, 0-9 and "-", 1 to 63 characters, not starting with "-".
bool is_log_slug(std::string_view slug);

}  // namespace dais::summit
