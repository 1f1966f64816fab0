// What changed in a record, field by field, in words for people: ids as the names that they stand for, instants by the
// venue's clock. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dais/v1/change.pb.h"
#include "dais/v1/summit.pb.h"
#include "server/summit/state.h"

namespace dais::web {

// Who reads: names are those of today that they may see; what they may not see stays an id.
struct Reading {
    const summit::State& now;
    v1::Audience audience;
    v1::Summit summit;
};

struct FieldChange {
    std::string field;  // as in "planned.starts_at_ms"
    std::optional<std::string> before;
    std::optional<std::string> after;
};

// Bodies of one record before and after; nothing: there was none. What was erased is empty.
std::vector<FieldChange> field_changes(v1::Kind kind, const std::optional<std::string>& before,
                                       const std::optional<std::string>& after, const Reading& reading);

// What a record is called: by its own body, else as it is called today; empty if neither says.
std::string record_name(v1::Kind kind, const std::string& id, const std::optional<std::string>& body,
                        const Reading& reading);

// "session" and KIND_SESSION. KIND_UNSPECIFIED: no such word.
std::string kind_word(v1::Kind kind);
v1::Kind kind_of_word(std::string_view word);
// By the letter of an id; KIND_UNSPECIFIED: it has none of ours.
v1::Kind kind_of_id(std::string_view id);

}  // namespace dais::web
